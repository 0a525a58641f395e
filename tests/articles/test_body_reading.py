"""What is read off a document: words, headings, photos, read-alsos, and the string that its hash goes over."""

import pytest

from articles import body
from articles.body import Heading
from tests.articles.documents import a_block, a_doc, a_text, an_item, paragraphs


def test_plain_text_is_units_joined_by_blank_lines():
    items = [an_item(a_text("a"), id="abcd2347"), an_item(id="abcd2348"), an_item(a_text("b"), id="abcd2349")]
    doc = a_doc(
        a_block("section", a_text("Judul")),
        a_block("paragraph", a_text("satu"), {"type": "break"}, a_text("dua", "em"), {"type": "break"}, id="abcd2346"),
        {"type": "bullets", "attrs": {"id": "abcd2350"}, "content": items},
    )

    assert body.plain_text(doc) == "Judul\n\nsatu\ndua\n\na\n\nb"


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("– …", 0), ("rumah-rumah", 1), ("Ma'ruf dan Ma\u2019ruf", 3), ("2026, satu; dua", 3), ("a - b", 2)],
)
def test_words_are_counted_as_a_reader_counts_them(text, words):
    assert body.word_count(body.clean(paragraphs(text))) == words


def test_words_of_two_blocks_are_never_counted_as_one():
    assert body.word_count(paragraphs("satu", "dua")) == 2


def test_the_outline_leaves_out_empty_headings():
    doc = a_doc(
        a_block("section", a_text("Satu"), id="abcd2346"),
        a_block("heading", a_text(" Dua ", "em"), id="abcd2347"),
        a_block("section", id="abcd2348"),
        a_block("heading", a_text("  "), id="abcd2349"),
    )

    assert body.outline(doc) == [Heading(2, "abcd2346", "Satu"), Heading(3, "abcd2347", "Dua")]


def test_photos_and_read_alsos_are_named_once_in_order():
    named = [("photo", "photo", "b"), ("readalso", "code", "x"), ("photo", "photo", "a"), ("photo", "photo", "b")]
    doc = a_doc(*(a_block(kind, id=f"{at:08}", **{name: code}) for at, (kind, name, code) in enumerate(named)))

    assert body.photo_ids(doc) == ["b", "a"]
    assert body.read_also_codes(doc) == ["x"]


def test_the_text_of_a_block_or_an_item_is_found_by_its_id():
    doc = a_doc(a_block("paragraph", a_text("kata")), two_items() | {"attrs": {"id": "abcd2346"}})

    found = [body.block_text(doc, one) for one in ("abcd2345", "abcd2346", "00000001", "tidakada")]

    assert found == ["kata", "x\nx", "x", ""]


def test_the_canonical_string_does_not_know_the_order_of_keys():
    assert body.canonical({"b": "é", "a": [1]}) == body.canonical({"a": [1], "b": "é"}) == '{"a":[1],"b":"é"}'


def test_new_ids_differ_and_avoid_signs_that_look_alike():
    made = {body.new_id() for _each in range(500)}

    assert len(made) == 500
    assert set("".join(made)) <= set("abcdefghjkmnpqrstuvwxyz23456789")


def two_items() -> dict:
    made = [an_item(a_text("x"), id=f"{at:08}") for at in range(2)]
    return {"type": "bullets", "attrs": {"id": "abcd2345"}, "content": made}
