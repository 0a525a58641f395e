"""Owns how the demo community comes to be: through the same verbs as real work, with the clock moved."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles import deciding, telling, tending, topics
from articles.models import Article, Submission, Verb
from community import marktelling
from community.models import Badge, Handle, Mail, Notice, User
from newsroom.demo import states
from newsroom.demo.manuscripts import Manuscript, at, manuscripts, send

PASSWORD = "lembar-demo-2026"  # the sign-in of the demo's people, who are refused on any other host
TOTP_SECRET = "LEMBARDEMOLEMBARDEMOLEMBARDEMOLE"  # fixed, so that /demo/ can show the current codes
FOUNDED_ON = {"identity": "document", "verified_writer": "record", "staff": "employment"}
GROUPS = {"moderator": "Moderators", "chief_editor": "Chief editors"}
MENU = ["Kelautan", "Kuliner", "Lingkungan", "Pendidikan", "Olahraga", "Opini"]
NEWS_FOR = timedelta(days=2)
HERE = Path(__file__).parent
AFTER_EVERYTHING = -50  # of the tasks' priorities
TOLD_FIRST = 18  # manuscripts up to this number stand before the first page is served


def exists() -> bool:
    return User.objects.filter(email__endswith="@demo.lembar.example").exists()


@transaction.atomic
def build() -> None:
    """Make the people and the newest articles, or nothing of it; the worker tells the rest."""
    now = timezone.now()
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with at(now - timedelta(days=60)):
        make_people()
        make_menu()
        states.before_anything()
        tell_of_now()
    for manuscript in untold(TOLD_FIRST):
        tell_untold(manuscript, now)
    states.show(1)
    tell_next.enqueue()


@task(queue_name="slow", priority=AFTER_EVERYTHING)
def tell_next() -> None:
    """The oldest article that is not told yet; one at a time, so that a visitor's photo never waits for all of them."""
    if left := untold():
        tell_untold(left[0], timezone.now())
        tell_next.enqueue()
    else:
        states.show(2)


def untold(up_to: int = 99) -> list[Manuscript]:
    """The manuscripts up to this number that nobody wrote yet, oldest first, so that each can point at those before."""
    told = written()
    left = [one for one in manuscripts() if one.number <= up_to and one.number not in told]
    return sorted(left, key=lambda one: -one.hours_ago)


def written() -> dict[int, str]:
    """By its number the code of every manuscript that stands: a draft when it is saved, others when they are sent."""
    saved = Article.objects.values_list("author__handles__name", "title", "code")
    drafts, sent = by_title(saved), by_title(saved.filter(submissions__isnull=False))
    standing = {"draft": drafts}
    found = {one.number: standing.get(one.state, sent).get((one.author, one.title)) for one in manuscripts()}
    return {number: code for number, code in found.items() if code}


def by_title(rows: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    return {(author, title): code for author, title, code in rows}


def tell_untold(manuscript: Manuscript, now: datetime) -> None:
    people = {person.handle: person for person in User.objects.with_public_face()}
    desk = list(User.objects.filter(groups__name="Moderators").order_by("pk"))
    tell(manuscript, people, written(), desk[manuscript.number % len(desk)], now)


def make_people() -> dict[str, User]:
    """Everybody by handle. One hash serves all passwords, so that seventeen people cost what one costs."""
    told = json.loads((HERE / "people.json").read_text())
    password = make_password(PASSWORD)
    people = {entry["handle"]: make_person(entry, password) for entry in told}
    boss = next(person for person in people.values() if person.is_superuser)
    for entry in told:
        for kind in entry["marks"]:
            about = {"evidence": "Contoh: rekam jejak dan surat dibaca redaksi.", "evidence_kind": FOUNDED_ON[kind]}
            Badge.objects.create(user=people[entry["handle"]], kind=kind, granted_by=boss, **about)
    return people


def make_person(entry: dict, password: str) -> User:
    """A person with a confirmed address; whoever works at the desk has the demo's second factor."""
    fields = {name: entry[name] for name in ("email", "pen_name", "tagline", "bio", "shown_as_editor")}
    person = User.objects.create(password=password, is_superuser=entry["role"] == "administrator", **fields)
    Handle.objects.change(person, entry["handle"])
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    if entry["role"] in GROUPS:
        person.groups.add(Group.objects.get(name=GROUPS[entry["role"]]))
    if entry["role"] != "writer":
        TOTP.activate(person, TOTP_SECRET)
    return person


def make_menu() -> None:
    chief = states.chief_editor()
    for place, name in enumerate(MENU, start=1):
        topic = tending.accept(topics.find_or_propose(name), by=chief)
        tending.describe(topic, by=chief, name=name, description="", menu_place=place)


def tell(manuscript: Manuscript, people, codes: dict[int, str], moderator: User, now: datetime) -> str:
    """Write, send and decide one manuscript at its times; its public code. Nobody sees it in between: neither the desk
    a text that waited last month, nor the clock one that is half decided.
    """
    manuscript.draw()  # before the database is asked to wait
    ends = now - timedelta(hours=manuscript.hours_ago)
    waited = timedelta(hours=4 + manuscript.number) if manuscript.state == "live" else timedelta()
    with transaction.atomic():
        with at(ends - waited):
            article = send(manuscript, by=people[manuscript.author], codes=codes)
            tell_of_now()
        submission = article.submissions.first()
        if manuscript.state == "live":
            publish(submission, moderator, ends)
        if manuscript.state in ("returned", "declined"):
            refuse(submission, manuscript, moderator, ends + timedelta(hours=3))
    return article.code


def publish(submission: Submission, moderator: User, live_at: datetime) -> None:
    states.publish(submission, moderator, live_at)
    with at(live_at):
        tell_of_now()


def refuse(submission: Submission, manuscript: Manuscript, moderator: User, moment: datetime) -> None:
    """Return with remarks, or decline, both with reason and message."""
    verb = Verb.RETURN if manuscript.state == "returned" else Verb.DECLINE
    blocks = [block["attrs"]["id"] for block in submission.revision.body["content"]]
    with at(moment):
        for note in manuscript.remarks:
            deciding.remark(
                submission, by=moderator, block=blocks[note["block"] - 1], reason=note["reason"], text=note["text"]
            )
        deciding.decide(
            submission,
            verb,
            by=moderator,
            seen=submission.revision,
            reason=manuscript.reason or "source_missing",
            message=manuscript.message,
        )
    with at(moment + states.TEN_SECONDS_PASS):
        tell_of_now()


def tell_of_now() -> None:
    """What the clock would have told at this moment; whoever it was told has read the older ones, and their mails
    are not sent now."""
    for telling_of in (telling.tell_steps, telling.tell_topics, marktelling.tell_due):
        telling_of()
    before = Notice.objects.filter(made_at__lt=datetime.now(UTC) - NEWS_FOR)
    before.exclude(mail=Mail.UNWANTED).update(mail=Mail.UNWANTED, mail_next_at=None)
    before.read()
