"""Limits: whoever comes too often is told in words when to come again, nothing typed is lost, and no header helps."""

import http.client
import time

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import get_resolver, reverse

from newsroom import limits
from tests.factories import a_draft, a_writer
from tests.migrated import NAME, copy_of_migrated
from tests.rooms import signed_in
from tests.site import Site

pytestmark = pytest.mark.django_db
AS_SCRIPT = {"X-Writer": "1", "Accept": "application/json"}
FEW = 3


@pytest.fixture
def few(monkeypatch):
    """Each limit at three, so that a test need not come six hundred times."""
    lower = {
        name: {method: limits.Limit(one.kind, FEW, one.seconds, one.by_network) for method, one in methods.items()}
        for name, methods in limits.LIMITS.items()
    }
    monkeypatch.setattr(limits, "LIMITS", lower)


def statuses(ask, times: int = FEW + 2) -> list[int]:
    return [ask(number).status_code for number in range(times)]


def refusals(found: list[int]) -> list[bool]:
    return [status == 429 for status in found]


@pytest.mark.parametrize("name", [*limits.LIMITS])
def test_each_address_refuses_what_comes_too_often_with_a_time_to_come_again(few, name):
    article = a_draft()
    client, said = signed_in(article.author), {"code": article.code}
    path = reverse(name, kwargs=said if "<code" in str(limits_pattern(name)) else {})

    for method in limits.LIMITS[name]:
        cache.clear()
        answers = [getattr(client, method.lower())(path) for _ in range(FEW + 1)]
        assert refusals([answer.status_code for answer in answers]) == [False] * FEW + [True]
        assert 0 < int(answers[-1]["Retry-After"]) <= 3600
        assert "no-store" in answers[-1]["Cache-Control"]


def limits_pattern(name: str):
    place, _, view = name.partition(":")
    resolver = get_resolver().namespace_dict[place][1]
    return resolver.reverse_dict.getlist(view)[0][1]


def test_what_was_typed_comes_back_and_a_script_gets_a_sentence(few):
    article = a_draft()
    client = signed_in(article.author)
    for _ in range(FEW):
        client.post(article.draft_address, {})

    form = client.post(article.draft_address, {"title": "Judul yang diketik", "version": "1"})
    script = client.patch(article.draft_address, "{}", content_type="application/json", headers=AS_SCRIPT)

    assert (form.status_code, script.status_code) == (429, 429)
    assert "Judul yang diketik</textarea>" in form.content.decode()
    assert "Coba lagi dalam" in form.content.decode()
    assert script.json()["sentence"].startswith("Terlalu sering")


def test_one_accounts_limit_is_not_anothers_wherever_both_come_from(few):
    first, other = a_writer(), a_writer()
    statuses(lambda _: signed_in(first).get(reverse("writing:topics")))

    assert signed_in(other).get(reverse("writing:topics")).status_code == 200


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_no_header_that_the_caller_makes_up_gives_a_new_limit(few, settings, proxies):
    """C104: the proxies of this site add the same entries each time; everything else is the caller's."""
    settings.PROXIES = proxies
    ours = ", ".join(["203.0.113.7", "10.0.0.1"][:proxies])

    def ask(number: int):
        made_up = f"198.51.100.{number}, 198.51.100.{number + 50}"
        headers = {"X-Real-IP": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}", "Via": str(number)}
        chain = f"{made_up}, {ours}" if ours else made_up
        return Client().get("/search/?q=kopi", headers=headers | {"X-Forwarded-For": chain})

    assert refusals(statuses(ask)) == [False] * FEW + [True] * 2


def test_behind_proxies_two_people_have_two_limits_and_one_network_of_ipv6_has_one(few, settings):
    settings.PROXIES = 1

    def coming_from(*seen: str) -> list[bool]:
        cache.clear()
        return refusals([Client().get("/search/", headers={"X-Forwarded-For": one}).status_code for one in seen])

    assert coming_from("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4") == [False] * 4
    assert coming_from(*(f"2001:db8:7:7::{number:x}" for number in range(1, 5))) == [False] * 3 + [True]
    assert coming_from("[2001:db8::1]:443", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1") == [False] * 4
    assert coming_from("203.0.113.9:80", "203.0.113.9", "::ffff:203.0.113.9", "203.0.113.9") == [False] * 3 + [True]


def test_whoever_comes_past_the_proxies_counts_by_the_connection(few, settings):
    settings.PROXIES = 2

    found = statuses(lambda number: Client().get("/search/", headers={"X-Forwarded-For": f"192.0.2.{number}"}))

    assert refusals(found) == [False] * FEW + [True] * 2


def test_signing_in_too_often_is_told_in_the_same_words_and_no_header_helps():
    said = {"login": "rani@contoh.example", "password": "salah-semua"}

    def ask(number: int):
        return Client().post("/accounts/login/", said, headers={"X-Forwarded-For": f"192.0.2.{number}"})

    answers = [ask(number) for number in range(40)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused
    assert "Coba lagi dalam 1 menit" in refused[0].content.decode()
    assert refused[0]["Retry-After"] == "60"
    assert "salah-semua" not in refused[0].content.decode()


def test_a_cache_that_does_not_answer_refuses_nobody(few, monkeypatch):
    def gone(*args, **kwargs):
        raise ConnectionError("cache")

    monkeypatch.setattr(limits.cache, "incr", gone)

    assert refusals(statuses(lambda _: Client().get("/search/"))) == [False] * (FEW + 2)


OURS = ("X-Forwarded-For", "203.0.113.7")
MADE_UP = {
    "another line before": lambda number: [("X-Forwarded-For", f"192.0.2.{number}"), OURS],
    "an underscore before": lambda number: [("X_Forwarded_For", f"192.0.2.{number}"), OURS],
    "more entries": lambda number: [("X-Forwarded-For", f"192.0.2.{number}, 198.51.100.{number}, {OURS[1]}")],
}


@pytest.fixture(scope="module")
def behind_a_proxy(request, tmp_path_factory):
    """A served site, since it is the server that reads two lines of one name."""
    var = tmp_path_factory.mktemp("limits") / "var"
    copy_of_migrated(request.config.migrated, var / NAME)
    served = Site(var, LEMBAR_PROXIES="1").start("--prepare")
    yield served
    served.stop()


@pytest.mark.drill
@pytest.mark.parametrize("how", MADE_UP)
def test_the_server_lets_no_line_of_the_callers_count(behind_a_proxy, how):
    """The proxy's own entry is the last of X-Forwarded-For, whatever else came along. A name with underscores behind it
    would count for granian: the proxy has to drop it, as nginx does.
    """
    wait_for_a_fresh_minute()
    statuses = [asked(behind_a_proxy, MADE_UP[how](number)) for number in range(limits.SEARCH.times + 5)]

    assert statuses.count(429) == 5


def wait_for_a_fresh_minute() -> None:
    left = limits.SEARCH.seconds - time.time() % limits.SEARCH.seconds
    time.sleep(left + 0.1)


def asked(site: Site, lines: list[tuple[str, str]]) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.putrequest("GET", "/search/")
    for name, value in lines:
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status
