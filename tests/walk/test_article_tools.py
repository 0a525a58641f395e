"""What an article's page does with script: copy the link, share by the phone, larger text, light or dark, print."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.walk import rooms

pytestmark = pytest.mark.xdist_group("walk")
SHARED = "navigator.share = async (what) => { window.shared = what; }"
MISSING = "[...document.images].filter((one) => !one.naturalWidth).length"
PRINTED = f"window.print = () => console.log({MISSING}, 'missing')"


@contextmanager
def opened(browser, site, *before: str, permissions=(), origin: str = "") -> Iterator[Page]:
    """An article of the demo; `origin` is another address under which the same is served."""
    page = rooms.opened(browser, origin or site.base, rooms.NARROW)
    page.context.grant_permissions(list(permissions))
    for script in before:
        page.add_init_script(script)
    if origin:
        page.route(f"{origin}/**", lambda route: route.fulfill(response=route.fetch(url=at(site, route.request.url))))
    page.goto("/latest/")
    page.locator("main h2 a, main h3 a").first.click()
    page.wait_for_url("**/articles/**")
    try:
        yield page
    finally:
        page.context.close()


def at(site, address: str) -> str:
    return site.base + urlsplit(address)._replace(scheme="", netloc="").geturl()


def test_the_link_is_copied_and_the_button_says_so(browser, site):
    with opened(browser, site, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.locator(".tools summary").first.click()
        page.locator("[data-copy]").click()

        expect(page.locator("[data-copy]")).to_have_text("Tersalin")
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("[rel=canonical]").get_attribute("href")


def test_where_the_browser_copies_nothing_there_is_no_button(browser, site):
    """Outside https and localhost there is no clipboard."""
    with opened(browser, site, origin="http://lembar.test") as page:
        assert page.evaluate("navigator.clipboard") is None
        page.locator(".tools summary").first.click()

        expect(page.locator(".menu-panel a").first).to_be_visible()
        expect(page.locator("[data-copy]")).to_be_hidden()


def test_the_phones_own_sheet_is_given_title_and_address(browser, site):
    with opened(browser, site, SHARED) as page:
        page.locator(".tools summary").first.click()
        page.locator("[data-share]").click()

        canonical = page.locator("[rel=canonical]").get_attribute("href")
        assert page.evaluate("window.shared") == {"title": page.locator("h1").inner_text(), "url": canonical}


def test_larger_text_stays_on_the_next_page(browser, site):
    with opened(browser, site) as page:
        size = "parseFloat(getComputedStyle(document.querySelector('.body')).fontSize)"
        before = page.evaluate(size)
        page.locator(".tools-switch summary").click()
        page.locator("[data-text-size]").click()

        expect(page.locator("[data-text-size]")).to_have_attribute("aria-pressed", "true")
        page.reload()
        assert page.evaluate(size) > before
        page.locator(".tools-switch summary").click()
        page.locator("[data-text-size]").click()
        assert page.evaluate(size) == before


def test_the_dark_that_was_chosen_stays_on_every_page_until_the_device_decides_again(browser, site):
    with opened(browser, site) as page:
        paper, article = "getComputedStyle(document.documentElement).colorScheme", page.url
        page.get_by_role("link", name="Terang atau gelap").click()
        for name, device, shown in (
            ("Gelap", "light", "dark"),
            ("Terang", "dark", "light"),
            ("Seperti perangkatku", "dark", "dark"),
        ):
            page.emulate_media(color_scheme=device)
            page.get_by_label(name, exact=True).check()
            page.goto(article)
            assert page.evaluate(paper) == shown
            page.goto("/display/")
            expect(page.get_by_label(name, exact=True)).to_be_checked()


def test_pictures_that_nobody_scrolled_to_are_there_before_printing(browser, site):
    with opened(browser, site, PRINTED) as page:
        assert page.evaluate(MISSING) > 0
        page.locator(".tools-switch summary").click()
        with page.expect_console_message() as said:
            page.locator("[data-print]").click()

        assert said.value.text == "0 missing"


SAVE = "[data-slot=article] button"
STAYS = "window.same && document.activeElement === document.querySelector('[data-slot=article] button')"


@pytest.fixture
def reading(browser, site, writer) -> Iterator[Page]:
    """Signed in, at an article, with the focus on its button to save."""
    page = rooms.sheet(browser, site, writer, rooms.NARROW, wanted="/following/", locale="id-ID")
    page.goto("/latest/")
    page.locator("main h2 a, main h3 a").first.click()
    page.wait_for_url("**/articles/**")
    page.locator(SAVE).focus()
    page.evaluate("window.same = true")
    page.at = page.evaluate("scrollY")
    yield page
    page.context.close()


def test_saving_keeps_place_and_focus(reading):
    expect(reading.locator(SAVE)).to_have_text("Simpan")
    for said in ("Tersimpan", "Simpan"):
        reading.keyboard.press("Enter")

        expect(reading.locator(SAVE)).to_contain_text(said)
        expect(reading.locator(SAVE)).to_be_focused()
        assert (reading.evaluate(STAYS), reading.evaluate("scrollY")) == (True, reading.at)
    assert reading.refused == []


def test_without_a_network_saving_says_so_and_stays(reading):
    reading.context.set_offline(True)
    reading.keyboard.press("Enter")

    expect(reading.locator(".pressed-said")).to_have_text("Tidak ada jaringan. Coba lagi nanti.")
    assert reading.evaluate(STAYS)
    assert reading.evaluate("document.documentElement.scrollWidth <= innerWidth")

    reading.context.set_offline(False)
    reading.keyboard.press("Enter")
    expect(reading.locator(SAVE)).to_contain_text("Tersimpan")
    expect(reading.locator(".pressed-said")).to_have_text("")
    reading.keyboard.press("Enter")
    expect(reading.locator(SAVE)).to_have_text("Simpan")


def test_who_was_signed_out_since_is_led_to_the_sign_in(reading):
    reading.context.clear_cookies(name="session")
    reading.keyboard.press("Enter")

    expect(reading).to_have_url(re.compile(r"/accounts/login/\?next=/articles/"))
