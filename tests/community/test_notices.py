import re

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from community import letters, mailing
from community.models import Group, Kind, Mail, MailRefusal, Notice
from community.notices import tell
from community.sentences import SAID, sentences
from tests.factories import a_live_article, a_moderator, a_writer, later
from tests.mails import TOLD, a_notice
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", answer.content.decode()))


def bell(answer) -> str:
    """What a screen reader says of it, and what stands on it."""
    link = re.search(r'<a class="button button-icon bell".*?</a>', answer.content.decode(), re.S)[0]
    name = re.search(r'<span class="visually-hidden">(.*?)</span>', link)[1]
    sign = re.search(r'<span class="bell-count" aria-hidden="true">(.*?)</span>', link)
    return f"{name} [{sign[1] if sign else ''}]"


def english(**fields):
    return a_writer(language="en", **fields)


def away(person, group=Group.RECEIPTS):
    return letters.unsubscribe_path(person, group)


@pytest.mark.both_engines
def test_telling_twice_makes_one_notice_and_asks_for_one_mail():
    person = a_writer()

    first, second = a_notice(to=person), a_notice(to=person, title="Lain")

    assert first.pk == second.pk
    assert Notice.objects.get().told["title"] == "Pasar terapung"


def test_another_occasion_is_another_notice():
    person = a_writer()

    a_notice(to=person, occasion="1"), a_notice(to=person, occasion="2")

    assert person.notices.count() == 2


@pytest.mark.parametrize(("number", "shown"), [
    (0, "Notices []"), (1, "Notices, 1 unread [1]"), (99, "Notices, 99 unread [99]"),
    (100, "Notices, more than 99 unread [99+]"), (250, "Notices, more than 99 unread [99+]"),
])  # fmt: skip
def test_the_bell_says_how_many_are_new(number, shown):
    person = english()
    Notice.objects.bulk_create(Notice(of=person, kind="sent", about="a", occasion=n, path="/") for n in range(number))

    assert bell(signed_in(person).get("/write/")) == shown


def test_the_desk_has_the_bell_too():
    moderator = a_moderator(language="en")
    a_notice(to=moderator)

    assert bell(signed_in(moderator).get("/desk/")) == "Notices, 1 unread [1]"


def test_a_public_page_asks_nothing_about_a_person_and_shows_no_bell():
    article = a_live_article()
    person = article.author
    a_notice(to=person)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = signed_in(person).get(f"/articles/{article.code}/", follow=True)

    assert "/notices/" not in answer.content.decode()
    assert [query["sql"] for query in asked if "notice" in query["sql"]] == []


def test_a_room_counts_in_one_query():
    person = a_writer()
    a_notice(to=person)

    for path in ("/write/", "/notices/"):
        with CaptureQueriesContext(connection) as asked:
            signed_in(person).get(path)

        assert len([query for query in asked if "COUNT(" in query["sql"] and "community_notice" in query["sql"]]) == 1


def test_the_list_takes_as_many_queries_for_one_as_for_many(django_assert_num_queries):
    one, many = signed_in(english()), signed_in(english())
    a_notice(to=one.get("/settings/").wsgi_request.user)
    for number in range(30):
        a_notice(to=many.get("/settings/").wsgi_request.user, occasion=str(number))

    for client in (one, many):
        with django_assert_num_queries(6):  # session, person, what they may (2), their notices, how many are new
            client.get("/notices/")


def test_the_list_groups_by_day_and_marks_what_is_new():
    person = english()
    with later(days=-1):
        old = a_notice(to=person, title="Kemarin", occasion="1")
    Notice.objects.filter(pk=old.pk).update(read_at=timezone.now())
    a_notice(to=person, title="Kini", occasion="2")

    page = signed_in(person).get("/notices/")

    days = re.findall(r'<h2 class="day"[^>]*>(.*?)</h2>', page.content.decode())
    rows = re.findall(
        r'<li class="(news[^"]*)">.*?<button class="news-open">(.*?)</button>', page.content.decode(), re.S
    )
    assert [day.startswith("Today, ") for day in days] == [True, False]
    assert rows == [
        ("news news-new", "“Kini” is in the queue, at place 3."),
        ("news", "“Kemarin” is in the queue, at place 3."),
    ]


@pytest.mark.parametrize(("hour", "today"), [("2026-11-28T17:30:00+00:00", True), ("2026-11-28T16:30:00+00:00", False)])
def test_a_day_is_the_sites_day_and_not_that_of_utc(hour, today, monkeypatch):
    now = timezone.datetime.fromisoformat("2026-11-29T01:00:00+00:00")
    monkeypatch.setattr(timezone, "now", lambda: now)

    assert Notice(made_at=timezone.datetime.fromisoformat(hour)).is_todays == today


def test_nothing_yet_says_so_and_where_to_go():
    page = words(signed_in(english()).get("/notices/"))

    assert "Nothing yet." in page


def test_the_list_goes_on_by_pages_and_shows_the_unread_alone():
    person = english()
    for number in range(65):
        with later(minutes=number // 2):  # two at a time have the same moment
            a_notice(to=person, title=f"Nomor {number:02d}", occasion=str(number))
    person.notices.filter(occasion__in=map(str, range(60))).update(read_at=timezone.now())
    client, path, seen = signed_in(person), "/notices/", []

    while path:
        page = client.get(path).content.decode()
        seen.append(re.findall(r"“Nomor (\d\d)”", page))
        older = re.search(r'<nav class="pager".*?href="(.*?)"', page, re.S)
        path = older and older[1].replace("&amp;", "&")
    unread = re.findall(r"“Nomor (\d\d)”", client.get("/notices/?show=unread").content.decode())

    assert [len(page) for page in seen] == [30, 30, 5]
    assert sum(seen, []) == [f"{number:02d}" for number in range(64, -1, -1)]
    assert unread == ["64", "63", "62", "61", "60"]


@pytest.mark.parametrize("before", ["x", "0", "9" * 30, "-1", "1%00", "²"])
def test_a_page_that_is_none_is_not_there(before):
    assert signed_in(a_writer()).get(f"/notices/?before={before}").status_code == 404


def test_the_button_of_a_notice_marks_it_and_leads_on():
    notice = a_notice(path="/write/kode2345/#remark-7")

    answer = signed_in(notice.of).post(f"/notices/{notice.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, "/write/kode2345/#remark-7")
    assert not Notice.objects.unread().exists()


def test_looking_and_prefetching_marks_nothing():
    notice = a_notice()
    client = signed_in(notice.of)

    answers = [client.get(path) for path in ("/notices/", f"/notices/{notice.pk}/", "/notices/read/")]

    assert [answer.status_code for answer in answers] == [200, 302, 302]
    assert Notice.objects.unread().count() == 1


def test_anothers_notice_is_not_there():
    notice = a_notice()
    client = signed_in(a_writer())

    answers = [
        client.post(f"/notices/{notice.pk}/"),
        client.post("/notices/read/", {"up_to": notice.pk}),
        client.get(f"/notices/?before={notice.pk}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Notice.objects.unread().count() == 1


def test_all_are_read_up_to_the_newest_that_was_on_the_page():
    person = english()
    shown = [a_notice(to=person, occasion=str(number)) for number in range(3)]
    came_since = a_notice(to=person, occasion="later")

    answer = signed_in(person).post("/notices/read/", {"up_to": shown[-1].pk}, follow=True)

    assert list(person.notices.unread()) == [came_since]
    assert "3 notices are read now." in words(answer)


def test_whoever_was_signed_out_is_led_back_to_the_list():
    notice = a_notice()

    answer = Client().post(f"/notices/{notice.pk}/", headers={"Referer": "http://testserver/notices/"})
    back = signed_in(notice.of).get(f"/notices/{notice.pk}/")

    assert answer["Location"] == "/accounts/login/?next=/notices/"
    assert back["Location"] == "/notices/"


def test_the_settings_say_which_kinds_are_mailed_and_all_are_at_first():
    person = english()
    client = signed_in(person)

    first = client.get("/settings/").content.decode()
    client.post("/settings/mail/", {"wanted": ["answers", "marks"]})
    then = client.get("/settings/").content.decode()

    ticked = r'name="wanted" value="(\w+)"[^>]*checked'
    assert re.findall(ticked, first) == list(Group)
    assert re.findall(ticked, then) == ["answers", "marks"]
    assert [mailing.is_wanted(person, group) for group in Group] == [group in ("answers", "marks") for group in Group]


def test_a_kind_that_is_none_is_refused_and_nothing_changes():
    person = english()

    answer = signed_in(person).post("/settings/mail/", {"wanted": ["answers", "whims"]})

    assert answer.status_code == 422
    assert not MailRefusal.objects.exists()


def test_the_bell_shows_what_is_not_mailed():
    person = a_writer()
    mailing.refuse(person, [Group.RECEIPTS])

    notice = a_notice(to=person)

    assert (notice.mail, person.notices.unread().count()) == (Mail.UNWANTED, 1)


def test_one_click_stops_the_kind_without_cookies_or_token():
    """As RFC 8058 has it: a POST by the mail program."""
    person = a_writer()

    answer = Client(enforce_csrf_checks=True).post(away(person), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert [mailing.is_wanted(person, group) for group in Group] == [group != "receipts" for group in Group]


def test_looking_at_the_way_out_changes_nothing():
    person = english()

    page = Client().get(away(person))

    assert "You get mails of this kind: Receipts for what I sent." in words(page)
    assert not MailRefusal.objects.exists()
    assert page["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(("verb", "undo", "left"), [("this", "again", len(Group) - 1), ("all", "all-again", 0)])
def test_the_page_says_what_was_done_and_undoes_it(verb, undo, left):
    person, client = english(), Client(enforce_csrf_checks=True)

    done = client.post(away(person), {"verb": verb})
    wanted = sum(mailing.is_wanted(person, group) for group in Group)
    undone = client.post(away(person), {"verb": undo})

    assert f'value="{undo}"' in done.content.decode()
    assert "No more mails of" in words(done)
    assert wanted == left
    assert "Everything as before." in words(undone)
    assert not MailRefusal.objects.exists()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_speaks_the_persons_language_whoever_looks(language):
    person = a_writer(language=language)

    page = Client().get(away(person), headers={"Accept-Language": "en" if language == "id" else "id"})

    assert f'<html lang="{language}">' in page.content.decode()


@pytest.mark.parametrize("token", [
    "x", "WzEsImFuc3dlcnMiXQ:x", signing.Signer(salt="other").sign_object([1, "answers"]), "%00", "a" * 3000,
])  # fmt: skip
def test_an_address_that_we_did_not_sign_opens_nothing(token):
    a_writer()

    assert Client().post(f"/notices/mail/{token}/").status_code == 404
    assert not MailRefusal.objects.exists()


def test_every_kind_has_its_sentences_and_its_group():
    assert SAID.keys() == set(Kind)
    assert {Notice(kind=kind).group for kind in Kind} == set(Group)


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_happened_what_follows_and_what_to_do(kind, language, update):
    with translation.override(language):
        said = sentences(Notice(kind=kind, told=TOLD | {"update": update}))

    assert all([said.word, said.heading, said.line, "".join(said.lead), "".join(said.then), said.action])
    assert "%(" not in f"{said}"


def test_a_marks_reason_is_its_bearers_own_words():
    person = a_writer()
    notice = tell(person, Kind.MARK_REVOKED, about="identity", path="/", mark="identity", reason="Namanya lain.")

    assert sentences(notice).message == "Namanya lain."
