"""Owns how other machines hear that something was published, changed or taken down: a WebSub hub, and IndexNow.

A step only writes rows, one for each address, in its own transaction. The clock finds those that are due, and the
worker sends them in one request; who publishes and who reads never waits for a network, nor meets its troubles.
"""

import json
import logging
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from articles.models import Article, Ping, PingKind, Revision
from articles.outside import NotTaken, tell
from community import spans
from community.paths import path_of

# By then every node and a cache in front show the change: whoever is told looks at once.
KNOWN_AFTER = timedelta(seconds=5)
ASKED_AGAIN_AFTER = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]  # between the tries; then it is given up
AT_A_TIME = 100
FEEDS = ("rss", "atom", "json")
Place = tuple[PingKind, str]

log = logging.getLogger(__name__)


def places_of(article: Article, revision: Revision | None) -> set[Place]:
    """Which addresses are others when the article, shown by this revision, comes, changes or goes; for those who are
    to be told. Ask before its topics are taken from it."""
    if revision is None or not (settings.WEBSUB_HUB or settings.INDEXNOW_KEY):
        return set()
    under, writer = [row.topic for row in article.live_topics.select_related("topic")], article.author
    pages = [article.address_by(revision), *(one.get_absolute_url() for one in (writer, *under))]
    feeds = [("", []), ("writer-", [writer.handle]), *(("topic-", [topic.slug]) for topic in under)]
    told = {(PingKind.WEBSUB, path_of(f"reading:{name}{kind}", *args)) for name, args in feeds for kind in FEEDS}
    return {place for place in told | {(PingKind.INDEXNOW, page) for page in pages} if is_on(place[0])}


def is_on(kind: PingKind) -> bool:
    return bool(settings.WEBSUB_HUB if kind == PingKind.WEBSUB else settings.INDEXNOW_KEY)


def note(places: Iterable[Place]) -> None:
    """Have these told, each once, however often it changes until then. Call inside the transaction that changes it."""
    now = timezone.now()
    Ping.objects.bulk_create(
        [Ping(kind=kind, path=path, noted_at=now, next_at=now + KNOWN_AFTER) for kind, path in sorted(places)],
        update_conflicts=True, unique_fields=["kind", "path"], update_fields=["noted_at", "next_at", "tries"],
    )  # fmt: skip


def ask_due() -> int:
    """Ask the worker for all that is due, in one task for each who is told; how many tasks."""
    return sum(_asked(kind) for kind in PingKind if is_on(kind) and _due(kind).exists())


def _due(kind: PingKind) -> QuerySet[Ping]:
    return Ping.objects.filter(spans.over("next_at", PAUSES[-1], timezone.now()), kind=kind).order_by("next_at", "pk")


@transaction.atomic
def _asked(kind: PingKind) -> bool:
    """Once, however many clocks see it."""
    pks = list(_due(kind).values_list("pk", flat=True)[:AT_A_TIME])
    asked = _due(kind).filter(pk__in=pks).order_by().update(next_at=timezone.now() + ASKED_AGAIN_AFTER)
    if asked:
        send.enqueue(kind, pks)
    return bool(asked)


@task(queue_name="now")
def send(kind: str, pks: list[int]) -> None:
    """Tell of these rows in one request. What changed once more meanwhile is told again. Safe to run twice."""
    rows = list(Ping.objects.filter(kind=kind, pk__in=pks).order_by("path"))
    if not rows or not is_on(PingKind(kind)):
        return
    try:
        SENDERS[PingKind(kind)]([settings.ORIGIN + row.path for row in rows])
    except NotTaken as error:
        log.warning("%s did not take %s addresses: %s", PingKind(kind).label, len(rows), error)
        for row in rows:
            _try_later(row)
    else:
        for row in rows:
            Ping.objects.filter(pk=row.pk, noted_at=row.noted_at).delete()


def _try_later(row: Ping) -> None:
    same = Ping.objects.filter(pk=row.pk, noted_at=row.noted_at)
    if row.tries < len(PAUSES):
        same.update(tries=row.tries + 1, next_at=timezone.now() + PAUSES[row.tries])
    else:
        log.error("%s is not told of %s any more.", row.get_kind_display(), row.path)
        same.delete()


def _to_hub(addresses: list[str]) -> None:
    """As every hub takes it; https://www.w3.org/TR/websub/#publishing leaves the words to it."""
    told = urlencode({"hub.mode": "publish", "hub.url": addresses}, doseq=True)
    tell("POST", settings.WEBSUB_HUB, told.encode(), Content_Type="application/x-www-form-urlencoded")


def _to_search_engines(addresses: list[str]) -> None:
    """https://www.indexnow.org/documentation"""
    told = {
        "host": urlsplit(settings.ORIGIN).netloc,
        "key": settings.INDEXNOW_KEY,
        "keyLocation": settings.ORIGIN + reverse("reading:indexnow"),
        "urlList": addresses,
    }
    body = json.dumps(told).encode()
    tell("POST", settings.INDEXNOW_URL, body, Content_Type="application/json; charset=utf-8")


SENDERS = {PingKind.WEBSUB: _to_hub, PingKind.INDEXNOW: _to_search_engines}
