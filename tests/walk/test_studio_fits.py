"""The studio keeps to its screen, whatever is written in it."""

import sqlite3

import pytest

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


def test_a_red_notice_keeps_its_distance_from_the_title(site, browser, writer):
    page = sheet(browser, site, writer, NARROW, java_script_enabled=False)
    page.fill("#id_title", "Jarak di Bawah Kabar")
    page.fill("#id_topics", "<b>")
    rooms.save(page)

    notice, title = (page.locator(one).bounding_box() for one in (".notice-error", "#id_title"))

    assert title["y"] - (notice["y"] + notice["height"]) >= 16


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
