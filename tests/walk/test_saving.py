"""Nothing that was typed is lost: every fault of the network and of the session, made outside the page by a proxy.

Each ends with every character there once, counted in the database and in the reopened studio.
"""

import os
import re
import signal
import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import Page

from tests.migrated import NAME
from tests.walk import rooms, studio
from tests.walk.faulty import CUT, LOST

pytestmark = pytest.mark.xdist_group("walk")


def reopened(page: Page) -> str:
    page.reload()
    studio.ready(page)
    return studio.text(page)


def stored(site, title: str) -> str:
    return studio.stored(site, title)["text"]


@pytest.mark.drill
def test_what_is_typed_is_saved_and_opens_again(site, page):
    studio.write(page, "Simpan biasa", "Satu kalimat.\n## Bagian\nDua **kata tebal** di sini.")

    studio.saved(page)

    assert stored(site, "Simpan biasa") == "Satu kalimat.\n\nBagian\n\nDua kata tebal di sini."
    assert reopened(page) == "Satu kalimat.\n\nBagian\n\nDua kata tebal di sini."


@pytest.mark.drill
def test_what_was_typed_and_taken_back_leaves_the_text_saved(site, page):
    """It said "not saved" of a text that stood on the server as it was, until the next change."""
    studio.write(page, "Batal mengubah", "Awal.")
    studio.saved(page)
    before = studio.stored(site, "Batal mengubah")
    assert reopened(page) == "Awal."

    studio.more(page, " Lagi")
    studio.is_in_state(page, "unsaved")
    page.keyboard.press("Control+z")

    studio.saved(page)
    assert (studio.text(page), studio.stored(site, "Batal mengubah")) == ("Awal.", before)


@pytest.mark.drill
def test_the_network_is_cut_and_comes_back(site, page, proxy):
    studio.write(page, "Jaringan putus", "Awal.")
    studio.saved(page)

    with proxy.failing(CUT):
        studio.more(page, " Ditulis tanpa jaringan.")
        studio.is_in_state(page, "offline")
    page.evaluate("dispatchEvent(new Event('online'))")
    studio.saved(page)

    assert stored(site, "Jaringan putus") == reopened(page) == "Awal. Ditulis tanpa jaringan."


@pytest.mark.drill
@pytest.mark.parametrize("status", [403, 500, 502, 429])
def test_the_server_fails_and_is_asked_again(site, page, proxy, status):
    studio.write(page, f"Galat {status}", "Awal.")
    studio.saved(page)

    with proxy.failing(status, method="PATCH"):
        studio.more(page, " Sesudahnya.")
        studio.is_in_state(page, "failed")
    page.locator("[data-save-state] button").click()
    studio.saved(page)

    assert stored(site, f"Galat {status}") == reopened(page) == "Awal. Sesudahnya."


@pytest.mark.drill
def test_the_process_that_saves_is_killed_in_the_middle_and_the_page_saves_again_by_itself(site, page, proxy):
    studio.write(page, "Proses mati", "Awal.")
    studio.saved(page)
    with closing(sqlite3.connect(site.var / NAME, isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")  # the save waits for it
        with page.expect_response(lambda answer: answer.request.method == "PATCH") as answered:
            with page.expect_request(lambda request: request.method == "PATCH"):
                studio.more(page, " Di tengah simpan.")
            time.sleep(0.5)  # until that process has it
            os.kill(site.one("lembar django"), signal.SIGKILL)
    studio.is_in_state(page, "failed")
    assert answered.value.status == 503
    assert "tetap ada di sini" in answered.value.json()["sentence"]
    studio.saved(page)

    assert stored(site, "Proses mati") == reopened(page) == "Awal. Di tengah simpan."


@pytest.mark.drill
def test_the_answer_is_lost_and_nobody_is_in_conflict_with_themselves(site, page, proxy):
    studio.write(page, "Jawaban hilang", "Awal.")
    studio.saved(page)

    with proxy.failing(LOST, method="PATCH"):
        studio.more(page, " Terkirim, tidak terjawab.")
        studio.is_in_state(page, "offline")
    studio.more(page, " Lalu lagi.")
    page.evaluate("dispatchEvent(new Event('online'))")
    studio.saved(page)

    assert stored(site, "Jawaban hilang") == reopened(page) == "Awal. Terkirim, tidak terjawab. Lalu lagi."


@pytest.mark.drill
def test_the_first_save_fails_and_the_page_is_reloaded_without_network(site, page, proxy):
    with proxy.failing(CUT, method="PATCH"):
        studio.write(page, "Draf pertama", "Belum pernah tersimpan.")
        studio.is_in_state(page, "offline")
        with proxy.failing(CUT):
            with pytest.raises(Exception, match="ERR_"):
                page.reload()
            page.wait_for_url("chrome-error://**")
    page.goto("/write/new/")
    studio.ready(page)
    studio.saved(page)

    assert stored(site, "Draf pertama") == studio.text(page) == "Belum pernah tersimpan."


@pytest.mark.drill
def test_a_reload_in_the_middle_of_a_word_keeps_it(site, page, proxy):
    studio.write(page, "Muat ulang", "Awal.")
    studio.saved(page)

    with proxy.failing(CUT, method="PATCH"):
        studio.more(page, " Kata terakhir")
        page.reload()
    studio.ready(page)
    studio.saved(page)

    assert stored(site, "Muat ulang") == studio.text(page) == "Awal. Kata terakhir"


@pytest.mark.drill
def test_a_text_that_is_too_large_is_told_and_not_asked_again(site, page, proxy):
    studio.write(page, "Terlalu besar", "Awal.")
    studio.saved(page)

    with proxy.failing(413, method="PATCH"):
        studio.more(page, " Tambahan.")
        studio.is_in_state(page, "failed")
        before = len(proxy.seen)
        page.wait_for_timeout(4000)
        assert [row for row in proxy.seen[before:] if row[0] == "PATCH"] == []
    studio.more(page, " Lagi.")
    studio.saved(page)

    assert stored(site, "Terlalu besar") == reopened(page) == "Awal. Tambahan. Lagi."


@pytest.mark.drill
def test_signed_out_while_writing_goes_on_in_the_journal_and_saves_after_signing_in(site, page, writer):
    studio.write(page, "Keluar akun", "Awal.")
    studio.saved(page)
    studio.forget_sessions(site)

    studio.more(page, " Tanpa sesi.")
    studio.is_in_state(page, "out")
    studio.more(page, " Terus menulis.")
    with page.context.expect_page() as opened:
        page.locator("[data-save-state] a").click()
    beside = opened.value
    beside.fill("#id_login", writer)
    beside.fill("#id_password", site.password)
    beside.locator(".account-form button[type=submit]").click()
    beside.wait_for_url(re.compile("/write/"))
    beside.close()
    page.bring_to_front()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    studio.saved(page)

    assert stored(site, "Keluar akun") == reopened(page) == "Awal. Tanpa sesi. Terus menulis."


def test_without_script_the_same_page_is_a_form(site, browser, writer):
    page = rooms.sheet(browser, site, writer, rooms.NARROW, java_script_enabled=False)

    page.fill("#id_title", "Tanpa skrip")
    page.fill("#id_body", "Pembuka.\n\n## Bagian\n\n**Tebal** di sini.")
    rooms.save(page)

    assert stored(site, "Tanpa skrip") == "Pembuka.\n\nBagian\n\nTebal di sini."
    assert page.locator("#id_body").input_value() == "Pembuka.\n\n## Bagian\n\n**Tebal** di sini."
    page.context.close()
