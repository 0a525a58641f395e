"""What an answer of the desk lacks is shown where it is given, on each screen, with script and without."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.walk import rooms
from tests.walk.rooms import NARROW, WIDE

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


@pytest.fixture(scope="module", params=[True, False], ids=["script", "plain"])
def moderator(request, site, browser) -> Page:
    return a_moderator(site, browser, java_script_enabled=request.param)


@pytest.fixture(scope="module")
def scripted(site, browser) -> Page:
    return a_moderator(site, browser)


def a_moderator(site, browser, **context) -> Page:
    email = rooms.demo_people(browser, site)["moderators"][1]
    return rooms.sheet(browser, site, email, WIDE, wanted="/desk/", locale="id-ID", **context)


def open_waiting(page: Page, width: int, height: int = 844) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto("/desk/")
    page.locator(".queue-row:has(.queue-free) .queue-title a").first.click()
    expect(page).to_have_url(re.compile(r"/desk/\d+/$"))
    page.wait_for_load_state("networkidle")


def press(page: Page, verb: str) -> None:
    page.locator(f".decision [name=verb][value={verb}]").click()
    page.wait_for_load_state("networkidle")


def edges(page: Page, one: str) -> tuple[float, float]:
    box = page.locator(one).bounding_box()
    return box["y"], box["y"] + box["height"]


def is_clear_of_the_bars(page: Page, *wanted: str) -> bool:
    """On the screen, below the panes' names and above the decision."""
    top = edges(page, ".panes-nav")[1] if page.locator(".panes-nav").is_visible() else edges(page, ".bar")[1]
    bottom = edges(page, ".decision")[0]
    return all(top <= edges(page, one)[0] and edges(page, one)[1] <= bottom for one in wanted)


@pytest.mark.parametrize(("width", "height"), [(NARROW, 844), (320, 640), (WIDE, 900), (WIDE, 700)])
@pytest.mark.parametrize("verb", ["decline", "return"])
def test_a_missing_reason_is_asked_for_at_its_field(moderator, verb, width, height):
    open_waiting(moderator, width, height)

    press(moderator, verb)

    expect(moderator.locator("#id_reason")).to_be_focused()
    expect(moderator.locator("#id_reason_error")).to_be_visible()
    assert is_clear_of_the_bars(moderator, "#id_reason", "#id_reason_error")
    assert moderator.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_an_open_checklist_is_shown_where_it_is_ticked_and_the_text_stays_a_press_away(moderator, width):
    open_waiting(moderator, width)

    press(moderator, "approve")

    expect(moderator.locator("[name=checked][aria-invalid]").first).to_be_focused()
    assert is_clear_of_the_bars(moderator, "[name=checked]:focus")
    if width == NARROW:
        moderator.locator(".to-sheet").click()
        expect(moderator.locator("#naskah-judul")).to_be_visible()
        expect(moderator.locator("#id_reason")).not_to_be_visible()


def test_nothing_typed_is_lost_while_the_reason_is_asked_for(scripted):
    open_waiting(scripted, WIDE)
    scripted.locator("[name=checked]").first.check()
    scripted.fill("#id_message", "Terima kasih, tetapi belum.")
    scripted.keyboard.press("Escape")
    scripted.keyboard.press("n")
    remark = scripted.locator("details.remark-new[open] textarea")
    remark.fill("Belum disimpan.")

    press(scripted, "return")

    expect(scripted.locator("#id_reason")).to_be_focused()
    expect(remark).to_have_value("Belum disimpan.")
    expect(scripted.locator("#id_message")).to_have_value("Terima kasih, tetapi belum.")
    expect(scripted.locator("[name=checked]").first).to_be_checked()
    assert scripted.refused == []


def test_what_one_answer_lacks_is_not_said_of_another(scripted):
    open_waiting(scripted, WIDE)
    press(scripted, "decline")
    error, reason = scripted.locator("#id_reason_error"), scripted.locator("#id_reason")
    expect(error).to_be_visible()

    scripted.locator("[name=checked]").first.click()
    expect(error).not_to_be_visible()
    press(scripted, "decline")
    expect(error).to_be_visible()
    reason.select_option("source_missing")
    expect(error).not_to_be_visible()
    expect(reason).not_to_have_attribute("aria-invalid", "true")

    press(scripted, "approve")
    expect(scripted.locator(".check-lacking").first).to_be_visible()
    second = scripted.locator("[name=checked]").nth(1)
    before = second.bounding_box()
    scripted.locator(".check-lacking input").last.check()
    assert second.bounding_box()["y"] == before["y"]
    reason.select_option("other")
    expect(scripted.locator(".check-lacking")).to_have_count(0)
    expect(scripted.locator(".notice-error:visible")).to_have_count(0)


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_the_number_of_a_section_stands_beside_its_title(scripted, width):
    open_waiting(scripted, width)

    sections = scripted.locator(".block-section").all()

    assert sections
    for section in sections:
        number, title = section.locator(".block-number").bounding_box(), section.locator("h2").bounding_box()
        assert abs(number["y"] - title["y"]) < 4
