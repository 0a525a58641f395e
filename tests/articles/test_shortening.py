"""Where words are cut: before they are escaped, and between whole signs. Title and dek are never cut."""

import json
import re
from html import unescape
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles import publishing
from community.characters import beginning
from tests.factories import a_chief_editor, a_live_article

pytestmark = pytest.mark.django_db
FAMILY, E_ACUTE_DOT, FLAG, THUMB = "👨‍👩‍👧", "e\u0323\u0301", "🇮🇩", "👍🏽"
SIGNS = ['"', "&", "<b>", FAMILY, E_ACUTE_DOT, FLAG, THUMB, "❤️"]
ODD = " ".join(SIGNS)


@pytest.mark.parametrize("sign", [FAMILY, E_ACUTE_DOT, FLAG, THUMB, "❤️"])
def test_a_text_is_cut_between_whole_signs(sign):
    cuts = [beginning("x" * before + sign * 40, 89)[before:] for before in range(80, 90)]

    assert [cut.replace(sign, "") for cut in cuts] == [""] * 10
    assert [len(cut) for cut in cuts] == [(89 - before) // len(sign) * len(sign) for before in range(80, 90)]


def test_the_line_under_the_title_shows_no_half_of_anything():
    article = a_live_article()
    sentence = "x" * 84 + '"' + FAMILY * 3 + "<b>tebal</b>"
    publishing.correct(article, by=a_chief_editor(), kind="correction", sentence=sentence)

    source = Client().get(article.get_absolute_url()).content.decode()

    line = re.search(r'class="corrected">.*?</a>: (.*?)</span>', source, re.S)[1]
    assert line == "x" * 84 + "&quot;…"


@given(st.lists(st.sampled_from([*SIGNS, "a", " "]), max_size=12).map("".join), st.integers(0, 40))
def test_a_beginning_is_a_beginning_and_no_longer_than_it_may_be(text, most):
    cut = beginning(text, most)

    assert text.startswith(cut)
    assert len(cut) <= most
    assert beginning(cut, most) == cut


def test_title_and_dek_are_whole_wherever_they_stand():
    title, dek = f"{'x' * 170} {ODD}"[:200].strip(), f"{'y' * 165} {ODD}"[:200].strip()
    article = a_live_article(title=title, dek=dek)
    title, dek = article.live_revision.title, article.live_revision.dek

    page = Client().get(article.get_absolute_url()).content.decode()
    meta = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', page))
    card = unescape(Client().get("/").content.decode())
    rss = " ".join(ElementTree.fromstring(Client().get("/feeds/rss.xml").content).itertext())
    item = json.loads(Client().get("/feeds/feed.json").content)["items"][0]

    assert (unescape(meta["og:title"]), unescape(meta["og:description"])) == (title, dek)
    assert unescape(meta["description"]) == dek
    assert title in card
    assert dek in card
    assert title in rss
    assert dek in unescape(rss)  # where marks are HTML
    assert (item["title"], item["summary"]) == (title, dek)
