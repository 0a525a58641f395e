"""Owns how the web server's process asks Django's: what the page cache has is answered without waiting for a query or a
save, and these do not take turns with a thousand readers.

A request goes over a pair of sockets of its own, whose other end is passed to whichever of Django's threads is free.
While that process is started again, requests that it has not taken yet wait for it.
"""

import io
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Iterable
from multiprocessing.connection import Connection

from articles.reading.public import DRAWN_FROM
from newsroom.databases import MOST_CONNECTIONS
from newsroom.pagecache import captured

log = logging.getLogger(__name__)

THREADS = MOST_CONNECTIONS  # of Django at most; each keeps a connection, with some MB of its pages, and never ends
CALL = b"request"  # beside which the sockets are passed


class Interrupted(Exception):
    """Django's process ended while it worked at a request. What this was to write may stand or not."""


class Behind:
    """Made before the processes are forked: a WSGI application in the one, and in the other what answers it."""

    def __init__(self):
        self.asking, self.answering = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.lock, self.threads, self.idle = threading.Lock(), 1, 1

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """The whole answer. Raises Interrupted. Nothing is asked twice: it may have been what ended the process."""
        try:
            (status, headers, body), drawn_from = self._asked(environ)
        except (EOFError, OSError) as ended:  # at once, or in the middle of the answer
            raise Interrupted from ended
        environ.get(DRAWN_FROM, []).extend(drawn_from)
        start_response(status, headers)
        return [body]

    def _asked(self, environ: dict) -> tuple:
        """A body is in memory, or in a file that is passed on (`Doorway`)."""
        words = {
            name: value
            for name, value in environ.items()
            if isinstance(value, str | bool | tuple) or name == DRAWN_FROM  # empty
        }
        body = environ.get("wsgi.input")
        in_memory = body.getvalue() if isinstance(body, io.BytesIO) else b""
        ours, theirs = socket.socketpair()
        with Connection(ours.detach()) as django:
            with theirs:
                is_file = int(environ.get("CONTENT_LENGTH") or 0) > len(in_memory)
                passed = [theirs.fileno(), *([body.fileno()] if is_file else [])]
                socket.send_fds(self.asking, [CALL], passed)
            django.send((words, in_memory, is_file))
            return django.recv()

    def answer(self, django: Callable) -> None:
        """Answer for ever: in this thread, and in as many more as there are requests at once."""
        while True:
            _call, passed, _flags, _sender = socket.recv_fds(self.answering, len(CALL), 2)
            try:
                if self._took_the_last_idle_one():
                    self._begin_another(django)
                converse(django, passed)
            except (EOFError, ConnectionError):
                pass  # the web server's process ended meanwhile
            except BaseException:  # whatever a view raises, the thread goes on
                log.exception("A request was not answered.")
            finally:
                for left in passed:
                    os.close(left)
                with self.lock:
                    self.idle += 1

    def _took_the_last_idle_one(self) -> bool:
        """Whether another thread is to begin, which is counted already."""
        with self.lock:
            begins = self.idle == 1 and self.threads < THREADS
            self.threads += begins
            self.idle += begins - 1
            return begins

    def _begin_another(self, django: Callable) -> None:
        """Where the machine has no room for one, this thread goes on alone."""
        try:
            threading.Thread(target=self.answer, args=[django], daemon=True).start()
        except RuntimeError as no_room:
            log.error("No further thread for Django: %s", no_room)
            with self.lock:
                self.threads -= 1
                self.idle -= 1


def converse(django: Callable, passed: list[int]) -> None:
    """Answer one request, whose socket and body these file descriptors are. Each is taken out when something else is to
    close it. Raises ValueError when the body's was not passed on."""
    with Connection(passed.pop(0)) as web:
        words, in_memory, is_file = web.recv()
        if is_file != bool(passed):
            raise ValueError("A body was lost between two processes.")
        with open(passed.pop(), "rb") if is_file else io.BytesIO(in_memory) as body:
            told = words | {"wsgi.input": body, "wsgi.errors": sys.stderr}
            web.send((captured(django, told), words.get(DRAWN_FROM, [])))
