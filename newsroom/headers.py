"""Owns the headers that Django does not send: what a page may load, permissions, no-store as the default, who may
embed, what a cache in front knows a page by."""

from csp.utils import build_policy
from django.conf import settings

from newsroom import purging

KNOWN = "__Host-in" if settings.PRODUCTION else "in"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


class HeadersMiddleware:
    """Says on every answer which powers of the device we never ask for, and keeps out of caches what is not public."""

    def __init__(self, get_response):
        self.get_response, self.policy = get_response, build_policy()  # one for every page: policy.py

    def __call__(self, request):
        response = self.get_response(request)
        if not (settings.DEBUG and response.status_code in (404, 500)):  # Django's own pages of a fault
            response["Content-Security-Policy"] = self.policy
        response["Permissions-Policy"] = PERMISSIONS_POLICY
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        if "no-store" in response["Cache-Control"] and not 300 <= response.status_code < 400:
            response["Cross-Origin-Resource-Policy"] = "same-origin"  # of a redirect, its target says so
        if settings.PURGE_URL and is_kept_in_front(request, response):
            response["Surrogate-Key"] = purging.keys_of(drawn_from(response))
        tell_the_page(request, response)
        return response


def is_kept_in_front(request, response) -> bool:
    """What a cache may keep, but for files whose bytes never change."""
    return response["Cache-Control"].startswith("public") and not request.path.startswith(settings.STATIC_URL)


def drawn_from(response) -> frozenset[str]:
    """The stamps of a page; those of a photo are none but the site's."""
    return response.drawn_from.stamps if hasattr(response, "drawn_from") else frozenset()


def tell_the_page(request, response) -> None:
    """Let scripts of public pages know that somebody is signed in, so that they ask for `/me/`: a readable cookie that
    says nothing else comes and goes with the session's."""
    session = response.cookies.get(settings.SESSION_COOKIE_NAME)
    if session is None and not (response.status_code == 204 and KNOWN in request.COOKIES):
        return
    if session is not None and session.value and request.user.is_authenticated:
        response.set_cookie(KNOWN, "1", max_age=session["max-age"], secure=settings.PRODUCTION, samesite="Lax")
    elif KNOWN in request.COOKIES:
        response.delete_cookie(KNOWN, samesite="Lax")
