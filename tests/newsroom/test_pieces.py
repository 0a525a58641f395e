"""A piece of a page is remembered by the values that it is drawn from, and by nothing else."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import override

from articles import listed, publishing
from articles.models import Article, PhotoState
from community import pieces
from community.models import Badge, User
from tests.factories import a_chief_editor, a_live_article, later

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TEMPLATES = Path(settings.BASE_DIR) / "templates"
SHOWING = Path(settings.BASE_DIR) / "articles" / "showing.py"
FROM_ELSEWHERE = re.compile(
    r"\|\s*(?:today_or_day|clock_or_day|(?:at_)?clock_or_moment)\b(?!:today\b)"
    r"|{% (?:now|csrf_token) |\b(?:request|user|perms|messages|unread|in_force)\b"
)
SITE = re.compile(r"\b(?:site_name|site_place|origin|contact|demo|path|canonical|today|menu)\b(?!=)")
WHOLE, EXTENDED = re.compile(r'draw_page\(\s*request,\s*"([^"]+)"'), re.compile(r'{% extends "([^"]+)"')
DRAWN, INCLUDED = re.compile(r'{% drawn(?:_large)? "([^"]+)"'), re.compile(r'{% include "([^"]+)"')

TAG, QUOTED = re.compile(r"{[{%].*?[%}]}"), re.compile(r"""\"[^\"]*\"|'[^']*'""")


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


def test_a_list_is_drawn_once_and_after_a_publication_its_new_card():
    a_live_article(title="Pertama")
    Client().get("/latest/")
    known = [pieces._drawn_whole.cache_info().misses, pieces._drawn.cache_info().misses]

    assert "Pertama" in Client().get("/latest/").content.decode()
    assert [pieces._drawn_whole.cache_info().misses, pieces._drawn.cache_info().misses] == known

    a_live_article(title="Kedua")
    page = Client().get("/latest/").content.decode()
    assert page.index("Kedua") < page.index("Pertama")
    assert [pieces._drawn_whole.cache_info().misses, pieces._drawn.cache_info().misses] == [known[0] + 1, known[1] + 1]


def test_a_page_is_drawn_anew_when_the_day_or_the_site_is_another():
    article, _leading = a_live_article(), a_live_article()
    paths = (article.get_absolute_url(), "/")

    def pages() -> list[str]:
        return [Client().get(path).content.decode() for path in paths]

    seen = pages()
    with override_settings(SITE_NAME="Kabar Kampung"):
        assert ["Kabar Kampung" in page for page in pages()] == [True, True]
    assert pages() == seen

    clock = timezone.localtime(article.first_published_at).strftime("%H.%M")
    assert clock in seen[1]
    with later(days=1):
        assert clock not in pages()[1]


def test_what_is_no_value_is_no_whole_page_either():
    with pytest.raises(TypeError):
        pieces.drawn_whole("articles/article.html", shown=Article())


def test_an_article_is_drawn_once_until_anything_of_its_page_changes():
    """Also what no save of it touches: its writer, their marks, a line under it, a picture that is taken down."""
    article, chief = a_live_article(cover=True), a_chief_editor()

    def page() -> str:
        return Client().get(article.get_absolute_url()).content.decode()

    first, drawn_by_then = page(), pieces._drawn_large.cache_info().misses
    assert (page(), pieces._drawn_large.cache_info().misses) == (first, drawn_by_then)
    assert 'class="cover"' in first

    User.objects.filter(pk=article.author_id).update(bio="Penjual ikan.")
    Badge.objects.create(user=article.author, kind="identity", granted_by=chief, evidence="KTP")
    publishing.correct(article, by=chief, kind="typo", sentence="41, bukan 14.")
    article.photos.update(state=PhotoState.REMOVED, public_since=None)

    changed = page()
    words = ["Penjual ikan.", "mark-identity", "41, bukan 14."]
    assert [one for one in words if one in first or one not in changed] == []
    assert 'class="cover"' not in changed


def test_what_is_very_long_is_drawn_each_time(monkeypatch):
    article = a_live_article()
    monkeypatch.setattr(pieces, "LONGEST", 100)
    before = pieces._drawn_large.cache_info()

    page = Client().get(article.get_absolute_url()).content.decode()
    assert (article.live_revision.title in page, pieces._drawn_large.cache_info()) == (True, before)


def remembered() -> set[str]:
    """The templates that are drawn so, what they extend and include, and what an article's text is drawn with."""
    texts = (path.read_text() for path in TEMPLATES.rglob("*.html"))
    found = {name for text in texts for name in DRAWN.findall(text)} | whole_pages()
    found |= {
        f"articles/_{part}.html" for part in re.findall(r'_drawn\(f?"_(?:{drawn_for})?(\w+)"', SHOWING.read_text())
    }
    todo = list(found)
    while todo:
        text = (TEMPLATES / todo.pop()).read_text()
        inside = {*INCLUDED.findall(text), *EXTENDED.findall(text)}
        todo += inside - found
        found |= inside
    return found


def whole_pages() -> set[str]:
    views = (path.read_text() for path in (Path(settings.BASE_DIR) / "articles" / "reading").glob("*.py"))
    return {name for text in views for name in WHOLE.findall(text)}


def said(template: str) -> str:
    """What its tags say, but for what stands in quotes."""
    return QUOTED.sub("", " ".join(TAG.findall((TEMPLATES / template).read_text())))


def test_these_pages_are_remembered_whole():
    assert whole_pages() == {f"articles/{name}.html" for name in ("front", "latest", "topic", "article")}


def test_no_piece_takes_anything_from_elsewhere():
    """What the clock, the request or the database says would stay as it was when the piece was drawn first."""
    taken = {name: FROM_ELSEWHERE.findall(said(name)) for name in remembered()}

    assert {"articles/_figure.html", "articles/_away.html", "articles/article.html", "base.html"} < taken.keys()
    assert len(taken) >= 20
    assert {name: found for name, found in taken.items() if found} == {}


def test_every_piece_is_given_the_site_and_the_day_that_it_shows():
    """What it is not given is empty, and no test of a page need see that."""
    lacking = []
    for path in TEMPLATES.rglob("*.html"):
        for piece, facts in re.findall(r'{% drawn(?:_large)? "([^"]+)"([^%]*)%}', path.read_text()):
            named = {
                name
                for part in (piece, *INCLUDED.findall((TEMPLATES / piece).read_text()))
                for name in SITE.findall(said(part))
            }
            lacking += [(path.name, piece, name) for name in named if f"{name}=" not in facts]
    assert lacking == []
