"""Owns what every template may know about the site."""

from email.utils import parseaddr
from functools import lru_cache, partial

from django.conf import settings
from django.utils import timezone

from articles.listed import menu
from community.notices import unread_number


def site(request):
    """The site's names, its address without a slash at the end, and where to write to: where its mails come from."""
    return {
        "site_name": settings.SITE_NAME,
        "site_place": settings.SITE_PLACE,
        "origin": settings.ORIGIN,
        "contact": _address_of(settings.DEFAULT_FROM_EMAIL),
        "demo": settings.DEMO,
        "today": timezone.localdate().isoformat(),
        "path": request.path,
        "canonical": settings.ORIGIN + request.path,
        # Called, and queried, only where a template draws the menu or the bell: public pages have no person to look at.
        "menu": menu,
        "unread": partial(_unread, request),
    }


@lru_cache
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]


def _unread(request) -> int:
    """Counted once a page, however often it is drawn there."""
    if not hasattr(request, "unread_number"):
        request.unread_number = unread_number(request.user)
    return request.unread_number
