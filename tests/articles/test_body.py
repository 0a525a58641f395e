"""The document's normal form: what is kept, what is mended, and that no word is ever lost."""

import pytest
from hypothesis import given

from articles import body
from tests.articles.documents import a_block, a_doc, a_text, all_texts, an_item, paragraphs, the_words
from tests.random_documents import any_documents


def test_a_document_in_normal_form_is_unchanged():
    doc = a_doc(
        a_block(
            "paragraph", a_text("Satu "), a_text("dua", "strong", "em", href="https://berita.example/"), id="aaaaaaa2"
        ),
        a_block("section", a_text("Bagian", "em"), id="aaaaaaa3"),
        a_block("heading", id="aaaaaaa4"),
        a_block("quote", a_text("Kata"), {"type": "break"}, id="aaaaaaa5", pull=True),
        {"type": "bullets", "attrs": {"id": "aaaaaaa6"}, "content": [an_item(a_text("x"), id="aaaaaaa7")]},
        {"type": "numbers", "attrs": {"id": "aaaaaaa8", "start": 4}, "content": [an_item(id="aaaaaaa9")]},
        a_block("rule", id="aaaaaab2"),
        a_block("photo", id="aaaaaab3", photo="foto2345"),
        a_block("readalso", id="aaaaaab4", code="kode2345"),
    )

    assert body.clean(doc) == doc


@given(any_documents)
def test_cleaning_twice_is_cleaning_once(doc):
    once = body.clean(doc)

    assert body.clean(once) == once


@given(any_documents)
def test_no_word_is_lost_and_none_is_invented(doc):
    cleaned = body.clean(doc)

    assert the_words(all_texts(cleaned)) == the_words(all_texts(doc))


@given(any_documents)
def test_every_unit_has_an_id_of_its_own(doc):
    cleaned = body.clean(doc)

    found = [unit["attrs"]["id"] for block in cleaned["content"] for unit in [block, *items_of(block)]]
    assert all(len(one) == 8 and one.isascii() and one.isalnum() and one == one.lower() for one in found)
    assert len(set(found)) == len(found)


def items_of(block: dict) -> list:
    return [child for child in block.get("content", ()) if child["type"] == "item"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("cafe\u0301", "café"),
        ("satu\u00a0dua\ttiga\nempat", "satu dua tiga empat"),
        ("a\x00b\x1bc\x7fd", "abcd"),
        ("a\u200bb\u00adc\ufeffd\u2060e", "abcde"),
        ("a\u202eb\u2066c\u2069d\u200ee", "abcde"),
        ("a\ud800b\udfffc", "abc"),
        ("a\u200db\u200cc", "abc"),
        (
            "\u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647",
            "\u0646\u06cc\u0645\u200c\u0641\u0627\u0635\u0644\u0647",
        ),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("a\ufe0f\u200d\U0001f469", "a\U0001f469"),
        ("dua  spasi ", "dua  spasi "),
    ],
)
def test_words_are_kept_in_their_normal_form(typed, stored):
    cleaned = body.clean(paragraphs(f"x{typed}"))

    assert body.plain_text(cleaned) == f"x{stored}".strip()
    assert cleaned["content"][0]["content"] == [a_text(f"x{stored}")]


def test_a_line_end_in_a_text_is_no_break():
    doc = a_doc(a_block("paragraph", a_text("a"), a_text("\n", "em"), a_text("\n"), a_text("b")))

    assert body.clean(doc)["content"][0]["content"] == [a_text("a"), a_text(" ", "em"), a_text(" b")]


def test_a_letter_and_its_accent_meet_when_what_stood_between_is_gone():
    doc = a_doc(a_block("paragraph", a_text("e"), a_text("\u200b", "em"), a_text("\u0301")))

    assert body.clean(doc)["content"][0]["content"] == [a_text("é")]


def test_neighbouring_runs_with_equal_marks_are_joined_and_marks_stand_in_order():
    words = [
        {"type": "text", "text": "a", "marks": [{"type": "em"}, {"type": "strong"}, {"type": "underline"}]},
        {"type": "text", "text": "b", "marks": [{"type": "strong"}, {"type": "em"}]},
        {"type": "break", "marks": [{"type": "strong"}]},
        a_text("c"),
    ]

    cleaned = body.clean(a_doc(a_block("paragraph", *words)))

    assert cleaned["content"][0]["content"] == [a_text("ab", "strong", "em"), {"type": "break"}, a_text("c")]


@pytest.mark.parametrize("href", ["javascript:alert(1)", "//jahat.example", "https://a@jahat.example/", "", None, 7])
def test_of_an_unsafe_link_only_the_mark_goes(href):
    doc = a_doc(a_block("paragraph", a_text("kata", "strong", href="x")))
    doc["content"][0]["content"][0]["marks"][0]["attrs"]["href"] = href

    assert body.clean(doc)["content"][0]["content"] == [a_text("kata", "strong")]


def test_headings_hold_no_link_no_bold_and_no_break():
    doc = a_doc(
        a_block("section", a_text("a", "strong", "em", href="https://berita.example/"), {"type": "break"}, a_text("b"))
    )

    assert body.clean(doc)["content"][0]["content"] == [a_text("a", "em"), a_text(" b")]


@pytest.mark.parametrize("broken_id", ["", "ABCD2345", "abcd234", "abcd2345\n", "ábcd2345", None, 12345678])
def test_a_malformed_id_is_replaced(broken_id):
    given = body.clean(a_doc(a_block("rule", id=broken_id)))["content"][0]["attrs"]["id"]

    assert given != broken_id
    assert len(given) == 8


def test_the_first_of_two_equal_ids_stays():
    first, second = body.clean(a_doc(a_block("rule"), a_block("rule")))["content"]

    assert first["attrs"]["id"] == "abcd2345"
    assert second["attrs"]["id"] != "abcd2345"


@pytest.mark.parametrize(
    ("attrs", "kept"),
    [
        ({"start": 0}, {"start": 1}),
        ({"start": 10_000}, {"start": 1}),
        ({"start": True}, {"start": 1}),
        ({"start": "7"}, {"start": 1}),
        ({"start": 4.0}, {"start": 1}),
        ({"start": 9_999, "style": "color:red"}, {"start": 9_999}),
    ],
)
def test_a_list_starts_at_a_number_that_is_one(attrs, kept):
    doc = a_doc({"type": "numbers", "attrs": {"id": "abcd2345", **attrs}, "content": [an_item(id="abcd2346")]})

    assert body.clean(doc)["content"][0]["attrs"] == {"id": "abcd2345", **kept}


def test_pull_is_true_only_when_it_was_said():
    quotes = [a_block("quote", pull=pull, id=f"abcd234{at}") for at, pull in enumerate([True, "ya", None])]

    assert [block["attrs"]["pull"] for block in body.clean(a_doc(*quotes))["content"]] == [True, False, False]


def test_a_document_without_blocks_gets_one_empty_paragraph():
    doc = body.clean(a_doc({"type": "bullets", "attrs": {"id": "abcd2345"}, "content": []}))

    assert [(block["type"], "content" in block) for block in doc["content"]] == [("paragraph", False)]


def test_an_unknown_block_becomes_a_paragraph_and_its_cells_do_not_grow_together():
    cells = [{"type": "cell", "content": [a_text(word)]} for word in ("satu", "dua")]
    table = {"type": "table", "attrs": {"id": "abcd2345"}, "content": [{"type": "row", "content": cells}]}

    assert body.clean(a_doc(table)) == paragraphs("satu dua") | {"content": [a_block("paragraph", a_text("satu dua"))]}


def test_an_unknown_inline_node_becomes_text():
    mention = {"type": "mention", "content": [a_text("Budi", "em")]}

    cleaned = body.clean(a_doc(a_block("paragraph", a_text("Halo "), mention, a_text("!"))))

    assert cleaned["content"] == [a_block("paragraph", a_text("Halo "), a_text("Budi", "em"), a_text("!"))]


def test_a_nested_list_becomes_flat():
    inner = {
        "type": "numbers",
        "attrs": {"id": "abcd2346", "start": 1},
        "content": [an_item(a_text("b"), id="abcd2347")],
    }
    outer = an_item(a_text("a"), id="abcd2348")
    outer["content"].append(inner)
    doc = a_doc(
        {"type": "bullets", "attrs": {"id": "abcd2345"}, "content": [outer, an_item(a_text("c"), id="abcd2349")]}
    )

    cleaned = body.clean(doc)

    flat = [an_item(a_text(word), id=one) for word, one in [("a", "abcd2348"), ("b", "abcd2347"), ("c", "abcd2349")]]
    assert cleaned == a_doc({"type": "bullets", "attrs": {"id": "abcd2345"}, "content": flat})


def test_a_photo_inside_a_paragraph_comes_to_stand_between_its_halves():
    photo = a_block("photo", id="abcd2346", photo="foto2345")

    cleaned = body.clean(a_doc(a_block("paragraph", a_text("a"), photo, a_text("b"))))

    assert [block["type"] for block in cleaned["content"]] == ["paragraph", "photo", "paragraph"]
    assert cleaned["content"][0]["attrs"]["id"] == "abcd2345"


def test_a_photo_inside_a_list_comes_to_stand_after_it():
    photo = a_block("photo", id="abcd2346", photo="foto2345")
    items = [an_item(a_text("a"), id="abcd2347"), photo, an_item(a_text("b"), id="abcd2348")]

    cleaned = body.clean(a_doc({"type": "bullets", "attrs": {"id": "abcd2345"}, "content": items}))

    assert [block["type"] for block in cleaned["content"]] == ["bullets", "photo"]
    assert cleaned["content"][1] == photo
