"""Owns what stands beside an article: the newest others, and others that are related, each with the reason why."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL

from articles.listed import TITLED, Titled, titled
from articles.models import Article, LiveTopic
from community.prepared import prepared

OTHERS = 5
RELATED = 3


@dataclass(frozen=True)
class Beside:
    """`of_topic` share the main topic, `of_writer` the writer; what stands in the first is not in the second."""

    latest: tuple[Titled, ...]
    of_topic: tuple[Titled, ...]
    of_writer: tuple[Titled, ...]


def beside(article: int, author: int, topic: int | None) -> Beside:
    """The newest of each kind, of these keys, in one query: each part of it begins at the newest row of an index."""
    rows = [(Titled(*facts), by, shares) for by, shares, *facts in _columns_beside(article, author, topic or 0)]
    of_topic = [found for found, _by, shares in rows if shares][:RELATED]
    of_writer = [found for found, by, _shares in rows if by == author and found not in of_topic][:RELATED]
    return Beside(tuple(found for found, *_why in rows[:OTHERS]), tuple(of_topic), tuple(of_writer))


@prepared
def _columns_beside(article, author, topic):
    """The keys are a union, one more of each kind than is shown: of three conditions with OR between them PostgreSQL
    asks every article."""
    keys = RawSQL(  # in SQL, since on SQLite Django refuses parts of a union that are cut off
        """
        SELECT id FROM (
            SELECT id FROM articles_article WHERE standing = 'live'
            ORDER BY first_published_at DESC, id DESC LIMIT %s
        ) newest UNION SELECT id FROM (
            SELECT id FROM articles_article WHERE standing = 'live' AND author_id = %s
            ORDER BY first_published_at DESC, id DESC LIMIT %s
        ) own UNION SELECT article_id FROM (
            SELECT article_id FROM articles_livetopic WHERE topic_id = %s
            ORDER BY first_published_at DESC, article_id DESC LIMIT %s
        ) under
        """,
        (OTHERS + 1, author, RELATED + 1, topic, RELATED + 1),
    )
    shares = Exists(LiveTopic.objects.filter(article=OuterRef("pk"), topic=topic))
    found = Article.objects.live().newest_first().filter(pk__in=keys).exclude(pk=article)
    return found.annotate(shares=shares).values_list("author_id", "shares", *TITLED)


def latest_others(article: Article) -> list[Titled]:
    """The newest live articles besides this one."""
    return titled(Article.objects.live().newest_first().exclude(pk=article.pk)[:OTHERS])
