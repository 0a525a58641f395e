"""Owns what editors do with the front page: put there, move, time anew, replace, take off; nothing of their own.

Locks are taken in one order: the articles, by key; then the front page's one row, whose version says whether somebody
else changed it since an editor looked. So no two of them put more there than it holds.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import pages
from articles.frontlimits import Wish, refuse_crowd, refuse_past, refuse_short
from articles.lifecycle import StepRefused, move_article
from articles.models import Article, FrontKind, FrontPage, FrontSlot, Verb
from articles.rules import NOT_YOURS, Said, is_other_chief
from community.models import User
from community.stamps import raise_stamps


def version() -> int:
    """Of the front page as it is now, for the form that changes it."""
    return FrontPage.objects.filter(pk=1).values_list("version", flat=True).first() or 0


@transaction.atomic
def put(
    article: Article, *, by: User, seen: int, kind: FrontKind, since: datetime | None, until: datetime | None
) -> FrontSlot:
    """From `since` (None: from now) until `until` (None: until it is taken off). Raises StepRefused."""
    now = timezone.now()
    (article,) = _locked(article)
    front = _locked_front(seen)
    refuse_past(since, now)
    slot = _put(Wish(article, kind, since or now, until, by), now)
    _changed(front, by)
    return slot


@transaction.atomic
def replace(
    slot: FrontSlot, article: Article, *, by: User, seen: int, why: str, until: datetime | None = None
) -> FrontSlot:
    """Another article in its place, from now on, or of a plan from its beginning; the writer of the one that goes reads
    why. Raises StepRefused."""
    now = timezone.now()
    locked = {row.pk: row for row in _locked(slot.article, article)}
    front = _locked_front(seen)
    slot = _standing(slot, now)
    wish = Wish(locked[article.pk], FrontKind(slot.kind), max(now, slot.since), until, by)
    _take_off(slot, locked[slot.article_id], by, why, now)
    new = _put(wish, now, place=slot.place)
    _changed(front, by)
    return new


@transaction.atomic
def take_off(slot: FrontSlot, *, by: User, seen: int, why: str) -> None:
    """Before its time: who and why stand in the log, and the writer reads it. Raises StepRefused."""
    now = timezone.now()
    (article,) = _locked(slot.article)
    front = _locked_front(seen)
    _take_off(_standing(slot, now), article, by, why, now)
    _changed(front, by)


@transaction.atomic
def retime(slot: FrontSlot, *, by: User, seen: int, until: datetime | None, since: datetime | None = None) -> FrontSlot:
    """Another end; of a plan, whose writer was told of nothing yet, another beginning too (None: now), and no reason is
    asked for. Raises StepRefused."""
    now = timezone.now()
    (article,) = _locked(slot.article)
    front = _locked_front(seen)
    slot = _standing(slot, now)
    if not is_other_chief(by, article):
        raise StepRefused(NOT_YOURS)
    if since and slot.since <= now:
        raise StepRefused(_("It has begun to stand there: only its end can still be changed."))
    refuse_past(since, now)
    wish = Wish(article, FrontKind(slot.kind), since or min(now, slot.since), until, by, slot)
    refuse_short(wish, now)
    refuse_crowd(wish, now)
    slot.since, slot.until = wish.since, wish.until
    slot.save(update_fields=["since", "until"])
    _changed(front, by)
    return slot


@transaction.atomic
def move(slot: FrontSlot, *, by: User, seen: int, up: bool) -> list[FrontSlot]:
    """One place up or down among the picks that stand there now; at the end nothing changes. The row as it stands then.
    Raises StepRefused."""
    now = timezone.now()
    front = _locked_front(seen)
    slot = _standing(slot, now)
    row = list(FrontSlot.objects.not_over(now).begun(now).filter(kind=slot.kind).select_related("article").in_order())
    at = row.index(slot) if slot in row else -1
    other = at - 1 if up else at + 1
    if at < 0 or not 0 <= other < len(row):
        return row
    if not all(is_other_chief(by, one.article) for one in (row[at], row[other])):
        raise StepRefused(_("One of the two articles is your own; somebody else moves them."))
    row[at], row[other] = row[other], row[at]
    for place, one in enumerate(row, start=1):
        FrontSlot.objects.filter(pk=one.pk).exclude(place=place).update(place=place)
    _changed(front, by)
    return row


def leave(article: Article, now: datetime) -> None:
    """What is taken down has left for good: published again it waits to be chosen again. Its article is locked."""
    slots = FrontSlot.objects.not_over(now).filter(article=article)
    slots.filter(since__lt=now).update(until=now)
    slots.filter(since__gte=now).delete()


def _locked(*articles: Article) -> list[Article]:
    keys = {article.pk for article in articles}
    rows = Article.objects.filter(pk__in=keys).select_related("live_revision").order_by("pk")
    return list(rows.select_for_update(of=("self",)))


def _locked_front(seen: int) -> FrontPage:
    FrontPage.objects.get_or_create(pk=1)
    front = FrontPage.objects.select_for_update(of=("self",)).select_related("changed_by").get(pk=1)
    if front.version != seen:
        who = {"who": front.changed_by.pen_name if front.changed_by else ""}
        raise StepRefused(_("%(who)s changed the front page while you looked at it. Look again, then choose.") % who)
    return front


def _standing(slot: FrontSlot, now: datetime) -> FrontSlot:
    found = FrontSlot.objects.not_over(now).filter(pk=slot.pk).first()
    if found is None:
        raise StepRefused(_("It has left the front page already."))
    return found


def _put(wish: Wish, now: datetime, place: int = 0) -> FrontSlot:
    step = move_article(Verb.PICK, Said(article=wish.article, by=wish.by, now=now))
    refuse_short(wish, now)
    refuse_crowd(wish, now)
    last = FrontSlot.objects.not_over(now).filter(kind=wish.kind).aggregate(last=Max("place"))["last"] or 0
    told = {"article": wish.article, "kind": wish.kind, "since": wish.since, "until": wish.until, "put": step}
    return FrontSlot.objects.create(place=place or last + 1, **told)


def _take_off(slot: FrontSlot, article: Article, by: User, why: str, now: datetime) -> None:
    step = move_article(Verb.UNPICK, Said(article=article, by=by, now=now, message=why))
    FrontSlot.objects.filter(pk=slot.pk).update(off=step)


def _changed(front: FrontPage, by: User) -> None:
    """Last in each step: whoever looked before is told, and every page cache."""
    front.version, front.changed_by, front.changed_at = front.version + 1, by, timezone.now()
    front.save()
    raise_stamps(pages.FRONT)
