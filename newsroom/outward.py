"""Owns how the environment says what the site tells other machines: how much feeds hold, who hears of every change."""

from typing import NamedTuple
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

FEEDS = ("full", "dek")


class Outward(NamedTuple):
    """`feeds` is one of FEEDS; each other is "" where nobody is told."""

    feeds: str
    hub: str
    purge: str


def told_by(env: environ.Env) -> Outward:
    """What the environment says. Raises ImproperlyConfigured."""
    feeds, hub = env.str("LEMBAR_FEEDS", FEEDS[0]), env.str("LEMBAR_WEBSUB_HUB", "")
    if feeds not in FEEDS:
        raise ImproperlyConfigured(f"LEMBAR_FEEDS={feeds} is neither full nor dek.")
    purge = env.str("LEMBAR_PURGE_URL", "")
    return Outward(feeds, address("LEMBAR_WEBSUB_HUB", hub), address("LEMBAR_PURGE_URL", purge))


def address(name: str, value: str) -> str:
    """A web address or nothing."""
    try:
        whole = urlsplit(value)
        is_address = whole.scheme in ("http", "https") and bool(whole.hostname) and whole.port != 0
    except ValueError:
        is_address = False
    if value and not is_address:
        raise ImproperlyConfigured(f"{name}={value} is no address that begins with http:// or https://.")
    return value
