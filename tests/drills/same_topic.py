"""Owns what a racer does in the drill of one new topic: many writers save it in the same second."""

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from articles import drafting
from articles.models import Article, Topic
from tests.factories import a_draft, a_writer

AT_ONCE = 20


def saved_by(number: int, topic: str) -> dict[str, list[str]]:
    """So many drafts of so many writers, all saved with `topic` in 20 threads: the topics found, what each draft has,
    and what went wrong."""
    drafts = [a_draft(by=a_writer(), named=("Kuliner",)) for _ in range(number)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        met = list(pool.map(lambda article: _saved(article, topic), drafts))
    names = Article.objects.filter(pk__in=[draft.pk for draft in drafts]).values_list(
        "topic_rows__tag__name", flat=True
    )
    return {
        "topics": list(Topic.objects.filter(key=topic.casefold()).values_list("name", flat=True)),
        "held": sorted(set(names)),
        "failures": [failure for failure in met if failure],
    }


def _saved(article: Article, name: str) -> str:
    try:
        drafting.save(article, drafting.Draft({}, [name]), by=article.author, base=article.draft_version)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    finally:
        connection.close()
    return ""
