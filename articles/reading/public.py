"""Owns what a public view is: drawn for nobody, in the site's language, the same bytes for everybody."""

from functools import wraps

from django.http import HttpRequest
from django.utils.cache import patch_cache_control

FRESH_FOR = 60  # seconds a browser or CDN may show a public page without asking again


class Nobody:
    """Stands where the person would be. Touching it in a public view is a fault of ours, found by raising."""

    def __getattr__(self, name):
        raise RuntimeError(f"A public view looked at the person ({name}).")

    def __bool__(self):
        raise RuntimeError("A public view looked at the person.")


HIDDEN = ("user", "session", "_messages")


def public(view):
    """Hide user, session and messages from `view` while it draws; let its good answers be kept for a minute."""

    @wraps(view)
    def drawn_for_nobody(request: HttpRequest, *args, **kwargs):
        kept = {name: getattr(request, name) for name in HIDDEN if hasattr(request, name)}
        for name in kept:
            setattr(request, name, Nobody())
        try:
            response = view(request, *args, **kwargs)
        finally:
            for name, value in kept.items():
                setattr(request, name, value)
        if response.status_code == 200 and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, max_age=FRESH_FOR)
        return response

    drawn_for_nobody.in_site_language = True
    return drawn_for_nobody
