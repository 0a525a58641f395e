"""Who keeps the id of a block, and what Enter, Backspace and Delete do in every place: the table of the design.

A row is the text before, the keys, the text after; see `lines.py` for how a text is written down.
"""

import pytest

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
ITEMS = ("ul:l", "li:a satu", "li:b dua")
ROWS = {
    # Enter: the upper block keeps its id; at the start the words do.
    "Enter inside": (["p:a Satu| dua"], "Enter", ["p:a Satu", "p:? | dua"]),
    "Enter at the end": (["p:a Satu|"], "Enter", ["p:a Satu", "p:? |"]),
    "Enter at the start": (["p:a |Satu"], "Enter", ["p:?", "p:a |Satu"]),
    "Enter inside a heading": (["h2:a Satu| dua"], "Enter", ["h2:a Satu", "h2:? | dua"]),
    "Enter after a heading": (["h3:a Satu|"], "Enter", ["h3:a Satu", "p:? |"]),
    "Enter above a heading": (["h2:a |Satu"], "Enter", ["p:?", "h2:a |Satu"]),
    "Enter in a large quote": (["qq:a Satu| dua"], "Enter", ["qq:a Satu", "qq:? | dua"]),
    "Enter on an empty quote": (["q:a |"], "Enter", ["p:a |"]),
    "Enter in an item": (["ul:l", "li:a Satu| dua"], "Enter", ["ul:l", "li:a Satu", "li:? | dua"]),
    "Enter above an item": (["ul:l", "li:a |Satu"], "Enter", ["ul:l", "li:?", "li:a |Satu"]),
    "Enter on the last item, empty": (["ul:l", "li:a Satu", "li:b |"], "Enter", ["ul:l", "li:a Satu", "p:b |"]),
    "Enter on an empty item in between": (
        ["ul:l", "li:a Satu", "li:b |", "li:c Tiga"],
        "Enter",
        ["ul:l", "li:a Satu", "p:b |", "ul:?", "li:c Tiga"],
    ),
    "Enter over several blocks": (["p:a Sa|tu", "p:b du|a"], "Enter", ["p:a Sa", "p:? |a"]),
    "Enter on a photo": (["photo:f |kode"], "Enter", ["photo:f kode", "p:? |"]),
    "Enter between photos": (["photo:f |kode"], "ArrowUp Enter", ["p:? |", "photo:f kode"]),
    "Enter on everything": (["p:a Sa|tu", "h2:b x"], "Control+a Enter", ["p:? |"]),
    # Backspace: the upper keeps its id, the lower's is gone, and undo brings it back.
    "Backspace joins": (["p:a Satu", "p:b |dua"], "Backspace", ["p:a Satu|dua"]),
    "Backspace joins and undo parts": (["p:a Satu", "p:b |dua"], "Backspace Control+z", ["p:a Satu", "p:b |dua"]),
    "Backspace below an empty paragraph": (["p:a ", "p:b |dua"], "Backspace", ["p:b |dua"]),
    "Backspace below a heading": (["h2:a Satu", "p:b |**dua** / tiga"], "Backspace", ["h2:a Satu|dua tiga"]),
    "Backspace in a heading": (["p:a Satu", "h2:b |dua"], "Backspace", ["p:a Satu", "p:b |dua"]),
    "Backspace in an item": ([*ITEMS[:2], "li:b |dua"], "Backspace", ["ul:l", "li:a satu", "p:b |dua"]),
    "Backspace below a list": (["ul:l", "li:a Satu", "p:b |dua"], "Backspace", ["ul:l", "li:a Satu|dua"]),
    "Backspace below a photo": (["photo:f kode", "p:b |dua"], "Backspace", ["photo:f kode|", "p:b dua"]),
    "Backspace takes the photo": (["photo:f kode", "p:b |dua"], "Backspace Backspace", ["p:b |dua"]),
    "Backspace in the first block": (["p:b |dua"], "Backspace", ["p:b |dua"]),
    "Backspace over several": (["p:a Sa|tu", "photo:f kode", "p:b du|a"], "Backspace", ["p:a Sa|a"]),
    "Backspace over items": (["ul:l", "li:b du|a", "li:c ti|ga"], "Backspace", ["ul:l", "li:b du|ga"]),
    "Backspace over two lists": (
        ["ul:l", "li:b |dua", "ol:m", "li:c tiga|", "li:d emp"],
        "Backspace",
        ["ol:m", "li:c |", "li:d emp"],
    ),
    "Backspace over everything": (["photo:f |kode", "p:b dua"], "Control+a Backspace", ["p:? |"]),
    # Delete is the same from above.
    "Delete joins": (["p:a Satu|", "p:b dua"], "Delete", ["p:a Satu|dua"]),
    "Delete on an empty paragraph": (["p:a |", "h2:b dua"], "Delete", ["h2:b |dua"]),
    "Delete above a list": (
        ["p:a Satu|", "ul:l", "li:b dua", "li:c tiga"],
        "Delete",
        ["p:a Satu|dua", "ul:l", "li:c tiga"],
    ),
    "Delete in an item": (["ul:l", "li:a Satu|", "li:b dua"], "Delete", ["ul:l", "li:a Satu|dua"]),
    "Delete in the last item": (["ul:l", "li:a Satu|", "p:b dua"], "Delete", ["ul:l", "li:a Satu|dua"]),
    "Delete between lists": (["ul:l", "li:a Satu|", "ol:m", "li:b dua"], "Delete", ["ul:l", "li:a Satu|dua"]),
    "Delete above a photo": (["ul:l", "li:a Satu|", "photo:f kode"], "Delete", ["ul:l", "li:a Satu", "photo:f kode|"]),
    "Delete at the end": (["p:a Satu|"], "Delete", ["p:a Satu|"]),
    # Moving keeps every id.
    "up": (["p:a Satu", "p:b du|a"], "Alt+ArrowUp", ["p:b du|a", "p:a Satu"]),
    "down, a photo": (["photo:f |kode", "p:b dua"], "Alt+ArrowDown", ["p:b dua", "photo:f kode|"]),
    "up, an item": ([*ITEMS[:2], "li:b du|a"], "Alt+ArrowUp", ["ul:l", "li:b du|a", "li:a satu"]),
    "down, the last item": (
        [*ITEMS[:2], "li:b du|a", "p:c x"],
        "Alt+ArrowDown",
        ["p:c x", "ul:l", "li:a satu", "li:b du|a"],
    ),
    "up, the first": (["p:a Sa|tu"], "Alt+ArrowUp", ["p:a Sa|tu"]),
    # A caret can stand above the first photo and below the last.
    "to the end, behind a photo": (
        ["p:a |Satu", "photo:f kode"],
        "Control+End x",
        ["p:a Satu", "photo:f kode", "p:? x|"],
    ),
    "to the end of a paragraph": (["p:a |Satu", "p:b dua"], "Control+End x", ["p:a Satu", "p:b duax|"]),
    "above the first photo": (["photo:f |kode"], "ArrowUp x", ["p:? x|", "photo:f kode"]),
    "below the last rule": (["hr:f |"], "ArrowDown x", ["hr:f", "p:? x|"]),
    "between two photos": (
        ["photo:f |kode", "photo:g lain"],
        "ArrowRight x",
        ["photo:f kode", "p:? x|", "photo:g lain"],
    ),
    "a letter on a photo goes below": (["photo:f |kode", "p:b y"], "x", ["photo:f kode", "p:? x|", "p:b y"]),
    "a letter over everything": (["photo:f |kode", "p:b dua"], "Control+a x", ["p:? x|"]),
    # Shift+Enter breaks a line, where there may be one.
    "a line in a paragraph": (["p:a Sa|tu"], "Shift+Enter", ["p:a Sa / |tu"]),
    "a line in an item": (["ul:l", "li:a Sa|tu"], "Shift+Enter", ["ul:l", "li:a Sa / |tu"]),
    "no line in a heading": (["h2:a Sa|tu"], "Shift+Enter", ["h2:a Sa", "h2:? |tu"]),
    # A link does not grow at its ends.
    "a letter behind a link": (["p:a [satu](https://a.example/)|"], "x", ["p:a [satu](https://a.example/)x|"]),
    "a letter before a link": (["p:a |[satu](https://a.example/)"], "x", ["p:a x[|satu](https://a.example/)"]),
    "a letter in a link": (["p:a [sa|tu](https://a.example/)"], "x", ["p:a [sax|tu](https://a.example/)"]),
    # The clipboard: a block that is cut whole keeps its id, a copy gets a new one, also above the original.
    "cut whole and pasted below": (
        ["photo:f |kode", "p:b dua"],
        "Control+x Control+End … Control+v",
        ["p:b dua", "photo:f kode|"],
    ),
    "copied and pasted below": (["p:a |satu|", "p:b "], "Control+c ArrowDown … Control+v", ["p:a satu", "p:b satu|"]),
}


@pytest.mark.parametrize("row", ROWS)
def test_a_key_does_what_the_table_says(paper, row):
    before, keys, after = ROWS[row]

    paper.set(*before).press(*keys.split(" "))

    assert paper.read() == after


def test_a_copy_above_the_original_gets_the_new_id(paper):
    paper.set("p:a x", "p:b |satu", "p:c dua|").press("Control+c").select("p:a |x").press("Control+v")

    assert paper.words() == ["p:a satu", "p:? duax", "p:b satu", "p:c dua"]


def test_a_copied_photo_above_the_original_gets_the_new_id(paper):
    paper.set("p:a x", "photo:f |kode").press("Control+c").select("p:a |x").press("Control+v")

    assert paper.words() == ["photo:? kode", "p:a x", "photo:f kode"]


def test_whole_blocks_that_are_cut_come_back_with_their_ids(paper):
    paper.set("p:a x", "photo:f |kode", "p:c dua").press("Control+x").select("p:a |x").press("Control+v")

    assert paper.words()[0:2] == ["photo:f kode", "p:a x"]


def test_undo_and_redo_of_everything_leave_each_id_once(paper):
    paper.set("p:a Sa|tu", "p:b dua").press(
        "Enter", "Alt+ArrowDown", "Control+a", "Control+c", "Control+End", "…", "Control+v"
    )
    pasted = paper.words()
    for _step in range(6):
        paper.press("Control+z")
    undone = paper.words()
    for _step in range(6):
        paper.press("Control+y")

    assert undone == ["p:a Satu", "p:b dua"]
    assert len(paper.words()) == len(pasted)
    ids = [block["attrs"]["id"] for block in paper.json()["content"]]
    assert len(set(ids)) == len(ids)


def test_a_key_right_after_a_click_acts_where_the_click_was(paper):
    paper.set("p:a Satu|", "p:b dua", "p:c tiga")

    paper.page.locator("#b-bbbbbbbb").click(position={"x": 2, "y": 10})
    paper.press("Backspace")

    assert paper.read() == ["p:a Satu|dua", "p:c tiga"]


BELOW = {
    "a paragraph": (["p:a satu"], ["p:a satux|"]),
    "a list": (["ul:l", "li:a satu"], ["ul:l", "li:a satux|"]),
    "a photo": (["p:a satu", "photo:f kode"], ["p:a satu", "photo:f kode", "p:? x|"]),
    "a rule": (["hr:h"], ["hr:h", "p:? x|"]),
    "a read-also": (["ra:r kode"], ["ra:r kode", "p:? x|"]),
}


@pytest.mark.parametrize("row", BELOW)
def test_a_click_in_the_empty_sheet_below_lets_one_write_on(paper, row):
    before, after = BELOW[row]
    sheet = paper.set(*before).page.locator("#naskah")

    beside = 300 + 40 * list(BELOW).index(row)  # a second click at one place would be a double one
    sheet.click(position={"x": beside, "y": sheet.bounding_box()["height"] - 12})

    assert paper.press("…").type("x").read() == after


def test_a_dragged_photo_keeps_its_id(paper):
    page = paper.set("p:a satu", "photo:f kode", "p:b dua", "p:c tiga").page
    photo, below = page.locator("#b-ffffffff"), page.locator("#b-cccccccc")
    page.evaluate("scrollTo(0, 500)")

    photo.drag_to(below, source_position={"x": 600, "y": 5}, target_position={"x": 5, "y": 5})

    assert paper.words() == ["p:a satu", "p:b dua", "photo:f kode", "p:c tiga"]


def test_no_word_makes_the_page_wider_than_a_phone(phone_paper):
    phone_paper.set("p:a " + "panjang" * 40, "h2:b " + "panjang" * 40, "ul:l", "li:c " + "panjang" * 40)

    assert phone_paper.page.evaluate("document.scrollingElement.scrollWidth") <= 390
