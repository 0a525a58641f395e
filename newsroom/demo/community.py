"""Owns how the demo community comes to be: through the same verbs as real work, with the clock moved."""

import json
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from articles import deciding, publishing, topics
from articles.models import Submission, Topic, Verb
from articles.rules import CHECKLIST
from community.models import Badge, Handle, User
from newsroom.demo.manuscripts import Manuscript, manuscripts, send

PASSWORD = "lembar-demo-2026"  # the sign-in of the demo's people, who are refused on any other host
TOTP_SECRET = "LEMBARDEMOLEMBARDEMOLEMBARDEMOLE"  # fixed, so that /demo/ can show the current codes
GROUPS = {"moderator": "Moderators", "chief_editor": "Chief editors"}
MENU = ["Kelautan", "Kuliner", "Lingkungan", "Pendidikan", "Olahraga", "Opini"]
TEN_SECONDS_PASS = timedelta(seconds=11)
HERE = Path(__file__).parent


@contextmanager
def at(moment: datetime):
    """Everything inside happens at `moment`."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def exists() -> bool:
    return User.objects.filter(email__endswith="@demo.lembar.example").exists()


@transaction.atomic
def build() -> None:
    """Make the whole community, or nothing of it."""
    now = timezone.now()
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    with at(now - timedelta(days=60)):
        people = make_people()
        make_menu()
    desk = [person for person in people.values() if person.groups.filter(name="Moderators").exists()]
    codes = {}
    for number, manuscript in enumerate(sorted(manuscripts(), key=lambda one: -one.hours_ago)):
        codes[manuscript.number] = tell(manuscript, people, codes, desk[number % len(desk)], now)


def make_people() -> dict[str, User]:
    """Everybody by handle. One hash serves all passwords, so that seventeen people cost what one costs."""
    told = json.loads((HERE / "people.json").read_text())
    password = make_password(PASSWORD)
    people = {entry["handle"]: make_person(entry, password) for entry in told}
    boss = next(person for person in people.values() if person.is_superuser)
    for entry in told:
        for kind in entry["marks"]:
            evidence = "Contoh: rekam jejak dan surat dibaca redaksi."
            Badge.objects.create(user=people[entry["handle"]], kind=kind, granted_by=boss, evidence=evidence)
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
    for place, name in enumerate(MENU, start=1):
        Topic.objects.filter(pk=topics.find_or_propose(name).pk).update(menu_place=place, accepted_at=timezone.now())


def tell(manuscript: Manuscript, people, codes: dict[int, str], moderator: User, now: datetime) -> str:
    """Write, send and decide one manuscript at its times; its public code."""
    ends = now - timedelta(hours=manuscript.hours_ago)
    waited = timedelta(hours=4 + manuscript.number) if manuscript.state == "live" else timedelta()
    with at(ends - waited):
        article = send(manuscript, by=people[manuscript.author], codes=codes)
    submission = article.submissions.first()
    if manuscript.state == "live":
        publish(submission, moderator, ends)
    if manuscript.state in ("returned", "declined"):
        refuse(submission, manuscript, moderator, ends + timedelta(hours=3))
    return article.code


def publish(submission: Submission, moderator: User, live_at: datetime) -> None:
    with at(live_at - TEN_SECONDS_PASS):
        deciding.decide(submission, Verb.APPROVE, by=moderator, seen=submission.revision, checked=frozenset(CHECKLIST))
    with at(live_at):
        publishing.publish_due()


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
