"""Where somebody is signed in: seen, ended by who has just shown the password, and ended in any case after a while."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community import signedin
from tests.factories import a_moderator, a_writer, later
from tests.rooms import signed_in
from tests.test_security_people import PASSWORD, enter, is_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
PHONE = f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36"
IPHONE = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) {WEBKIT} Version/18.0 Mobile/15E148 Safari/604.1"
EDGE = f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0"
HERE, END = "/settings/sessions/", "/settings/sessions/end/"


def on(agent: str, person) -> Client:
    return enter(person, client=Client(headers={"user-agent": agent}))


def number_of(client: Client) -> int:
    return UserSession.objects.get(session_key=client.session.session_key).pk


def end(client: Client, session) -> Client:
    """Pressed, and the password shown that is asked for then."""
    asked = client.post(END, {"session": session})
    assert asked.url == f"{reverse('account_reauthenticate')}?{urlencode({'next': END})}"
    client.post(asked.url, {"password": PASSWORD, "next": END})
    return client


def test_somebody_sees_where_they_are_signed_in_this_device_first():
    person = a_writer()
    phone, laptop, _strangers = on(PHONE, person), on(EDGE, person), on(IPHONE, a_writer())

    page = phone.get(HERE).content.decode()

    assert page.index("Chrome, Android") < page.index("Edge, Windows")
    assert page.count('class="device"') == 2
    assert "127.0.0.1" in page
    assert is_in(laptop)


def test_one_session_is_ended_and_no_other():
    person = a_writer()
    here, lost, kept = (on(agent, person) for agent in (EDGE, PHONE, IPHONE))

    end(here, number_of(lost))

    assert [is_in(client) for client in (here, lost, kept)] == [True, False, True]
    assert "Chrome, Android" not in here.get(HERE).content.decode()


def test_all_others_are_ended_at_once():
    person = a_writer()
    here, *others = (on(agent, person) for agent in (EDGE, PHONE, IPHONE))

    end(here, "all")

    assert [is_in(client) for client in (here, *others)] == [True, False, False]


@pytest.mark.screen
def test_nothing_is_ended_before_the_password_is_shown():
    person = a_writer()
    here, other = on(EDGE, person), on(PHONE, person)

    asked = here.post(END, {"session": "all"})
    here.post(asked.url, {"password": "another-one-41", "next": END})

    assert [is_in(here), is_in(other)] == [True, True]


@pytest.mark.screen
@pytest.mark.parametrize("which", ["strangers", "own", "", "x", "-1", "9" * 30])
def test_what_is_no_other_session_of_ones_own_ends_nothing(which):
    here, strangers = on(EDGE, a_writer()), on(PHONE, a_writer())
    numbers = {"strangers": str(number_of(strangers)), "own": str(number_of(here))}

    end(here, numbers.get(which, which))

    assert [is_in(here), is_in(strangers)] == [True, True]


def test_whoever_comes_by_a_link_to_the_end_finds_the_list():
    here = end(on(EDGE, a_writer()), "all")

    assert here.get(END).url == HERE


def test_this_device_is_listed_though_nobody_noted_its_sign_in():
    page = signed_in(a_writer()).get(HERE).content.decode()

    assert page.count('class="device"') == 1


@pytest.mark.parametrize(("person", "days", "expected"), [
    (a_writer, 58, True), (a_writer, 61, False), (a_moderator, 6, True), (a_moderator, 8, False),
])  # fmt: skip
def test_a_session_ends_however_often_it_is_used(person, days, expected):
    client = enter(person())

    for day in range(5, days, 5):
        with later(days=day):
            client.post("/settings/mail/", {})
    with later(days=days):
        assert is_in(client) is expected


def test_no_use_moves_the_end_of_a_session():
    client = enter(a_moderator())
    last = timezone.now() + timedelta(days=7, minutes=1)

    with later(days=6):
        answer = client.post("/settings/mail/", {})

    assert Session.objects.get(session_key=client.session.session_key).expire_date < last
    assert answer.cookies["session"]["max-age"] <= 24 * 3600 + 60


def test_a_session_from_before_there_were_ends_gets_one():
    client = enter(a_writer())
    session = client.session
    del session["ends"]
    session.save()

    ends = datetime.fromtimestamp(client.session["ends"], UTC)
    assert abs(ends - timezone.now() - timedelta(days=60)) < timedelta(minutes=1)


def test_who_signed_in_under_a_clock_that_was_ahead_signs_in_anew():
    client = Client()
    with later(days=365):
        enter(a_writer(), client=client)

    assert not is_in(client)


def test_what_is_noted_of_a_session_goes_with_it():
    person = a_writer()
    left, over, kept = (on(agent, person) for agent in (EDGE, IPHONE, PHONE))
    ended = over.session.session_key
    Session.objects.filter(session_key=ended).update(expire_date=timezone.now())
    left.post(reverse("account_logout"))

    forgotten = signedin.forget_ended()

    assert forgotten == 2
    assert not Session.objects.filter(session_key=ended).exists()
    assert UserSession.objects.get().session_key == kept.session.session_key


def test_who_comes_from_nowhere_signs_in_all_the_same():
    assert is_in(enter(a_writer(), client=Client(REMOTE_ADDR="")))


def test_an_administrator_signs_somebody_out_everywhere():
    person, boss = a_writer(), signed_in(a_writer(is_superuser=True))
    clients = [on(EDGE, person), on(PHONE, person)]

    boss.post("/admin/community/user/", {"action": "sign_out_everywhere", "_selected_action": [person.pk]})

    assert [is_in(client) for client in clients] == [False, False]


@pytest.mark.parametrize(("agent", "named"), [
    (PHONE, "Chrome, Android"), (IPHONE, "Safari, iPhone"), (EDGE, "Edge, Windows"), ("curl/8", "An unknown browser"),
    ("", "An unknown browser"), ("<b>Chrome/1</b>", "Chrome"),
])  # fmt: skip
def test_a_device_is_called_by_browser_and_system(agent, named):
    assert signedin.device(agent) == named
