"""Owns what a reader must find of the sample: on the page, in the JSON-LD, in the feeds."""

import json
from xml.etree import ElementTree

from playwright.sync_api import Page, expect

from tests.walk.crawl import as_words, get
from tests.walk.sample import SAMPLE


def read_article(page: Page) -> None:
    """Each element of the sample, on the page as readers see it."""
    read_head(page)
    read_figures(page)
    read_body(page)
    read_foot(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def read_head(page: Page) -> None:
    front, mark = SAMPLE.front, SAMPLE.front["author"]["mark"].partition("_")[0]
    expect(page.locator("h1")).to_have_text(front["title"])
    expect(page.locator(".kicker")).to_have_text(front["topics"][0])
    expect(page.locator(".article-head .dek")).to_have_text(front["dek"])
    expect(page.locator(".author-name a")).to_have_text(front["author"]["pen_name"])
    expect(page.locator(f".author-name .mark-{mark}")).to_be_visible()
    assert page.locator(".contents-list a").all_text_contents() == SAMPLE.contents


def read_figures(page: Page) -> None:
    shown = [SAMPLE.front["cover"], *SAMPLE.photos]
    expected = [f"{one['caption']} Foto: {credit}" for one, credit in zip(shown, SAMPLE.credits, strict=True)]
    assert page.locator("figcaption").all_inner_texts() == expected
    assert [image.get_attribute("alt") for image in page.locator("figure img").all()] == [one["alt"] for one in shown]


def read_body(page: Page) -> None:
    place, body = f"{SAMPLE.front['place']}, Lembar", page.locator(".body")
    paragraphs = body.locator("> p").all_inner_texts()
    expect(body.locator(".dateline")).to_have_text(place)
    assert paragraphs == [f"{place} – {SAMPLE.paragraphs[0]}", *SAMPLE.paragraphs[1:]]
    assert body.locator("h2").all_inner_texts() == SAMPLE.sections
    assert body.locator("h3").all_inner_texts() == SAMPLE.subsections
    assert body.locator("li").all_inner_texts() == SAMPLE.items
    assert body.locator("blockquote").all_inner_texts() == SAMPLE.quotes
    assert body.locator(".read-also a").all_inner_texts() == SAMPLE.read_alsos


def read_foot(page: Page) -> None:
    front = SAMPLE.front
    expect(page.locator(".author-card .tagline")).to_have_text(front["author"]["tagline"])
    expect(page.locator(".disclaimer p").first).to_have_text(front["disclaimer"])  # topics may add their own
    assert page.locator(".article-end .chip").all_inner_texts() == front["topics"]
    expect(page.locator(".article-foot")).to_contain_text(f"Editor: {front['editor']}")


def read_json_ld(page: Page) -> None:
    told, front = json.loads(page.locator("script[type='application/ld+json']").first.text_content()), SAMPLE.front
    assert (told["headline"], told["description"]) == (front["title"], front["dek"])
    assert told["author"]["name"] == front["author"]["pen_name"]
    assert told["editor"]["name"] == front["editor"]
    assert told["keywords"] == front["topics"]
    media = told["associatedMedia"]
    assert [image["creditText"] for image in media] == SAMPLE.credits
    assert [image["caption"] for image in media] == [one["caption"] for one in (front["cover"], *SAMPLE.photos)]
    assert {image["creditText"] for image in told["image"]} == {SAMPLE.credits[0]}
    assert told["usageInfo"][0]["text"] == front["disclaimer"]
    assert told["dateline"] == f"{front['place']}, Lembar"


def read_feeds(site) -> None:
    """Everything of the sample in each feed, which is well-formed."""
    wanted = [*SAMPLE.secrets, *SAMPLE.read_alsos, *SAMPLE.front["topics"], SAMPLE.front["disclaimer"]]
    for path in ("/feeds/rss.xml", "/feeds/atom.xml"):
        source = get(site.address(path))
        ElementTree.fromstring(source)
        text = as_words(source)
        assert [words for words in wanted if words not in text] == []
