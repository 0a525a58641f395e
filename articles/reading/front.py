"""Owns what the front page shows: what editors put there while it is in force, and else the newest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.listed import Listed, cards_of
from articles.models import Article, FrontKind, FrontSlot

ROWS, CARDS = 6, 3


@dataclass(frozen=True)
class Front:
    """`until` is the first time on which something of it changes by itself. Nothing stands there twice."""

    lead: Listed | None
    picks: list[Listed]
    rows: list[Listed]
    cards: list[Listed]
    until: datetime | None

    @property
    def all(self) -> list[Listed]:
        return [*([self.lead] if self.lead else []), *self.picks, *self.rows, *self.cards]


def front() -> Front:
    """Five queries, whatever stands there."""
    now = timezone.now()
    slots = list(FrontSlot.objects.not_over(now).with_suspensions(now).in_order())
    there = [slot for slot in slots if slot.since <= now and not slot.suspended]
    kinds: dict[int, str] = {}
    for slot in there:
        kinds.setdefault(slot.article_id, slot.kind)
    cards = cards_of([*kinds, *_newest(1 + ROWS + CARDS, besides=kinds)])
    leads, picks, newest = (
        [card for card in cards if kinds.get(card.pk) == kind] for kind in (FrontKind.LEAD, FrontKind.PICK, None)
    )
    lead = next(iter(leads + newest[:1] + picks), None)  # the pages of a young site may hold picks alone
    rest = [card for card in newest if card != lead]
    picks = [card for card in picks if card != lead]
    return Front(lead, picks, rest[:ROWS], rest[ROWS : ROWS + CARDS], _first_change(slots, now))


def _newest(number: int, besides: Collection[int]) -> list[int]:
    """The keys of the newest articles, so many of them without these."""
    newest = Article.objects.live().newest_first().values_list("pk", flat=True)[: number + len(besides)]
    return [pk for pk in newest if pk not in besides][:number]


def _first_change(slots: list[FrontSlot], now: datetime) -> datetime | None:
    moments = [
        moment for slot in slots for moment in (slot.since, slot.until, slot.suspended_from, slot.suspended_until)
    ]
    return min((moment for moment in moments if moment and moment > now), default=None)
