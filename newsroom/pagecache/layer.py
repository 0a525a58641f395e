"""Owns which requests the page cache answers, and how Django is asked: once for all who wait, as nobody in particular.

Nothing of a request but its path and the parameters that pages know reaches Django, so nothing else can get into the
bytes: no host, no cookie, no language, no forwarded header.
"""

import io
import sys
import threading
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from articles.reading.public import DRAWN_FROM
from newsroom.pagecache.counting import Readings
from newsroom.pagecache.looking import Stamps
from newsroom.pagecache.stored import Headers, Page, Shelf, coding_for

ASKED_BY_SOMEBODY = {"q", "codes"}  # what is looked for, and what a device keeps
LONGEST = 2000  # letters of a query that are looked at
LONGEST_HOST = 261  # letters of a name of the DNS, with a port
MOST_DRAWINGS = 3
PATIENCE = 20  # seconds that somebody waits for another's drawing
LONG = "/sitemaps/"  # half a second each, which no reader is to wait for
PORTS = {"http": 80, "https": 443}
PLAIN = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "REMOTE_ADDR": "127.0.0.1",
    "wsgi.version": (1, 0),
    "wsgi.multithread": True,
    "wsgi.multiprocess": False,
    "wsgi.run_once": False,
}
HIT, DRAWN = ("Cache-Status", "lembar; hit"), ("Cache-Status", "lembar; fwd=uri-miss; stored")


class PageCache:
    """A WSGI application in front of Django's. A page remembers how it was answered, for the same words again."""

    def __init__(self, django: Callable, stamps: Stamps | None = None, room: int | None = None):
        self.django, self.stamps = django, stamps or Stamps()
        self.shelf = Shelf(settings.PAGE_CACHE_BYTES if room is None else room)
        self.flights: dict[tuple[str, str], Flight] = {}
        self.lock, self.readings = threading.Lock(), Readings()
        self.drawing = threading.Lock()  # after a change of many pages, whoever saves gets between

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        page = self.shelf.pages.get((environ["PATH_INFO"], environ["QUERY_STRING"]))
        found = page and "HTTP_IF_NONE_MATCH" not in environ and page.answers.get(said_by(environ))
        if found and self.stamps.are_known() and page.is_right(self.stamps):
            headers, body = found
            self._note(page, body, environ)
            start_response("200 OK", headers)
            return body
        key = key_of(environ)
        if key is None or not self.stamps.are_known():
            return self.django(environ, start_response)
        return self._answer(key, environ, start_response)

    def _answer(self, key: tuple[str, str], environ: dict, start_response: Callable) -> Iterable[bytes]:
        page, status = self.shelf.pages.get(key), HIT
        if page is None or not page.is_right(self.stamps):
            if not view_of(key[0]):
                return self.django(environ, start_response)
            self.shelf.take_out(key, page)
            page, status = self._draw(key), DRAWN
        if not isinstance(page, Page):
            start_response(*page[:2])
            return [] if environ["REQUEST_METHOD"] == "HEAD" else page[2]
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers, body = page.in_coding(coding)
        if page.is_known(environ.get("HTTP_IF_NONE_MATCH", ""), coding):
            self._note(page, [], environ)
            start_response("304 Not Modified", [one for one in headers if not one[0].startswith("Content-")])
            return []
        shown = [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        self._note(page, shown, environ)
        page.remember(said_by(environ), ([*headers, HIT], shown))
        start_response("200 OK", [*headers, status])
        return shown

    def _note(self, page: Page, shown: list[bytes], environ: dict) -> None:
        """One more hit, and a reading where an article was sent."""
        page.hit()
        if page.counted and shown:
            self.readings.note(page.counted, environ)

    def _draw(self, key: tuple[str, str]) -> "Page | tuple":
        """Draw a page once, however many ask for it. What may not be kept goes to whoever asked first alone."""
        while True:
            with self.lock:
                flight = self.flights.get(key)
                if mine := flight is None:
                    flight = self.flights[key] = Flight()
            if mine:
                return self._land(key, flight)
            flight.landed.wait(PATIENCE)
            if flight.page is None:
                answer, page = self._asked(key)
                return page or answer
            if flight.page.is_right(self.stamps):
                return flight.page

    def _land(self, key: tuple[str, str], flight: "Flight") -> "Page | tuple":
        try:
            answer, flight.page = self._asked(key)
            return flight.page or answer
        finally:
            with self.lock:
                del self.flights[key]
            flight.landed.set()

    def _asked(self, key: tuple[str, str]) -> "tuple[tuple, Page | None]":
        """What Django answers, and the page when it may be kept. One whose stamps moved meanwhile is drawn again."""
        for _again in range(MOST_DRAWINGS):
            drawn_from: list = []
            before, (status, headers, body) = self._drawn(request_of(*key) | {DRAWN_FROM: drawn_from})
            if not drawn_from or any(name.lower() == "set-cookie" for name, _value in headers):
                break
            page = Page(body, headers, drawn_from[0], before)
            if self.stamps.are_known() and page.is_right(self.stamps):
                self.shelf.put(key, page)
                return (), page
        return (status, headers, [body]), None

    def _drawn(self, environ: dict) -> tuple[int, tuple[str, Headers, bytes]]:
        """What the stamps were when it began, and the answer; in its turn. Who waited long enough goes on without."""
        has_turn = not environ["PATH_INFO"].startswith(LONG) and self.drawing.acquire(timeout=PATIENCE)
        try:
            self.stamps.are_known()  # looked up anew, for it may have waited
            return self.stamps.now(), captured(self.django, environ)
        finally:
            if has_turn:
                self.drawing.release()


def said_by(environ: dict) -> tuple:
    """All that a request says which its answer depends on, but for its address and what the browser has."""
    return (
        environ["REQUEST_METHOD"],
        environ.get("HTTP_HOST"),
        environ.get("HTTP_ACCEPT_ENCODING"),
        environ.get("HTTP_X_FORWARDED_PROTO"),
    )


class Flight:
    """Somebody draws a page; others wait until it has landed."""

    def __init__(self):
        self.landed, self.page = threading.Event(), None


def key_of(environ: dict) -> tuple[str, str] | None:
    """Path, and in one order the parameters that its view reads; None for what Django must answer itself. Of a view
    that searches, or tells a device what is gone, only the plain page is kept: who asks is counted (limits.py)."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not is_ours(
        environ.get("HTTP_HOST", ""), environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"])
    ):
        return None
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    view = view_of(path) if query else None
    if not view or len(query) > LONGEST:
        return None if query else (path, "")
    asked = {name: value for name, value in parse_qsl(query) if name in view.reads}
    somebodys = asked and ASKED_BY_SOMEBODY.intersection(view.reads)
    return None if somebodys else (path, urlencode(sorted(asked.items())))


def is_ours(host: str, scheme: str) -> bool:
    """Whether Django would answer at this host, by this scheme: a redirect to https is its own answer."""
    return len(host) <= LONGEST_HOST and _is_allowed(host) and (scheme == "https" or not settings.SECURE_SSL_REDIRECT)


@lru_cache(256)
def _is_allowed(host: str) -> bool:
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def view_of(path: str) -> Callable | None:
    """The public view of a path; None when there is none."""
    try:
        view = resolve(path.encode("latin-1").decode()).func
    except (Resolver404, UnicodeError):
        return None
    return view if getattr(view, "is_public", False) else None


def request_of(path: str, query: str) -> dict:
    """The environment of nobody's request, at the site's own address or at a name that Django answers to."""
    own = urlsplit(settings.ORIGIN)
    named = validate_host(own.hostname, settings.ALLOWED_HOSTS)
    return PLAIN | {
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": own.hostname,
        "SERVER_PORT": str(own.port or PORTS[own.scheme]),
        "HTTP_HOST": own.netloc if named else settings.ALLOWED_HOSTS[0].lstrip("."),
        "HTTP_X_FORWARDED_PROTO": own.scheme,
        "wsgi.url_scheme": own.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def captured(django: Callable, environ: dict) -> tuple[str, Headers, bytes]:
    """Status, headers and whole body of an application's answer, which is closed."""
    said = []
    answer = django(environ, lambda status, headers, *_rest: said.append((status, headers)))
    try:
        body = b"".join(answer)
    finally:
        if hasattr(answer, "close"):
            answer.close()
    return *said[0], body
