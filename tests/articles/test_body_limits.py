"""What is no document, or too large a one, is refused whole and with a sentence."""

import json
import tracemalloc

import pytest

from articles import body
from articles.body import BrokenDocument
from tests.articles.documents import a_block, a_doc, a_text, an_item, paragraphs


@pytest.mark.parametrize(
    "doc",
    [
        None,
        [],
        "doc",
        {},
        {"type": "paragraph"},
        {"type": "doc", "content": {}},
        {"type": "doc", "content": ["kata"]},
        {"type": "doc", "content": [None]},
        {"type": "doc", "content": [{"type": "paragraph", "content": ["kata"]}]},
        {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": 7}]}]},
    ],
)
def test_what_is_no_document_is_refused_whole(doc):
    with pytest.raises(BrokenDocument) as refusal:
        body.clean(doc)

    assert refusal.value.sentence
    assert not refusal.value.too_large


@pytest.mark.parametrize(
    "raw", ["", "{", "[]", "null", b"\xff\xfe", b"{\x00", '{"type":"doc","content":[' * 9_000, "1" * 9_000]
)
def test_what_is_no_json_of_a_document_is_refused(raw):
    with pytest.raises(BrokenDocument) as refusal:
        body.parse(raw)

    assert not refusal.value.too_large


def test_nesting_beyond_what_python_can_follow_is_refused():
    node = a_text("kata")
    for _level in range(5_000):
        node = {"type": "callout", "content": [node]}

    with pytest.raises(BrokenDocument):
        body.clean(a_doc(node))


def test_more_than_512_kb_is_too_large_whatever_it_says():
    with pytest.raises(BrokenDocument) as refusal:
        body.parse(" " * (512 * 1024 + 1))

    assert refusal.value.too_large


@pytest.mark.parametrize("form", [str, str.encode])
def test_a_document_is_parsed_from_text_and_from_bytes(form):
    doc = paragraphs("Satu", "dua")

    assert body.parse(form(json.dumps(doc))) == doc


def list_of(items: int) -> dict:
    made = [an_item(a_text("x"), id=f"{at:08}") for at in range(items)]
    return {"type": "bullets", "attrs": {"id": "abcd2345"}, "content": made}


LIMITS = {
    "words": lambda over: paragraphs(*["kata " * 1_000] * 20, *["kata"] * over),
    "blocks": lambda over: paragraphs(*["x"] * (2_000 + over)),
    "items": lambda over: a_doc(list_of(200 + over)),
    "characters": lambda over: paragraphs("x" * (10_000 + over)),
    "photos": lambda over: a_doc(*(a_block("photo", id=f"{at:08}", photo="foto2345") for at in range(100 + over))),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_document_at_its_limit_is_kept_and_one_over_it_is_refused(limit):
    assert body.clean(LIMITS[limit](0)) == LIMITS[limit](0)
    with pytest.raises(BrokenDocument) as refusal:
        body.clean(LIMITS[limit](1))

    assert not refusal.value.too_large


def test_a_link_over_2000_characters_loses_its_mark_only():
    doc = a_doc(a_block("paragraph", a_text("kata", href="https://berita.example/" + "x" * 2_000)))

    assert body.clean(doc)["content"][0]["content"] == [a_text("kata")]


def test_addresses_of_any_length_take_no_room_once_they_are_refused():
    def told(number: int) -> dict:
        return body.clean(a_doc(a_block("paragraph", a_text("kata", href=f"https://{number:0100000}"))))

    plain = told(0)

    tracemalloc.start()
    found = [told(number) for number in range(1, 11)]
    kept, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == [plain] * 10
    assert kept < 300_000
