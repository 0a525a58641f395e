"""Owns what stands beside an article: the newest others, and others that are related, each with the reason why."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from articles.listed import TITLED, Titled, titled
from articles.models import Article, LiveTopic, Topic

OTHERS = 5
RELATED = 3


@dataclass(frozen=True)
class Beside:
    """`of_topic` share the main topic, `of_writer` the writer; what stands in the first is not in the second."""

    latest: list[Titled]
    of_topic: list[Titled]
    of_writer: list[Titled]


def beside(article: Article, topic: Topic | None) -> Beside:
    """The newest of each kind, in one query: each part of it begins at the newest row of an index.

    Their keys are a union: of three conditions with OR between them PostgreSQL asks every article.
    """
    newest, own = live().values("pk"), live().filter(author=article.author_id).values("pk")
    under = LiveTopic.objects.filter(topic=topic).order_by("-first_published_at", "-article").values("article")
    kinds = (newest[: OTHERS + 1], own[: RELATED + 1], under[: RELATED + 1])
    first, *others = (Article.objects.filter(pk__in=some).values("pk") for some in kinds)
    shares = Exists(LiveTopic.objects.filter(article=OuterRef("pk"), topic=topic))
    found = live().filter(pk__in=first.union(*others)).exclude(pk=article.pk).annotate(shares_topic=shares)
    both = [(Titled(*facts), shared) for *facts, shared in found.values_list(*TITLED, "shares_topic")]
    rows, of_topic = [row for row, _shared in both], [row for row, shared in both if shared][:RELATED]
    of_writer = [row for row in rows if row.author_id == article.author_id and row not in of_topic][:RELATED]
    return Beside(rows[:OTHERS], of_topic, of_writer)


def latest_others(article: Article) -> list[Titled]:
    """The newest live articles besides this one."""
    return titled(live().exclude(pk=article.pk)[:OTHERS])


def live() -> QuerySet[Article]:
    return Article.objects.live().newest_first()
