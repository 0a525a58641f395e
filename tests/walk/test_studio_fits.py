"""The studio keeps to its screen, whatever is written in it."""

import pytest

from tests.walk import rooms
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
