"""The head of a page on wide screens: whatever has the focus there is framed whole."""

import pytest

from tests.walk import rooms

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
# How far the frame stands from the edges of the screen: the outline's own width and offset around the box.
ROOM = """(one) => {
  const { outlineWidth, outlineOffset } = getComputedStyle(one), box = one.getBoundingClientRect();
  const around = parseFloat(outlineWidth) + parseFloat(outlineOffset);
  return Math.min(box.top, box.left) - around;
}"""


def test_the_frame_of_what_has_the_focus_in_the_head_is_whole(site, browser):
    page = rooms.opened(browser, site.base, rooms.WIDE)
    page.goto("/")

    room = {}
    for link in page.locator(".site-header a:visible").all():
        link.focus()
        room[link.inner_text()] = link.evaluate(ROOM)

    assert len(room) > 5
    assert {name: left for name, left in room.items() if left < 0} == {}
