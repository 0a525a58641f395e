"""What the log says of sign-ins and refusals, and what no line of it holds."""

import logging
import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from newsroom.logs import Lines
from tests.factories import a_moderator, a_writer
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "sandi-panjang-1"


def told(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "lembar.security"]


def guess(person, password: str, client: Client | None = None):
    client = client or Client(headers={"User-Agent": "Peramban-Rani"}, REMOTE_ADDR="203.0.113.77")
    return client.post(reverse("account_login"), {"login": person.email, "password": password})


def test_signing_in_and_failing_to_is_noted_without_name_address_or_word(caplog):
    person = a_writer(pen_name="Rani Tercatat")

    guess(person, "kata-yang-salah")
    guess(person, PASSWORD)

    refused, entered = told(caplog)
    assert refused.startswith("sign-in-refused network=")
    assert re.fullmatch(r"signed-in network=[0-9a-f]{12} at=account_login account=\d+ by=password", entered)
    private = (person.email, person.email.split("@")[0], "Rani", "203.0.113", "kata-yang-salah", PASSWORD, "Peramban")
    assert [word for word in private if word in refused + entered] == []


def test_one_address_has_one_trace_and_another_has_another(caplog):
    first, other = a_writer(), a_writer()

    for person in (first, first, other):
        guess(person, "salah")

    traces = [re.search(r"login=(\w+)", line)[1] for line in told(caplog)]
    assert traces[0] == traces[1] != traces[2]


def test_too_many_sign_ins_are_noted(caplog):
    person = a_writer()

    for _ in range(7):
        guess(person, "salah")

    assert [line.split()[0] for line in told(caplog)].count("sign-in-braked") == 2


def test_a_wrong_code_is_noted(caplog):
    person, client = a_writer(), Client()
    TOTP.activate(person, "LEMBARTESTLEMBARTESTLEMBARTESTLE")
    guess(person, PASSWORD, client)

    client.post("/accounts/2fa/authenticate/", {"code": "12345x"})

    assert told(caplog)[-1].startswith("code-refused ")


@pytest.mark.parametrize(("address", "lacks"), [("/desk/", "articles.moderate"), ("/admin/", "superuser")])
def test_a_room_that_was_not_opened_is_noted(caplog, address, lacks):
    person = a_writer()

    signed_in(person).get(address, follow=True)

    assert f"account={person.pk} lacks={lacks}" in told(caplog)[0]


def test_a_missing_second_factor_is_noted(caplog):
    signed_in(a_moderator(), second_factor=False).get("/desk/")

    assert told(caplog)[0].endswith("lacks=second-factor")


def line_of(message: str, *arguments) -> str:
    return Lines().format(logging.LogRecord("x", logging.ERROR, "", 0, message, arguments, None))


def test_an_entry_begins_with_its_time_in_utc():
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ERROR x: Kata", line_of("Kata"))


def test_nothing_typed_feigns_an_entry_or_steers_a_terminal():
    line = line_of("Judul %s", "a\n2026-01-01T00:00:00.000Z INFO x: semu\r\x1b[31m\u2028b")

    assert [one[:4] for one in line.split("\n")[1:]] == ["    "]
    assert re.search("[\r\x1b\u2028]", line) is None
