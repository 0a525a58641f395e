"""Owns the order in which the threads of a process write to SQLite: who came first writes first.

SQLite lets one write at a time, and has the others look again after up to a tenth of a second: whoever comes by at the
right moment is next, and somebody else waits for seconds. https://sqlite.org/c3ref/busy_timeout.html
"""

import sqlite3
import threading
from collections import deque
from functools import lru_cache

from django.db.backends.sqlite3.base import FORMAT_QMARK_REGEX, SQLiteCursorWrapper

PATIENCE = 20  # seconds for a turn, and as many that SQLite itself is asked then, before it says that it is locked
READS, LONGEST = ("SELECT", "PRAGMA", "EXPLAIN"), 7


class Queue:
    """A lock that is handed on in the order in which it was asked for."""

    def __init__(self):
        self.lock, self.waiting, self.is_taken = threading.Lock(), deque(), False

    def enter(self) -> bool:
        """Whether the turn came within PATIENCE."""
        with self.lock:
            if not self.is_taken:
                self.is_taken = True
                return True
            turn = threading.Event()
            self.waiting.append(turn)
        try:
            return turn.wait(PATIENCE) or not self._gave_up(turn)
        except BaseException:  # an ending, in the middle of waiting
            if not self._gave_up(turn):
                self.leave()
            raise

    def _gave_up(self, turn: threading.Event) -> bool:
        """Whether the turn had not come in the last moment."""
        with self.lock:
            if not turn.is_set():
                self.waiting.remove(turn)
            return not turn.is_set()

    def leave(self) -> None:
        with self.lock:
            if self.waiting:
                self.waiting.popleft().set()
            else:
                self.is_taken = False


QUEUE = Queue()


class Connection(sqlite3.Connection):
    """Has its turn from the first statement that may write until its transaction ends."""

    has_turn = False

    def cursor(self, factory=None):
        return super().cursor(Cursor)

    def wait_for(self, query: str) -> None:
        if self.has_turn or self.in_transaction:
            return
        begins = query.lstrip()[:LONGEST].upper()
        if not begins.startswith(READS) and begins != "BEGIN":  # alone it only holds what is read still
            self.has_turn = QUEUE.enter()

    def settle(self) -> None:
        """Give the turn on when nothing is open any more."""
        if self.has_turn and not self.in_transaction:
            self.has_turn = False
            QUEUE.leave()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.settle()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.settle()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if self.has_turn:
                self.has_turn = False
                QUEUE.leave()


class Cursor(SQLiteCursorWrapper):
    """Django's cursor, each of whose statements waits for its turn. Django looks through each for the places of its
    parameters: what was found is remembered, since most statements are the same from page to page."""

    def convert_query(self, query, *, param_names=None):
        return _with_marks(query) if param_names is None else super().convert_query(query, param_names=param_names)

    def execute(self, query, params=None):
        self.connection.wait_for(query)
        try:
            return super().execute(query, params)
        finally:
            self.connection.settle()

    def executemany(self, query, param_list):
        self.connection.wait_for(query)
        try:
            return super().executemany(query, param_list)
        finally:
            self.connection.settle()


@lru_cache(500)
def _with_marks(query: str) -> str:
    return FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
