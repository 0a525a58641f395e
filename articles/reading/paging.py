"""Owns paging by key: a page begins after the last row of the one before, however many were published since."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q, QuerySet
from django.http import Http404

PAGE_LENGTH = 20
STAMP = "%Y%m%dT%H%M%S.%fZ"
KEY = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-(\d{1,18})", re.ASCII)


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
    return f"{row.first_published_at.astimezone(UTC).strftime(STAMP)}-{row.pk}"


def _read(key: str) -> Q:
    found = KEY.fullmatch(key)
    try:
        moment = datetime.strptime(found[1], STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        moment = None
    if moment is None:
        raise Http404("page key")
    return Q(first_published_at__lt=moment) | Q(first_published_at=moment, pk__lt=int(found[2]))
