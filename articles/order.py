"""Owns the order of what is published, newest first, and what stands after a place in it."""

from datetime import datetime

from django.db.models import Q

Place = tuple[datetime, int]  # when an article was published first, and its key


def after(place: Place | tuple[()], key: str) -> Q:
    """Rows with `first_published_at` behind this place, all without one; `key` names the column that parts those of one
    moment."""
    if not place:
        return Q()
    moment, pk = place
    later = Q(first_published_at__lt=moment) | Q(**{f"{key}__lt": pk})
    return Q(first_published_at__lte=moment) & later  # the first half is a range that an index can begin at
