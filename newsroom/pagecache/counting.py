"""Owns which answers count as readings, and when they are written down: together, once a minute."""

import logging
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache

from django.db import connections
from django.utils import timezone

from articles import readings

log = logging.getLogger(__name__)

EVERY = 60  # seconds between two writings
MOST = 50_000  # articles that are counted between them
ASKED = 400  # letters of a browser's own words that are read
# What says of itself that it is a program. https://www.iab.com/guidelines/iab-abc-international-spiders-bots-list/
ROBOT = re.compile(
    r"bot|crawl|spider|slurp|fetch|scan|monitor|preview|headless|lighthouse|externalhit|embed|feed|archiv|validator|"
    r"curl|wget|python|java/|okhttp|go-http|libwww|perl|ruby|php|http[-_ ]?client|axios|node|whatsapp|telegram",
    re.IGNORECASE,
)


class Readings:
    """Counts of this process by article's key, handed on when a minute is over."""

    def __init__(self, write: Callable = readings.add):
        self.write, self.counts, self.lock = write, {}, threading.Lock()
        self.written_at = time.monotonic()

    def note(self, article: int, environ: dict) -> None:
        """Count one answer, unless a robot asked or a browser fetched ahead."""
        if is_robot(environ.get("HTTP_USER_AGENT", "")) or "HTTP_SEC_PURPOSE" in environ or "HTTP_PURPOSE" in environ:
            return
        self.counts[article] = self.counts.get(article, 0) + 1
        if time.monotonic() - self.written_at > EVERY or len(self.counts) > MOST:
            self.written_at = time.monotonic()
            with suppress(RuntimeError):  # the machine has no room for one: it is counted on
                threading.Thread(target=self.hand_on, daemon=True).start()

    def hand_on(self) -> None:
        """Write down what was counted; when that fails it is counted on."""
        with self.lock:
            counts, self.counts = self.counts, {}
            try:
                if counts:
                    self.write(counts, timezone.now())
            except Exception as error:  # each database has its own; a count is not worth an answer
                log.warning("Readings could not be written; they are kept for the next time: %s", error)
                for article, number in counts.items():
                    self.counts[article] = self.counts.get(article, 0) + number
            finally:
                connections.close_all()


def is_robot(agent: str) -> bool:
    return not agent or _is_program(agent[:ASKED])


@lru_cache(1024)
def _is_program(agent: str) -> bool:
    return ROBOT.search(agent) is not None
