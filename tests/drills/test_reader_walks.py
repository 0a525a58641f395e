"""The drill of the reader's pages in every way in which somebody may read them: without script, as text, on paper, in
the dark, on 320 pixels, enlarged, over a slow network. Its pictures stand in the folder of the run, to be looked at.
"""

import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.site import wait_until
from tests.walk import rooms
from tests.walk.conftest import DemoSite
from tests.walk.watching import FLAGS, where_chromium_is

pytestmark = pytest.mark.drill
READER = "lidya.sitompul@demo.lembar.example"
WIDER = "document.documentElement.scrollWidth - innerWidth"
# What sticks out at the side.
STICKING_OUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && getComputedStyle(one).position !== "fixed";
}).map((one) => `${one.tagName}.${one.className}`).slice(0, 5)"""
# What a press in its middle would not reach.
COVERED = """() => [...document.querySelectorAll("main :is(a, button, summary)")].filter((one) => {
  one.scrollIntoView({ block: "center", behavior: "instant" });
  const [box] = one.getClientRects();
  if (!box || box.width < 4 || box.height < 4 || !one.checkVisibility({ visibilityProperty: true })) return false;
  return !one.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}).map((one) => one.innerText.trim().slice(0, 60))"""
SHIFTS = """() => {
  window.shifted = 0;
  window.painted = [];
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("layout-shift", (one) => { window.shifted += one.value; });
  watch("paint", (one) => window.painted.push([one.name, one.startTime]));
}"""
# When the first picture of an article had arrived.
FIRST_PICTURE = """() => Math.min(...performance.getEntriesByType("resource")
  .filter((one) => one.name.includes("/media/")).map((one) => one.responseEnd))"""
# How far the right edges of a row's cards are from the list's, of each row.
GAPS = """(number) => {
  const list = document.querySelector(".cards"), cards = [...list.children];
  list.replaceChildren(...Array.from({ length: number }, (_, at) => cards[at % cards.length].cloneNode(true)));
  const boxes = [...list.children].map((one) => one.getBoundingClientRect());
  const { right } = list.getBoundingClientRect();
  const rows = Object.groupBy(boxes, ({ top }) => Math.round(top));
  return Object.values(rows).map((row) => Math.round(right - Math.max(...row.map((box) => box.right))));
}"""
LARGE = "--blink-settings=defaultFontSize=32"
# What a device has before ours arrive, and Debian's packages with it.
FONTS = {
    "desktop": (("Liberation Sans", "Liberation Serif"), "fonts-liberation"),
    "phone": (("Roboto", "Noto Serif"), "fonts-roboto-unhinted fonts-noto-core"),
}
ONLY = "<fontconfig><dir>{0}</dir><cachedir>{0}/cache</cachedir></fontconfig>"
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s


@pytest.fixture(scope="module")
def demo(demo):
    """With everything told."""
    wait_until(lambda: taken_down(demo), 300)
    return demo


@pytest.fixture(scope="module", params=FONTS)
def device(request, chromium, tmp_path_factory):
    """A browser where there are these fonts alone."""
    families, packages = FONTS[request.param]
    found = [subprocess.run(["fc-list", "-f", r"%{file}\n", one], capture_output=True, text=True) for one in families]
    if not all(one.stdout for one in found):
        pytest.skip(f"There are no fonts of a {request.param} on this machine. Debian packages: {packages}")
    folder = tmp_path_factory.mktemp("fonts")
    for file in "".join(one.stdout for one in found).split():
        shutil.copy(file, folder)
    (folder / "fonts.conf").write_text(ONLY.format(folder))
    told = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    browser = chromium.browser_type.launch(executable_path=where_chromium_is(), args=FLAGS, env=told)
    yield browser
    browser.close()


def taken_down(site: DemoSite) -> str:
    """The path of the demo's withdrawn article; "" until the worker has told it."""
    row = re.search(r'href="(/articles/[a-z0-9]{8}/)">Dicabut', site.get("/demo/"))
    return row[1] if row else ""


@pytest.fixture(scope="module")
def pictures(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    print(f"\n  pictures: {folder}")
    return folder


@pytest.fixture(scope="module")
def screens(demo) -> dict[str, str]:
    """Every page of readers by name."""
    front = demo.get("/")
    return {
        "front": "/",
        "article": re.search(r'lead-title"><a href="([^"]+)"', front)[1],
        "card": found(demo, "layangan tahan angin"),
        "developed": found(demo, "jadwal kapal perintis"),
        "topic": "/topics/ekonomi-rumah-tangga/",
        "topics": "/topics/",
        "profile": "/@yohanes_lado/",
        "people": "/people/",
        "search": "/search/?q=kapal",
        "no results": nothing_found(demo),
        "corrections": "/corrections/",
        "latest": "/latest/",
        "about": "/about/",
        "display": "/display/",
        "missing": "/nowhere/",
        "gone": taken_down(demo),
        "offline": "/offline/",
    }


def nothing_found(site: DemoSite) -> str:
    path = "/search/?q=xilofon+zirkonium"
    assert 'class="empty"' in site.get(path)
    return path


def found(demo: DemoSite, words: str) -> str:
    page = demo.get(f"/search/?q={words.replace(' ', '+')}")
    return re.search(r'href="(/articles/[^"]+/)"', page.partition("<main")[2])[1]


def opened(chromium, demo, width=rooms.NARROW, **how) -> Page:
    context = chromium.new_context(
        base_url=demo.base, viewport={"width": width, "height": 844}, locale="id-ID", timezone_id="Asia/Jakarta", **how
    )
    return context.new_page()


def walked(page: Page, screens: dict[str, str], folder, name: str, look) -> dict[str, object]:
    """What `look` finds on each page, where it finds something; a picture of each."""
    told = {}
    for screen, path in screens.items():
        page.goto(path)
        told[screen] = look(page)
        page.screenshot(path=folder / f"{screen}-{name}.png", full_page=True)
    page.context.close()
    return {screen: one for screen, one in told.items() if one}


def test_without_script_every_page_has_its_words_and_no_button_that_needs_it(chromium, demo, screens, pictures):
    page = opened(chromium, demo, java_script_enabled=False)

    def look(page):
        needless = [
            one.inner_text() for one in page.locator(".js-only, [data-print], [data-copy]").all() if one.is_visible()
        ]
        return needless + (["no heading"] if page.locator("h1").count() != 1 else [])

    assert walked(page, screens, pictures, "no-script", look) == {}


@pytest.mark.skipif(shutil.which("w3m") is None, reason="There is no w3m. Debian package: w3m")
def test_as_text_the_title_comes_before_the_words_and_nothing_stray_stands_there(demo, screens):
    wrong = {}
    for screen, path in screens.items():
        asked = ["w3m", "-dump", "-cols", "80", "-T", "text/html", "-o", "display_charset=UTF-8"]
        text = subprocess.run(asked, input=plain(demo, path), capture_output=True, text=True, check=True).stdout
        stray = re.findall(r"\{[{%]|%\}|\bNone\b|undefined|&[a-z]+;|\[svg\]", text)
        if stray or len(text.split()) < 40:
            wrong[screen] = stray or text
    assert wrong == {}


def plain(demo: DemoSite, path: str) -> str:
    """The page, also one that refuses."""
    try:
        with urllib.request.urlopen(demo.address(path)) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def test_on_paper_stands_the_article_with_addresses_credits_and_disclaimer_and_nothing_to_press(
    chromium, demo, screens, pictures
):
    page = opened(chromium, demo, width=794)
    for screen in ("article", "card", "developed"):
        page.goto(screens[screen])
        page.pdf(path=pictures / f"{screen}.pdf", format="A4")
        page.emulate_media(media="print")
        page.screenshot(path=pictures / f"{screen}-print.png", full_page=True)

        shown = [
            one
            for one in ("nav", ".site-header", ".site-footer", ".tools", ".contents")
            if page.locator(one).first.is_visible()
        ]

        assert shown in ([], [".site-header"]), screen
        for wanted in ("h1", ".author-name", "figcaption", ".disclaimer"):
            assert page.locator(wanted).first.is_visible(), (screen, wanted)
    page.context.close()


@pytest.mark.parametrize("width", [320, 390, 640, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_scrolls_sideways(chromium, demo, screens, pictures, width, theme):
    """640 at double scale is a page at 200 % on a laptop."""
    page = opened(chromium, demo, width, color_scheme=theme, device_scale_factor=2 if width == 640 else 1)

    def look(page):
        return page.evaluate(STICKING_OUT) if page.evaluate(WIDER) > 0 else None

    assert walked(page, screens, pictures, f"{width}-{theme}", look) == {}


def test_letters_twice_as_large_lose_nothing_on_a_phone(chromium, demo, screens, pictures):
    page = opened(chromium, demo)

    def look(page):
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(100)
        return page.evaluate(STICKING_OUT) if page.evaluate(WIDER) > 0 else None

    assert walked(page, screens, pictures, "390-large", look) == {}


@pytest.mark.parametrize("width", [640, 1280])
def test_letters_twice_as_large_by_the_browsers_settings_lose_nothing(chromium, demo, screens, pictures, width):
    """There the widths at which a page changes its columns grow along."""
    large = chromium.browser_type.launch(executable_path=where_chromium_is(), args=[*FLAGS, LARGE])
    page = opened(large, demo, width)

    def look(page):
        return page.evaluate(STICKING_OUT) if page.evaluate(WIDER) > 0 else None

    assert walked(page, screens, pictures, f"{width}-large", look) == {}
    large.close()


@pytest.mark.parametrize("screen", ["front", "article", "topic", "search"])
def test_over_a_slow_network_words_come_first_and_nothing_moves(device, demo, screens, pictures, screen):
    page = opened(device, demo)
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", SLOW)
    page.add_init_script(f"({SHIFTS})()")

    page.goto(screens[screen], wait_until="domcontentloaded", timeout=60_000)
    page.locator("h1").first.wait_for(timeout=30_000)
    page.screenshot(path=pictures / f"{screen}-slow-first.png")
    page.wait_for_load_state("load", timeout=120_000)
    page.wait_for_timeout(1000)
    words = dict(page.evaluate("window.painted"))["first-contentful-paint"] / 1000
    shifted, picture = page.evaluate("window.shifted"), page.evaluate(FIRST_PICTURE) / 1000
    page.context.close()

    print(f"  {screen}: words after {words:.1f} s, a picture after {picture:.1f} s, moved by {shifted:.3f}")
    assert words < picture
    assert shifted < 0.01


@pytest.mark.parametrize("width", [rooms.NARROW, rooms.WIDE])
def test_nothing_lies_over_what_is_to_be_pressed(chromium, demo, screens, pictures, width):
    page = opened(chromium, demo, width)

    assert walked(page, screens, pictures, f"{width}-pressed", lambda page: page.evaluate(COVERED)) == {}


def test_what_is_saved_is_shown_in_all_these_ways(chromium, demo, screens, pictures):
    rooms.demo_people(chromium, demo)
    page = rooms.opened(chromium, demo.base, 320)
    rooms.sign_in(page, READER, demo.password)
    page.goto(screens["article"])
    page.locator("[data-slot=article] button").first.click()
    page.goto("/saved/")

    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate(COVERED) == []
    page.screenshot(path=pictures / "saved-320.png", full_page=True)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) <= 0

    page.get_by_role("button", name="Hapus dari daftar").click()
    expect(page.locator(".empty-title")).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("path", ["/settings/sessions/", "/accounts/2fa/", "/settings/"])
def test_the_open_part_of_the_settings_is_in_view_on_a_phone(chromium, demo, path):
    rooms.demo_people(chromium, demo)
    page = rooms.opened(chromium, demo.base, 320)
    rooms.sign_in(page, READER, demo.password)
    page.goto(path)

    box = page.locator(".settings-nav [aria-current]").bounding_box()

    assert (box["x"] >= 0, box["x"] + box["width"] <= 320, page.evaluate("scrollY")) == (True, True, 0)
    page.context.close()


@pytest.mark.parametrize(("number", "rows"), [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 2)])
def test_editors_picks_leave_no_hole_however_many_there_are(chromium, demo, number, rows):
    page = opened(chromium, demo, 1280)
    page.goto("/")

    assert page.evaluate(GAPS, number) == [0] * rows
    page.context.close()
