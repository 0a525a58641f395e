"""Owns the order in which the threads of a process write to SQLite: who came first writes first.

SQLite lets one write at a time, and has the others look again after up to a tenth of a second: whoever comes by at the
right moment is next, and somebody else waits for seconds. https://sqlite.org/c3ref/busy_timeout.html
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.sqlite3.base import SQLiteCursorWrapper

PATIENCE = 20  # seconds for a turn, and as many that SQLite itself is asked then, before it says that it is locked
READS = ("SELECT", "PRAGMA", "EXPLAIN")


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

    @contextmanager
    def in_turn(self, query: str) -> Iterator[None]:
        if not self.has_turn and not self.in_transaction and not query.lstrip().upper().startswith(READS):
            self.has_turn = QUEUE.enter()
        try:
            yield
        finally:
            self._settle()

    def _settle(self) -> None:
        if self.has_turn and not self.in_transaction:
            self.has_turn = False
            QUEUE.leave()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._settle()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._settle()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if self.has_turn:
                self.has_turn = False
                QUEUE.leave()


class Cursor(SQLiteCursorWrapper):
    """Django's cursor, each of whose statements waits for its turn."""

    def execute(self, query, params=None):
        with self.connection.in_turn(query):
            return super().execute(query, params)

    def executemany(self, query, param_list):
        with self.connection.in_turn(query):
            return super().executemany(query, param_list)
