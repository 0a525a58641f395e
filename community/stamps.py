"""Owns how a change is told to every page cache: the numbers of what it touches rise in its transaction."""

from django.db import connection, transaction

from community.models import PageStamp, User

SITE = "site"  # every page is drawn from it
NEXT = """
    INSERT INTO community_pagestamp AS stamp (key, number) VALUES ('', 1)
    ON CONFLICT (key) DO UPDATE SET number = stamp.number + 1 RETURNING number
"""


def of_person(person: User) -> str:
    return f"person:{person.pk}"


@transaction.atomic
def raise_stamps(*keys: str) -> None:
    """Make every cache draw the pages of these keys anew. Call last in a transaction: others wait for its end."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT)
        (number,) = cursor.fetchone()
    PageStamp.objects.bulk_create(
        [PageStamp(key=key, number=number) for key in sorted(set(keys))],
        update_conflicts=True, unique_fields=["key"], update_fields=["number"],
    )  # fmt: skip
