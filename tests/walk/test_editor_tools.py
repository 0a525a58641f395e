"""The toolbar and its dialogs by keyboard, markdown shortcuts, and what a phone's keyboard composes."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
SIGNS = {
    "## x": ["h2:a x|"],
    "### x": ["h3:a x|"],
    "> x": ["q:a x|"],
    ">> x": ["qq:a x|"],
    "- x": ["ul:?", "li:a x|"],
    "* x": ["ul:?", "li:a x|"],
    "1. x": ["ol:?", "li:a x|"],
    "- x\n- y\n2. z": ["ul:?", "li:a x", "li:? y", "li:? z|"],
    "1. x\n2. y": ["ol:?", "li:a x", "li:? y|"],
    "- x - y": ["ul:?", "li:a x - y|"],
    "---": ["hr:?", "p:a |"],
    "***": ["hr:?", "p:a |"],
    "Ini **tebal**, ya": ["p:a Ini **tebal**, ya|"],
    "Ini _miring_, ya": ["p:a Ini _miring_, ya|"],
    "_**dua**_ x": ["p:a **_dua_** x|"],
    "(_x_)": ["p:a (_x_)|"],
    "snake_case_x 2 * 3 * 4": ["p:a snake_case_x 2 * 3 * 4|"],
}
TOOLS = {
    "section and back": (["p:a Sa|tu"], "section section", ["p:a Sa|tu"]),
    "a section has no bold, links or lines": (
        ["p:a S**a** / [b](https://a.example/)|"],
        "section",
        ["h2:a Sa b|"],
    ),
    "quote": (["p:a Sa|tu"], "quote", ["q:a Sa|tu"]),
    "quote, large": (["p:a Sa|tu"], "quote quote", ["qq:a Sa|tu"]),
    "quote, large, none": (["p:a Sa|tu"], "quote quote quote", ["p:a Sa|tu"]),
    "a list of several": (["p:a Sa|tu", "h2:b du|a"], "bullets", ["ul:?", "li:a Satu", "li:b du|a"]),
    "around a photo": (
        ["p:a S|a", "photo:f kode", "p:c ti|ga"],
        "bullets",
        ["ul:?", "li:a Sa", "photo:f kode", "ul:?", "li:c ti|ga"],
    ),
    "a list of another kind": (["ul:l", "li:a s|a", "li:b du|a"], "numbers", ["ol:l", "li:a sa", "li:b du|a"]),
    "a list and back, in between": (
        ["ul:l", "li:a satu", "li:b du|a", "li:c tiga"],
        "bullets bullets",
        ["ul:l", "li:a satu", "li:b du|a", "li:c tiga"],
    ),
    "beside a list": (["ul:l", "li:a satu", "p:b du|a"], "bullets", ["ul:l", "li:a satu", "li:b du|a"]),
    "an item as a quote": (["ul:l", "li:a sa|tu", "li:b dua"], "quote", ["q:a sa|tu", "ul:l", "li:b dua"]),
    "nothing on a photo": (["photo:f |kode"], "section bullets strong", ["photo:f kode|"]),
    "undo and redo": (["p:a Sa|tu"], "section undo redo", ["h2:a Sa|tu"]),
}


@pytest.mark.parametrize("typed", SIGNS)
def test_a_sign_becomes_a_shape(paper, typed):
    assert paper.set("p:a |").type(typed).read() == SIGNS[typed]


@pytest.mark.parametrize("typed", ["## ", "- ", "1. ", ">> ", "---", "**tebal**", "_miring_"])
def test_backspace_right_after_takes_the_shape_back(paper, typed):
    paper.set("p:a |", "p:b Ujung").type(typed).press("Backspace")

    assert paper.words()[0] == paper_line(typed)


def paper_line(typed: str) -> str:
    """How `typed` itself is told in a line: as it stands, signs and all."""
    return f"p:a {typed}"


@pytest.mark.parametrize("row", TOOLS)
def test_a_tool_changes_the_shape_and_keeps_the_id(paper, row):
    before, names, after = TOOLS[row]
    paper.set(*before)

    for name in names.split(" "):
        paper.page.locator(f"[data-tool={name}]").click()

    assert paper.read() == after
    expect(paper.page.locator("#naskah")).to_be_focused()


def test_a_shortcut_for_marks_keeps_the_link_inside(paper):
    paper.set("p:a x [a](https://a.example/) y|").press("Home", "…").type("_").press("End", "…").type("_ z")

    assert paper.words() == ["p:a _x _[_a_](https://a.example/)_ y_ z"]


def test_italics_in_a_section_do_not_swap_letters(paper):
    assert paper.set("h2:a |").type("ab _y_ z").read() == ["h2:a ab _y_ z|"]


def test_the_toolbar_has_one_stop_and_arrows_within(paper):
    page = paper.set("p:a Sa|tu").page
    stops = page.locator(".toolbar [tabindex='0']")

    focused = [pressed(page, key) for key in ("Alt+F10", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home")]

    assert focused == ["strong", "em", "redo", "strong", "redo", "strong"]
    expect(stops).to_have_count(1)
    pressed(page, "Escape")
    expect(page.locator("#naskah")).to_be_focused()


def pressed(page, key: str) -> str:
    page.keyboard.press(key)
    return page.evaluate("document.activeElement.dataset.tool ?? document.activeElement.id")


def test_a_tool_that_is_pressed_by_key_keeps_the_focus_and_says_its_state(paper):
    page = paper.set("p:a Sa|tu").press("Alt+F10", "ArrowRight", "ArrowRight", "Enter").page
    tool = page.locator("[data-tool=section]")

    assert paper.words() == ["h2:a Satu"]
    expect(tool).to_be_focused()
    expect(tool).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-tool=strong]")).to_have_attribute("aria-disabled", "true")
    paper.press("Enter")
    expect(tool).to_have_attribute("aria-pressed", "false")
    assert paper.press("Escape").type("x").words() == ["p:a Saxtu"]


def test_what_cannot_be_undone_is_said_to_be_off_and_stays_reachable(paper):
    page = paper.set("p:a Sa|tu").page
    tool = page.locator("[data-tool=undo]")

    expect(tool).to_have_attribute("aria-disabled", "true")
    assert tool.get_attribute("disabled") is None
    paper.type("x")
    expect(tool).not_to_have_attribute("aria-disabled", "true")


def test_tab_leaves_the_text(paper):
    for where in (["p:a Sa|tu"], ["ul:l", "li:a Sa|tu"], ["photo:f |kode"]):
        paper.set(*where).press("Tab")

        expect(paper.page.locator("#naskah")).not_to_be_focused()
        assert paper.words() == [line.replace("|", "") for line in where]


def test_an_address_that_leads_nowhere_safe_is_refused_with_a_sentence_and_a_good_one_is_set(paper):
    page = paper.set("p:a |kata| lain").press("Control+k").page
    address, error = page.locator("#tautan-alamat"), page.locator("#tautan-salah")

    address.fill("javascript:alert(1)")
    paper.press("Enter")
    expect(error).to_be_visible()
    expect(address).to_have_attribute("aria-invalid", "true")
    expect(address).to_be_focused()
    address.fill("berita.example/a")
    paper.press("Enter")

    expect(page.locator("#naskah")).to_be_focused()
    assert paper.words() == ["p:a [kata](https://berita.example/a) lain"]


def test_a_link_without_selected_words_gets_words_of_its_own(paper):
    page = paper.set("p:a Baca |").press("Control+k").page

    expect(page.locator("#tautan-kata")).to_be_focused()
    expect(page.locator("#tautan button[value=remove]")).to_be_hidden()
    paper.type("laporannya")
    page.fill("#tautan-alamat", "berita.example/a")
    paper.press("Enter")

    assert paper.words() == ["p:a Baca [laporannya](https://berita.example/a)"]


def test_a_link_is_changed_kept_and_removed_by_the_dialog(paper):
    page = paper.set("p:a [ka|ta](https://berita.example/a) lain").press("Control+k").page
    address = page.locator("#tautan-alamat")

    expect(address).to_have_value("https://berita.example/a")
    address.fill("mailto:redaksi@berita.example")
    changed = paper.press("Enter").words()
    kept = paper.select("p:a ka|ta lain").press("Control+k", "Escape").words()
    paper.press("Control+k")
    page.locator("#tautan button[value=remove]").click()

    assert changed == kept == ["p:a [kata](mailto:redaksi@berita.example) lain"]
    assert paper.words() == ["p:a kata lain"]


def test_read_also_is_found_and_set_by_keyboard(paper):
    page = paper.set("p:a Satu|", "p:b dua").page
    paper.press("Alt+F10")
    while page.evaluate("document.activeElement.dataset.tool") != "readalso":
        paper.press("ArrowRight")
    paper.press("Enter").type("kampung")
    rows = page.locator("#baca-juga-hasil [role=option]")
    rows.first.wait_for()

    title = rows.first.locator(".picker-name").inner_text()
    expect(rows.first).to_have_attribute("aria-selected", "true")
    paper.press("ArrowDown", "ArrowUp", "Enter")

    assert [re.sub(" .*", "", line) for line in paper.words()] == ["p:a", "ra:?", "p:b"]
    expect(page.locator("#naskah .read-also-title")).to_have_text(title)
    expect(page.locator("#naskah")).to_be_focused()


@pytest.mark.parametrize("typed", ["## ", "- ", "> ", "---", "**tebal**"])
def test_a_shortcut_works_when_a_phone_inserts_it_whole(phone_paper, typed):
    after = {"## ": "h2:a", "- ": "ul:?", "> ": "q:a", "---": "hr:?", "**tebal**": "p:a **tebal**"}[typed]

    phone_paper.set("p:a |").compose(typed)

    phone_paper.page.wait_for_function("() => paper.misdrawn().length === 0")
    assert phone_paper.words()[0] == after


def test_words_that_a_phone_composes_stand_once_after_enter_and_backspace(phone_paper):
    paper = phone_paper.set("p:a |").compose("b", "ban", "banjir")
    paper.press("Enter").compose("s", "surut").press("Enter").compose("l", "lagi")
    typed = paper.page.evaluate("() => paper.rested()")
    paper.press("Home", "…", "Backspace")
    joined = paper.page.evaluate("() => paper.rested()")

    assert (typed["wrong"], joined["wrong"]) == ([], [])
    assert paper.words() == ["p:a banjir", "p:? surutlagi"]


def test_a_composed_word_in_the_middle_of_others_and_in_an_item(phone_paper):
    in_words = phone_paper.set("p:a satu | tiga").compose("d", "du", "dua").words()
    in_item = phone_paper.set("ul:l", "li:a satu| tiga").compose(" dua").words()

    assert in_words == ["p:a satu dua tiga"]
    assert in_item == ["ul:l", "li:a satu dua tiga"]


def test_a_letter_that_a_phone_types_on_a_photo_does_not_replace_it(phone_paper):
    phone_paper.set("photo:f |kode", "p:b dua").keyboard.insert_text("x")

    assert "photo:f kode" in phone_paper.words()


UNCOVERED = """() => {
  const selection = getSelection(), range = selection.getRangeAt(0), box = range.getClientRects()[0];
  const caret = (box ?? selection.anchorNode.getBoundingClientRect()).bottom;
  return document.querySelector("[data-tools]").getBoundingClientRect().top - caret;
}"""


def test_the_line_that_is_written_is_never_behind_the_toolbar(phone_paper):
    phone_paper.set("p:a |")
    gaps = []
    for number in range(25):
        phone_paper.type(f"Baris {number} yang ditulis sampai melewati lebar sebuah ponsel\n")
        gaps.append(phone_paper.page.evaluate(UNCOVERED))

    assert min(gaps) > 0
