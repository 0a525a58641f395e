"""Owns that people are told of their marks, when one is granted or taken back: made by the clock from the rows."""

from django.db import transaction
from django.utils import timezone

from community.models import Badge, Kind
from community.notices import tell


def tell_due() -> int:
    """Tell of every mark that was granted or taken back; how many. Found by a query."""
    return sum(_tell(pk) for pk in list(Badge.objects.untold().order_by("pk").values_list("pk", flat=True)[:100]))


@transaction.atomic
def _tell(pk: int) -> bool:
    badge = Badge.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    event = {"about": badge.kind, "occasion": str(badge.pk), "mark": badge.kind}
    event["path"] = badge.user.get_absolute_url()
    if badge.told_at is None:
        tell(badge.user, Kind.MARK_GRANTED, until=badge.until, **event)
    if badge.revoked_at:
        tell(badge.user, Kind.MARK_REVOKED, reason=badge.revoked_reason, **event)
    return bool(Badge.objects.filter(pk=pk).update(told_at=timezone.now()))
