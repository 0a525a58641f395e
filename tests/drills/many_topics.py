"""Owns a community of many topics, made by rows: what a racer runs on its own engine, and what it measures there."""

import random
import time
from datetime import timedelta
from statistics import median

from django.conf import settings
from django.db import connection
from django.db.models import Count, OuterRef, Subquery
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import body, merging, tallying
from articles.models import Article, LiveTopic, Revision, RevisionTopic, Standing, Topic, TopicEnding
from community.models import User
from tests.factories import a_chief_editor, a_writer
from tests.rooms import signed_in

SYLLABLES = ("ba", "ka", "la", "ma", "na", "pa", "ra", "sa", "ta", "wa")
TIMES = 5


def topics(*, start: int, number: int) -> None:
    """Names of four syllables, the last word of which many share."""
    made = []
    for place in range(start, start + number):
        word = "".join(SYLLABLES[int(digit)] for digit in f"{place:05}")
        name = f"{word.capitalize()} {SYLLABLES[place % 10]}ru"
        made.append(Topic(name=name, key=name.casefold(), slug=f"topik-{place}", accepted_at=timezone.now()))
    Topic.objects.bulk_create(made)


def articles(*, number: int, seed: int) -> int:
    """So many live articles, each under three topics; few topics carry most of them. How many there are now."""
    chance, writer, now = random.Random(seed), a_writer(), timezone.now()
    made = Article.objects.bulk_create([Article(author=writer, title="J") for _ in range(number)], batch_size=500)
    told = {"dek": "D", "body": body.empty(), "body_version": 1, "words": 300, "made_by": writer, "sha256": "0"}
    sent = [Revision(article=article, number=1, title=f"Judul {article.pk}", **told) for article in made]
    revisions = Revision.objects.bulk_create(sent, batch_size=500)
    pks = list(Topic.objects.order_by("pk").values_list("pk", flat=True))
    rows, live = [], []
    for article, revision in zip(made, revisions, strict=True):
        at = now - timedelta(minutes=chance.randrange(10**6))
        article.first_published_at = at
        chosen = dict.fromkeys(pks[int(len(pks) ** chance.random()) - 1] for _ in range(3))
        for position, topic in enumerate(chosen, start=1):
            rows.append(RevisionTopic(revision=revision, topic_id=topic, position=position))
            live.append(LiveTopic(article=article, topic_id=topic, position=position, first_published_at=at))
    RevisionTopic.objects.bulk_create(rows, batch_size=2000)
    LiveTopic.objects.bulk_create(live, batch_size=2000)
    mine = Revision.objects.filter(article=OuterRef("pk")).values("pk")
    at = LiveTopic.objects.filter(article=OuterRef("pk"), position=1).values("first_published_at")
    Article.objects.filter(author=writer).update(
        standing=Standing.LIVE, live_revision=Subquery(mine), first_published_at=Subquery(at), live_at=now
    )
    tallying.mend()
    return Article.objects.live().count()


def measured() -> dict[str, list]:
    """For each page its queries, and the median of its milliseconds."""
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    heavy = Topic.objects.annotate(number=Count("live_rows")).order_by("-number")[0]
    middle = Topic.objects.order_by("key")[Topic.objects.count() // 2]
    older = LiveTopic.objects.filter(topic=heavy).order_by("-first_published_at")[heavy.number // 2]
    key = f"{older.first_published_at.strftime('%Y%m%dT%H%M%S.%fZ')}-{older.article_id}"
    chief = signed_in(a_chief_editor())
    pages = {
        "topic": (Client(), f"/topics/{heavy.slug}/"),
        "topic, deep": (Client(), f"/topics/{heavy.slug}/?before={key}"),
        "topics": (Client(), "/topics/"),
        "topics, found": (Client(), "/topics/?q=ba"),
        "topics, from the middle": (Client(), f"/topics/?from={middle.key}"),
        "completion, one letter": (chief, "/write/topics/?q=b"),
        "completion, a word": (chief, f"/write/topics/?q={middle.key[:6]}"),
        "an empty sheet": (chief, "/write/new/"),
        "desk, all topics": (chief, "/desk/topics/?lane=all"),
    }
    return {name: _cost(client, path) for name, (client, path) in pages.items()}


def _cost(client: Client, path: str) -> list:
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200, path
        taken.append(time.perf_counter() - began)
    return [len(captured), round(median(taken) * 1000, 1)]


def merge_the_heaviest() -> dict[str, float]:
    """Seconds that a merge of the most used topic takes, and its undoing; both leave every row as it was."""
    heavy, other = Topic.objects.annotate(number=Count("live_rows")).order_by("-number")[:2]
    chief, before = User.objects.filter(groups__name="Chief editors").first(), _rows()
    began = time.perf_counter()
    ending = merging.merge(heavy, into=other, by=chief)
    merged = time.perf_counter()
    merging.undo(TopicEnding.objects.get(pk=ending.pk), by=chief)
    undone = time.perf_counter()
    assert _rows() == before
    return {"articles": heavy.number, "merge": round(merged - began, 2), "undo": round(undone - merged, 2)}


def _rows() -> set:
    return set(LiveTopic.objects.values_list("article", "topic", "position", "first_published_at"))
