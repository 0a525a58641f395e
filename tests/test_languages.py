"""Owns the check that every room speaks one language: no English left in Indonesian, and the other way round."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import allauth
import django
import polib
import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import deciding, following, fronting, publishing, sending, sharing
from articles.models import CorrectionKind, FrontSlot, Topic
from articles.reading import urls
from articles.reading.sitemaps import SPAN
from community import letters
from community.models import Group, Kind, Notice, User
from newsroom import catalogues
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_photo,
    a_writer,
    approve,
    attested_now,
    decline,
    give_back,
    later,
    waiting_submission,
)
from tests.mails import a_notice_of_every_kind
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "sandi-panjang-1"
TELLING = {
    "id": re.compile(
        r"\b(the|your|you|of|with|this|that|and|is|are|was|not|for|sign (in|up|out)|save|please|e-?mail|anda)\b", re.I
    ),
    "en": re.compile(r"\b(yang|kamu|untuk|dengan|tidak|belum|tulisan|surel|masuk|simpan|dan|kata)\b", re.I),
}
UNREAD = re.compile(
    r"<(script|style|textarea|code)\b.*?</\1>|<(\w+)[^>]*\sclass=\"[^\"]*\bmono\b[^\"]*\"[^>]*>.*?</\2>", re.S
)
READ_ALOUD = re.compile(r"\s(?:aria-label|placeholder|alt|title|content)=\"([^\"]*)\"")
HELD_OPEN = re.compile(r"%\(\w+\)0?\d*[sd]|%d|</?\w+[^>]*>")
ALLAUTH, DJANGO = (Path(package.__file__).parent for package in (allauth, django))
SAID_BY_PACKAGES = [
    ALLAUTH / "locale/en/LC_MESSAGES/django.po",
    DJANGO / "conf/locale/en/LC_MESSAGES/django.po",
    DJANGO / "contrib/auth/locale/en/LC_MESSAGES/django.po",
]
Answers = dict[str, HttpResponse]


@pytest.fixture(autouse=True)
def _fresh():
    """Nothing of what allauth counted in the test before."""
    cache.clear()


def words(answer: HttpResponse) -> str:
    """What a person reads or hears of a page, without what is code."""
    page = UNREAD.sub(" ", answer.content.decode())
    aloud = " ; ".join(READ_ALOUD.findall(page))
    return re.sub(r"\s+", " ", unescape(f"{re.sub(r'<[^>]*>', ' ', page)} ; {aloud}"))


def left(text: str, language: str) -> list[str]:
    """The words of the other language, each with a little of what stands around it."""
    found = TELLING[language].finditer(text)
    return [text[max(0, one.start() - 40) : one.end() + 40] for one in found]


def foreign(answers: Answers, language: str) -> dict[str, list[str]]:
    found = {name: left(words(answer), language) for name, answer in answers.items()}
    return {name: sentences for name, sentences in found.items() if sentences}


def got(client: Client, *paths: str) -> Answers:
    return {path: client.get(path, follow=True) for path in paths}


def public_paths() -> list[str]:
    """Every address of the readers' room, one with a text that is live, withdrawn, or not there."""
    live, gone, chief = a_live_article(cover=True), a_live_article(), a_chief_editor()
    publishing.correct(live, by=chief, kind=CorrectionKind.CORRECTION, sentence="41, bukan 14.")
    publishing.withdraw(gone, by=chief, message="Klaimnya keliru.")
    wanted = {
        "topic": ["kuliner"],
        "profile": [live.author.handle],
        "article": [live.code, live.slug],
        "article-code": [live.code],
        "share": [live.code, sharing.key_of(live, live.live_revision.photos.covers().first()), "card"],
        "sitemap-part": ["articles", live.pk // SPAN],
        **{f"topic-{kind}": ["kuliner"] for kind in ("rss", "atom", "json")},
        **{f"writer-{kind}": [live.author.handle] for kind in ("rss", "atom", "json")},
    }
    named = [reverse(f"reading:{one.name}", args=wanted.get(one.name, [])) for one in urls.urlpatterns]
    return [*named, gone.get_absolute_url(), f"/@{a_writer().handle}/", "/search/?q=zzz", "/topics/opini/"]


def readers(language: str) -> Answers:
    return got(Client(), *(path for path in public_paths() if not path.endswith((".jpg", ".js"))))


def entrance(language: str) -> Answers:
    """Signing up, in and back in, with and without mistakes."""
    client, known = Client(headers={"accept-language": language}), a_writer()
    TOTP.activate(known, "LEMBARDEMOLEMBARDEMOLEMBARDEMOLE")
    posts = {
        "signup": [{}, {"pen_name": "!", "email": "x", "password1": "123"}],
        "login": [{}, {"login": known.email, "password": "x"}, {"login": known.email, "password": PASSWORD}],
        "password/reset": [{"email": "x"}, {"email": known.email}],
    }
    paths = [f"/accounts/{name}/" for name in (*posts, "inactive", "confirm-email/x", "password/reset/key/1-x")]
    answers = got(client, *paths)
    for name, forms in posts.items():
        for number, form in enumerate(forms):
            answers[f"{name} {number}"] = client.post(f"/accounts/{name}/", form, follow=True)
    return answers


def settings_room(language: str) -> Answers:
    """What belongs to one's account, the second factor proven."""
    person = a_writer(language=language)
    client = signed_in(person)
    bare = got(client, "/accounts/2fa/", "/accounts/email/", "/accounts/password/change/", "/accounts/logout/")
    proof = {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
    proven = {
        "asked again": client.post("/accounts/reauthenticate/", {"password": "x"}),
        "activate": client.post("/accounts/reauthenticate/", proof, follow=True),
        "wrong code": client.post("/accounts/2fa/totp/activate/", {"code": "000000"}),
        "wrong settings": client.post("/settings/", {"handle": "admin"}),
        "wrong password": client.post("/accounts/password/change/", {"password1": "1", "password2": "2"}),
        "address": client.post("/accounts/email/", {"action_add": "", "email": "lain@contoh.example"}, follow=True),
    }
    RecoveryCodes.activate(TOTP.activate(person, "LEMBARDEMOLEMBARDEMOLEMBARDEMOLE").instance.user)
    names = ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/")
    protected = got(client, "/settings/", *(f"/accounts/2fa/{name}" for name in names))
    return {f"before: {path}": answer for path, answer in bare.items()} | proven | protected


def writers(language: str) -> Answers:
    """One writer with a text in every state, and every form with its refusals."""
    writer = a_writer(language=language)
    client = signed_in(writer)
    draft, binned, waiting, live = (a_draft(by=writer) for _ in range(4))
    a_photo(draft, caption="")
    sending.discard(binned, by=writer)
    returned = waiting_submission(by=writer)
    deciding.remark(returned, by=a_chief_editor(), block="x", reason="other", text="Siapa?")
    give_back(returned, by=returned.remarks.get().by)
    decline(declined := waiting_submission(by=writer))
    approve(sending.submit(live, by=writer, seen_version=live.draft_version, attested=attested_now(live)))
    sending.submit(waiting, by=writer, seen_version=waiting.draft_version, attested=attested_now(waiting))
    with later(seconds=11):
        publishing.publish_due()
        codes = [one.code for one in (draft, waiting, live, returned.article, declined.article)]
        steps = ("", "preview/", "submit/")
        answers = got(client, "/write/", "/write/new/", *(f"/write/{code}/{step}" for code in codes for step in steps))
        form = {"version": draft.draft_version, "title": "x", "topics": "a", "verb": "save"}
        answers["refused"] = client.post(f"/write/{draft.code}/", form)
        answers["unsent"] = client.post("/write/new/", {"version": 1, "title": "Judul", "verb": "submit"})
        answers["recalled"] = client.post(f"/write/{waiting.code}/recall/", follow=True)
        answers["stale"] = client.post(f"/write/{waiting.code}/", {"version": 1, "title": "Judul", "verb": "save"})
    return answers


def desk(language: str) -> Answers:
    chief = a_chief_editor(language=language)
    client, live = signed_in(chief), a_live_article()
    waiting, decided = waiting_submission(named=("Opini",)), waiting_submission()
    deciding.remark(decided, by=chief, block="x", reason="other", text="Siapa?")
    give_back(decided, by=chief)
    lanes = [f"/desk/?lane={lane}" for lane in ("waiting", "mine", "updates", "escalated", "overdue", "decided")]
    answers = got(client, *lanes, f"/desk/{waiting.pk}/", f"/desk/{decided.pk}/", f"/desk/articles/{live.code}/")
    for verb in ("approve", "return", "decline"):
        answers[verb] = client.post(f"/desk/{waiting.pk}/decision/", {"seen": waiting.revision_id, "verb": verb})
    answers["remark"] = client.post(f"/desk/{waiting.pk}/remarks/", {"block": "x", "text": ""})
    answers["undone"] = client.post(f"/desk/{decided.pk}/step/", {"verb": "undo"}, follow=True)
    answers["withdraw"] = client.post(f"/desk/articles/{live.code}/take-down/", {"verb": "withdraw"})
    with later(hours=25):
        answers["late"] = client.get("/desk/?lane=overdue")
    return answers


def followers(language: str) -> Answers:
    person, article, left = a_writer(language=language), a_live_article(), a_writer()
    client = signed_in(person)
    paths = ["/following/", "/following/whom/", "/saved/", f"/following/writers/{article.author.handle}/"]
    bare = got(client, *paths)
    for what in (article.author, Topic.objects.get(slug="kuliner"), left):
        following.follow(person, what)
    User.objects.filter(pk=left.pk).update(is_active=False)
    full = got(client, *paths, "/following/topics/kuliner/", f"/me/?writer={article.author.handle}")
    return full | {f"bare {path}": answer for path, answer in bare.items()}


def front_desk(language: str) -> Answers:
    """The front page's room with something of every state, and each page and refusal of it."""
    chief, tomorrow = a_chief_editor(language=language), timezone.now() + timedelta(days=1)
    client, articles = signed_in(chief), [a_live_article() for _ in range(4)]
    answers = got(client, "/desk/front/", page := f"/desk/front/{articles[0].code}/", "/desk/front/?q=zzz")
    answers["refused"] = client.post(page, {"kind": "x", "seen": 0})
    for article, (since, until) in zip(articles, ((None, None), (tomorrow, None), (None, tomorrow)), strict=False):
        slot = fronting.put(article, by=chief, seen=fronting.version(), kind="pick", since=since, until=until)
    answers["late"] = client.post(page, {"kind": "pick", "seen": 0})
    fronting.take_off(slot, by=chief, seen=fronting.version(), why="Lama.")
    pages = [f"{slot.pk}/{name}/" for slot in FrontSlot.objects.kept() for name in ("times", "off")]
    pages += [f"{pages[0].replace('times', 'replace')}{articles[3].code}/", f"?q=pasar&replaces={slot.pk - 1}"]
    return answers | got(client, *(f"/desk/front/{page}" for page in pages))


def news(language: str) -> Answers:
    """A notice of every kind in the list, no notice at all, the mails' switches, and the page that stops mails."""
    person, nobody = a_writer(language=language), a_writer(language=language)
    a_notice_of_every_kind(to=person)
    client, away = signed_in(person), letters.unsubscribe_path(person, Group.ANSWERS)
    answers = got(client, "/notices/", "/notices/?show=unread", away)
    answers["nothing yet"] = signed_in(nobody).get("/notices/")
    answers["read"] = client.post("/notices/read/", {"up_to": person.notices.newest_first().first().pk}, follow=True)
    answers["switched"] = client.post("/settings/mail/", {"wanted": ["answers"]}, follow=True)
    answers["refused"] = client.post("/settings/mail/", {"wanted": ["x"]})
    for verb in ("this", "again", "all", "all-again"):
        answers[verb] = client.post(away, {"verb": verb})
    return answers


GROUPED = re.compile(r"\s([a-z-]+)=\"([^\"]*(?<![\d.,])\d{1,3}(?:[.,]\d{3})+(?![\d.,])[^\"]*)\"")
FOR_PEOPLE = {"aria-label", "alt", "title", "placeholder", "content", "d"}  # d: the path of a drawing


def count_from_a_million() -> None:
    """Every row that is made from now on has a long number."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 1234567)", [table])


def grouped(answers: Answers) -> set[tuple[str, str, str]]:
    """The ids and addresses of these pages that carry a thousands separator."""
    found = {path: GROUPED.findall(answer.content.decode()) for path, answer in answers.items()}
    return {(path, *one) for path, attributes in found.items() for one in attributes if one[0] not in FOR_PEOPLE}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="counts as SQLite does")
@pytest.mark.parametrize("language", TELLING)
@pytest.mark.parametrize("room", [readers, entrance, settings_room, writers, desk, front_desk, followers, news])
def test_a_room_speaks_one_language_and_groups_no_id_and_no_address(room, language, settings):
    settings.LANGUAGE_CODE = language
    count_from_a_million()

    answers = room(language)

    assert foreign(answers, language) == {}
    assert grouped(answers) == set()


def test_numbers_for_people_are_grouped_as_their_language_does():
    article = a_live_article(text="kata " * 1234)
    writer = article.author

    path = f"/write/{article.code}/submit/"
    told = {language: signed_in(a_writer_of(writer, language)).get(path) for language in TELLING}

    assert "1.234 kata" in words(told["id"])
    assert "1,234 words" in words(told["en"])


def test_times_for_people_are_written_as_their_language_does():
    article = a_live_article()

    path = f"/write/{article.code}/submit/"
    told = {language: signed_in(a_writer_of(article.author, language)).get(path) for language in TELLING}

    assert re.search(r"\d{4}, \d\d\.\d\d WIB", words(told["id"]))
    assert re.search(r"\d{4}, \d\d:\d\d WIB", words(told["en"]))


def test_what_packages_say_in_english_is_said_in_our_words():
    page = words(Client(headers={"accept-language": "en"}).get("/accounts/password/reset/"))

    assert ("Send me a link" in page, "Reset My Password" in page) == (True, False)


def a_writer_of(person, language: str):
    person.language = language
    person.save(update_fields=["language"])
    return person


@pytest.mark.parametrize("language", TELLING)
def test_a_mail_speaks_the_language_of_who_asked_for_it(language):
    client, known = Client(headers={"accept-language": language}), a_writer()
    new = {"pen_name": "Sinta Larasati", "email": f"{language}@contoh.example", "password1": "kalimat-sandi-9"}

    for form in (new, new | {"email": known.email}):
        client.post("/accounts/signup/", form)
    for email in (known.email, "x@contoh.example"):
        client.post("/accounts/password/reset/", {"email": email})

    told = [re.sub(r"https?://\S+", "", f"{one.subject} ; {one.body}") for one in mail.outbox]
    assert [left(text, language) for text in told] == [[]] * 4


@pytest.mark.parametrize("language", TELLING)
def test_a_notice_is_mailed_in_the_persons_language(language):
    a_notice_of_every_kind(to=a_writer(language=language))

    written = [letters.compose(notice) for notice in Notice.objects.all()]

    told = [f"{one.subject} ; {one.body} ; {words(HttpResponse(one.alternatives[0][0]))}" for one in written]
    found = [left(re.sub(r"https?://\S+", "", text), language) for text in told]
    assert found == [[]] * 2 * len(Kind)


def seen_by(client: Client, paths: list[str]) -> dict[str, tuple]:
    answers = {path: client.get(path) for path in paths}
    return {path: (answer.status_code, answer.content, answer.get("Vary")) for path, answer in answers.items()}


def test_the_browsers_language_changes_no_byte_of_a_public_address():
    paths = [*public_paths(), a_live_article(cover=True).photos.get().plain, "/nowhere/"]

    asked, unasked = (seen_by(Client(headers=headers), paths) for headers in ({"accept-language": "en"}, {}))

    assert asked == unasked


def test_the_log_says_a_chosen_reason_as_a_sentence():
    submission, chief = waiting_submission(), a_chief_editor(language="en")
    deciding.remark(submission, by=chief, block="x", reason="source_missing", text="Siapa?")

    give_back(submission, by=chief, message="")

    assert "· A claim needs a source" in words(signed_in(chief).get(f"/desk/{submission.pk}/"))


def held_open(sentence: str) -> list[str]:
    return sorted(HELD_OPEN.findall(sentence))


@pytest.mark.parametrize("catalogue", list(catalogues.sources()), ids=lambda path: path.parts[-4])
def test_a_catalogue_is_whole_and_keeps_what_is_filled_in(catalogue):
    entries = [(one, one.msgstr_plural.get(0) or one.msgstr) for one in polib.pofile(str(catalogue))]

    empty = [one.msgid for one, said in entries if one.fuzzy or not said]
    broken = [one.msgid for one, said in entries if held_open(said) != held_open(one.msgid)]

    assert empty + broken == []


def test_the_sign_in_catalogue_holds_only_what_the_packages_say():
    said = {entry.msgid for path in SAID_BY_PACKAGES for entry in polib.pofile(str(path))}

    kept = polib.pofile(str(next(path for path in catalogues.sources() if "locale_signin" in path.parts)))

    assert [entry.msgid for entry in kept if entry.msgid not in said] == []
