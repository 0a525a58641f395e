"""Owns what every template may know."""

from functools import partial

from articles.listed import menu
from community.notices import unread_number
from community.site import about_site


def site(request):
    """About the site. Menu and bell are called, and query, only where a template draws them."""
    return about_site(request.path) | {"menu": menu, "unread": partial(_unread, request)}


def _unread(request) -> int:
    """Counted once a page, however often it is drawn there."""
    if not hasattr(request, "unread_number"):
        request.unread_number = unread_number(request.user)
    return request.unread_number
