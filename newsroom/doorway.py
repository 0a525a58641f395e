"""Owns the doorway between web server and Django: what of the environment comes in, and how many bodies.

A body is received here, however slowly a phone sends it, before Django is asked.
"""

import io
import json
import logging
import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import BinaryIO

from django.conf import settings
from django.http.request import HttpHeaders
from django.utils import translation
from django.utils.translation import gettext as _

from community.addresses import network_of
from community.typed import by_script
from newsroom.behind import Interrupted

log = logging.getLogger(__name__)

# granian adds the whole environment of its process to every request, passwords in addresses included.
CGI = frozenset(
    "CONTENT_LENGTH CONTENT_TYPE GATEWAY_INTERFACE PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_PORT REQUEST_METHOD "
    "SCRIPT_NAME SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_SOFTWARE".split()
)
# Variables that look like a header, as HTTP_PROXY does: no header of that name is let in either.
FEIGNED = frozenset(name for name in os.environ if name.startswith("HTTP_"))
MOST_BYTES = 110_000_000  # of a body, as docs/running/nginx.conf has it; each form says its own, smaller limit in words
IN_MEMORY, STEP = 256 * 1024, 64 * 1024  # bytes: a longer body goes to a file; so many are read at a time
FOR_BODIES = 96  # bodies that are received at once, fewer than there are threads to answer readers (serve.py)
LONG, SHORT = ("Retry-After", "30"), ("Retry-After", "3")  # seconds until it is worth sending again


class Doorway:
    """A WSGI application in front of Django, behind the page cache."""

    def __init__(self, django: Callable):
        self.django, self.room = django, Room()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        asked = {key: environ[key] for key in environ if is_for_requests(key)}
        length = environ.get("CONTENT_LENGTH") or ""
        if not length and "HTTP_TRANSFER_ENCODING" not in environ or length == "0":
            return self._answered(asked, start_response)
        if not length.isdecimal():
            return said(asked, start_response, "411 Length Required", "Length Required")
        if int(length) > MOST_BYTES:
            return said(asked, start_response, "413 Content Too Large", too_large())
        network = network_of(SimpleNamespace(META=asked))
        if not self.room.enter(network):
            return said(asked, start_response, "503 Service Unavailable", too_many(), LONG)
        try:
            return self._with_body(asked, int(length), start_response)
        finally:
            self.room.leave(network)

    def _with_body(self, environ: dict, length: int, start_response: Callable) -> Iterable[bytes]:
        with ExitStack() as until_answered:
            try:
                body = until_answered.enter_context(received(environ["wsgi.input"], length))
            except OSError as no_room:
                log.error("A body could not be kept while it came: %s", no_room)
                return said(environ, start_response, "503 Service Unavailable", no_room_for_it(), LONG)
            if body.tell() < length:
                return said(environ, start_response, "400 Bad Request", "Bad Request")
            body.seek(0)
            return self._answered(environ | {"wsgi.input": body}, start_response)

    def _answered(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        try:
            return self.django(environ, start_response)
        except Interrupted:
            sentence = interrupted(environ["REQUEST_METHOD"])
            return said(environ, start_response, "503 Service Unavailable", sentence, SHORT)


class Room:
    """How many bodies come in at once. One network gets half of it: a body that never ends holds its place until the
    connection ends, and nobody may hold all of them."""

    def __init__(self):
        self.lock, self.taken = threading.Lock(), Counter()

    def enter(self, network: str) -> bool:
        with self.lock:
            free = self.taken.total() < FOR_BODIES and self.taken[network] < FOR_BODIES // 2
            self.taken[network] += free
            return free

    def leave(self, network: str) -> None:
        with self.lock:
            self.taken -= Counter([network])


@contextmanager
def received(source, length: int) -> Iterator[BinaryIO]:
    """What comes of this body before the connection ends, in memory or in a file, at its end. Raises OSError."""
    with io.BytesIO() if length <= IN_MEMORY else TemporaryFile() as body:
        while body.tell() < length and (part := source.read(min(STEP, length - body.tell()))):
            body.write(part)
        yield body


def said(asked: dict, start_response: Callable, status: str, sentence: str, *headers: tuple[str, str]) -> list[bytes]:
    """An answer without Django, which leaves the body unread; our scripts read it as they read Django's (errors.py)."""
    kind, body = "text/plain; charset=utf-8", sentence
    if by_script(SimpleNamespace(headers=HttpHeaders(asked))):
        kind, body = "application/json", json.dumps({"sentence": sentence, "note": sentence})
    length = ("Content-Length", str(len(body.encode())))
    start_response(status, [("Content-Type", kind), length, ("Cache-Control", "private, no-store"), *headers])
    return [body.encode()]


def too_many() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Very many people are sending something right now. Go back and send it again in half a minute.")


def interrupted(method: str) -> str:
    with translation.override(settings.LANGUAGE_CODE):
        if method in ("GET", "HEAD"):
            return _("The site was interrupted just now. Load the page once more.")
        return _("The site was interrupted just now. Go back, look whether it was kept, and else send it again.")


def no_room_for_it() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("There is no room here for what you sent. Go back and send it again in half a minute.")


def too_large() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("This is too large to be sent. Go back and choose a smaller file; what was typed is still there.")


def is_for_requests(key: str) -> bool:
    return key in CGI or key.startswith("wsgi.") or (key.startswith("HTTP_") and key not in FEIGNED)
