"""Owns the spans that a moment in a row begins or ends: a clock that was wrong when it was written makes none longer.

What lies further ahead than it ever could was written by a clock that was ahead, or is read by one that is behind.
"""

from datetime import datetime, timedelta

from django.db.models import FloatField, Func, Q

SLACK = timedelta(minutes=1)  # by which the clocks of two nodes may differ


def under_way(end: str, lasts: timedelta, now: datetime) -> Q:
    """Rows whose span is not over; `end` is the field that says until when, `lasts` how long such a span is at most."""
    return Q(**{f"{end}__gt": now, f"{end}__lte": now + lasts + SLACK})


def is_under_way(end: datetime | None, lasts: timedelta, now: datetime) -> bool:
    return end is not None and now < end <= now + lasts + SLACK


def is_within(beginning: datetime | None, lasts: timedelta, now: datetime) -> bool:
    return beginning is not None and beginning - SLACK <= now < beginning + lasts


def over(end: str, lasts: timedelta, now: datetime) -> Q:
    """Rows whose span is over; those that have none are not among them."""
    return Q(**{f"{end}__lte": now}) | Q(**{f"{end}__gt": now + lasts + SLACK})


def past(moment: str, by: timedelta, now: datetime) -> Q:
    """Rows whose moment is at least so long past; one that lies in the future counts as long past."""
    return Q(**{f"{moment}__lte": now - by}) | Q(**{f"{moment}__gt": now + SLACK})


class Seconds(Func):
    """A moment as seconds, on SQLite to a thousandth: what lies between two is known without reading either."""

    output_field = FloatField()

    def as_sqlite(self, compiler, connection, **words):
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s) * 86400)", **words)

    def as_postgresql(self, compiler, connection, **words):
        template = "EXTRACT(EPOCH FROM %(expressions)s)::double precision"
        return self.as_sql(compiler, connection, template=template, **words)
