"""Topics in a browser: completed by keyboard and by finger under our strict policy, and there without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.walk import rooms, studio
from tests.walk.rooms import NARROW, WIDE, sheet

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


def test_a_topic_is_completed_by_the_keyboard(site, browser, writer):
    page = sheet(browser, site, writer, WIDE)
    field, options = page.locator("#id_topics"), page.locator("#id_topics_list [role=option]")

    field.press_sequentially("Perahu Naga, kul")
    expect(options.first).to_contain_text("Kuliner")
    expect(field.locator("xpath=..").get_by_role("status")).not_to_be_empty()
    field.press("ArrowDown")
    expect(field).to_have_attribute("aria-activedescendant", "id_topics_list_0")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Enter")

    expect(field).to_have_value("Perahu Naga, Kuliner, ")
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".completing-note", has_text="Perahu Naga")).to_be_visible()
    assert page.url.endswith("/write/new/")
    field.press_sequentially("li")
    expect(options.first).to_be_visible()
    field.press("Escape")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value("Perahu Naga, Kuliner, li")
    assert page.refused == []


def test_a_topic_is_completed_by_the_finger_and_stored(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, has_touch=True)
    field = page.locator("#id_topic_main")

    field.tap()
    field.press_sequentially("kela")
    option = page.locator("#id_topic_main_list [role=option]").first
    assert option.bounding_box()["height"] >= 44
    option.tap()
    expect(field).to_have_value("Kelautan")
    page.fill("#id_topics", "Perahu Naga")
    studio.saved(page)
    page.reload()
    studio.ready(page)

    note = page.locator(".completing-note:visible")
    expect(note).to_contain_text("Perahu Naga")
    expect(page.locator(".topics-new")).to_have_count(0)
    page.fill("#id_topics", "")
    expect(note).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert page.refused == []


@pytest.mark.parametrize(("width", "height"), [(NARROW, 844), (NARROW, 500), (WIDE, 900)])
@pytest.mark.parametrize("field", ["#id_topic_main", "#id_topics"])
def test_topics_that_are_offered_below_the_screen_come_into_view(site, browser, writer, field, width, height):
    page = sheet(browser, site, writer, width)
    page.set_viewport_size({"width": width, "height": height})
    studio.ready(page)
    tools = page.locator("[data-tools]").bounding_box()
    floor = tools["y"] if width == NARROW else height
    typed, offered = page.locator(field), page.locator(f"{field}_list")
    typed.focus()
    page.evaluate("([one, floor]) => { const box = document.querySelector(one).getBoundingClientRect();"
                  " scrollBy(0, box.bottom - floor + 4); }", [field, floor])  # fmt: skip
    assert floor - 8 <= end(typed) <= floor

    page.keyboard.type("ke")

    expect(offered).to_be_visible()
    assert offered.locator("[role=option]").count() > 1
    assert end(offered) <= floor
    assert typed.bounding_box()["y"] >= end(page.locator(".bar"))
    typed.press("ArrowUp")
    assert end(offered.locator("[role=option]").last) <= end(offered)
    page.context.close()


def end(one) -> float:
    box = one.bounding_box()
    return box["y"] + box["height"]


def test_a_refused_topic_is_named_beside_its_field_and_the_bar_stays_small(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, locale="id-ID")
    page.locator("#id_title").fill("Topik yang Ditolak")
    page.locator("#id_topics").fill(f"Kuliner, Bakau {'Panjang ' * 8}")
    studio.is_in_state(page, "failed")

    refused, bar = page.locator("#id_topics_refused"), page.locator(".bar")
    expect(refused).to_have_text(re.compile("^“Bakau Panjang Panjang Panjang…”: "))
    expect(page.locator("[data-save-state] > span")).to_have_text("Gagal menyimpan: Topik lain")
    assert bar.bounding_box()["height"] <= 112
    page.locator("[data-save-state] button").click()
    expect(page.locator("#id_topics")).to_be_focused()
    tools = page.locator("[data-tools]").bounding_box()
    assert refused.bounding_box()["y"] + refused.bounding_box()["height"] <= tools["y"]


def test_without_script_the_topics_are_a_list(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, java_script_enabled=False)

    page.locator(".form-part details", has=page.locator(".topics-offered")).locator("summary").click()

    expect(page.locator(".topics-offered")).to_contain_text("Kuliner")
    assert page.locator("datalist#topics option").count() <= 60 + 8
    assert page.locator("#id_topic_main").get_attribute("list") == "topics"


def test_the_desk_fits_on_a_phone(site, browser):
    moderator = rooms.demo_people(browser, site)["moderators"][-1]
    page = sheet(browser, site, moderator, NARROW, wanted="/desk/topics/")
    seen = {}

    for lane in ("proposals", "all", "changes"):
        page.goto(f"/desk/topics/?lane={lane}")
        seen[lane] = page.evaluate("document.documentElement.scrollWidth")

    assert seen == dict.fromkeys(seen, NARROW)
    assert page.refused == []


def test_a_title_is_offered_with_the_capitals_of_its_language(site, browser, writer):
    page = rooms.sheet(browser, site, writer, rooms.NARROW)
    studio.ready(page)
    studio.write(page, "pagi di sawah dan ladang", "Kabut belum turun.")
    studio.saved(page)

    page.locator("[data-title-offer]").click()
    studio.saved(page)

    expect(page.locator("#id_title")).to_have_value("Pagi di Sawah dan Ladang")
    expect(page.locator("[data-title-offer]")).to_be_hidden()
    page.context.close()
