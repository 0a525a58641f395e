"""Owns what stands beside an article: the newest others, and others that are related, each with the reason why."""

from dataclasses import dataclass

from articles.listed import Titled, titled
from articles.models import Article, Topic

OTHERS = 5
RELATED = 3
# Their keys are a union: of three conditions with OR between them PostgreSQL asks every article. It says `live` itself,
# so that SQLite knows that the partial index holds all of it.
BESIDE = """
    SELECT article.id, article.code, article.first_published_at, article.author_id, revision.title AS live_title,
        EXISTS (SELECT 1 FROM articles_livetopic WHERE article_id = article.id AND topic_id = %(topic)s) AS shares_topic
    FROM articles_article article JOIN articles_revision revision ON revision.id = article.live_revision_id
    WHERE article.standing = 'live' AND article.id <> %(article)s AND article.id IN (
        SELECT id FROM (
            SELECT id FROM articles_article WHERE standing = 'live'
            ORDER BY first_published_at DESC, id DESC LIMIT %(others)s
        ) newest UNION SELECT id FROM (
            SELECT id FROM articles_article WHERE standing = 'live' AND author_id = %(author)s
            ORDER BY first_published_at DESC, id DESC LIMIT %(related)s
        ) own UNION SELECT article_id FROM (
            SELECT article_id FROM articles_livetopic WHERE topic_id = %(topic)s
            ORDER BY first_published_at DESC, article_id DESC LIMIT %(related)s
        ) under
    )
    ORDER BY article.first_published_at DESC, article.id DESC
"""


@dataclass(frozen=True)
class Beside:
    """`of_topic` share the main topic, `of_writer` the writer; what stands in the first is not in the second."""

    latest: list[Titled]
    of_topic: list[Titled]
    of_writer: list[Titled]


def beside(article: Article, topic: Topic | None) -> Beside:
    """The newest of each kind, in one query: each part of it begins at the newest row of an index.

    In SQL, since Django takes fifteen times as long to put it together as a database to answer it.
    """
    main = topic and topic.pk
    told = {"article": article.pk, "author": article.author_id, "topic": main}
    told |= {"others": OTHERS + 1, "related": RELATED + 1}
    rows = list(Article.objects.raw(BESIDE, told))
    of_topic = [row for row in rows if row.shares_topic][:RELATED]
    of_writer = [row for row in rows if row.author_id == article.author_id and row not in of_topic][:RELATED]
    return Beside(_titled(rows[:OTHERS]), _titled(of_topic), _titled(of_writer))


def latest_others(article: Article) -> list[Titled]:
    """The newest live articles besides this one."""
    return titled(Article.objects.live().newest_first().exclude(pk=article.pk)[:OTHERS])


def _titled(rows: list[Article]) -> list[Titled]:
    return [Titled(row.code, row.live_title, row.first_published_at) for row in rows]
