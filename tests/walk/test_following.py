"""Following in a browser: the button that comes afterwards, by keyboard alone, and the page without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.walk import rooms

pytestmark = [pytest.mark.drill, pytest.mark.xdist_group("walk")]
WHOM = "/@yohanes_lado/"


def signed_in(browser, site, writer, **context):
    return rooms.sheet(browser, site, writer, rooms.NARROW, wanted="/following/", locale="id-ID", **context)


def test_a_writer_is_followed_and_let_go_by_keyboard(site, browser, writer):
    page = signed_in(browser, site, writer)
    page.goto(WHOM)
    button = page.locator("[data-slot=follow] button")
    expect(button).to_have_text("Ikuti")

    button.focus()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(f"{WHOM}$"))
    expect(button).to_contain_text("Diikuti")
    page.goto("/following/whom/")
    page.get_by_role("button", name=re.compile("Berhenti mengikuti.*Yohanes Lado")).press("Enter")
    expect(page.locator("main")).to_contain_text("Kamu belum mengikuti penulis.")
    assert page.refused == []


def test_without_script_a_plain_link_leads_to_a_page_with_the_button(site, browser, writer):
    page = signed_in(browser, site, writer, java_script_enabled=False)
    page.goto("/topics/kuliner/")

    page.get_by_role("link", name="Ikuti").click()
    page.get_by_role("button", name="Ikuti").click()

    expect(page).to_have_url(re.compile("/topics/kuliner/$"))
    page.goto("/following/")
    expect(page.locator(".stories .card-title").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nobody_is_led_to_the_sign_in_and_back(site, browser):
    page = rooms.opened(browser, site.base, rooms.NARROW)
    page.goto(WHOM)

    page.get_by_role("link", name="Ikuti").click()

    expect(page).to_have_url(re.compile(r"/accounts/login/\?next=/following/writers/yohanes_lado/$"))
