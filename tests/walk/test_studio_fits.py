"""The studio keeps to its screen, whatever is written in it."""

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from tests.migrated import NAME
from tests.walk import rooms, studio
from tests.walk.rooms import NARROW, WIDE, sheet

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
LONG = (
    "Perempuan Nelayan di Pesisir Utara yang Menanam Kembali Ribuan Batang Bakau"
    " sambil Menunggu Kapal Pulang dari Laut Lepas"
)


@pytest.mark.parametrize("width", [320, NARROW, WIDE])
def test_without_script_a_long_title_stays_on_the_sheet(site, browser, writer, width):
    page = sheet(browser, site, writer, width, java_script_enabled=False)
    page.fill("#id_title", LONG)
    page.fill("#id_dek", f"{LONG}.")
    rooms.save(page)

    room = page.locator(".sheet").bounding_box()
    for field in ("#id_title", "#id_dek", "#id_place"):
        box = page.locator(field).bounding_box()
        assert box["x"] + box["width"] <= room["x"] + room["width"], field

    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [360, NARROW])
@pytest.mark.parametrize("script", [True, False])
def test_that_an_update_is_not_sent_stands_clear_of_the_buttons(site, browser, width, script):
    page = an_update(site, browser, width, java_script_enabled=script)
    page.locator("#id_dek").fill(f"Ditambah pada {width}, {script}")
    studio.saved_one(page) if script else rooms.save(page)

    said, buttons = (page.locator(one).bounding_box() for one in ("[data-update-unsent]", ".bar-end"))
    apart = said["x"] + said["width"] <= buttons["x"] or said["y"] >= buttons["y"] + buttons["height"]

    assert apart, (said, buttons)
    assert page.locator(".bar").bounding_box()["height"] <= 88
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("width", [320, NARROW, 700, WIDE])
def test_the_bar_keeps_its_height_whatever_is_said_of_saving(site, browser, writer, width):
    page = sheet(browser, site, writer, width, locale="id-ID")
    title, told = page.locator("#id_title"), page.locator("[data-save-state]")
    heights = {}

    def said(words: str) -> None:
        expect(told).to_contain_text(words)
        heights[words] = page.locator(".bar").bounding_box()["height"]

    title.fill("Tinggi yang Tetap")
    studio.is_in_state(page, "saved")
    said("Tersimpan")
    page.context.set_offline(True)
    title.fill("Tinggi yang Tetap Juga")
    said("Luring, tersimpan di perangkat ini")
    saved_long_ago(site, page, "Tinggi yang Tetap Juga")
    page.reload()
    said("Tersimpan Jumat, 30 Januari 2026, 03.58 WIB")
    studio.ready(page)
    page.context.clear_cookies()
    title.fill("Tinggi yang Tetap Pula")
    if width > 320:  # there these words take three lines
        said("Kamu keluar dari akun, tulisan aman di perangkat ini")

    assert len(set(heights.values())) == 1, heights


def saved_long_ago(site, page, title: str) -> None:
    page.context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    studio.saved(page)
    with closing(sqlite3.connect(site.var / NAME, timeout=20, isolation_level=None)) as database:
        database.execute("UPDATE articles_article SET saved_at = '2026-01-29 20:58' WHERE title = ?", [title])


def test_a_red_notice_keeps_its_distance_from_the_title(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, java_script_enabled=False)
    page.fill("#id_title", "Jarak di Bawah Kabar")
    page.fill("#id_topics", "<b>")
    rooms.save(page)

    notice, title = (page.locator(one).bounding_box() for one in (".notice-error", "#id_title"))

    assert title["y"] - (notice["y"] + notice["height"]) >= 16


@pytest.mark.parametrize(("lacks", "focused"), [(False, "id_attest"), (True, "")])
def test_the_sheet_that_leads_to_sending_opens_at_its_head(site, browser, writer, lacks, focused):
    """On a phone so low that what stands before the button does not fit."""
    page = sheet(browser, site, writer, NARROW)
    page.set_viewport_size({"width": NARROW, "height": 480})
    if lacks:
        page.locator("#id_title").fill("Kepala Dulu")
        studio.is_in_state(page, "saved")

    page.locator("[data-to-send]").click()

    expect(page.locator("#kesiapan")).to_have_js_property("scrollTop", 0)
    assert page.evaluate("document.activeElement.closest('[data-readiness]') !== null") is lacks
    assert page.evaluate("document.activeElement.id") == focused


def test_one_button_at_a_time_is_the_main_one_on_wide_screens(site, browser, writer):
    page = sheet(browser, site, writer, WIDE)
    buttons = [page.locator("[data-to-send]"), page.locator("#kirim .button-write")]

    def main() -> list[bool]:
        page.mouse.move(0, 400)
        return [one.evaluate("one => getComputedStyle(one).backgroundColor") == "rgb(245, 184, 28)" for one in buttons]

    before = main()
    page.check("#id_attest")

    assert (before, main()) == ([True, False], [False, True])


def an_update(site, browser, width: int, **context):
    """The studio with an article that readers have, in the longer words of Indonesian."""
    rooms.demo_people(browser, site)  # learns their password
    email, code = sent_once(site)
    return sheet(browser, site, email, width, wanted=f"/write/{code}/", locale="id-ID", **context)


def sent_once(site) -> tuple[str, str]:
    """Whose article went live as it was sent first, and its code."""
    with sqlite3.connect(f"file:{site.var / NAME}?mode=ro", uri=True) as database:
        return database.execute(
            "SELECT person.email, article.code FROM articles_article article"
            " JOIN community_user person ON person.id = article.author_id"
            " JOIN articles_submission asking ON asking.article_id = article.id"
            " WHERE article.standing = 'live' GROUP BY article.id HAVING count(*) = 1 LIMIT 1"
        ).fetchone()
