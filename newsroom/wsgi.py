"""Owns the doorway between web server and Django: what of the environment comes in, how a thread's connection ends."""

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django = get_wsgi_application()

from newsroom.pagecache import PageCache  # noqa: E402  the page cache looks for views, so Django is set up first

# granian adds the whole environment of its process to every request, passwords in addresses included.
CGI = frozenset(
    "CONTENT_LENGTH CONTENT_TYPE GATEWAY_INTERFACE PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_PORT REQUEST_METHOD "
    "SCRIPT_NAME SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_SOFTWARE".split()
)
# Variables that look like a header, as HTTP_PROXY does: no header of that name is let in either.
FEIGNED = frozenset(name for name in os.environ if name.startswith("HTTP_"))
TASKS = Path("/proc/self/task")


class Doorway:
    """The WSGI application in front of Django, behind the page cache.

    granian ends threads that are idle, and Django would leave what they held of SQLite to the garbage collector. The
    next new thread closes it: a destructor in the ending thread itself, tried first, crashed the process.
    """

    def __init__(self, django: Callable):
        self.django = django
        self.thread = threading.local()
        self.held: dict[int, BaseDatabaseWrapper] = {}
        self.lock = threading.Lock()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not hasattr(self.thread, "known"):
            self.thread.known = True
            self._take_over()
        if "HTTP_TRANSFER_ENCODING" in environ and not environ.get("CONTENT_LENGTH"):
            start_response(
                "411 Length Required", [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", "15")]
            )
            return [b"Length Required"]
        return self.django({key: environ[key] for key in environ if is_for_requests(key)}, start_response)

    def _take_over(self) -> None:
        """Note this thread's connection, and close those of threads that the kernel no longer knows."""
        me = threading.get_native_id()
        with self.lock:
            ended = {me} & self.held.keys() | {thread for thread in self.held if has_ended(thread)}
            for thread in ended:
                close_raw(self.held.pop(thread))
            self.held[me] = connections[connection.alias]


def has_ended(thread: int) -> bool:
    """Whether this native thread of ours is gone. Without Linux's /proc nobody knows, and the collector does it."""
    return TASKS.exists() and not (TASKS / str(thread)).exists()


def close_raw(held: BaseDatabaseWrapper) -> None:
    """Django's own `close` refuses another thread's connection; SQLite's handle does not mind."""
    if held.vendor == "sqlite" and held.connection is not None:
        held.connection.close()
        held.connection = None


def is_for_requests(key: str) -> bool:
    return key in CGI or key.startswith("wsgi.") or (key.startswith("HTTP_") and key not in FEIGNED)


application = PageCache(Doorway(django))
