"""Owns how caches in front of the site (a CDN, Varnish) forget what changed: by the stamps that pages were drawn from.

Public answers name their stamps in `Surrogate-Key`, and the worker sends the raised ones with `PURGE` in the same
header. What is due is read from the stamps themselves, so no change is missed, whoever raised it.
"""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from articles.outside import NotTaken, tell
from community import spans
from community.models import PageStamp, Purge
from community.stamps import SITE
from newsroom.pagecache.looking import TRUSTED_FOR

BEFORE_ALL = 50  # of the tasks' priorities
KNOWN_AFTER = TRUSTED_FOR + 0.1  # seconds until every node draws a change: who asks earlier may get the page of before
ASKED_AGAIN_AFTER = timedelta(seconds=30)  # should the task be lost
LONGEST_PAUSE = timedelta(minutes=1)  # it is never given up
MOST_KEYS = 100  # that a header holds: nginx takes 4 kB of all headers together, and answers 502 to more

log = logging.getLogger(__name__)


def keys_of(stamps: Iterable[str]) -> str:
    """The `Surrogate-Key` of a page that was drawn from these. `site` is in each; where there are too many of them it
    is alone, and what changes on that page is seen after its minute."""
    keys = sorted({SITE, *stamps})
    return " ".join(keys if len(keys) <= MOST_KEYS else [SITE])


def ask_due() -> bool:
    """Have the worker purge what was raised since the last time, if anything was."""
    if not settings.PURGE_URL:
        return False
    highest = PageStamp.objects.filter(key="").values_list("number", flat=True).first() or 0
    Purge.objects.get_or_create(pk=1)
    return _due(highest).exists() and _asked(highest)


def _due(highest: int) -> QuerySet[Purge]:
    return Purge.objects.filter(spans.over("next_at", LONGEST_PAUSE, timezone.now()), number__lt=highest)


@transaction.atomic
def _asked(highest: int) -> bool:
    """Once, however many clocks see it."""
    now = timezone.now()
    if asked := _due(highest).update(next_at=now + ASKED_AGAIN_AFTER):
        purge.enqueue(highest, now.timestamp())
    return bool(asked)


@task(queue_name="now", priority=BEFORE_ALL)
def purge(highest: int, seen_at: float) -> None:
    """Tell them of every stamp up to the number `highest`, which was there at `seen_at`. Safe to run twice."""
    time.sleep(max(0.0, min(KNOWN_AFTER, seen_at + KNOWN_AFTER - time.time())))
    row = Purge.objects.get(pk=1)
    raised = PageStamp.objects.filter(number__gt=row.number, number__lte=highest).exclude(key="")
    keys = sorted(raised.values_list("key", flat=True)[: MOST_KEYS + 1])
    told = [SITE] if SITE in keys or len(keys) > MOST_KEYS else keys  # too many: everything is forgotten
    now = timezone.now()
    try:
        if told:
            tell("PURGE", settings.PURGE_URL, Surrogate_Key=" ".join(told))
    except NotTaken as error:
        pause = min(timedelta(seconds=2 ** min(row.tries, 9)), LONGEST_PAUSE)
        log.warning("%s did not forget what changed; it is told again in %s: %s", settings.PURGE_URL, pause, error)
        Purge.objects.update(tries=F("tries") + 1, next_at=now + pause)
    else:
        Purge.objects.filter(number__lt=highest).update(number=highest, tries=0, next_at=now)
