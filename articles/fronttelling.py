"""Owns when a writer is told that an article of theirs is on the front page: when it begins to stand there, once."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from articles.models import FrontKind, FrontSlot, Standing
from articles.models.front_slot import UNTOLD_PICK
from articles.telling import tell_each
from community.models import Kind
from community.notices import tell


def tell_picks() -> int:
    """Tell the writers of what stands there since a moment ago; of how many somebody heard. What a suspension hides is
    told when it ends."""
    now = timezone.now()
    begun = FrontSlot.objects.filter(UNTOLD_PICK, since__lte=now).with_suspensions(now)
    due = begun.filter(suspended=False).order_by("since", "pk")
    return tell_each(tell_pick, due.select_related("article__author", "article__live_revision", "put__by"))


@transaction.atomic
def tell_pick(slot: FrontSlot) -> bool:
    """Whether its writer was told. What was over before the clock came to it is no news any more."""
    now = timezone.now()
    is_new = FrontSlot.objects.filter(UNTOLD_PICK, pk=slot.pk).update(told_at=now)
    if not is_new or (slot.until and slot.until <= now) or slot.article.standing != Standing.LIVE:
        return False
    by, leads = slot.put.by, slot.kind == FrontKind.LEAD
    told = {"title": slot.title, "leads": "yes" if leads else "", "until": slot.until}
    told["by"] = by.pen_name if by.shown_as_editor else ""
    tell(
        slot.article.author,
        Kind.PICKED,
        about=slot.article.code,
        occasion=str(slot.pk),
        path=reverse("reading:front"),
        **told,
    )
    return True
