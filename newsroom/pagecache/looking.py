"""Owns what this process knows of the stamps: their numbers, looked up again and again on a connection of its own."""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from django.db import connection

log = logging.getLogger(__name__)

LOOKS_AFTER = 0.5  # seconds: a look older than this is made again, by one thread while the others serve on
TRUSTED_FOR = 1.0  # seconds: a look older than this is waited for
MOST_NUMBERS = 100_000  # kept in memory; then everything is forgotten once
HIGHEST = "SELECT key, number FROM community_pagestamp WHERE key = ''"
DJANGOS = {"cursor_factory", "context", "prepare_threshold"}
SINCE = "SELECT key, number FROM community_pagestamp WHERE number > {} OR key = ''"


class Stamps:
    """The numbers of what changed since this process began to look.

    `highest` was committed before the last look. `changes` is another object after every look that found something, so
    a page is compared with the numbers once a change; `epoch` another one when nothing kept before counts any more.
    """

    def __init__(self, look: Callable[[str], Iterable[tuple[str, int]]] | None = None):
        self.look = look or Database()
        self.lock = threading.Lock()
        self.looked_at = self.failed_at = float("-inf")
        self._begin(0)

    def _begin(self, highest: int) -> None:
        self.highest, self.numbers = highest, {}
        self.epoch = self.changes = object()

    def are_known(self) -> bool:
        """Whether the numbers are those of the last second. False only when the database cannot be asked: a look that
        fails, which may take seconds, has failed for all who waited for it."""
        asked = time.monotonic()
        age = asked - self.looked_at
        if age > LOOKS_AFTER and self.lock.acquire(blocking=age > TRUSTED_FOR):
            try:
                if self.failed_at < asked and time.monotonic() - self.looked_at > LOOKS_AFTER:
                    self._look()
            finally:
                self.lock.release()
        return time.monotonic() - self.looked_at <= TRUSTED_FOR

    def _look(self) -> None:
        began = time.monotonic()
        try:
            found = dict(self.look(SINCE.format(self.highest) if self.highest else HIGHEST))
        except Exception as error:  # SQLite's and PostgreSQL's errors have no parent of their own
            log.warning("The page cache cannot see the stamps, so pages are drawn anew: %s", error)
            self.failed_at = time.monotonic()
            return
        newest = found.pop("", 0)
        if newest < self.highest or not self.highest or len(self.numbers) > MOST_NUMBERS:
            if newest or self.highest:  # the first look, or another database stands in the place of this one
                self._begin(newest)
        elif newest > self.highest:
            self.numbers, self.highest, self.changes = self.numbers | found, newest, object()
        self.looked_at = began

    def now(self) -> tuple[object, int]:
        """Epoch and highest number, in this order: of a new epoch the number is new, too."""
        return self.epoch, self.highest

    def have_moved(self, keys: Iterable[str], since: int) -> bool:
        """Whether one of `keys` was raised after the number `since`."""
        return any(self.numbers.get(key, 0) > since for key in keys)


class Database:
    """One raw connection of this process, made at the first look and anew after any error. Not for two threads at once.

    Never Django's: those belong to threads, and a request may hold one inside a transaction.
    """

    def __init__(self):
        self.connection = None

    def __call__(self, query: str) -> list[tuple[str, int]]:
        try:
            if self.connection is None:
                self.connection = _connected()
            return self.connection.execute(query).fetchall()
        except Exception:
            with suppress(Exception):
                self.connection.close()
            self.connection = None
            raise


def _connected():
    if connection.vendor == "sqlite":
        name = connection.settings_dict["NAME"]
        return sqlite3.connect(name, timeout=1, isolation_level=None, check_same_thread=False)
    import psycopg  # comes with [scale] alone

    told = connection.get_connection_params()
    return psycopg.connect(**{name: told[name] for name in told.keys() - DJANGOS}, autocommit=True, connect_timeout=2)
