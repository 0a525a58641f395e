"""Two tabs, two devices, another person, an article that was sent meanwhile: nothing is overwritten unseen."""

import re

import pytest
from playwright.sync_api import expect

from tests.walk import rooms, studio

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]


@pytest.fixture(scope="module")
def laptop(site, browser, writer):
    page = rooms.sheet(browser, site, writer, rooms.WIDE)
    page.goto("about:blank")
    yield page.context
    page.context.close()


@pytest.fixture(scope="module")
def phone(site, browser, writer):
    agent = "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36"
    page = rooms.sheet(browser, site, writer, rooms.NARROW, has_touch=True, user_agent=agent)
    page.goto("about:blank")
    yield page.context
    page.context.close()


def a_sheet(context, title: str, text: str):
    page = context.new_page()
    page.goto("/write/new/")
    studio.ready(page)
    studio.write(page, title, text)
    studio.saved(page)
    return page


def the_same(context, page):
    other = context.new_page()
    other.goto(page.url)
    return other


def test_the_second_tab_reads_until_it_takes_over(site, laptop):
    first = a_sheet(laptop, "Dua tab", "Dari tab pertama.")
    second = the_same(laptop, first)
    studio.is_in_state(second, "tab")
    expect(second.locator("#naskah")).to_have_attribute("contenteditable", "false")
    studio.more(first, " Belum disimpan.")

    second.locator("[data-save-state] button").click()
    studio.ready(second)

    studio.is_in_state(first, "tab")
    expect(first.locator("#naskah")).to_have_attribute("contenteditable", "false")
    studio.more(second, " Dari tab kedua.")
    studio.saved(second)
    assert studio.stored(site, "Dua tab")["text"] == "Dari tab pertama. Belum disimpan. Dari tab kedua."
    first.close()
    second.close()


def test_two_devices_change_different_paragraphs_and_one_button_brings_them_together(site, laptop, phone):
    on_laptop = a_sheet(laptop, "Dua perangkat", "Satu.\nDua.\nTiga.")
    on_phone = the_same(phone, on_laptop)
    studio.ready(on_phone)
    studio.more(on_phone, " Dari ponsel.")
    studio.saved(on_phone)

    on_laptop.locator("#naskah p").first.click()
    on_laptop.keyboard.press("End")
    on_laptop.keyboard.type(" Dari laptop.")
    dialog = on_laptop.locator("#gabung")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text(re.compile("Android"))
    dialog.locator("[value=merge]").click()
    studio.saved(on_laptop)

    assert studio.stored(site, "Dua perangkat")["text"] == "Satu. Dari laptop.\n\nDua.\n\nTiga. Dari ponsel."
    on_laptop.close()
    on_phone.close()


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        ("mine", "Awal dari laptop."),
        ("theirs", "Awal dari ponsel."),
        ("both", "Awal dari laptop.\n\nAwal dari ponsel."),
    ],
)
def test_what_both_changed_is_asked_and_every_choice_is_kept(site, laptop, phone, choice, left):
    on_laptop = a_sheet(laptop, f"Bentrok {choice}", "Awal")
    on_phone = the_same(phone, on_laptop)
    studio.ready(on_phone)
    studio.more(on_phone, " dari ponsel.")
    studio.saved(on_phone)

    studio.more(on_laptop, " dari laptop.")
    dialog = on_laptop.locator("#gabung")
    dialog.locator("[value=merge]").click()
    expect(dialog.locator("[data-open]")).to_be_visible()
    dialog.locator(f".merge-ask input[value={choice}]").check()
    dialog.locator("[value=merge]").click()
    expect(dialog).to_be_hidden()  # what is not chosen of mine is saved for a moment before
    studio.saved(on_laptop)

    assert studio.stored(site, f"Bentrok {choice}")["text"] == studio.text(on_laptop) == left
    on_laptop.close()
    on_phone.close()


def test_without_unsaved_words_the_page_takes_the_newer_version_quietly(laptop, phone):
    on_laptop = a_sheet(laptop, "Diam-diam", "Awal.")
    on_phone = the_same(phone, on_laptop)
    studio.ready(on_phone)
    studio.more(on_phone, " Dari ponsel.")
    studio.saved(on_phone)

    on_laptop.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(on_laptop.locator("#naskah")).to_have_text("Awal. Dari ponsel.")
    on_laptop.close()
    on_phone.close()


def test_another_person_signs_in_and_the_draft_stays_with_its_writer(site, browser, laptop, writer):
    page = a_sheet(laptop, "Orang lain", "Awal.")
    mine = laptop.cookies()
    other = rooms.demo_people(browser, site)["writers"][1]
    theirs = rooms.sheet(browser, site, other, rooms.WIDE).context.cookies()
    laptop.add_cookies(theirs)

    studio.more(page, " Masih milikku.")
    studio.is_in_state(page, "other")
    laptop.add_cookies(mine)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    studio.saved(page)

    assert studio.stored(site, "Orang lain")["text"] == "Awal. Masih milikku."
    page.close()


def test_an_article_that_was_sent_elsewhere_is_read_only_and_taken_back(site, laptop, phone):
    page = a_sheet(laptop, "Sudah dikirim", "Awal.")
    page.fill("#id_dek", "Cuplikan")
    page.fill("#id_topic_main", "Kuliner")
    page.keyboard.press("Escape")
    studio.saved(page)
    on_phone = the_same(phone, page)
    studio.ready(on_phone)
    studio.send(on_phone)

    studio.more(page, " Terlambat.")
    studio.is_in_state(page, "sent")
    expect(page.locator("#naskah")).to_have_attribute("contenteditable", "false")
    page.goto(page.url)
    page.locator("form[action$='/recall/'] button").click()
    studio.ready(page)
    expect(page.locator("#gabung")).to_be_hidden()
    studio.saved(page)

    assert studio.stored(site, "Sudah dikirim")["text"] == studio.text(page) == "Awal. Terlambat."
    page.close()
    on_phone.close()
