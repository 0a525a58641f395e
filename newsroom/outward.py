"""Owns how the environment says what the site tells other machines: how much feeds hold, who hears of every change."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

FEEDS = ("full", "dek")
INDEXNOW = "https://api.indexnow.org/indexnow"  # hands on to every search engine that takes part
KEY = re.compile("[A-Za-z0-9-]{8,128}")


class Outward(NamedTuple):
    """`feeds` is one of FEEDS; each other is "" where nobody is told."""

    feeds: str
    hub: str
    indexnow: str
    indexnow_key: str
    purge: str


def told_by(env: environ.Env) -> Outward:
    """What the environment says. Raises ImproperlyConfigured."""
    feeds, key = env.str("LEMBAR_FEEDS", FEEDS[0]), env.str("LEMBAR_INDEXNOW_KEY", "")
    if feeds not in FEEDS:
        raise ImproperlyConfigured(f"LEMBAR_FEEDS={feeds} is neither full nor dek.")
    if key and not KEY.fullmatch(key):
        raise ImproperlyConfigured("LEMBAR_INDEXNOW_KEY has 8 to 128 letters, digits and hyphens.")
    return Outward(
        feeds,
        address("LEMBAR_WEBSUB_HUB", env.str("LEMBAR_WEBSUB_HUB", "")),
        address("LEMBAR_INDEXNOW_URL", env.str("LEMBAR_INDEXNOW_URL", INDEXNOW)),
        key,
        address("LEMBAR_PURGE_URL", env.str("LEMBAR_PURGE_URL", "")),
    )


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
