"""Owns the earlier states of a working copy: when one is kept, and how they are thinned."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from articles import body
from articles.models import Article, DraftSnapshot, Why
from community.prepared import prepared
from community.spans import past

MOST_KEPT = 60
MOST_OF_THE_LAST_HOUR = 12  # so that many large changes do not push out the days
EVERY = timedelta(minutes=5)
HOURLY_AFTER, DAILY_AFTER, GONE_AFTER = timedelta(hours=1), timedelta(days=1), timedelta(days=30)


def keep(article: Article, why: Why) -> DraftSnapshot:
    """Keep the working copy as `article` holds it now. Call inside the transaction that changes it."""
    kept = DraftSnapshot.objects.create(
        article=article,
        why=why,
        topics=", ".join(topic.name for topic in article.shown_topics()),
        words=body.word_count(article.body),
        packed=DraftSnapshot.pack(article.body),
        **{name: getattr(article, name) for name in ("title", "dek", "place")},
    )
    _thin(article, kept.at)
    return kept


def is_due(article: Article) -> bool:
    """Whether the newest kept state is older than five minutes, or there is none."""
    return not _lately_kept(article.pk, timezone.now())


@prepared
def _lately_kept(article, now):
    return DraftSnapshot.objects.filter(article=article).exclude(past("at", EVERY, now)).values_list("pk")[:1]


def _thin(article: Article, now: datetime) -> None:
    rows = _all_kept(article.pk)
    kept = list(dict.fromkeys(_first_of_each_span(rows, now, _for_good(now))))[:MOST_KEPT]
    gone = {pk for pk, _at in rows} - set(kept)
    if gone:
        article.draft_snapshots.filter(pk__in=gone).delete()


@prepared
def _all_kept(article):
    return DraftSnapshot.objects.filter(article=article).values_list("pk", "at")


def _for_good(now: datetime) -> timedelta:
    """After how long a state is gone. Never, on a site where nobody has written for a month until today: its clock may
    be ahead, and what it deleted would not come back when it is right again.
    """
    return GONE_AFTER if _written_by_then(now) else timedelta.max


@prepared
def _written_by_then(now):
    return DraftSnapshot.objects.filter(at__range=(now - GONE_AFTER, now - DAILY_AFTER)).values_list("pk")[:1]


def _first_of_each_span(rows: list[tuple[int, datetime]], now: datetime, gone_after: timedelta) -> Iterable[int]:
    """Newest first: each of the last hour, then the newest of each hour for a day, of each day for thirty days."""
    seen, young = set(), 0
    for pk, at in rows:
        age = now - at
        young += age < HOURLY_AFTER
        if age > gone_after or (age < HOURLY_AFTER and young > MOST_OF_THE_LAST_HOUR):
            continue
        span = at.isoformat() if age < HOURLY_AFTER else at.strftime("%Y%m%d%H" if age < DAILY_AFTER else "%Y%m%d")
        if span not in seen:
            seen.add(span)
            yield pk


def forget_old() -> int:
    """Delete what is older than thirty days, also of drafts that nobody touches any more; how many."""
    now = timezone.now()
    if _for_good(now) > GONE_AFTER:
        return 0
    return DraftSnapshot.objects.filter(at__lt=now - GONE_AFTER).delete()[0]
