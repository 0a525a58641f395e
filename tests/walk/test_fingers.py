"""Small things that only a browser tells: what a finger finds, what paper shows."""

import re

import pytest
from playwright.sync_api import expect

from tests.walk import rooms, studio
from tests.walk.rooms import NARROW, sheet

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
# Links within a sentence may be smaller (WCAG 2.5.8); a stretched ::after counts for its link.
TOO_SMALL = """() => [...document.querySelectorAll("a, summary, button")].filter((one) => {
  const words = [...one.parentElement.childNodes].filter((node) => node.nodeType === 3 && node.data.trim().length > 3);
  const own = one.getBoundingClientRect(), after = getComputedStyle(one, "::after");
  const stretched = after.position === "absolute" && after.content !== "none" ? parseFloat(after.height) : 0;
  const seen = one.checkVisibility({ visibilityProperty: true }) && !one.matches(".visually-hidden, .skip-link");
  const inSentence = words.length > 0 && getComputedStyle(one).display === "inline";
  return seen && !inSentence && Math.max(own.height, stretched) < 43.5;
}).map((one) => `${location.pathname} ${one.outerHTML.slice(0, 120)}`)"""


def of_article(page, title: str) -> str:
    page.goto("/latest/")
    return page.get_by_role("link", name=title).first.get_attribute("href")


def test_a_finger_finds_every_link_that_stands_by_itself(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, wanted="/write/", has_touch=True, is_mobile=True)
    article = of_article(page, "Warga Kampung Hijau")
    page.goto(article)
    author = page.locator(".author-name a").get_attribute("href")
    public = ("/", "/latest/", article, author, "/topics/", "/search/?q=kopi")

    small = []
    for path in (*public, "/write/", "/write/new/", "/settings/", "/notices/"):
        page.goto(path)
        small += page.evaluate(TOO_SMALL)

    assert small == []


def test_a_tool_of_the_studio_and_what_is_still_missing_lie_apart(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, has_touch=True, is_mobile=True)
    studio.ready(page)

    tools, missing = (page.locator(one).bounding_box() for one in (".toolbar", "[popovertarget=kesiapan].tool"))

    assert missing["x"] - (tools["x"] + tools["width"]) >= 8


def test_the_row_of_tools_fades_where_more_of_it_stands_and_nowhere_else(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, has_touch=True, is_mobile=True)
    studio.ready(page)
    tools = page.locator(".toolbar")

    expect(tools).to_have_css("--fade-before", "0px")
    expect(tools).to_have_css("--fade-after", "40px")
    tools.evaluate("(row) => { row.scrollLeft = row.scrollWidth; }")

    expect(tools).to_have_css("--fade-before", "40px")
    expect(tools).to_have_css("--fade-after", "0px")


@pytest.mark.parametrize("width", [NARROW, 320])
def test_without_script_the_columns_of_the_studio_keep_the_margin_of_the_page(site, browser, writer, width):
    page = sheet(browser, site, writer, width, java_script_enabled=False)
    title = page.locator("#id_title").bounding_box()

    for column in ("#kerangka h2", "#kesiapan h2", "#id_body"):
        assert page.locator(column).first.bounding_box()["x"] == title["x"], column

    assert page.locator("#id_body").bounding_box()["width"] == title["width"]


@pytest.mark.parametrize("width", [320, 360, rooms.WIDE])
def test_the_tools_of_an_own_article_stand_in_one_row_saved_or_not(site, browser, writer, width):
    public = rooms.opened(browser, site.base, width)
    public.goto(of_article(public, "Warga Kampung Hijau"))
    handle = public.locator(".author-name a").get_attribute("href").strip("/@")
    page = sheet(browser, site, f"{handle.replace('_', '.')}@demo.lembar.example", width, locale="id-ID")
    page.goto(public.url)

    for name in ("Simpan", "Tersimpan"):
        save = page.get_by_role("button", name=re.compile(f"^{name}"))
        expect(save).to_be_visible()
        assert len({round(one.bounding_box()["y"]) for one in page.locator(".tools .button:visible").all()}) == 1
        with page.expect_navigation():
            save.click()


@pytest.mark.parametrize("locale", ["id-ID", "en-US"])
@pytest.mark.parametrize("width", [320, 360, 375, NARROW])
def test_the_head_of_a_page_keeps_to_one_row(site, browser, writer, width, locale):
    own = sheet(browser, site, writer, width, wanted="/write/", locale=locale)
    heads = {}

    for page in (own, rooms.opened(browser, site.base, width)):
        for path in ("/", "/latest/", "/write/"):
            page.goto(path)
            if page == own:
                expect(page.locator(".bell")).to_be_visible()
            heads[page == own, path] = page.locator(".site-header").bounding_box()["height"]

    assert {height for height in heads.values() if height > 64} == set(), heads


@pytest.mark.parametrize("width", [NARROW, rooms.WIDE])
def test_the_search_within_a_topic_is_as_tall_as_the_button_beside_it(site, browser, width):
    page = rooms.opened(browser, site.base, width)
    page.goto("/topics/kuliner/")

    parts = page.locator(".page-head .button, .page-head .input").all()

    assert len({part.bounding_box()["height"] for part in parts}) == 1


def test_paper_shows_what_a_read_also_points_at(site, browser):
    page = rooms.opened(browser, site.base, NARROW)
    page.goto(of_article(page, "Warga Kampung Hijau"))
    link = page.locator(".body .read-also a").first

    page.emulate_media(media="print")

    expect(link).to_be_visible()
    assert link.evaluate("one => getComputedStyle(one, '::after').content") == "none"  # no address over the title


def test_paper_says_where_the_article_is_and_ends_there(site, browser):
    """What stood below it made an empty last page."""
    page = rooms.opened(browser, site.base, NARROW)
    page.goto(of_article(page, "Warga Kampung Hijau"))
    address = page.locator("p.on-paper")
    expect(address).to_be_hidden()

    page.emulate_media(media="print")

    expect(address).to_be_visible()
    assert address.inner_text() == page.locator("link[rel=canonical]").get_attribute("href")
    below = "one => document.documentElement.scrollHeight - scrollY - one.getBoundingClientRect().bottom"
    assert address.evaluate(below) < 24


@pytest.mark.parametrize("title", ["Bersepeda Subuh", "Lima Jenis Karang"])
def test_the_end_of_an_article_takes_no_page_of_its_own_on_paper(site, browser, title):
    page = rooms.opened(browser, site.base, NARROW)
    page.goto(of_article(page, title))
    whole = pages_of(page)

    page.locator(".article-end").evaluate("one => one.remove()")

    assert whole == pages_of(page)


def pages_of(page) -> int:
    page.wait_for_load_state("networkidle")
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "15mm")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", margin=margin)))
