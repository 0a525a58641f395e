"""The drill of the menus, in a browser: each closes with Escape, back at its button, and with a press beside it."""

import pytest
from playwright.sync_api import Page, expect

from tests.site import wait_until
from tests.walk import rooms

pytestmark = pytest.mark.drill
READER = "lidya.sitompul@demo.lembar.example"
FOCUSED = "document.activeElement.closest('summary') !== null"
# Whether the module that closes menus has been run; it is asked for when a page has loaded.
AWAKE = "performance.getEntriesByType('resource').some(({ name }) => name.includes('/menus.'))"


@pytest.fixture(scope="module")
def session(chromium, demo) -> dict:
    """The cookies of a reader who has signed in."""
    rooms.demo_people(chromium, demo)
    page = rooms.opened(chromium, demo.base, 1280)
    rooms.sign_in(page, READER, demo.password)
    kept = page.context.storage_state()
    page.context.close()
    return kept


@pytest.fixture
def reading(chromium, demo, session):
    """Opens a page for the reader at a width; an article where none is named."""
    opened = []

    def read(width: int, path: str = "") -> Page:
        page = chromium.new_context(
            base_url=demo.base, viewport={"width": width, "height": 844}, locale="id-ID", storage_state=session
        ).new_page()
        opened.append(page)
        page.goto(path or "/")
        if not path:
            page.locator(".lead-title a").click()
        wait_until(lambda: page.evaluate(AWAKE))
        return page

    yield read
    for page in opened:
        page.context.close()


@pytest.mark.parametrize(
    ("width", "path", "menu"),
    [
        (390, "", ".site-menu"),
        (390, "", ".tools .menu"),
        (390, "", ".tools-switch"),
        (390, "/write/", ".site-menu"),
        (1280, "", ".tools .menu"),
        (1280, "", "[data-slot=bell] .menu"),
    ],
)
def test_escape_closes_a_menu_and_leads_back_to_its_button(reading, width, path, menu):
    page = reading(width, path)
    opened = page.locator(f"{menu}[open]")
    page.locator(f"{menu} > summary").focus()
    page.keyboard.press("Enter")
    expect(opened).to_have_count(1)
    page.keyboard.press("Tab")

    page.keyboard.press("Escape")

    expect(opened).to_have_count(0)
    assert page.evaluate(FOCUSED)


@pytest.mark.parametrize(("width", "menu"), [(390, ".tools .menu"), (1280, "[data-slot=bell] .menu")])
def test_a_press_beside_a_menu_closes_it_and_one_inside_does_not(reading, width, menu):
    page = reading(width)
    page.locator(f"{menu} > summary").click()

    page.locator(f"{menu} .menu-panel").click(position={"x": 3, "y": 3})
    expect(page.locator(f"{menu}[open]")).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator(f"{menu}[open]")).to_have_count(0)


@pytest.mark.parametrize(("width", "menu"), [(390, ".site-menu"), (1280, "[data-slot=bell] .menu")])
def test_what_somebody_saved_is_two_presses_away(reading, width, menu):
    page = reading(width)
    page.locator(f"{menu} > summary").click()

    page.locator("a[href='/saved/']:visible").first.click()

    expect(page.locator("h1")).to_have_text("Tersimpan")
