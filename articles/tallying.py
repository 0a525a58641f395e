"""Owns the number of live articles under each topic: moved with the rows, and mended at a start."""

from collections import Counter

from django.db import connection, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from articles import pages
from articles.models import LiveTopic, Topic

MOVE = """
    INSERT INTO articles_topictally AS kept (topic_id, number) VALUES (%s, %s)
    ON CONFLICT (topic_id) DO UPDATE SET number = kept.number + excluded.number
"""


def counted(rows: QuerySet[LiveTopic]) -> Counter[int]:
    """How many of these rows each topic has."""
    return Counter(dict(rows.order_by().values_list("topic").annotate(number=Count("pk"))))


def move(moves: Counter[int]) -> None:
    """Add to the numbers of these topics. Call after everything else, but before the stamps are raised.

    In the order of keys, and with no lock to come but that of the stamps: no two steps wait for each other.
    """
    if told := [(topic, number) for topic, number in sorted(moves.items()) if number]:
        with connection.cursor() as cursor:
            cursor.executemany(MOVE, told)


@transaction.atomic
def mend() -> int:
    """Set every number that is not that of the rows, as a process of a former version leaves it; how many.

    Both are seen in one statement, and move together: what they differ by stays the same while others go on.
    """
    Topic.objects.select_for_update(no_key=True).order_by("pk").values_list("pk").first()  # one node at a time
    under = LiveTopic.objects.filter(topic=OuterRef("pk")).order_by().values("topic")
    rows = Coalesce(Subquery(under.annotate(number=Count("pk")).values("number")), 0)
    told = Topic.objects.annotate(lacks=rows - Coalesce("tally__number", 0))
    wrong = Counter(dict(told.exclude(lacks=0).values_list("pk", "lacks")))
    if wrong:
        move(wrong)
        pages.everything_anew()
    return len(wrong)
