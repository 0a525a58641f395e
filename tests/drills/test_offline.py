"""The drill of the phone without a network: copies of what was read, what is never kept, what leaves the device."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.site import wait_until
from tests.walk import rooms, studio
from tests.walk.faulty import CUT, Faulty

pytestmark = pytest.mark.drill
MOMENT = r"[A-Z]\w+, \d{1,2} [A-Z]\w+ \d{4}, \d\d\.\d\d WIB"  # as every other page says it
# Each entry of the device's store: the shelf's name and the path.
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(`${name} ${new URL(url).pathname}`);
  return found;
}"""
LOOK_NOW = "async () => (await caches.open('lembar-read-1')).delete('/looked/')"
SECONDS_TO_THE_NEXT_LOOK = """async () => {
  const looked = await (await caches.open("lembar-read-1")).match("/looked/");
  return (Number(looked.headers.get("x-next")) - Date.now()) / 1000;
}"""
HALF_A_MINUTE_LATER = """async () => {
  const read = await caches.open("lembar-read-1"), looked = await read.match("/looked/");
  const next = Number(looked.headers.get("x-next")) - 30_000;
  await read.put("/looked/", new Response("", { headers: { "x-next": next } }));
}"""
# The topic that stands first in the menu leaves it.
SHORTEN = """
from articles import tending
from articles.models import Topic
from community.models import User
chief = User.objects.get(email="kartika.wulandari@demo.lembar.example")
topic = Topic.objects.get(menu_place=1)
tending.describe(topic, by=chief, name=topic.name, description="", menu_place=None)
"""
WITHDRAW = """
from articles import publishing
from articles.models import Article
from community.models import User
chief = User.objects.get(email="kartika.wulandari@demo.lembar.example")
publishing.withdraw(Article.objects.get(code="{code}"), by=chief, message="Diminta narasumber.")
"""
# As after a change of the site's looks: the page that is kept names a file that stands on the shelf of before alone.
OLDER_LOOKS = """async () => {
  const read = await caches.open("lembar-read-1");
  const asked = (await read.keys()).find(({ url }) => url.includes("/articles/"));
  const page = await read.match(asked), text = `${await page.text()}<link href="/static/before.css">`;
  await read.put(asked, new Response(text, { headers: page.headers }));
  const shelf = await caches.open((await caches.keys()).find((name) => name.startsWith("lembar-page-")));
  await shelf.put("/static/before.css", new Response("", { headers: { "Cache-Control": "public" } }));
}"""


@pytest.fixture
def phone(chromium, demo):
    page = rooms.opened(chromium, demo.base, rooms.NARROW)
    yield page
    page.context.set_offline(False)
    page.context.close()


@pytest.fixture
def proxy(demo):
    started = Faulty(demo.port)
    yield started
    started.stop()


@pytest.fixture
def behind(chromium, proxy):
    """A phone whose network may fail in one place."""
    page = rooms.opened(chromium, proxy.base, rooms.NARROW)
    yield page
    page.context.close()


def kept(page: Page) -> set[str]:
    """The paths that the device holds of what was read."""
    told = [one.split(" ", 1) for one in page.evaluate(KEPT)]
    return {path for name, path in told if name.startswith("lembar-read-")} - {"/looked/"}


def articles(page: Page) -> set[str]:
    return {path for path in kept(page) if path.startswith("/articles/")}


def read(page: Page, number: int = 0) -> str:
    """Open the lead of the front page, or one of the rows; its path once it is kept with its pictures."""
    page.goto("/")
    page.locator(".lead-title a, .row .card-title a").nth(number).click()
    expect(page.locator(".article-page")).to_be_visible()
    path = page.evaluate("location.pathname")
    key = "/".join(path.split("/")[:3]) + "/"
    wait_until(lambda: key in articles(page))
    codes = set(re.findall(r"<figure.*?/media/([a-z0-9]{8})/", page.content(), re.DOTALL))
    wait_until(lambda: codes <= {one.split("/")[2] for one in kept(page) if one.startswith("/media/")})
    return path


def after_a_look(page: Page) -> set[str]:
    """The articles that are left once somebody opened another page, as if five minutes had passed."""
    page.evaluate(LOOK_NOW)
    page.goto("/about/")
    page.wait_for_timeout(500)
    return articles(page)


def offline(context: BrowserContext) -> None:
    context.set_offline(True)


def test_what_was_read_is_read_again_without_a_network_and_says_so(phone):
    path = read(phone)
    title = phone.locator("h1").inner_text()
    other = read(phone, 2)
    offline(phone.context)

    phone.goto(f"{path}?utm_source=kabar")
    expect(phone.locator("h1")).to_have_text(title)
    expect(phone.locator(".copy-line")).to_contain_text(re.compile(rf"Salinan {MOMENT}, kamu sedang luring"))
    for picture in phone.locator(".article figure img").all():
        picture.scroll_into_view_if_needed()
        wait_until(lambda shown=picture: shown.evaluate("one => one.complete && one.naturalWidth > 0"))
    phone.goto("/latest/")

    shown = phone.locator("[data-kept] li a")
    expect(shown).to_have_count(2)
    assert [link.get_attribute("href") for link in shown.all()] == [other, path]
    expect(phone.locator("[data-kept] time").first).to_have_text(re.compile(rf"^{MOMENT}$"))


def test_a_page_that_was_open_before_the_worker_is_kept_too(phone, demo):
    path = re.search(r'lead-title"><a href="([^"]+)"', demo.get("/"))[1]

    phone.goto(path)

    wait_until(lambda: len(articles(phone)) == 1)
    offline(phone.context)
    phone.goto(f"{path}?again")
    expect(phone.locator(".copy-line")).to_be_visible()
    assert phone.evaluate("document.fonts.check('16px Plus Jakarta Sans')")


def test_with_a_network_no_copy_is_ever_shown(phone):
    path = read(phone)

    phone.goto(path)

    expect(phone.locator(".copy-line")).to_have_count(0)


def test_what_was_taken_down_leaves_the_device_though_nobody_opens_it_again(phone, demo):
    path = read(phone, 3)
    code = path.split("/")[2]
    pictures = {one for one in kept(phone) if one.startswith("/media/")}
    demo.manage("shell", "-c", WITHDRAW.format(code=code))

    wait_until(lambda: after_a_look(phone) == set())
    assert pictures & kept(phone) == set()
    offline(phone.context)
    phone.goto(f"{path}?again")  # the browser's own cache may hold a page for its minute
    expect(phone.locator("[data-kept-nothing]")).to_be_visible()


def test_a_device_asks_once_for_all_that_it_keeps_and_forgets_nothing_for_an_error(behind, proxy):
    paths = [read(behind, number) for number in (0, 2, 4)]
    codes = {path.split("/")[2] for path in paths}
    proxy.seen.clear()

    with proxy.failing(429, path="/gone/"):
        assert len(after_a_look(behind)) == 3
    assert len(after_a_look(behind)) == 3

    asked = [(method, path, status) for method, path, status in proxy.seen if "/gone/" in path or method == "HEAD"]
    assert [(method, status) for method, _path, status in asked] == [("GET", 429), ("GET", 200)]
    assert {*asked[1][1].partition("?codes=")[2].split(",")} == codes


@pytest.mark.parametrize("fault", [429, 503, CUT])
def test_a_look_without_an_answer_is_done_again_at_the_first_page_after_half_a_minute(behind, proxy, fault):
    def looks() -> int:
        return sum("/gone/" in path for _method, path, _status in proxy.seen)

    read(behind)
    with proxy.failing(fault, path="/gone/"):
        assert len(after_a_look(behind)) == 1
        assert 20 < behind.evaluate(SECONDS_TO_THE_NEXT_LOOK) <= 30
    proxy.seen.clear()

    behind.goto("/latest/")
    behind.wait_for_timeout(500)
    assert looks() == 0  # not at every page
    behind.evaluate(HALF_A_MINUTE_LATER)
    behind.goto("/about/")
    wait_until(lambda: looks() == 1)

    wait_until(lambda: 290 < behind.evaluate(SECONDS_TO_THE_NEXT_LOOK) <= 300)


def test_an_error_is_never_kept_as_the_page_without_a_network(behind, proxy):
    with proxy.failing(503, path="/offline/"):
        behind.goto("/")
        wait_until(lambda: ("GET", "/offline/", 503) in proxy.seen)
        behind.wait_for_timeout(500)
        assert behind.evaluate(KEPT) == []

    read(behind)

    assert any(one.endswith(" /offline/") for one in behind.evaluate(KEPT))


def test_nothing_private_is_ever_kept(phone, demo):
    rooms.demo_people(phone.context.browser, demo)
    rooms.sign_in(phone, "lidya.sitompul@demo.lembar.example", demo.password)
    phone.locator(".work-title a").first.click()
    phone.wait_for_load_state("networkidle")
    phone.goto("/saved/")
    read(phone)

    public = re.compile(r"/(static|media|portraits|articles|offline|looked)/")
    assert [one for one in phone.evaluate(KEPT) if not public.match(one.split(" ", 1)[1])] == []
    assert articles(phone)


def test_signing_out_empties_the_device(phone, demo):
    rooms.demo_people(phone.context.browser, demo)
    rooms.sign_in(phone, "lidya.sitompul@demo.lembar.example", demo.password)
    read(phone)

    phone.goto("/accounts/logout/")
    phone.locator("main form button").click()

    wait_until(lambda: not kept(phone))


def test_an_error_where_ones_own_buttons_come_from_empties_no_device(behind, proxy, demo):
    """Only the end of the session does."""
    rooms.demo_people(behind.context.browser, demo)
    rooms.sign_in(behind, "lidya.sitompul@demo.lembar.example", demo.password)
    read(behind)

    with proxy.failing(503, path="/me/"):
        behind.goto("/about/")
        wait_until(lambda: any(path.startswith("/me/") and status == 503 for _method, path, status in proxy.seen))
        behind.wait_for_timeout(500)

    assert articles(behind)


def test_what_is_forgotten_does_not_come_back_with_pictures_that_are_on_their_way(phone, demo):
    paths = re.findall(r'card-title"><a href="([^"]+)"', demo.get("/latest/"))
    phone.goto(next(path for path in paths if demo.get(path).count("<figure") > 2))
    wait_until(lambda: articles(phone))

    phone.evaluate("async () => (await navigator.serviceWorker.ready).active.postMessage('forget')")
    wait_until(lambda: not kept(phone))

    phone.wait_for_timeout(6_000)  # longer than the worker rests before it fetches pictures
    assert kept(phone) == set()


@pytest.mark.parametrize("file", ["", "lama-wide.jpg"], ids=["that is there", "that is gone"])
def test_a_picture_for_sharing_takes_no_articles_place(phone, file):
    path = read(phone)
    title, key = phone.locator("h1").inner_text(), "/".join(path.split("/")[:3]) + "/"
    card = phone.locator('meta[property="og:image"]').get_attribute("content").partition("/articles/")[2]

    phone.goto(f"{key}{file}" if file else f"/articles/{card}")
    phone.wait_for_timeout(1_000)
    offline(phone.context)
    phone.goto(f"{path}?again")

    expect(phone.locator("h1")).to_have_text(title)


def test_a_new_worker_takes_over_and_the_old_shelf_goes(phone, demo):
    read(phone)
    phone.evaluate(OLDER_LOOKS)
    before, menu = shelves(phone), phone.locator(".site-nav li").count()

    demo.manage("shell", "-c", SHORTEN)
    phone.evaluate("async () => (await navigator.serviceWorker.ready).update()")

    wait_until(lambda: len(shelves(phone)) == 1 and shelves(phone) != before)
    assert len(articles(phone)) == 1
    assert "/static/before.css" in kept(phone)
    read(phone)  # as it is now
    wait_until(lambda: "/static/before.css" not in kept(phone))
    offline(phone.context)
    phone.goto("/latest/?again")
    expect(phone.locator(".site-nav li")).to_have_count(menu - 1)


def shelves(page: Page) -> set[str]:
    """What belongs to the page without a network, of each version that is there."""
    return {one.split(" ")[0] for one in page.evaluate(KEPT)} - {"lembar-read-1"}


def test_the_studios_journal_is_as_it_was(phone, demo):
    """What is typed without a network stands on the device, and comes back with it."""
    rooms.demo_people(phone.context.browser, demo)
    rooms.sign_in(phone, "sinta.larasati@demo.lembar.example", demo.password)
    read(phone)
    phone.goto("/write/new/")
    studio.ready(phone)
    offline(phone.context)
    studio.write(phone, "Ditulis di jalan", "Tidak ada sinyal di sini.")
    studio.is_in_state(phone, "offline")
    phone.reload()
    expect(phone.locator("[data-asked]").first).to_be_visible()

    phone.context.set_offline(False)
    phone.goto("/write/")
    phone.get_by_role("link", name="Ditulis di jalan").first.click()

    studio.ready(phone)
    expect(phone.locator("#naskah")).to_contain_text("Tidak ada sinyal di sini.")
