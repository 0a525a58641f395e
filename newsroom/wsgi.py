"""Owns the doorway between web server and Django: what of the environment comes in, and which threads do the work.

A body is received here, however slowly a phone sends it, before a thread of Django's is taken; Django has a few threads
that never end, each with its connection to the database.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from tempfile import SpooledTemporaryFile
from types import SimpleNamespace

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import translation
from django.utils.translation import gettext as _

from community.addresses import network_of

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.pagecache import PageCache, captured  # noqa: E402  it looks for views, so Django is set up first
from newsroom.serve import FOR_BODIES, FOR_DJANGO  # noqa: E402

# granian adds the whole environment of its process to every request, passwords in addresses included.
CGI = frozenset(
    "CONTENT_LENGTH CONTENT_TYPE GATEWAY_INTERFACE PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_PORT REQUEST_METHOD "
    "SCRIPT_NAME SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_SOFTWARE".split()
)
# Variables that look like a header, as HTTP_PROXY does: no header of that name is let in either.
FEIGNED = frozenset(name for name in os.environ if name.startswith("HTTP_"))
MOST_BYTES = 110_000_000  # of a body, as docs/running/nginx.conf has it; each form says its own, smaller limit in words
IN_MEMORY, STEP = 256 * 1024, 64 * 1024  # bytes: a longer body goes to a file; so many are read at a time
SECONDS = "30"  # until it is worth sending again


class Doorway:
    """The WSGI application in front of Django, behind the page cache."""

    def __init__(self, django: Callable):
        self.django = django
        self.threads = ThreadPoolExecutor(FOR_DJANGO, thread_name_prefix="django")
        self.room = Room()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        asked = {key: environ[key] for key in environ if is_for_requests(key)}
        length = environ.get("CONTENT_LENGTH") or ""
        if not length and "HTTP_TRANSFER_ENCODING" not in environ or length == "0":
            return self._answered(asked, start_response)
        if not length.isdecimal():
            return said(start_response, "411 Length Required", "Length Required")
        if int(length) > MOST_BYTES:
            return said(start_response, "413 Content Too Large", too_large())
        network = network_of(SimpleNamespace(META=asked))
        if not self.room.enter(network):
            return said(start_response, "503 Service Unavailable", too_many(), ("Retry-After", SECONDS))
        try:
            with SpooledTemporaryFile(IN_MEMORY) as body:
                if received(environ["wsgi.input"], body, int(length)) < int(length):
                    return said(start_response, "400 Bad Request", "Bad Request")
                return self._answered(asked | {"wsgi.input": body}, start_response)
        finally:
            self.room.leave(network)

    def _answered(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """The whole answer, made and closed in one of Django's threads."""
        status, headers, body = self.threads.submit(captured, self.django, environ).result()
        start_response(status, headers)
        return [body]


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


def received(source, body, length: int) -> int:
    """Copy what comes, and leave the copy at its beginning; how many bytes came before the connection ended."""
    came = 0
    while came < length and (part := source.read(min(STEP, length - came))):
        body.write(part)
        came += len(part)
    body.seek(0)
    return came


def said(start_response: Callable, status: str, sentence: str, *headers: tuple[str, str]) -> list[bytes]:
    """An answer without Django, which leaves the body unread."""
    body = sentence.encode()
    kind, length = ("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))
    start_response(status, [kind, length, ("Cache-Control", "private, no-store"), *headers])
    return [body]


def too_many() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("Very many people are sending something right now. Go back and send it again in half a minute.")


def too_large() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return _("This is too large to be sent. Go back and choose a smaller file; what was typed is still there.")


def is_for_requests(key: str) -> bool:
    return key in CGI or key.startswith("wsgi.") or (key.startswith("HTTP_") and key not in FEIGNED)


application = PageCache(Doorway(django))
