"""Owns what the front page shows: what editors put there while it is in force, and else the newest."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, prefetch_related_objects
from django.utils import timezone

from articles.models import Article, FrontKind, FrontSlot, Standing
from articles.models.article import parts_of_cards
from community.models import Handle

ROWS, CARDS = 6, 3


@dataclass(frozen=True)
class Front:
    """`until` is the first time on which something of it changes by itself. Nothing stands there twice."""

    lead: Article | None
    picks: list[Article]
    rows: list[Article]
    cards: list[Article]
    until: datetime | None

    @property
    def all(self) -> list[Article]:
        return [*([self.lead] if self.lead else []), *self.picks, *self.rows, *self.cards]


def front() -> Front:
    """Five queries, whatever stands there."""
    now = timezone.now()
    slots = _slots(now)
    there = [slot for slot in slots if _stands(slot, now)]
    leads = [slot.article for slot in there if slot.kind == FrontKind.LEAD]
    picks = [slot.article for slot in there if slot.kind == FrontKind.PICK]
    placed = {slot.article_id for slot in there}
    newest = [article for article in _newest(1 + ROWS + CARDS + len(placed)) if article.pk not in placed]
    lead = next(iter(leads + newest[:1] + picks), None)  # the pages of a young site may hold picks alone
    picks = [article for article in picks if article != lead]
    rest = [article for article in newest if article != lead]
    shown = Front(lead, picks, rest[:ROWS], rest[ROWS : ROWS + CARDS], _first_change(slots, now))
    _complete(shown.all)
    return shown


def _slots(now: datetime) -> list[FrontSlot]:
    """A handful, with the articles: what is in force and what is planned."""
    rows = FrontSlot.objects.not_over(now).with_suspensions(now).in_order()
    light = rows.select_related("article__live_revision", "article__author")
    return list(
        light.defer("article__body", "article__live_revision__body").annotate(handle=_handle("article__author"))
    )


def _newest(number: int) -> list[Article]:
    rows = Article.objects.live().newest_first().select_related("live_revision", "author")
    return list(rows.defer("body", "live_revision__body").annotate(handle=_handle("author"))[:number])


def _handle(author: str) -> Subquery:
    return Subquery(Handle.objects.filter(user=OuterRef(author), until=None).values("name")[:1])


def _stands(slot: FrontSlot, now: datetime) -> bool:
    """The row of the article is asked, so that what was taken down is gone whatever the slot says."""
    slot.article.handle = slot.handle
    return slot.since <= now and slot.article.standing == Standing.LIVE and not slot.suspended


def _complete(articles: list[Article]) -> None:
    for article in articles:
        article.author.current_handle = article.handle
    prefetch_related_objects(articles, "author__badges", *parts_of_cards())


def _first_change(slots: list[FrontSlot], now: datetime) -> datetime | None:
    moments = [
        moment for slot in slots for moment in (slot.since, slot.until, slot.suspended_from, slot.suspended_until)
    ]
    return min((moment for moment in moments if moment and moment > now), default=None)
