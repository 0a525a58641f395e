"""Owns the way of loaded articles from what was told to rows, in batches, in one transaction: all of it or nothing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from articles import pages, tallying
from articles.loading import people, rows, told
from articles.loading.drafts import Around
from articles.loading.pictures import Pictures
from articles.models import Article, LiveTopic
from community.models import PageStamp

BATCH = 500


@transaction.atomic
def load(content: dict, *, folder: Path | None = None) -> int:
    """Load what docs/loading.md describes; how many articles. Without `folder` photos are left out.

    Raises RefusedLoad, and then nothing is there.
    """
    writers, topics = people.writers(told.people(content)), people.accepted(told.topics(content))
    around = Around(writers, topics, people.decider(), Pictures(folder))
    number, moves = 0, Counter()
    for batch in batches(told.texts(content, len(writers), len(topics))):
        moves += rows.write(batch, around)
        number += len(batch)
    people.note_first_publication(writers)
    tallying.move(moves)
    pages.everything_anew()
    note_when_changed()
    return number


def note_when_changed() -> None:
    """The pages of topics and writers changed with the newest article there, which is what sitemaps say."""
    topics = LiveTopic.objects.order_by().values_list("topic").annotate(at=Max("article__live_at"))
    writers = Article.objects.live().order_by().values_list("author").annotate(at=Max("live_at"))
    newest = [(pages.of_topic(pk), at) for pk, at in topics] + [(f"{pages.PERSON}{pk}", at) for pk, at in writers]
    PageStamp.objects.bulk_create([PageStamp(key=key, raised_at=at) for key, at in newest], ignore_conflicts=True)


def batches(texts: Iterable[told.Text]) -> Iterator[list[told.Text]]:
    texts = iter(texts)
    while batch := list(islice(texts, BATCH)):
        yield batch
