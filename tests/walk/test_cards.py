"""An address alone in its paragraph: pasted it is a link, and the sheet says that readers will see a card."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.xdist_group("walk"), pytest.mark.drill]
VIDEO = "https://youtu.be/dQw4w9WgXcQ"


def test_an_address_that_is_pasted_alone_becomes_a_card(paper):
    paper.set("p:a Kata", "p:b |").paste(text=VIDEO)

    assert paper.read() == ["p:a Kata", f"p:b [{VIDEO}]({VIDEO})|"]
    expect(paper.page.locator(".away-hint")).to_have_attribute(
        "data-hint", "Video on YouTube: readers see a card, and nothing is loaded from there"
    )


@pytest.mark.parametrize(
    "words",
    [f"Lihat [ini]({VIDEO})", "[ini](https://youtu.be.jahat.example/dQw4w9WgXcQ)", f"[a]({VIDEO}) dan [b]({VIDEO})"],
)
def test_any_other_link_is_told_as_no_card(paper, words):
    paper.set(f"p:a {words}|")

    expect(paper.page.locator(".manuscript a").first).to_be_visible()
    expect(paper.page.locator(".away-hint")).to_have_count(0)


def test_the_hint_comes_and_goes_with_the_words(paper):
    paper.set(f"p:a [film]({VIDEO})|")
    expect(paper.page.locator(".away-hint")).to_have_count(1)

    paper.type(" lucu")

    expect(paper.page.locator(".away-hint")).to_have_count(0)
