"""Owns what is logged and how: an entry begins with its time in UTC, and nothing that was typed feigns one."""

import logging
import re
import time

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


class Lines(logging.Formatter):
    """Entries of several lines, tracebacks among them, are indented; other control characters are written out."""

    converter = time.gmtime
    default_time_format, default_msec_format = "%Y-%m-%dT%H:%M:%S", "%s.%03dZ"

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        return _CONTROL.sub(_written_out, super().format(record)).replace("\n", "\n    ")


def _written_out(found: re.Match) -> str:
    return found.group().encode("unicode_escape").decode()


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"lines": {"()": "newsroom.logs.Lines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # What is not found is no news; who signs in is (community/watching.py).
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # scanners: each a traceback
        "lembar.security": {"level": "INFO"},
    },
}
