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

THREADS = 16  # of Django, each with its connection to the database and some MB of its pages; they never end
READS = ("GET", "HEAD")
CALL = b"request"  # beside which the sockets are passed


class Interrupted(Exception):
    """Django's process ended while it worked at a request. What this was to write may stand or not."""


class Behind:
    """Made before the processes are forked: a WSGI application in the one, and in the other what answers it."""

    def __init__(self):
        self.asking, self.answering = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)

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
        """Answer for ever, in threads."""
        threads = [threading.Thread(target=self._answer, args=[django], daemon=True) for _number in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _answer(self, django: Callable) -> None:
        while True:
            _call, passed, _flags, _sender = socket.recv_fds(self.answering, len(CALL), 2)
            try:
                converse(django, *passed)
            except (EOFError, ConnectionError):
                pass  # the web server's process ended meanwhile
            except Exception:
                log.exception("A request was not answered.")


def converse(django: Callable, web: int, body: int | None = None) -> None:
    """Answer one request, whose socket and body these file descriptors are."""
    with Connection(web) as asking, io.BytesIO() if body is None else open(body, "rb") as came:
        drawn_from: list = []
        environ = asking.recv() | {"wsgi.input": came, "wsgi.errors": sys.stderr, DRAWN_FROM: drawn_from}
        asking.send((captured(django, environ), drawn_from))
