"""Owns what the front page shows: what editors put there while it is in force, and else the newest."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from articles.frontlimits import MOST
from articles.listed import Listed, cards_of
from articles.models import Article, FrontKind, FrontSlot
from community.prepared import prepared

ROWS, CARDS = 6, 3


@dataclass(frozen=True)
class Front:
    """`until` is the first time on which something of it changes by itself. Nothing stands there twice."""

    lead: Listed | None
    picks: tuple[Listed, ...]
    rows: tuple[Listed, ...]
    cards: tuple[Listed, ...]
    until: datetime | None

    @property
    def all(self) -> list[Listed]:
        return [*([self.lead] if self.lead else []), *self.picks, *self.rows, *self.cards]


class Slot(NamedTuple):
    article_id: int
    kind: str
    since: datetime
    until: datetime | None
    suspended: bool
    suspended_from: datetime | None
    suspended_until: datetime | None


def front() -> Front:
    """Five queries, whatever stands there."""
    now = timezone.now()
    slots = [Slot(*row) for row in _slots(now)]
    there = [slot for slot in slots if slot.since <= now and not slot.suspended]
    kinds: dict[int, str] = {}
    for slot in there:
        kinds.setdefault(slot.article_id, slot.kind)
    newest = [pk for pk in _newest() if pk not in kinds]
    cards = cards_of([*kinds, *newest[: 1 + ROWS + CARDS]])
    leads, picks, newest = (
        [card for card in cards if kinds.get(card.pk) == kind] for kind in (FrontKind.LEAD, FrontKind.PICK, None)
    )
    lead = next(iter(leads + newest[:1] + picks), None)  # the pages of a young site may hold picks alone
    rest = [card for card in newest if card != lead]
    shown, more = tuple(rest[:ROWS]), tuple(rest[ROWS : ROWS + CARDS])
    return Front(lead, tuple(card for card in picks if card != lead), shown, more, _first_change(slots, now))


@prepared
def _slots(now):
    return FrontSlot.objects.not_over(now).with_suspensions(now).in_order().values_list(*Slot._fields)


@prepared
def _newest():
    """The keys of so many that enough are left without what editors chose."""
    newest = Article.objects.live().newest_first().values_list("pk", flat=True)
    return newest[: 1 + ROWS + CARDS + sum(MOST.values())]


def _first_change(slots: list[Slot], now: datetime) -> datetime | None:
    moments = [
        moment for slot in slots for moment in (slot.since, slot.until, slot.suspended_from, slot.suspended_until)
    ]
    return min((moment for moment in moments if moment and moment > now), default=None)
