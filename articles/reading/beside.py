"""Owns what stands beside an article: the newest others, and others that are related, each with the reason why."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, LiveTopic, Topic

OTHERS = 5
RELATED = 3


@dataclass(frozen=True)
class Beside:
    """`of_topic` share the main topic, `of_writer` the writer; what stands in the first is not in the second."""

    latest: list[Article]
    of_topic: list[Article]
    of_writer: list[Article]


def beside(article: Article, topic: Topic | None) -> Beside:
    """The newest of each kind, in one query: each part of it begins at the newest row of an index.

    Their keys are a union: of three conditions with OR between them PostgreSQL asks every article.
    """
    newest, own = live().values("pk"), live().filter(author=article.author_id).values("pk")
    under = LiveTopic.objects.filter(topic=topic).order_by("-first_published_at", "-article").values("article")
    kinds = (newest[: OTHERS + 1], own[: RELATED + 1], under[: RELATED + 1])
    first, *others = (Article.objects.filter(pk__in=some).values("pk") for some in kinds)
    shares = Exists(LiveTopic.objects.filter(article=OuterRef("pk"), topic=topic))
    rows = list(light(live().filter(pk__in=first.union(*others)).exclude(pk=article.pk).annotate(shares_topic=shares)))
    of_topic = [row for row in rows if row.shares_topic][:RELATED]
    of_writer = [row for row in rows if row.author_id == article.author_id and row not in of_topic][:RELATED]
    return Beside(rows[:OTHERS], of_topic, of_writer)


def latest_others(article: Article) -> list[Article]:
    """The newest live articles besides this one."""
    return list(light(live().exclude(pk=article.pk))[:OTHERS])


def live() -> QuerySet[Article]:
    return Article.objects.live().newest_first()


def light(articles: QuerySet[Article]) -> QuerySet[Article]:
    """What a row with title and day needs."""
    return articles.select_related("live_revision").defer("body", "live_revision__body")
