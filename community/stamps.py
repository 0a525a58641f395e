"""Owns how a change is told to every page cache: the numbers of what it touches rise in its transaction."""

from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

from community.models import PageStamp

PERSON = "person:"
SITE = "site"  # every page is drawn from it
PEOPLE = "people"  # raised with each person's: what names all of them is drawn from it
NEXT = """
    INSERT INTO community_pagestamp AS stamp (key, number) VALUES ('', 1)
    ON CONFLICT (key) DO UPDATE SET number = stamp.number + 1 RETURNING number
"""


class Keyed(Protocol):
    """A row, or what was read of one."""

    @property
    def pk(self) -> int: ...


def of_person(person: Keyed | int) -> str:
    return f"{PERSON}{person if isinstance(person, int) else person.pk}"


@transaction.atomic
def raise_stamps(*keys: str) -> None:
    """Make every cache draw the pages of these keys anew. Call last in a transaction: others wait for its end."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        (number,) = cursor.fetchone()
    told = {*keys, *(PEOPLE for key in keys if key.startswith(PERSON))}
    now = timezone.now()
    PageStamp.objects.bulk_create(
        [PageStamp(key=key, number=number, raised_at=now) for key in sorted(told)],
        update_conflicts=True, unique_fields=["key"], update_fields=["number", "raised_at"],
    )  # fmt: skip
