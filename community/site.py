"""Owns what every page may know about the site."""

from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.utils import timezone


def about_site(path: str) -> dict[str, object]:
    """Its names, its address without a slash at the end, where to write to (where its mails come from), the day there,
    and the address of the page at this path."""
    return {
        "site_name": settings.SITE_NAME,
        "site_place": settings.SITE_PLACE,
        "origin": settings.ORIGIN,
        "contact": _address_of(settings.DEFAULT_FROM_EMAIL),
        "demo": settings.DEMO,
        "today": timezone.localdate().isoformat(),
        "path": path,
        "canonical": settings.ORIGIN + path,
    }


@lru_cache
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]
