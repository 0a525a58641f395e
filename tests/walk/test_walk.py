"""The whole way of the sample article: typed, sent, returned, approved, read.

The gate walks it once, written on a phone and decided at a desk; the drill with both on a phone and both at a desk.
"""

import re
import time
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.walk import rooms, studio
from tests.walk.crawl import as_words, everything_public, get, status
from tests.walk.reader import read_article, read_feeds, read_json_ld
from tests.walk.sample import SAMPLE

pytestmark = pytest.mark.xdist_group("walk")
AS_MOST_DO = [(rooms.NARROW, rooms.WIDE)]
BOTH_ALIKE = [(rooms.NARROW, rooms.NARROW), (rooms.WIDE, rooms.WIDE)]
UNSOURCED = "Semua orang tahu bahwa angin timur tidak pernah terlambat."  # what the moderator asks to take out
MEDIA = re.compile(r"/media/[a-z0-9]{8}/[0-9a-f]{16}-\d+\.\w+")


@dataclass
class Walk:
    """Two people, one in the sheet and one at the desk, and what they found on the way."""

    place: int
    width: int
    writer: Page
    moderator: Page
    email: str
    handle: str
    code: str = ""
    read_alsos: tuple[str, ...] = ()
    media: frozenset[str] = frozenset()


@pytest.fixture(scope="module", params=[AS_MOST_DO, pytest.param(BOTH_ALIKE, marks=pytest.mark.drill)])
def walks(request, site, browser):
    """Every walk up to the moment before approval: everything typed and clicked, nothing of it public."""
    people = rooms.demo_people(browser, site)["moderators"]
    begun = [begin(browser, site, place, widths, people[place]) for place, widths in enumerate(request.param)]
    for walk in begun:
        draft(walk)
        send(walk)
    for walk in begun:
        return_with_remarks(walk)
    let_ten_seconds_pass()
    for walk in begun:
        answer_and_resend(walk)
        read_at_the_desk(walk)
    return begun


def test_nothing_is_public_before_and_everything_after(site, browser, walks):
    for walk in walks:
        approve(walk)
    approved = time.monotonic()
    found = everything_public(site, walks)
    took = time.monotonic() - approved
    assert took < 9, f"Looking took {took:.1f} s, longer than the ten seconds."
    assert [(address, words) for address, text in found.items() for words in SAMPLE.secrets if words in text] == []
    assert {status(site.address(path)) for walk in walks for path in walk.media} == {404}

    let_ten_seconds_pass()
    grant_marks(browser, site, walks)
    for walk in walks:
        page = rooms.opened(browser, site.base, walk.width)
        page.goto(f"/articles/{walk.code}/")
        read_article(page)
        read_json_ld(page)
        assert {status(site.address(path)) for path in walk.media} == {200}
    read_feeds(site)
    latest = as_words(get(site.address("/")))
    assert SAMPLE.front["title"] in latest


def begin(browser, site, place: int, widths: tuple[int, int], moderator_email: str) -> Walk:
    width, desk_width = widths
    writer = rooms.opened(browser, site.base, width)
    email = f"daeng.{width}@contoh.example"
    rooms.sign_up(writer, SAMPLE.front["author"]["pen_name"], email)
    if "/accounts/login/" in writer.url:
        rooms.sign_in(writer, email, rooms.PASSWORD)
    rooms.set_profile(writer, tagline=SAMPLE.front["author"]["tagline"])
    handle = writer.input_value("#id_handle")
    moderator = rooms.opened(browser, site.base, desk_width)
    rooms.sign_in(moderator, moderator_email, site.password, wanted="/desk/")
    rooms.set_profile(moderator, pen_name=SAMPLE.front["editor"], shown_as_editor=True)
    return Walk(place, width, writer, moderator, email, handle)


def draft(walk: Walk) -> None:
    """Everything of the sample written in the studio, the photos' passports too, and one sentence too many."""
    page, front = walk.writer, SAMPLE.front
    walk.read_alsos = tuple(rooms.code_of(page, title) for title in SAMPLE.read_alsos)
    page.goto("/write/")
    page.locator(".room-actions .button-write").click()
    studio.ready(page)
    for name in ("title", "dek", "place"):
        page.fill(f"#id_{name}", front[name])
    page.fill("#id_topic_main", front["topics"][0])
    page.fill("#id_topics", ", ".join(front["topics"][1:]))
    pictures = [(one["file"], rooms.drawn(f"{walk.width} {one['file']}")) for one in [front["cover"], *SAMPLE.photos]]
    studio.add_cover(page, *pictures[0], front["cover"])
    studio.write_sample(page, SAMPLE, pictures[1:])
    studio.more(page, UNSOURCED)
    studio.saved(page)
    walk.code = page.url.rstrip("/").rsplit("/", 1)[1]
    expect(page.locator("[data-state=waiting]")).to_have_count(0, timeout=20_000)
    preview(walk)


def preview(walk: Walk) -> None:
    """Look at it as readers would, and note every address of its pictures."""
    page = walk.writer
    page.locator("button[name=verb][value=preview]:visible").click()
    expect(page.locator(".preview-page h1, h1")).to_have_text(SAMPLE.front["title"])
    expect(page.locator(".body figure img")).to_have_count(len(SAMPLE.photos))
    figures = [figure.inner_html() for figure in page.locator("figure").all()]  # read-alsos show other people's photos
    walk.media = frozenset(MEDIA.findall(" ".join(figures)))
    assert len(walk.media) >= 3 * (1 + len(SAMPLE.photos))


def send(walk: Walk) -> None:
    page = walk.writer
    page.goto(f"/write/{walk.code}/")
    studio.ready(page)
    expect(page.locator(".readiness li:not(.ready)")).to_have_count(0)
    studio.send(page)


def review(walk: Walk, place: int) -> Page:
    """The moderator opens a submission from the queue; `place` counts those of the same title, first sent first."""
    page = walk.moderator
    page.goto("/desk/")
    page.get_by_role("link", name=SAMPLE.front["title"], exact=True).nth(place).click()
    return page


def return_with_remarks(walk: Walk) -> None:
    page = review(walk, 0)
    for place, words in ((1, "Sebutkan siapa yang menghitung."), (4, "Kalimat ini perlu sumber.")):
        form = page.locator("details.remark-new").nth(place)
        form.locator("summary").click()
        form.locator("select").select_option("source_missing")
        form.locator("textarea").fill(words)
        form.locator("button").click()
        page.wait_for_load_state()
    show_decision(page)
    page.select_option("#id_reason", "source_missing")
    page.fill("#id_message", "Hampir siap. Dua hal kecil lagi.")
    page.locator("button[value=return]").click()
    expect(page.locator(".undo")).to_be_visible()


def show_decision(page: Page) -> None:
    """On a phone one pane is shown at a time."""
    if page.locator(".to-person").is_visible():
        page.locator(".to-person").click()


def answer_and_resend(walk: Walk) -> None:
    page = walk.writer
    page.goto("/write/")
    page.get_by_role("link", name=SAMPLE.front["title"]).first.click()
    studio.ready(page)
    expect(page.locator(".remark")).to_have_count(2)
    first = page.locator(".remark").first
    first.locator("textarea").fill("Sudah kutulis siapa yang menghitung.")
    studio.saved(page)
    studio.at_the_end(page)
    for _letter in UNSOURCED:
        page.keyboard.press("Backspace")
    studio.saved(page)
    studio.send(page)


def read_at_the_desk(walk: Walk) -> None:
    """Opened and ticked, not yet approved."""
    page = review(walk, walk.place)
    expect(page.locator(".script-title")).to_have_text(SAMPLE.front["title"])
    show_decision(page)
    for box in page.locator("input[name=checked]").all():
        box.check()


def approve(walk: Walk) -> None:
    walk.moderator.locator("button[value=approve]").click()
    expect(walk.moderator.locator(".undo").first).to_be_visible()


def let_ten_seconds_pass() -> None:
    time.sleep(11.5)


def grant_marks(browser, site, walks) -> None:
    """The administrator signs in once and grants both writers the sample's mark in the stock admin."""
    page = rooms.opened(browser, site.base, rooms.WIDE)
    rooms.sign_in(page, site.administrator, site.password, wanted="/admin/")
    for walk in walks:
        page.goto("/admin/community/badge/add/")
        page.locator(".field-user .select2-selection").click()
        page.locator(".select2-search__field").fill(walk.email)
        page.locator(".select2-results__option", has_text=walk.email).click()
        page.select_option("#id_kind", SAMPLE.front["author"]["mark"])
        page.fill("#id_evidence", "Rekam jejak tulisannya dibaca.")
        page.locator("input[name=_save]").click()
        expect(page.locator(".messagelist .success")).to_be_visible()
