"""A piece of a page is remembered by the values that it is drawn from, and by nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client
from django.utils.safestring import mark_safe
from django.utils.translation import override

from articles import listed
from articles.models import Article
from newsroom import pieces
from tests.factories import a_live_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
FROM_ELSEWHERE = re.compile(
    r"\|\s*(?:today_or_day|clock_or_day|clock_and_day)\b|{% now |\b(?:request|user|menu|unread)\b"
)


def drawn(article) -> str:
    piece = Template('{% load lembar %}{% drawn "articles/_card.html" article=article leads=False %}')
    return piece.render(Context({"article": article}))


def card() -> listed.Listed:
    a_live_article()
    return listed.cards_of([Article.objects.get().pk])[0]


def test_the_same_values_are_drawn_once_and_others_anew():
    one = card()
    drawn(one)
    before = pieces._drawn.cache_info().misses

    assert one.title in drawn(one._replace())
    assert pieces._drawn.cache_info().misses == before

    other = one._replace(author=one.author._replace(pen_name="Orang Lain"))
    assert "Orang Lain" in drawn(other)


def test_each_language_has_its_own():
    one = card()
    with override("id"):
        assert "menit baca" in drawn(one)
    with override("en"):
        assert "minute to read" in drawn(one)


def test_a_row_is_no_value_wherever_it_stands():
    """Two states of one row are equal, so the older would be shown for the newer."""
    one = card()
    row = Article.objects.get()
    for wrong in (row, (row,), one._replace(cover=listed.Cover("", row)), one._replace(title=mark_safe("<b>"))):
        with pytest.raises(TypeError):
            drawn(wrong)


def test_markup_and_the_same_letters_as_text_are_two_pieces():
    names = {"site_place": "", "demo": False}
    assert "<b>L</b>" in pieces.drawn("_site_footer.html", site_name=mark_safe("<b>L</b>"), **names)
    assert "<b>L</b>" not in pieces.drawn("_site_footer.html", site_name="<b>L</b>", **names)


def test_lists_remember_their_cards():
    article = a_live_article()
    Client().get("/latest/")
    before = pieces._drawn.cache_info().hits

    page = Client().get("/latest/").content.decode()
    assert (article.live_revision.title in page, pieces._drawn.cache_info().hits) == (True, before + 2)


def remembered() -> set[str]:
    """The templates that are drawn so, and what they include."""
    texts = (path.read_text() for path in TEMPLATES.rglob("*.html"))
    found = {name for text in texts for name in re.findall(r'{% drawn "([^"]+)"', text)}
    todo = list(found)
    while todo:
        inside = set(re.findall(r'{% include "([^"]+)"', (TEMPLATES / todo.pop()).read_text()))
        todo += inside - found
        found |= inside
    return found


def test_no_piece_takes_anything_from_elsewhere():
    """What the clock, the request or the database says would stay as it was when the piece was drawn first."""
    taken = {name: FROM_ELSEWHERE.findall((TEMPLATES / name).read_text()) for name in remembered()}

    assert len(taken) >= 6
    assert {name: found for name, found in taken.items() if found} == {}
