"""The piece of a text that a search shows."""

from articles import searching
from tests.articles.documents import a_block, a_doc, a_text


def test_a_heading_does_not_run_into_what_follows_it():
    doc = a_doc(
        a_block("heading", a_text("Notasi angklung")),
        a_block("paragraph", a_text("Saya tidak bisa membacanya.")),
        a_block("paragraph", a_text("Itu dulu.")),
    )

    pieces = searching.excerpt("Ringkas", doc, searching.asked("notasi"))

    assert "".join(piece.text for piece in pieces) == "Notasi angklung · Saya tidak bisa membacanya. Itu dulu."
