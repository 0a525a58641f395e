"""Comparing: what a moderator is shown of what changed is exactly what changed, unit by unit and word by word."""

import random
import time

import pytest
from hypothesis import given

from articles import body, comparing
from articles.body.reading import shown_inline
from articles.comparing import Change, Piece, compare, compare_words, longest_rise, tokens_of_text
from tests.articles.documents import a_block, a_doc, a_text, an_item
from tests.random_documents import documents

ONE, TWO, THREE = "Pasar itu ramai.", "Perahu saling merapat.", "Warga pulang siang."
SIGNS = {Change.SAME: "", Change.ADDED: "+", Change.REMOVED: "-"}


def p(id: str, *inline) -> dict:
    return a_block("paragraph", *(a_text(one) if isinstance(one, str) else one for one in inline), id=id * 8)


def bullets(*items: tuple[str, str], kind="bullets", **attrs) -> dict:
    return a_block(kind, *(an_item(a_text(text), id=id * 8) for id, text in items), id="l" * 8, **attrs)


def told(rows) -> list[str]:
    """Each row as its id's letter, its mark, and its words with + and - around what came and went."""
    return [" ".join([row.unit.id[0], row.change, *map(in_signs, row.pieces)]) for row in rows]


def in_signs(piece: Piece) -> str:
    sign = SIGNS[piece.change]
    return f"{sign}{piece.text.strip(' ')}{sign}"


ORDER = [p("a", ONE), p("b", TWO), p("c", THREE)]


def quote(pull: bool) -> dict:
    return a_block("quote", a_text(ONE), id="a" * 8, pull=pull)


def atom(kind: str, id: str, **attrs) -> dict:
    return a_block(kind, id=id * 8, **attrs)


def section(text: str) -> dict:
    return a_block("section", a_text(text), id="s" * 8)


PAIRS = {
    "nothing changed": (ORDER, ORDER, [f"a same {ONE}", f"b same {TWO}", f"c same {THREE}"]),
    "a word in the middle": (
        [p("a", "Pasar itu ramai.")], [p("a", "Pasar ini ramai.")], ["a changed Pasar -itu- +ini+ ramai."],
    ),
    "words at the end": ([p("a", "Pasar itu")], [p("a", "Pasar itu ramai")], ["a changed Pasar itu +ramai+"]),
    "the last goes first": (
        ORDER, [ORDER[2], ORDER[0], ORDER[1]], [f"c moved {THREE}", f"a same {ONE}", f"b same {TWO}"],
    ),
    "moved and changed": (
        ORDER, [p("c", "Warga pulang sore."), *ORDER[:2]],
        ["c moved+changed Warga pulang -siang.- +sore.+", f"a same {ONE}", f"b same {TWO}"],
    ),
    "split: the upper half keeps the id": (
        [p("a", f"{ONE} {TWO}")], [p("a", ONE), p("b", TWO)], [f"a changed {ONE} -{TWO}-", f"b added +{TWO}+"],
    ),
    "joined: the lower half is gone": (
        ORDER[:2], [p("a", f"{ONE} {TWO}")], [f"a changed {ONE} +{TWO}+", f"b removed -{TWO}-"],
    ),
    "only bold": (
        [p("a", ONE)], [p("a", "Pasar ", a_text("itu ", "strong"), "ramai.")], ["a changed Pasar -itu- +itu+ ramai."],
    ),
    "only the address of a link": (
        [p("a", a_text("Pasar", href="https://satu.example/"))], [p("a", a_text("Pasar", href="https://dua.example/"))],
        ["a changed -Pasar- +Pasar+"],
    ),
    "one item of a list": (
        [bullets(("a", "ikan"), ("b", "beras"))], [bullets(("a", "ikan"), ("b", "sayur"))],
        ["a same ikan", "b changed -beras- +sayur+"],
    ),
    "an item came, one went, two changed places": (
        [bullets(("a", "ikan"), ("b", "beras"), ("c", "gula"))], [bullets(("b", "beras"), ("a", "ikan"), ("d", "teh"))],
        ["b moved beras", "c removed -gula-", "a same ikan", "d added +teh+"],
    ),
    "numbers instead of points": (
        [bullets(("a", "ikan"))], [bullets(("a", "ikan"), kind="numbers", start=1)], ["a changed ikan"],
    ),
    "an item became a paragraph": ([bullets(("a", "ikan"))], [p("a", "ikan")], ["a changed ikan"]),
    "a section renamed": (
        [section("Dimulai sebelum fajar")], [section("Berakhir sebelum siang")],
        ["s changed -Dimulai- +Berakhir+ sebelum -fajar- +siang+"],
    ),
    "a paragraph became a quote": ([p("a", ONE)], [quote(pull=False)], [f"a changed {ONE}"]),
    "a quote became a pull quote": ([quote(pull=False)], [quote(pull=True)], [f"a changed {ONE}"]),
    "another photo in its place": (
        [atom("photo", "f", photo="foto2345")], [atom("photo", "f", photo="foto6789")], ["f changed"],
    ),
    "another article to read": (
        [atom("readalso", "r", code="kode2345")], [atom("readalso", "r", code="kode6789")], ["r changed"],
    ),
    "a rule and an empty line came": (
        [p("a", ONE)], [p("a", ONE), atom("rule", "g"), p("e")], [f"a same {ONE}", "g added"],
    ),
    "emptied": (ORDER[:2], [p("a"), p("b")], [f"a removed -{ONE}-", f"b removed -{TWO}-"]),
    "all new": (ORDER[:1], [p("x", TWO)], [f"a removed -{ONE}-", f"x added +{TWO}+"]),
    "what went stands where it stood": (
        [p("a", ONE), p("x", "Satu"), p("y", "Dua"), p("b", TWO)], [p("b", TWO), p("a", ONE)],
        [f"b moved {TWO}", f"a same {ONE}", "x removed -Satu-", "y removed -Dua-"],
    ),
    "a break became a space": (
        [p("a", "Pasar", {"type": "break"}, "ramai")], [p("a", "Pasar ramai")], ["a changed -Pasar\n- +Pasar+ ramai"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_a_pair_of_documents_has_exactly_these_marks(pair):
    old, new, expected = PAIRS[pair]

    rows = compare(a_doc(*old), a_doc(*new))

    assert told(rows) == expected


def test_what_became_bold_and_where_a_link_leads_stand_in_the_pieces():
    linked = a_text("sumber", href="https://dua.example/")

    row = compare(a_doc(p("a", "Ini sumber")), a_doc(p("a", a_text("Ini ", "strong"), linked)))[0]

    came = next(piece for piece in row.pieces if piece.change == Change.ADDED)
    assert [(run.text.strip(), run.strong, run.href) for run in came.runs] == [
        ("Ini", True, ""),
        ("sumber", False, "https://dua.example/"),
    ]


def test_over_three_thousand_words_whole_sentences_are_compared():
    long = [f"Kalimat nomor {number} selesai. " for number in range(1500)]
    new = [*long[:700], "Kalimat nomor tujuh ratus selesai. ", *long[701:]]

    pieces = compare_words(tokens_of_text("".join(long)), tokens_of_text("".join(new)))

    assert [piece.text for piece in pieces if piece.change != Change.SAME] == [long[700], new[700]]


@given(documents.map(body.clean))
def test_a_document_is_the_same_as_itself(doc):
    rows = compare(doc, doc)

    assert {row.change for row in rows} <= {Change.SAME}
    assert [row.unit for row in rows] == comparing.units_of(doc)


@given(documents.map(body.clean), documents.map(body.clean))
def test_the_pieces_give_back_both_texts(old, new):
    words = {"old": words_of(old), "new": words_of(new)}

    for row in compare(old, new):
        kept = {"new": text_without(row, Change.REMOVED), "old": text_without(row, Change.ADDED)}
        assert kept == {side: words[side].pop(row.unit.id, "").rstrip() for side in ("new", "old")}

    assert [text for side in words.values() for text in side.values() if text.strip()] == []


def words_of(doc) -> dict[str, str]:
    nodes = (node for node, _block, _within in comparing._nodes(doc))
    return {node["attrs"]["id"]: "".join(one.get("text", "\n") for one in shown_inline(node)) for node in nodes}


def text_without(row, change: Change) -> str:
    return "".join(piece.text for piece in row.pieces if piece.change != change).rstrip()


@given(documents.map(body.clean), documents.map(body.clean))
def test_what_did_not_move_rises_in_both(old, new):
    resting = [row for row in compare(old, new) if row.old and row.new and "moved" not in row.change]

    places = [[unit.id for unit in comparing.units_of(doc)] for doc in (old, new)]
    ids = [row.unit.id for row in resting]
    assert all([id for id in side if id in ids] == ids for side in places)


def test_a_longest_rise_is_found():
    assert [[3, 1, 2, 5, 4][at] for at in longest_rise([3, 1, 2, 5, 4])] == [1, 2, 4]


def test_a_text_of_one_word_does_not_hold_a_core():
    one, two = (" ".join(random.Random(seed).choices("ab", k=2500)) for seed in (1, 2))
    began = time.process_time()

    pieces = compare_words(tokens_of_text(one), tokens_of_text(two))

    assert [piece.change for piece in pieces] == [Change.REMOVED, Change.ADDED]
    assert time.process_time() - began < 0.5
