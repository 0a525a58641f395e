"""What a device holds for its writer: two new sheets, a shared phone, an emptied text, a photo carried along."""

import pytest
from playwright.sync_api import expect

from tests.walk import rooms, studio
from tests.walk.faulty import CUT

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


def new_sheet(context):
    page = context.new_page()
    page.goto("/write/new/")
    studio.ready(page)
    return page


def test_two_sheets_begun_without_a_network_are_both_offered_back(site, context, proxy):
    pages = [new_sheet(context) for _ in range(2)]
    with proxy.failing(CUT):
        for number, page in enumerate(pages, start=1):
            page.bring_to_front()
            studio.write(page, f"Luring {number}", f"Tulisan {number}.")
            studio.is_in_state(page, "offline")
            page.close()

    page = context.new_page()
    page.goto("/write/")
    offered = page.locator("[data-unsent] a")
    expect(offered).to_have_text(["Luring 2", "Luring 1"])
    for title in ("Luring 1", "Luring 2"):
        page.goto("/write/")
        page.locator("[data-unsent] a", has_text=title).click()
        studio.ready(page)
        studio.saved_one(page)
    page.goto("/write/")

    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert [studio.stored(site, f"Luring {number}")["text"] for number in (1, 2)] == ["Tulisan 1.", "Tulisan 2."]
    page.close()


def test_looking_at_an_empty_sheet_makes_no_draft(site, context):
    page = new_sheet(context)

    page.goto("/write/")
    expect(page.locator("[data-unsent]")).to_be_hidden()
    page.go_back()
    studio.ready(page)
    page.close()

    assert studio.empty_drafts(site) == 0


def test_leaving_with_unsent_text_warns_and_the_next_person_sees_nothing(site, browser, context, proxy):
    page = new_sheet(context)
    with proxy.failing(CUT, method="PATCH"):
        studio.write(page, "Ponsel bersama", "Rahasiaku.")
        studio.is_in_state(page, "offline")
        page.goto("/write/")
    page.locator("[data-signing-out]").first.click()
    page.get_by_role("button", name="Stay").click()
    expect(page.locator("[data-unsent]")).to_be_visible()
    mine = context.cookies()
    other = rooms.demo_people(browser, site)["writers"][2]
    context.add_cookies(rooms.sheet(browser, site, other, rooms.WIDE).context.cookies())

    assert sees_nothing(page)
    context.add_cookies(mine)
    page.goto("/write/")
    page.locator("[data-unsent] a", has_text="Ponsel bersama").click()
    studio.ready(page)
    studio.saved_one(page)

    assert studio.stored(site, "Ponsel bersama")["text"] == "Rahasiaku."
    page.close()


def sees_nothing(page) -> bool:
    """Neither the list nor an empty sheet shows what somebody else left here."""
    page.goto("/write/")
    page.wait_for_timeout(500)
    listed = "Ponsel bersama" in page.content()
    page.goto("/write/new/")
    studio.ready(page)
    return not listed and studio.text(page) == ""


def test_a_text_that_was_emptied_is_pointed_out_and_comes_back_in_one_tap(site, context):
    page = new_sheet(context)
    studio.write(page, "Kosong mendadak", "kata " * 120)
    studio.saved(page)

    page.locator("#naskah").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    expect(page.locator("[data-much-lost]")).to_be_visible()
    page.locator("[data-much-lost] a").click()
    page.locator(".history-title a").first.click()
    page.locator("main form button").click()
    studio.ready(page)

    assert len(studio.text(page).split()) == len(studio.stored(site, "Kosong mendadak")["text"].split()) == 120
    page.close()


def test_an_own_photo_pasted_into_another_draft_brings_its_passport(site, context):
    page = new_sheet(context)
    studio.write(page, "Asal foto", "Satu.")
    code = studio.add_photo(page, "asal.jpg", rooms.drawn("asal"), PASSPORT)
    studio.saved(page)
    expect(page.locator("[data-state=ready]")).to_have_count(1, timeout=20_000)
    page.locator("#naskah").focus()
    page.keyboard.press("Control+a")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("Control+c")
    page.close()

    page = new_sheet(context)
    studio.write(page, "Salinan foto", "Dua.")
    page.keyboard.press("Control+v")
    expect(page.locator("#naskah [data-photo]")).to_have_count(1)
    studio.saved(page)

    (copy,) = studio.photos(site, "Salinan foto")
    assert copy != code
    assert page.locator(f"#id_{copy}-caption").input_value() == PASSPORT["caption"]
    page.close()


PASSPORT = {"caption": "Perahu di dermaga", "creator": "Rani", "source": "Sendiri", "alt": "Perahu", "licence": "own"}


def test_what_this_device_holds_is_thrown_away_by_a_second_press(site, context, proxy):
    page = new_sheet(context)
    with proxy.failing(CUT, method="PATCH"):
        studio.write(page, "Tidak jadi", "Buang saja.")
        studio.is_in_state(page, "offline")
        page.goto("/write/")
    row = page.locator("[data-unsent] li", has_text="Tidak jadi")

    row.get_by_role("button").click()
    expect(row).to_be_visible()
    row.get_by_role("button").click()
    expect(row).to_have_count(0)
    page.reload()
    page.wait_for_load_state("networkidle")

    expect(page.locator("[data-unsent] li", has_text="Tidak jadi")).to_have_count(0)
    page.close()


def test_the_line_about_an_update_outlives_a_sending_that_the_network_cut(site, browser, proxy):
    writer, line = "yohanes.lado@demo.lembar.example", "Kapal pertama sandar."
    rooms.demo_people(browser, site)
    page = rooms.sheet(browser, site, writer, rooms.WIDE, wanted="/write/", base=proxy.base)
    page.goto("/write/?list=live")
    page.locator(".work-action").first.click()
    studio.ready(page)
    sheet = page.url
    studio.more(page, " Ditambah.")
    page.locator("#id_news").fill(line)
    page.locator("#id_attest").check()

    with proxy.failing(CUT, method="POST"), page.expect_event("requestfailed"):
        page.locator("button[value=submit]").click()
    page.wait_for_timeout(500)
    page.goto(sheet)
    studio.ready(page)
    expect(page.locator("#id_news")).to_have_value(line)

    page.locator("#id_attest").check()
    page.locator("button[value=submit]").click()
    page.wait_for_url("**/submit/")
    expect(page.get_by_text(line)).to_be_visible()
    page.context.close()
