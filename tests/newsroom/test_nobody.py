"""What the page cache asks for comes of nobody, past all that finds out about persons."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.test import Client

from articles import publishing
from articles.reading import views
from articles.reading.public import DRAWN_FROM
from community import pieces
from newsroom.limits import SEARCH
from newsroom.pagecache.layer import captured, request_of
from tests.cached import connection_kept
from tests.factories import a_chief_editor, a_live_article
from tests.newsroom.test_page_cache import public_paths

pytestmark = pytest.mark.django_db


def drawn(path: str) -> tuple[str, dict, bytes]:
    with connection_kept():
        status, headers, body = captured(get_wsgi_application(), request_of(path, "") | {DRAWN_FROM: []})
    return status, dict(headers), body


def test_every_page_is_the_one_that_a_reader_gets_with_all_its_headers():
    article = a_live_article(named=("Laut",), cover=True)
    wanted = {"handle": article.author.handle, "slug": "laut", "kind": "articles", "span": article.pk // 10_000}
    paths = public_paths(article, wanted)
    assert len(paths) > 20
    for path in paths:
        asked = Client().get(path, headers={"host": "localhost:8000"})
        pieces._drawn_whole.cache_clear()
        status, headers, body = drawn(path)

        assert (status[:3], body) == (str(asked.status_code), b"".join(asked))
        assert headers == {name: value for name, value in asked.headers.items() if name in headers}
        assert {name for name in asked.headers if name not in headers} <= {"Vary"}  # by who asks
        assert b"csrfmiddlewaretoken" not in body  # whose cookie nobody gets


def test_what_moved_is_gone_or_never_was_is_answered_as_for_a_reader():
    article = a_live_article()
    path = article.get_absolute_url()
    status, headers, _body = drawn(f"{path.removesuffix('/')}-lama/")
    assert (status, headers["Location"]) == ("301 Moved Permanently", path)

    publishing.withdraw(article, by=a_chief_editor(), message="Ada yang keliru.")
    assert (drawn(path)[0], drawn("/topics/tidak-ada/")[0]) == ("410 Gone", "404 Not Found")
    assert "halaman ini tidak ada" in drawn("/topics/tidak-ada/")[2].decode().lower()


def test_a_fault_is_told_as_to_a_reader(monkeypatch):
    def away():
        raise OperationalError("the database is away")

    monkeypatch.setattr(views, "front", away)
    status, headers, body = drawn("/")

    assert (status, headers["Retry-After"]) == ("503 Service Unavailable", "30")
    assert (headers["Cache-Control"], b"<h1>" in body) == ("private, no-store", True)


def test_nobody_does_not_ask_too_often():
    """All pages are drawn at one address of the network, which would be refused for all readers."""
    assert {drawn("/search/")[0] for _number in range(SEARCH.times + 1)} == {"200 OK"}
