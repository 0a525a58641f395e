"""Owns which pages elsewhere stand in a text as a card: videos and posts that their address alone tells.

A card is made of the address, nothing is asked or loaded. Addresses that only lead on (vm.tiktok.com, fb.watch) and
networks of many hosts (Mastodon) tell nothing by themselves and stay links. The studio reads the same table.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from community.links import RefusedAddress, clean_link

WEB = ("http", "https")
ANY_QUERY = r"/?(?:\?.*)?"
YOUTUBE = r"[A-Za-z0-9_-]{11}"
NAME = r"[A-Za-z0-9_.-]{1,60}"


class Thing(TextChoices):
    VIDEO = "video", _("Video")
    POST = "post", _("Post")


@dataclass(frozen=True)
class Shelf:
    """One kind of thing at one provider. `shape` is a regular expression that Python and browsers read alike, over path
    and query; one that names no query takes any."""

    provider: str
    thing: Thing
    hosts: tuple[str, ...]
    path: str

    @cached_property
    def shape(self) -> str:
        return f"^(?:{self.path}){'' if 'v=' in self.path else ANY_QUERY}$"

    @property
    def label(self) -> str:
        words = _("Video on %(provider)s") if self.thing == Thing.VIDEO else _("Post on %(provider)s")
        return words % {"provider": self.provider}


def at(host: str, *prefixes: str) -> tuple[str, ...]:
    """The host itself, and with what may stand before it."""
    return (host, *(f"{prefix}.{host}" for prefix in prefixes))


FACEBOOK = at("facebook.com", "www", "m", "web")
INSTAGRAM = at("instagram.com", "www")
THREADS = (*at("threads.net", "www"), *at("threads.com", "www"))
TIKTOK = at("tiktok.com", "www", "m")
SHELVES = [
    Shelf("YouTube", Thing.VIDEO, at("youtube.com", "www", "m"), rf"/watch\?(?:[^#]*&)?v={YOUTUBE}(?:&.*)?"),
    Shelf("YouTube", Thing.VIDEO, at("youtube.com", "www", "m"), rf"/(?:shorts|live|embed)/{YOUTUBE}"),
    Shelf("YouTube", Thing.VIDEO, ("youtu.be",), f"/{YOUTUBE}"),
    Shelf("Vimeo", Thing.VIDEO, at("vimeo.com", "www"), r"/[0-9]{4,12}(?:/[0-9a-f]{6,20})?"),
    Shelf("Vimeo", Thing.VIDEO, ("player.vimeo.com",), r"/video/[0-9]{4,12}"),
    Shelf("Dailymotion", Thing.VIDEO, at("dailymotion.com", "www"), r"/video/[a-z0-9]{5,12}"),
    Shelf("Dailymotion", Thing.VIDEO, ("dai.ly",), r"/[a-z0-9]{5,12}"),
    Shelf("TikTok", Thing.VIDEO, TIKTOK, rf"/@{NAME}/video/[0-9]{{8,25}}"),
    Shelf("TikTok", Thing.POST, TIKTOK, rf"/@{NAME}/photo/[0-9]{{8,25}}"),
    Shelf("Instagram", Thing.VIDEO, INSTAGRAM, rf"(?:/{NAME})?/(?:reel|tv)/[A-Za-z0-9_-]{{5,40}}"),
    Shelf("Instagram", Thing.POST, INSTAGRAM, rf"(?:/{NAME})?/p/[A-Za-z0-9_-]{{5,40}}"),
    Shelf("X", Thing.POST, at("x.com", "www"), r"/(?:[A-Za-z0-9_]{1,15}|i/web)/status/[0-9]{5,25}"),
    Shelf("X", Thing.POST, at("twitter.com", "www", "mobile"), r"/(?:[A-Za-z0-9_]{1,15}|i/web)/status/[0-9]{5,25}"),
    Shelf("Facebook", Thing.VIDEO, FACEBOOK, r"/watch/?\?(?:[^#]*&)?v=[0-9]{5,25}(?:&.*)?"),
    Shelf("Facebook", Thing.VIDEO, FACEBOOK, rf"/(?:{NAME}/videos(?:/[^/?#]+)?|reel)/[0-9]{{5,25}}"),
    Shelf("Facebook", Thing.POST, FACEBOOK, rf"/{NAME}/posts/(?:[^/?#]+/)?[A-Za-z0-9]{{5,80}}"),
    Shelf("Threads", Thing.POST, THREADS, rf"/@{NAME}/post/[\w-]{{5,40}}"),
    Shelf("Bluesky", Thing.POST, ("bsky.app",), r"/profile/[A-Za-z0-9.:-]{3,120}/post/[a-z0-9]{5,40}"),
]
BY_HOST = {host: [shelf for shelf in SHELVES if host in shelf.hosts] for one in SHELVES for host in one.hosts}


@dataclass(frozen=True)
class Card:
    """What readers are told before they go there; `words` are the writer's own, "" when they only gave the address."""

    address: str
    shelf: Shelf
    words: str

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc.removeprefix("www.")

    @property
    def bare(self) -> str:
        """The address as a person would read it out."""
        return self.address.partition("://")[2].removeprefix("www.").rstrip("/")


def card_of(address: str, words: str) -> Card | None:
    """The card of an address that stands alone in a paragraph; None when it stays a link, or words."""
    try:
        address = clean_link(address)
    except RefusedAddress:
        return None
    shelf = shelf_of(address)
    said = words.strip()
    return Card(address, shelf, "" if is_address(said) else said) if shelf else None


def shelf_of(address: str) -> Shelf | None:
    parts = urlsplit(address)
    asked = f"{parts.path}?{parts.query}" if parts.query else parts.path
    shelves = BY_HOST.get(parts.netloc, ()) if parts.scheme in WEB else ()
    return next((shelf for shelf in shelves if re.search(shelf.shape, asked, re.ASCII)), None)


def is_address(words: str) -> bool:
    """Whether somebody's words for a link are only an address, not always the whole one."""
    return " " not in words and re.match(r"https?://|[\w-]+(\.[\w-]+)+/", words, re.ASCII) is not None


def told_to_scripts() -> list[dict]:
    """The table for the studio, which shows the card while somebody writes."""
    return [{"label": str(one.label), "hosts": one.hosts, "shape": one.shape} for one in SHELVES]
