"""Owns paging by key: a page begins after the last row of the one before, however many were published since."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet
from django.http import Http404

from articles.order import Place

PAGE_LENGTH = 20
ONE_MORE = PAGE_LENGTH + 1  # rows that are read, to know whether another page follows
STAMP = "%Y%m%dT%H%M%S.%fZ"
NUMBER = re.compile(r"\d{1,18}", re.ASCII)
KEY = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """`rows` of one page; `older` is the key of the next one, empty on the last. Of cards it is a value (pieces.py)."""

    rows: tuple
    older: str
    first: bool


def newest_page(columns: Callable[..., Iterable], key: str, *, read: Callable = list) -> Page:
    """A page of rows ordered by `-first_published_at, -pk`, after `key`. `columns` gives ONE_MORE of them, those after
    a place when it gets one, and `read` makes of them what is shown. An unreadable key is a 404."""
    found = read(columns(*(place_of(key) if key else ())))
    shown, more = tuple(found[:PAGE_LENGTH]), found[PAGE_LENGTH:]
    return Page(shown, key_of(shown[-1].first_published_at, shown[-1].pk) if more else "", first=not key)


def numbered_page(queryset: QuerySet, key: str, *, length: int = PAGE_LENGTH) -> Page:
    """A page of rows with the latest key first; `older` is the key of its last row. An unreadable key is a 404."""
    if key and not NUMBER.fullmatch(key):
        raise Http404("page key")
    rows = list((queryset.filter(pk__lt=int(key)) if key else queryset).order_by("-pk")[: length + 1])
    return Page(tuple(rows[:length]), str(rows[length - 1].pk) if len(rows) > length else "", first=not key)


def named_page(queryset: QuerySet, start: str, *, length: int) -> Page:
    """A page of rows with a unique `key`, ordered by it, from `start` on; `older` is where the next one begins."""
    if "\x00" in start:
        raise Http404("page key")
    rows = list(queryset.filter(key__gte=start)[: length + 1])
    return Page(tuple(rows[:length]), rows[length].key if len(rows) > length else "", first=not start)


def key_of(moment: datetime, pk: int) -> str:
    return f"{moment.astimezone(UTC).strftime(STAMP)}-{pk}"


def place_of(key: str) -> Place:
    """The moment and the number that a page's key is made of. An unreadable key is a 404."""
    found = KEY.fullmatch(key)
    try:
        moment = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        moment = None
    if moment is None:
        raise Http404("page key")
    return moment, int(found[2])
