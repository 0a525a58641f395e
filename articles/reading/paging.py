"""Owns paging by key: a page begins after the last row of the one before, however many were published since."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

PAGE_LENGTH = 20


@dataclass(frozen=True)
class Page:
    """`rows` of one page; `older` is the key of the next one, empty on the last."""

    rows: list
    older: str
    first: bool


def newest_page(queryset: QuerySet, key: str, *, length: int = PAGE_LENGTH) -> Page:
    """A page of rows ordered by `-first_published_at, -pk`, after `key`. An unreadable key is a 404."""
    before = _read(key) if key else Q()
    rows = list(queryset.filter(before)[: length + 1])
    older = _key(rows[length - 1]) if len(rows) > length else ""
    return Page(rows[:length], older, first=not key)


def _key(row) -> str:
    return f"{row.first_published_at:%Y%m%dT%H%M%S.%fZ}-{row.pk}"


def _read(key: str) -> Q:
    stamp, _, pk = key.rpartition("-")
    try:
        moment = parse_datetime(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:11]}:{stamp[11:13]}:{stamp[13:]}")
    except ValueError as error:
        raise Http404("page key") from error
    if moment is None or not pk.isdecimal() or not pk.isascii() or len(pk) > 18:
        raise Http404("page key")
    return Q(first_published_at__lt=moment) | Q(first_published_at=moment, pk__lt=int(pk))
