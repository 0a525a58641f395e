"""The document as readers see it: every word, in the right element, and nothing that anybody smuggled in."""

from html.parser import HTMLParser

import nh3
import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given

from articles import body
from community.links import RefusedAddress, clean_link
from tests.articles.documents import a_block, a_doc, a_text, all_texts, an_item, the_words
from tests.corpora import lines
from tests.random_documents import any_documents, documents

TAGS = {"p", "h2", "h3", "blockquote", "ul", "ol", "li", "hr", "figure", "aside", "span", "a", "strong", "em", "br"}
ATTRIBUTES = {
    "*": {"id", "data-block", "class"},
    "a": {"href", "rel"},
    "ol": {"start"},
}


class Seen(HTMLParser):
    """What a browser would find in a piece of HTML: elements with attributes, and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        self.text += data


def test_every_node_is_drawn_in_its_element():
    doc = a_doc(
        a_block(
            "paragraph",
            a_text("a "),
            a_text("b", "strong", "em", href="https://berita.example/?a=1&b=2"),
            id="aaaaaaa2",
        ),
        a_block("section", a_text("<c>"), id="aaaaaaa3"),
        a_block("heading", a_text("d", "em"), id="aaaaaaa4"),
        {"type": "numbers", "attrs": {"id": "aaaaaaa5", "start": 4}, "content": [an_item(a_text("e"), id="aaaaaaa6")]},
        a_block("rule", id="aaaaaaa7"),
    )

    assert body.render(doc) == (
        '<p id="b-aaaaaaa2" data-block="aaaaaaa2">a '
        '<a href="https://berita.example/?a=1&amp;b=2" rel="nofollow ugc noopener">'
        "<strong><em>b</em></strong></a></p>"
        '<h2 id="b-aaaaaaa3" data-block="aaaaaaa3">&lt;c&gt;</h2>'
        '<h3 id="b-aaaaaaa4" data-block="aaaaaaa4"><em>d</em></h3>'
        '<ol id="b-aaaaaaa5" data-block="aaaaaaa5" start="4"><li id="b-aaaaaaa6" data-block="aaaaaaa6">e</li></ol>'
        '<hr id="b-aaaaaaa7" data-block="aaaaaaa7">'
    )


@pytest.mark.parametrize("href", ["/articles/abcd2345/", "#b-abcd2345", "mailto:a@berita.example"])
def test_links_that_stay_here_are_vouched_for(href):
    doc = a_doc(a_block("paragraph", a_text("x", href=href)))

    assert f'<a href="{href}">x</a>' in body.render(doc)


def test_neighbouring_quotes_are_one_and_a_pull_quote_is_another():
    quotes = [a_block("quote", a_text(word), id=f"abcd234{word}", pull=word == "3") for word in "123"]

    assert body.render(a_doc(*quotes)) == (
        '<blockquote><p id="b-abcd2341" data-block="abcd2341">1</p>'
        '<p id="b-abcd2342" data-block="abcd2342">2</p></blockquote>'
        '<blockquote class="pull-quote"><p id="b-abcd2343" data-block="abcd2343">3</p></blockquote>'
    )


def test_a_paragraph_between_keeps_two_quotes_apart():
    quotes = [a_block("quote", a_text(word), id=f"abcd234{word}", pull=False) for word in "12"]

    assert body.render(a_doc(quotes[0], a_block("paragraph"), quotes[1])).count("<blockquote>") == 2


@pytest.mark.parametrize("kind", ["paragraph", "section", "heading", "quote"])
@pytest.mark.parametrize("inline", [[], [{"type": "break"}], [a_text("  "), {"type": "break"}]])
def test_a_block_without_words_shows_nothing(kind, inline):
    assert body.render(body.clean(a_doc(a_block(kind, *inline)))) == ""


def test_breaks_at_the_end_are_dropped_and_others_are_not():
    doc = a_doc(a_block("paragraph", a_text("a"), {"type": "break"}, a_text("b"), {"type": "break"}, {"type": "break"}))

    assert body.render(doc) == '<p id="b-abcd2345" data-block="abcd2345">a<br>b</p>'


def test_photos_and_read_alsos_show_what_is_given_for_them_and_nothing_when_it_is_gone():
    doc = a_doc(
        a_block("photo", id="aaaaaaa2", photo="ada"),
        a_block("photo", id="aaaaaaa3", photo="hilang"),
        a_block("readalso", id="aaaaaaa4", code="ada"),
        a_block("readalso", id="aaaaaaa5", code="hilang"),
    )

    html = body.render(doc, figures={"ada": mark_safe("<img>")}, read_alsos={"ada": "<b>"})

    assert html == (
        '<figure id="b-aaaaaaa2" data-block="aaaaaaa2"><img></figure>'
        '<aside class="read-also" id="b-aaaaaaa4" data-block="aaaaaaa4">&lt;b&gt;</aside>'
    )


def test_the_dateline_opens_the_first_paragraph_with_words():
    doc = a_doc(a_block("paragraph", id="abcd2346"), a_block("paragraph", a_text("Kata")))

    html = body.render(doc, dateline="Makassar & <b>, Lembar")

    opener = '<span class="dateline">Makassar &amp; &lt;b&gt;, Lembar</span>'
    assert html == f'<p id="b-abcd2345" data-block="abcd2345">{opener} – Kata</p>'


def test_the_dateline_opens_the_first_paragraph_wherever_that_stands():
    doc = a_doc(a_block("section", a_text("Judul")), a_block("paragraph", a_text("Kata"), id="abcd2346"))

    drawn = body.blocks(doc, dateline="Makassar, Lembar")

    assert [block.id for block in drawn] == ["abcd2345", "abcd2346"]
    assert drawn[1].html.endswith('><span class="dateline">Makassar, Lembar</span> – Kata</p>')
    assert "dateline" not in drawn[0].html


def test_the_dateline_stands_alone_when_the_text_has_no_paragraph():
    doc = a_doc(a_block("section", a_text("Judul")), a_block("quote", a_text("Kata"), id="abcd2346", pull=False))

    drawn = body.blocks(doc, dateline="Makassar, Lembar")

    assert drawn[0] == body.Block("", "dateline", SafeString('<p><span class="dateline">Makassar, Lembar</span></p>'))
    assert [block.id for block in drawn[1:]] == ["abcd2345", "abcd2346"]


def test_a_text_that_shows_nothing_has_no_dateline():
    assert body.render(body.empty(), dateline="Makassar, Lembar") == ""


@given(any_documents)
def test_there_is_one_block_for_each_in_the_document(doc):
    cleaned = body.clean(doc)

    drawn = body.blocks(cleaned)

    assert [(block.id, block.type) for block in drawn] == [
        (one["attrs"]["id"], one["type"]) for one in cleaned["content"]
    ]
    assert all(isinstance(block.html, SafeString) for block in drawn)


@given(any_documents)
def test_a_second_cleaner_finds_nothing_to_clean(doc):
    html = body.render(body.clean(doc), dateline="Makassar, Lembar")

    second = nh3.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, url_schemes={"http", "https", "mailto", "tel"}, link_rel=None
    )

    assert Seen(second).found == Seen(html).found
    assert Seen(second).text == Seen(html).text


@given(documents)
def test_readers_see_every_word(doc):
    cleaned = body.clean(doc)

    assert the_words(Seen(body.render(cleaned)).text) == the_words(all_texts(cleaned))


@pytest.mark.parametrize("name", ["xss.jsonl", "xss-owasp.jsonl"])
def test_no_injection_becomes_anything_but_words(name):
    for line in lines(name):
        html = body.render(hostile_everywhere(line["vector"]), dateline=line["vector"])

        seen = Seen(html)
        elements = [entry for entry in seen.found if isinstance(entry, tuple)]
        assert {tag for tag, _attrs in elements} <= TAGS, line["id"]
        assert all(is_harmless(tag, attrs) for tag, attrs in elements), line["id"]
        assert the_words(line["vector"]) <= the_words(seen.text), line["id"]


def hostile_everywhere(vector: str) -> dict:
    """A document with the vector as words, as an address, as every attribute and as a type."""
    items = [{"type": "item", "attrs": {"id": vector}, "content": [{"type": "line", "content": [a_text(vector)]}]}]
    return body.clean(
        a_doc(
            a_block("paragraph", a_text(vector, "em", href=vector), id=vector),
            {"type": "numbers", "attrs": {"id": vector, "start": vector}, "content": items},
            a_block("photo", id=vector, photo=vector),
            a_block("readalso", id=vector, code=vector),
            {"type": vector, "attrs": {"id": vector, "onload": vector}, "content": [a_text(vector, vector)]},
        )
    )


def is_harmless(tag: str, attrs: list) -> bool:
    known = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
    hrefs = [value for name, value in attrs if name == "href"]
    return {name for name, _value in attrs} <= known and all(is_clean(href) for href in hrefs)


def is_clean(href: str) -> bool:
    try:
        return clean_link(href) == href
    except RefusedAddress:
        return False
