"""Owns why somebody is asked to sign in: a sentence for each page that they may have wanted, found by its address."""

from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.links import is_safe_next

OWN = _("What stands on that page is yours alone to see. That is why you are asked to sign in.")
# A button of a public page was pressed, often after the session had ended; its page is where signing in leads back to.
PRESSED = _("That button is for whoever is signed in. Sign in, then press it once more.")
BY_PAGE = {
    "own:follow-writer": _(
        "To follow this writer, sign in and press Follow. What they publish next then stands under “Following”."
    ),
    "own:follow-topic": _(
        "To follow this topic, sign in and press Follow. What is published next then stands under “Following”."
    ),
    "own:following": _("Whom and what you follow is yours alone to see. That is why you are asked to sign in."),
    "own:followed": _("Whom and what you follow is yours alone to see. That is why you are asked to sign in."),
    "own:keep": _("To keep this article for later, sign in and press Save. Then it stands under “Saved”."),
    "own:saved": _("What you saved is yours alone to see. That is why you are asked to sign in."),
    "writing:dashboard": _("To write, sign in or sign up: your drafts are kept under your name."),
    "writing:new": _("To write, sign in or sign up: your drafts are kept under your name."),
}
BY_ROOM = {
    "reading": PRESSED,
    "own": OWN,
    "writing": OWN,
    "community": OWN,
    "desk": _("The desk is for moderators alone. That is why you are asked to sign in."),
}


def why_sign_in(address: str) -> str | Promise:
    """The sentence for whoever wanted this page of ours; "" where there is nothing to say."""
    if not is_safe_next(address) or address == "/":
        return ""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return BY_PAGE.get(match.view_name) or BY_ROOM.get(match.namespace, "")
