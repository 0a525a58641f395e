"""A piece of a page is remembered by the values that it is drawn from, and by nothing else."""

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils.translation import override

from articles import listed
from articles.models import Article
from newsroom.templatetags import lembar
from tests.factories import a_live_article

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def drawn(article) -> str:
    piece = Template('{% load lembar %}{% drawn "articles/_card.html" article=article leads=False %}')
    return piece.render(Context({"article": article}))


def card() -> listed.Listed:
    a_live_article()
    return listed.listed(Article.objects.live())[0]


def test_the_same_values_are_drawn_once_and_others_anew():
    one = card()
    drawn(one)
    before = lembar._drawn.cache_info().misses

    assert one.title in drawn(one._replace())
    assert lembar._drawn.cache_info().misses == before

    other = one._replace(author=one.author._replace(pen_name="Orang Lain"))
    assert "Orang Lain" in drawn(other)


def test_each_language_has_its_own():
    one = card()
    with override("id"):
        assert "menit baca" in drawn(one)
    with override("en"):
        assert "minute to read" in drawn(one)


def test_a_row_is_no_value():
    """Two states of one row are equal, so the older would be shown for the newer."""
    card()
    with pytest.raises(TypeError):
        drawn(Article.objects.get())


def test_lists_remember_their_cards():
    article = a_live_article()
    Client().get("/latest/")
    before = lembar._drawn.cache_info().hits

    page = Client().get("/latest/").content.decode()
    assert (article.live_revision.title in page, lembar._drawn.cache_info().hits) == (True, before + 2)
