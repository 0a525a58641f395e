"""Owns what every page may know about the site, and how a public page is drawn whole: from that and from what it shows,
as values (community/pieces.py)."""

from email.utils import parseaddr
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.listed import menu
from community.pieces import drawn_whole


def about_site(path: str) -> dict[str, object]:
    """The site's names, its address without a slash at the end, where to write to (where its mails come from), the day,
    and the page's address."""
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


def whole(request: HttpRequest, template: str, /, **shown: object) -> HttpResponse:
    """A page that shows these values; of the request it knows the path. Raises TypeError for what is no value."""
    if "menu" not in shown:
        shown["menu"] = menu()
    return HttpResponse(drawn_whole(template, **about_site(request.path), **shown))


@lru_cache
def _address_of(sender: str) -> str:
    return parseaddr(sender)[1]
