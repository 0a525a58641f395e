"""Owns the doorway between web server and Django: what of the environment comes in, how a thread's connection ends."""

import os
import threading
from collections.abc import Callable, Iterable

from django.core.wsgi import get_wsgi_application
from django.db import connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

# granian adds the whole environment of its process to every request, passwords in addresses included.
CGI = frozenset(
    "CONTENT_LENGTH CONTENT_TYPE GATEWAY_INTERFACE PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_PORT REQUEST_METHOD "
    "SCRIPT_NAME SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_SOFTWARE".split()
)
# Variables that look like a header, as HTTP_PROXY does: no header of that name is let in either.
FEIGNED = frozenset(name for name in os.environ if name.startswith("HTTP_"))


class ThreadEnd:
    """Closes what a thread held of SQLite when the thread ends: granian ends idle ones, Django would wait for the
    garbage collector."""

    def __init__(self):
        self.connection = connections[connection.alias]

    def __del__(self):
        if self.connection.vendor == "sqlite" and self.connection.connection is not None:
            self.connection.connection.close()
            self.connection.connection = None


class Doorway:
    """The WSGI application in front of Django."""

    def __init__(self, django: Callable):
        self.django = django
        self.thread = threading.local()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if not hasattr(self.thread, "end"):
            self.thread.end = ThreadEnd()
        if "HTTP_TRANSFER_ENCODING" in environ and not environ.get("CONTENT_LENGTH"):
            start_response("411 Length Required", [("Content-Type", "text/plain"), ("Content-Length", "15")])
            return [b"Length Required"]
        return self.django({key: environ[key] for key in environ if is_for_requests(key)}, start_response)


def is_for_requests(key: str) -> bool:
    return key in CGI or key.startswith("wsgi.") or (key.startswith("HTTP_") and key not in FEIGNED)


application = Doorway(get_wsgi_application())
