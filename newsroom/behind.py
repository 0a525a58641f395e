"""Owns how the web server's process asks Django's. Readers and writers share no interpreter: who is answered from the
page cache waits for nobody's save, and a save not for a thousand readers.

A request goes over a pair of sockets of its own, whose other end is passed to whichever of Django's threads is free.
While that process is started again, requests wait for it.
"""

import io
import logging
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection

from articles.reading.public import DRAWN_FROM
from newsroom.pagecache import captured

log = logging.getLogger(__name__)

THREADS = 16  # of Django at most; each keeps a connection to the database, with some MB of its pages, and never ends
READS = ("GET", "HEAD")
CALL = b"request"  # beside which the sockets are passed


class Interrupted(Exception):
    """Django's process ended while it worked at a request. What this was to write may stand or not."""


class Behind:
    """Made before the processes are forked: a WSGI application in the one, and in the other what answers it."""

    def __init__(self):
        self.asking, self.answering = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.lock, self.threads, self.idle = threading.Lock(), 1, 1

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """The whole answer. What only reads is asked once more when its process ended. Raises Interrupted."""
        for is_last in (environ["REQUEST_METHOD"] not in READS, True):
            try:
                (status, headers, body), drawn_from = self._asked(environ)
                break
            except (EOFError, ConnectionError) as ended:
                if is_last:
                    raise Interrupted from ended
        environ.get(DRAWN_FROM, []).extend(drawn_from)
        start_response(status, headers)
        return [body]

    def _asked(self, environ: dict) -> tuple:
        """A body with a length is a file (`Doorway`), and is passed as one."""
        words = {name: value for name, value in environ.items() if isinstance(value, str | bool | tuple)}
        ours, theirs = socket.socketpair()
        with Connection(ours.detach()) as django:
            with theirs:
                passed = [theirs.fileno()]
                if int(environ.get("CONTENT_LENGTH") or 0):
                    passed.append(environ["wsgi.input"].fileno())
                socket.send_fds(self.asking, [CALL], passed)
            django.send(words)
            return django.recv()

    def answer(self, django: Callable) -> None:
        """Answer for ever: in this thread, and in as many more as there are requests at once."""
        while True:
            _call, passed, _flags, _sender = socket.recv_fds(self.answering, len(CALL), 2)
            if self._took_the_last_idle_one():
                threading.Thread(target=self.answer, args=[django], daemon=True).start()
            try:
                converse(django, *passed)
            except (EOFError, ConnectionError):
                pass  # the web server's process ended meanwhile
            except Exception:
                log.exception("A request was not answered.")
            with self.lock:
                self.idle += 1

    def _took_the_last_idle_one(self) -> bool:
        """Whether another thread is to begin, which is counted already."""
        with self.lock:
            begins = self.idle == 1 and self.threads < THREADS
            self.threads += begins
            self.idle += begins - 1
            return begins


def converse(django: Callable, web: int, body: int | None = None) -> None:
    """Answer one request, whose socket and body these file descriptors are."""
    with Connection(web) as asking, io.BytesIO() if body is None else open(body, "rb") as came:
        drawn_from: list = []
        environ = asking.recv() | {"wsgi.input": came, "wsgi.errors": sys.stderr, DRAWN_FROM: drawn_from}
        asking.send((captured(django, environ), drawn_from))
