"""What the page cache asks for comes of nobody, past all that finds out about persons."""

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import Client

from articles import publishing
from articles.reading.public import DRAWN_FROM
from newsroom.limits import SEARCH
from newsroom.pagecache.layer import captured, request_of
from tests.cached import connection_kept
from tests.factories import a_chief_editor, a_live_article

pytestmark = pytest.mark.django_db
OF_PERSONS = {"Vary", "Content-Length"}


def drawn(path: str) -> tuple[str, dict, bytes]:
    with connection_kept():
        status, headers, body = captured(get_wsgi_application(), request_of(path, "") | {DRAWN_FROM: []})
    return status, dict(headers), body


def test_the_page_is_the_one_that_a_reader_gets_with_all_its_headers():
    article = a_live_article(named=("Laut",), cover=True)
    for path in (article.get_absolute_url(), "/", "/latest/", "/topics/laut/", "/topics/", "/corrections/"):
        asked = Client().get(path)
        status, headers, body = drawn(path)

        assert (status, body) == ("200 OK", asked.content)
        assert {name: value for name, value in asked.headers.items() if name not in OF_PERSONS} == {
            name: value for name, value in headers.items() if name not in OF_PERSONS
        }


def test_what_moved_is_gone_or_never_was_is_answered_as_for_a_reader():
    article = a_live_article()
    path = article.get_absolute_url()
    status, headers, _body = drawn(f"{path.removesuffix('/')}-lama/")
    assert (status, headers["Location"]) == ("301 Moved Permanently", path)
    publishing.withdraw(article, by=a_chief_editor(), message="Ada yang keliru.")
    assert (drawn(path)[0], drawn("/topics/tidak-ada/")[0]) == ("410 Gone", "404 Not Found")
    assert "halaman ini tidak ada" in drawn("/topics/tidak-ada/")[2].decode().lower()


def test_nobody_does_not_ask_too_often():
    """All pages are drawn at one address of the network, which would be refused for all readers."""
    assert {drawn("/search/")[0] for _number in range(SEARCH.times + 1)} == {"200 OK"}
