"""Owns how long a session lasts: two weeks after it was last written to, and in no case longer than from its sign-in.

The engine of SESSION_ENGINE: Django's, in the database, with an end that no use of the session moves.
"""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from community.spans import SLACK

LONGEST, OF_STAFF = timedelta(days=60), timedelta(days=7)
ENDS = "ends"  # seconds since 1970


def begin(session: SessionBase, *, of_staff: bool) -> None:
    """Note when a session ends that somebody has just signed in with."""
    session[ENDS] = (timezone.now() + (OF_STAFF if of_staff else LONGEST)).timestamp()


class SessionStore(DatabaseStore):
    def load(self) -> dict:
        """Nobody's session if it ends later than any could: a clock was ahead when it began, or is behind now."""
        data = super().load()
        if data.get(ENDS, 0) <= (timezone.now() + LONGEST + SLACK).timestamp():
            return data
        self._session_key = None
        return {}

    def create_model_instance(self, data: dict):
        """A session that began before there were ends gets the longest."""
        if SESSION_KEY in data and ENDS not in data:
            begin(self, of_staff=False)
        return super().create_model_instance(data)

    def get_expiry_age(self, **kwargs) -> int:
        left = super().get_expiry_age(**kwargs)
        return min(left, int(self[ENDS] - timezone.now().timestamp())) if ENDS in self else left

    def get_expiry_date(self, **kwargs) -> datetime:
        last = super().get_expiry_date(**kwargs)
        return min(last, datetime.fromtimestamp(self[ENDS], UTC)) if ENDS in self else last

    @classmethod
    def get_model_class(cls):
        return DatabaseStore.get_model_class()
