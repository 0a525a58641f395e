"""The documents that browser and server agree on, on the browser's side: see tests/documents."""

import pytest
from playwright.sync_api import expect

from articles import body
from tests.walk import kept, lines

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
READ = "(doc) => { const node = paper.pm.Node.fromJSON(paper.schema, doc); node.check(); return node.toJSON(); }"


def test_every_document_passes_the_schema_and_comes_back_the_same(paper):
    limits = {what: kept.at_limit(limit) for what, limit in kept.LIMITS.items()}

    read = {what: paper.page.evaluate(READ, doc) for what, doc in {**kept.NODES, **limits}.items()}

    assert read == {**kept.NODES, **limits}


@pytest.mark.parametrize("source", kept.PASTES)
def test_a_paste_becomes_blocks_of_ours_without_a_report_of_the_policy(paper, source):
    paste = kept.PASTES[source]
    paper.set("p:z |").violations()

    paper.paste(paste.get("html", ""), paste.get("text", ""))
    doc = paper.json()

    assert [line.replace(":?", "").replace(":z", "") for line in lines.told(doc)] == paste["becomes"]
    assert body.clean(doc) == doc
    assert paper.violations() == []
    assert len({block["attrs"]["id"] for block in doc["content"]}) == len(doc["content"])
    if left := paste.get("left"):
        expect(paper.page.locator("[data-told]")).to_contain_text(str(left))


@pytest.mark.parametrize("source", kept.PASTES)
def test_undo_after_a_paste_is_one_step_and_redo_brings_the_same(paper, source):
    paste = kept.PASTES[source]
    paper.set("p:a Awal|", "p:b akhir").paste(paste.get("html", ""), paste.get("text", ""))
    pasted = paper.json()

    undone = paper.press("Control+z").words()
    redone = paper.press("Control+y").json()

    assert undone == ["p:a Awal", "p:b akhir"]
    assert redone == pasted


def test_an_address_over_words_makes_a_link_of_them_and_elsewhere_stays_text(paper):
    over = paper.set("p:a |kata| lain").paste(text="https://berita.example/x").words()
    beside = paper.set("p:a |").paste(text="https://berita.example/x").words()

    assert over == ["p:a [kata](https://berita.example/x) lain"]
    assert beside == ["p:a https://berita.example/x"]


ROWS = {
    "words inside words": (["p:a Awal| akhir"], "satu", ["p:a Awalsatu| akhir"]),
    "lines inside words": (["p:a Awal| akhir"], "satu\ndua\ntiga", ["p:a Awalsatu", "p:? dua", "p:? tiga| akhir"]),
    "a list beside words": (["p:a Awal|"], "- satu\n- dua", ["p:a Awal", "ul:?", "li:? satu", "li:? dua|"]),
    "a list in a list": (["ul:l", "li:a Awal|"], "- satu\n- dua", ["ul:l", "li:a Awalsatu", "li:? dua|"]),
    "a heading where nothing stands": (["p:a |"], "## satu", ["h2:? satu|"]),
    "on a photo": (["photo:f |kode", "p:b y"], "satu", ["photo:f kode", "p:? satu|", "p:b y"]),
    "nothing but spaces": (["p:a |x"], "  \n ", ["p:a |x"]),
}


@pytest.mark.parametrize("row", ROWS)
def test_pasted_text_finds_its_place(paper, row):
    before, text, after = ROWS[row]

    paper.set(*before).paste(text=text)

    assert paper.read() == after
