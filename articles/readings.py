"""Owns how readings are counted up and which articles were read most. Nothing of a reader is known or kept here."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.listed import address
from articles.models import Article, LiveTopic, MostRead, ReadingCount, Span, Standing
from articles.pages import MOST_READ
from community.prepared import prepared
from community.stamps import raise_stamps

PLACES = 5
LOOKED_AT = 500  # articles of a topic
LASTS = {Span.DAY: timedelta(days=1), Span.WEEK: timedelta(days=7)}
KEPT_FOR = timedelta(days=30)
ADD = """
    INSERT INTO articles_readingcount (article_id, hour, number) VALUES (%s, %s, %s)
    ON CONFLICT (article_id, hour) DO UPDATE SET number = articles_readingcount.number + excluded.number
"""


class Ranked(NamedTuple):
    code: str
    title: str
    author: int
    pen_name: str

    get_absolute_url = address


RANKED = ("article__code", "article__live_revision__title", "article__author_id", "article__author__pen_name")


@transaction.atomic
def add(counts: dict[int, int], at: datetime) -> None:
    """Add so many readings of each article, by key, to the hour of `at`; what is no article any more is left out."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    known = Article.objects.filter(pk__in=counts).order_by("pk").values_list("pk", flat=True)
    adapted = connection.ops.adapt_datetimefield_value(hour)
    with connection.cursor() as cursor:
        cursor.executemany(ADD, [(pk, adapted, counts[pk]) for pk in known])


def rank() -> int:
    """Write the lists of the most read anew; how many changed."""
    return sum(_ranked(span) for span in Span)


@transaction.atomic
def _ranked(span: Span) -> bool:
    since = timezone.now() - LASTS[span]
    counted = ReadingCount.objects.filter(hour__gte=since, article__standing=Standing.LIVE)
    best = counted.values("article").annotate(read=Sum("number")).order_by("-read", "-article")[:PLACES]
    wanted = [row["article"] for row in best]
    rows = MostRead.objects.filter(span=span)
    if wanted == list(rows.order_by("place").values_list("article", flat=True)):
        return False
    rows.delete()
    places = enumerate(wanted, start=1)
    MostRead.objects.bulk_create(MostRead(span=span, place=place, article_id=pk) for place, pk in places)
    raise_stamps(MOST_READ)
    return True


def most_read() -> dict[str, list[Ranked]]:
    """The most read live articles of each span, in one query."""
    found = [(span, Ranked(*facts)) for span, standing, *facts in _ranking() if standing == Standing.LIVE]
    return {span.value: [ranked for of, ranked in found if of == span] for span in Span}


@prepared
def _ranking():
    return MostRead.objects.order_by("place").values_list("span", "article__standing", *RANKED)


def best_under(topic: int) -> QuerySet[Article]:
    """The most read first, of the newest articles of a topic, each with `read`: how often since the counts are kept.

    The newest alone, so that it costs the same under the largest topic.
    """
    newest = LiveTopic.objects.filter(topic=topic).order_by("-first_published_at", "-article").values("article")
    counts = ReadingCount.objects.filter(article=OuterRef("pk"), hour__gte=timezone.now() - KEPT_FOR)
    number = counts.order_by().values("article").annotate(read=Sum("number")).values("read")
    ranked = Article.objects.live().filter(pk__in=newest[:LOOKED_AT]).annotate(read=Coalesce(Subquery(number), 0))
    return ranked.order_by("-read", "-first_published_at", "-pk")


def forget_old() -> int:
    return ReadingCount.objects.filter(hour__lt=timezone.now() - KEPT_FOR).delete()[0]
