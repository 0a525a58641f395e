"""Owns what the writer does with an asking: send it, take it back; and what a receipt says."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import attesting, mending, snapshots
from articles.lifecycle import StepRefused, begin_asking, move_article, move_asking
from articles.models import Article, Standing, Submission, Verb
from articles.rules import Said
from community.models import User
from community.prepared import prepared
from community.spans import Seconds

ANSWER_WITHIN = timedelta(hours=24)


@dataclass(frozen=True)
class Receipt:
    """What the writer holds after sending: place in the queue from 1, when the answer is due, a hash of it all."""

    place: int
    due_at: datetime
    usual: timedelta | None
    sha256: str


def submit(article: Article, *, by: User, seen_version: int, attested: frozenset[int], news: str = "") -> Submission:
    """Send the working copy as it stands at `seen_version`; `attested` are the disclaimers that were ticked, `news` is
    what an update has for readers.

    Raises `draft_version`, so that a save already under way cannot land behind it. Raises StepRefused, also when
    a moderator's edit that the clock has not copied yet comes in now.
    """
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        if not mending.take_in(article):
            return _submit(article, by, seen_version, attested, news)
    raise StepRefused(_("A moderator's edit has just come into your draft. Read it, then send."))


def _submit(article: Article, by: User, seen_version: int, attested: frozenset[int], news: str) -> Submission:
    now = timezone.now()
    statement = attesting.statement_for(article)
    submission = begin_asking(
        Said(article=article, by=by, now=now, seen_version=seen_version, attested=attested, statement=statement),
        snapshot=lambda: snapshots.take_snapshot(article, by=by),
        disclaimer=statement.site,
        due_at=now + ANSWER_WITHIN,
        news=news if article.standing == Standing.LIVE else "",
    )
    attesting.attest(submission, statement)
    article.draft_version += 1
    article.save(update_fields=["draft_version"])
    return submission


@transaction.atomic
def recall(submission: Submission, *, by: User) -> None:
    """Take an open asking back, claimed or decided or not, as long as nothing of it is live. Raises StepRefused."""
    article = Article.objects.select_for_update().get(pk=submission.article_id)
    submission = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    move_asking(Verb.RECALL, Said(article=article, submission=submission, by=by, now=timezone.now()))


@transaction.atomic
def discard(article: Article, *, by: User) -> None:
    article = Article.objects.select_for_update().get(pk=article.pk)
    move_article(Verb.DISCARD, Said(article=article, by=by, now=timezone.now()))


@transaction.atomic
def bring_back(article: Article, *, by: User) -> None:
    article = Article.objects.select_for_update().get(pk=article.pk)
    move_article(Verb.BRING_BACK, Said(article=article, by=by, now=timezone.now()))


def receipt(submission: Submission) -> Receipt:
    return Receipt(place(submission), submission.due_at, usual_wait(), submission.own_revision.sha256)


def place(submission: Submission) -> int:
    """In the queue, from 1. What was escalated is read by chief editors alone, and stands before no other text."""
    earlier = Q(due_at__lt=submission.due_at) | Q(due_at=submission.due_at, pk__lt=submission.pk)
    ahead = Submission.objects.waiting().filter(earlier)
    return (ahead if submission.escalated_at else ahead.filter(escalated_at=None)).count() + 1


def usual_wait() -> timedelta | None:
    """The median from sending to decision over the last seven days; None while nothing was decided."""
    now = timezone.now()
    waits = list(_waits(now - timedelta(days=7), now))
    return timedelta(seconds=median(waits)) if waits else None


@prepared
def _waits(since, now):
    """In seconds. The database takes them away from each other: two moments read for each decision of a busy week took
    longer than the page that shows their median."""
    decided = Submission.objects.filter(decided_at__range=(since, now)).effective(now)
    return decided.values_list(Seconds("decided_at") - Seconds("submitted_at"), flat=True)
