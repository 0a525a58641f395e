"""Words that a remark is about: found where they stand, marked there, never anywhere else, and never stored."""

import pytest

from articles import body
from articles.noting import noted, stands_in
from tests.articles.documents import a_block, a_doc, a_text, an_item

BROKEN = a_block("paragraph", a_text("Pasar itu "), a_text("sangat ramai", "strong"), a_text(", kata itu benar."))
LIST = a_block("bullets", an_item(a_text("ikan itu"), id="itemsatu"), an_item(a_text("beras itu"), id="itemdua2"))
LINES = a_block("paragraph", a_text("Pasar"), {"type": "break"}, a_text("ramai"))


def drawn(block, *places) -> str:
    """The inside of the block, or of the list's items."""
    whole = body.render(noted(a_doc(block), {block["attrs"]["id"]: places}))
    return whole.partition(">")[2].rpartition("<")[0]


@pytest.mark.parametrize(
    ("block", "words", "occurrence", "expected"),
    [
        (BROKEN, "itu", 1, "Pasar <mark>itu</mark> <strong>sangat ramai</strong>, kata itu benar."),
        (BROKEN, "itu", 2, "Pasar itu <strong>sangat ramai</strong>, kata <mark>itu</mark> benar."),
        (BROKEN, "itu sangat", 1, "Pasar <mark>itu </mark><strong><mark>sangat</mark> ramai</strong>, kata itu benar."),
        (LINES, "Pasar ramai", 1, "<mark>Pasar</mark><br><mark>ramai</mark>"),
    ],
)
def test_words_are_marked_where_they_stand(block, words, occurrence, expected):
    assert drawn(block, (words, occurrence)) == expected


def test_the_second_of_a_list_stands_in_its_second_item():
    assert ">ikan itu<" in drawn(LIST, ("itu", 2))
    assert "beras <mark>itu</mark>" in drawn(LIST, ("itu", 2))


@pytest.mark.parametrize(("words", "occurrence"), [("itu", 3), ("tidak ada", 1), ("", 1), ("itu", 0), (".*", 1)])
def test_words_that_are_not_there_are_nowhere(words, occurrence):
    assert not stands_in(BROKEN, words, occurrence)
    assert "<mark>" not in drawn(BROKEN, (words, occurrence))


def test_two_remarks_may_overlap():
    assert drawn(BROKEN, ("Pasar itu", 1), ("itu", 1)).startswith("<mark>Pasar </mark><mark>itu</mark> ")


def test_what_is_saved_is_cleaned_of_the_mark():
    doc = noted(a_doc(BROKEN), {"abcd2345": [("itu", 1)]})

    assert body.clean(doc) == body.clean(a_doc(BROKEN))


def test_an_atom_has_no_words():
    assert not stands_in(a_block("photo", photo="foto2345"), "itu", 1)
