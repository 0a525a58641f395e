"""Limits: whoever comes too often is told in words when to come again, nothing typed is lost, and no header helps."""

import http.client
import time

import pytest
from django.core.cache import cache, caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from newsroom import limits
from newsroom.caches import cache_at
from tests.factories import SMALL, a_draft, a_picture, a_writer, at
from tests.migrated import NAME, copy_of_migrated
from tests.rooms import signed_in
from tests.site import Site, free_port

pytestmark = pytest.mark.django_db
AS_SCRIPT = {"X-Writer": "1", "Accept": "application/json"}
FEW = 3


@pytest.fixture(autouse=True)
def _at_noon():
    """No span of a limit ends meanwhile, as it begins with the hour, and nothing is counted yet."""
    caches["limits"].clear()
    cache.clear()
    with at(timezone.now().replace(minute=0, second=0, microsecond=0)):
        yield


def leave_few(limit: limits.Limit, by: str) -> None:
    """Count all but three of what `by` has: a test need not come six hundred times."""
    assert limits.seconds_to_wait(limit, by, limit.times - FEW) == 0


def few_of(person, *some: limits.Limit) -> None:
    for limit in some:
        leave_few(limit, f"account {person.pk}")


def few_searches(*networks: str) -> None:
    for network in networks or ["127.0.0.1"]:
        leave_few(limits.SEARCH, f"network {network}")


def statuses(ask, times: int = FEW + 2) -> list[int]:
    return [ask(number).status_code for number in range(times)]


def refusals(found: list[int]) -> list[bool]:
    return [status == 429 for status in found]


@pytest.mark.parametrize("name", [*limits.LIMITS])
def test_each_address_refuses_what_comes_too_often_with_a_time_to_come_again(name):
    article = a_draft()
    client, said = signed_in(article.author), {"code": article.code}
    path = reverse(name, kwargs=said if "<code" in str(limits_pattern(name)) else {})

    for method, limit in limits.LIMITS[name].items():
        caches["limits"].clear()
        leave_few(limit, "network 127.0.0.1") if limit.by_network else few_of(article.author, limit)
        answers = [getattr(client, method.lower())(path) for _ in range(FEW + 1)]
        assert refusals([answer.status_code for answer in answers]) == [False] * FEW + [True]
        assert 0 < int(answers[-1]["Retry-After"]) <= 3600
        assert "no-store" in answers[-1]["Cache-Control"]


def limits_pattern(name: str):
    place, _, view = name.partition(":")
    resolver = get_resolver().namespace_dict[place][1]
    return resolver.reverse_dict.getlist(view)[0][1]


def test_what_was_typed_comes_back_and_a_script_gets_a_sentence():
    article = a_draft()
    client = signed_in(article.author)
    few_of(article.author, limits.SAVE)
    for _ in range(FEW):
        client.post(article.draft_address, {})

    form = client.post(article.draft_address, {"title": "Judul yang diketik", "version": "1"})
    script = client.patch(article.draft_address, "{}", content_type="application/json", headers=AS_SCRIPT)

    assert (form.status_code, script.status_code) == (429, 429)
    assert "Judul yang diketik</textarea>" in form.content.decode()
    assert "Coba lagi dalam" in form.content.decode()
    assert script.json()["sentence"].startswith("Terlalu sering")


def test_the_form_without_script_counts_what_it_sends_and_uploads():
    article = a_draft()
    client = signed_in(article.author)
    few_of(article.author, limits.SEND, limits.UPLOAD)

    sent = [client.post(article.draft_address, {"verb": "submit", "version": "0"}).status_code for _ in range(FEW + 1)]
    files = [SimpleUploadedFile(f"{number}.jpg", a_picture((number * 9, 0, 0), size=SMALL)) for number in range(FEW)]
    taken = client.post(article.draft_address, {"upload": files, "version": article.draft_version}).status_code
    more = client.post(article.draft_address, {"upload": a_file()}).status_code

    assert refusals(sent) == [False] * FEW + [True]
    assert (taken, more, article.photos.count()) == (302, 429, FEW)


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("lagi.jpg", a_picture("navy", size=SMALL))


def test_asking_for_the_head_alone_counts_too():
    few_searches()

    assert refusals(statuses(lambda _: Client().head("/search/?q=kopi"))) == [False] * FEW + [True] * 2


def test_nobody_frees_a_braked_sign_in_by_filling_the_counters():
    person = a_writer()

    def guess(password: str) -> int:
        said = {"login": person.email, "password": password}
        return Client().post("/accounts/login/", said, headers={"X-Forwarded-For": "198.51.100.7"}).status_code

    for _ in range(7):
        guess("salah-semua")
    before = guess("sandi-panjang-1")
    for number in range(400):
        limits.seconds_to_wait(limits.SEARCH, f"network 203.0.113.{number}")

    assert (before, guess("sandi-panjang-1")) == (200, 200)  # the form again, though the password is right


def test_one_accounts_limit_is_not_anothers_wherever_both_come_from():
    first, other = a_writer(), a_writer()
    few_of(first, limits.COMPLETE)
    found = statuses(lambda _: signed_in(first).get(reverse("writing:topics")))

    assert refusals(found) == [False] * FEW + [True] * 2
    assert signed_in(other).get(reverse("writing:topics")).status_code == 200


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_no_header_that_the_caller_makes_up_gives_a_new_limit(settings, proxies):
    """C104: the proxies of this site add the same entries each time; everything else is the caller's."""
    settings.PROXIES = proxies
    ours = ", ".join(["203.0.113.7", "10.0.0.1"][:proxies])
    few_searches("203.0.113.7" if proxies else "127.0.0.1")

    def ask(number: int):
        made_up = f"198.51.100.{number}, 198.51.100.{number + 50}"
        headers = {"X-Real-IP": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}", "Via": str(number)}
        chain = f"{made_up}, {ours}" if ours else made_up
        return Client().get("/search/?q=kopi", headers=headers | {"X-Forwarded-For": chain})

    assert refusals(statuses(ask)) == [False] * FEW + [True] * 2


def test_behind_proxies_two_people_have_two_limits_and_one_network_of_ipv6_has_one(settings):
    settings.PROXIES = 1

    def coming_from(*seen: str) -> list[bool]:
        caches["limits"].clear()
        few_searches("203.0.113.1", "203.0.113.9", "2001:db8:7:7::/64", "2001:db8::/64")
        return refusals([Client().get("/search/", headers={"X-Forwarded-For": one}).status_code for one in seen])

    assert coming_from("203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4") == [False] * 4
    assert coming_from(*(f"2001:db8:7:7::{number:x}" for number in range(1, 5))) == [False] * 3 + [True]
    assert coming_from("[2001:db8::1]:443", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1") == [False] * 4
    assert coming_from("203.0.113.9:80", "203.0.113.9", "::ffff:203.0.113.9", "203.0.113.9") == [False] * 3 + [True]


def test_whoever_comes_past_the_proxies_counts_by_the_connection(settings):
    settings.PROXIES = 2
    few_searches()

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


def test_a_cache_that_does_not_answer_refuses_nobody(settings):
    """A Redis that is not there: a real address that nothing listens at."""
    settings.CACHES = {name: cache_at(f"redis://127.0.0.1:{free_port()}", name) for name in ("default", "limits")}

    assert refusals(statuses(lambda _: Client().get("/search/"), limits.SEARCH.times + 1)) == [False] * 61


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
    statuses = [asked(behind_a_proxy, number, MADE_UP[how](number)) for number in range(limits.SEARCH.times + 5)]

    assert statuses.count(429) == 5


def wait_for_a_fresh_minute() -> None:
    left = limits.SEARCH.seconds - time.time() % limits.SEARCH.seconds
    time.sleep(left + 0.1)


def asked(site: Site, number: int, lines: list[tuple[str, str]]) -> int:
    """Each time for other words: a page that is kept costs nothing and is refused to nobody."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.putrequest("GET", f"/search/?q=kata{number}")
    for name, value in lines:
        connection.putheader(name, value)
    connection.endheaders()
    status = connection.getresponse().status
    connection.close()
    return status
