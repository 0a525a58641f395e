"""The site on a phone: its manifest, its worker and the page without a network. The drill tries the worker itself."""

import json

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from articles import publishing
from articles.reading import installing
from newsroom.pagecache.counting import Readings
from newsroom.staticfiles import modules_of
from tests import machines
from tests.cached import Node, environ
from tests.factories import a_chief_editor, a_draft, a_live_article, a_topic

pytestmark = pytest.mark.django_db


def test_the_manifest_fits_its_schema_and_is_in_the_sites_language(settings):
    settings.SITE_NAME = "Kabar Kampung Halaman"

    answer = Client().get("/manifest.webmanifest")

    told = json.loads(answer.content)
    machines.valid(told, "manifest.json")
    assert (answer.headers["Content-Type"], told["lang"]) == ("application/manifest+json", "id")
    assert (told["name"], told["short_name"]) == ("Kabar Kampung Halaman", "Kabar Kampun")
    assert [one["name"] for one in told["shortcuts"]] == [
        "Terbaru",
        "Cari",
        "Mulai menulis",
        "Tersimpan di perangkat ini",
    ]


def test_every_icon_is_there_in_the_size_that_is_said():
    told = json.loads(Client().get("/manifest.webmanifest").content)["icons"]

    assert [one["sizes"] for one in told] == [size(one["src"].removeprefix(settings.STATIC_URL)) for one in told]


def size(name: str) -> str:
    with Image.open(finders.find(name)) as image:
        return f"{image.width}x{image.height}"


def test_the_mark_of_the_icon_that_is_cut_stands_in_its_middle():
    """A phone may cut a maskable icon to a circle of four fifths. https://www.w3.org/TR/appmanifest/#icon-masks"""
    with Image.open(finders.find("app/maskable-512.png")) as image:
        icon = image.convert("RGB")

    inked = [(x, y) for x in range(512) for y in range(512) if icon.getpixel((x, y)) != (255, 255, 255)]

    assert max((x - 256) ** 2 + (y - 256) ** 2 for x, y in inked) < (0.4 * 512) ** 2


def test_every_page_names_the_manifest():
    assert '<link rel="manifest" href="/manifest.webmanifest">' in Client().get("/").content.decode()


def test_the_worker_stands_before_every_page_and_is_asked_for_anew_each_time():
    answer = Client().get("/worker.js")

    said = {name: answer.headers[name] for name in ("Content-Type", "Cache-Control", "Service-Worker-Allowed")}
    assert said == {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": "no-cache",
        "Service-Worker-Allowed": "/",
    }


def test_the_page_cache_answers_for_the_worker_and_tells_who_has_it_already():
    node = Node()

    first = node.ask("/worker.js")
    again = node.ask("/worker.js", if_none_match=first.headers["ETag"])

    assert node.django.asked == ["/worker.js"]
    assert (first.headers["Cache-Control"], again.status) == ("no-cache", 304)


def test_a_worker_is_another_when_the_page_without_a_network_is():
    before = Client().get("/worker.js").content

    a_topic("Kuliner", menu_place=1)

    after = Client().get("/worker.js").content
    assert before.partition(b"\n")[2] == after.partition(b"\n")[2]
    assert before != after


def test_the_worker_is_all_of_its_parts():
    script = Client().get("/worker.js").content.decode()

    assert [name for name in installing.WORKER if installing.part(name).decode() not in script] == []
    assert "// " not in script


@pytest.mark.parametrize("header", ["purpose", "sec_purpose"])
def test_what_a_worker_fetches_ahead_is_no_reading(header):
    readings = Readings(write=lambda *_said: None)
    agent = {"USER_AGENT": "Mozilla/5.0 (Android 15; Mobile) Firefox/145.0"}

    readings.note(1, environ("/", "", "GET", agent | {header.upper(): "prefetch"}))
    readings.note(2, environ("/", "", "GET", agent))

    assert readings.counts == {2: 1}


def test_the_page_without_a_network_names_all_that_it_needs():
    """The worker keeps what the page names; a script that imports another would miss it then."""
    page = Client().get("/offline/").content.decode()

    assert [name for name in ("offline.js", "offline.css", "reading.css", "me.js") if name not in page] == []
    assert modules_of("offline.js") == ()


def told_gone(*codes: str) -> list[str]:
    answer = Client().get("/gone/", {"codes": ",".join(codes)})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return json.loads(answer.content)["gone"]


@pytest.mark.both_engines
def test_a_device_is_told_at_once_which_of_its_articles_are_gone(django_assert_num_queries):
    live, withdrawn, removed = (a_live_article() for _article in range(3))
    draft = a_draft()
    publishing.withdraw(withdrawn, by=a_chief_editor(), message="Keliru.")
    publishing.remove(removed, by=a_chief_editor(), message="Perintah.", reference="1/2026")

    with django_assert_num_queries(1):
        gone = told_gone(live.code, withdrawn.code, removed.code, draft.code, "zzzzzzzz")

    assert gone == [withdrawn.code, removed.code, draft.code, "zzzzzzzz"]


@pytest.mark.parametrize("codes", ["", "x", "ABCDEFGH", "zzzzzzzzz", "\x00", "' OR 1=1", "," * 3000])
def test_what_is_no_code_is_not_looked_for(codes):
    assert told_gone(codes) == []


def test_more_codes_than_a_device_keeps_are_not_looked_for():
    assert len(told_gone(*(f"{number:08}" for number in range(500)))) == installing.MOST_CODES


def test_no_cache_answers_what_is_gone_and_who_asks_is_counted():
    node = Node()

    for _time in range(2):
        node.ask("/gone/?codes=zzzzzzzz")

    assert node.django.asked == ["/gone/", "/gone/"]
    assert node.cache.shelf.pages == {}
