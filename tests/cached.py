"""Owns how tests ask the page cache: the real one in front of the real Django, and how often Django was asked."""

import io
import sys
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection

from newsroom.pagecache import PageCache
from newsroom.pagecache.looking import Stamps


@contextmanager
def connection_kept():
    """The end of a request would close the connection of the test's own transaction; Django's client does the same."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


class Counting:
    """Django, and the paths that it was asked for."""

    def __init__(self):
        self.django, self.asked = get_wsgi_application(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.django(environ, start_response)


def by_django(query: str) -> list[tuple[str, int]]:
    """A look inside the test's own transaction, which no other connection sees."""
    with connection.cursor() as cursor:
        return cursor.execute(query).fetchall()


class Node:
    """One process that serves readers."""

    def __init__(self, look=by_django, room: int = 8 * 1024 * 1024):
        self.django, self.stamps = Counting(), Stamps(look)
        self.cache = PageCache(self.django, self.stamps, room)

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """What a reader gets, who came half a second after the last change at the latest."""
        self.stamps.looked_at = float("-inf")
        path, _mark, query = address.partition("?")
        said = []
        with connection_kept():
            answer = self.cache(environ(path, query, method, headers), lambda *words: said.append(words))
            body = b"".join(answer)
            getattr(answer, "close", lambda: None)()
        return Answer(int(said[0][0][:3]), dict(said[0][1]), body)


def environ(path: str, query: str, method: str, headers: dict[str, str]) -> dict:
    told = {"HOST": "localhost", **headers}
    return {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "203.0.113.9", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
        **{f"HTTP_{name.upper()}": value for name, value in told.items()},
    }  # fmt: skip
