"""Owns what is done because its time has come: one loop beside the worker, every second, due work found by queries.

A night of downtime costs nothing: what is due is read from rows, never from a scheduled task that can be lost.
"""

import logging
import time
from collections.abc import Callable
from datetime import timedelta

from django.db import Error, connection
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import (
    announcing,
    earlier,
    fronttelling,
    indexing,
    mending,
    photos,
    publishing,
    readings,
    sharing,
    telling,
)
from community import mailing, marktelling, signedin, spans
from newsroom import purging, timekeeping

LAPSES_AFTER = timedelta(minutes=10)
MOST_TRIES = 3
KEPT_FOR = timedelta(days=1)

log = logging.getLogger(__name__)


def run() -> None:
    """Tick for ever, once a second."""
    ticks = 0
    while True:
        began = time.monotonic()
        tick(JOBS if ticks % 60 else JOBS + MINUTELY)
        ticks += 1
        time.sleep(max(0.0, began + 1 - time.monotonic()))


def tick(jobs: tuple[Callable[[], object], ...]) -> None:
    """Do each job; one that fails is logged and keeps no other from being done."""
    for job in jobs:
        try:
            job()
        except Error as error:
            log.error("The clock could not reach the database for %s: %s", job.__name__, error)
            connection.close()
        except Exception:
            log.exception("The clock could not do %s; it tries again.", job.__name__)


def reap_lapsed_tasks() -> int:
    """Hand out again what a killed worker left running; after three tries it has failed. How many were reaped."""
    now = timezone.now()
    lapsed = DBTaskResult.objects.running().filter(spans.past("started_at", LAPSES_AFTER, now))
    left = list(lapsed)
    for task in left:
        if len(task.worker_ids) < MOST_TRIES:
            lapsed.filter(pk=task.pk).update(status=TaskResultStatus.READY)
        else:
            lapsed.filter(pk=task.pk).update(status=TaskResultStatus.FAILED, finished_at=now)
            log.error("Task %s was left running %s times and is given up.", task.task_path, MOST_TRIES)
    return len(left)


def delete_finished_tasks() -> int:
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_FOR).delete()[0]


JOBS = (
    publishing.publish_due,
    purging.ask_due,
    mending.copy_due,
    telling.tell_steps,
    telling.tell_topics,
    fronttelling.tell_picks,
    marktelling.tell_due,
    mailing.ask_due,
    announcing.ask_due,
    photos.retry_lapsed,
    photos.sweep,
    indexing.follow_names,
    indexing.renew_older,
)
MINUTELY = (
    earlier.forget_old,
    mailing.doubt_lapsed,
    reap_lapsed_tasks,
    delete_finished_tasks,
    sharing.draw_missing,
    readings.rank,
    readings.forget_old,
    timekeeping.note,
    signedin.forget_ended,
)
