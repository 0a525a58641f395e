"""Owns how tests read everything that the public can: each readers' address of the resolver, and what a crawl finds."""

import re
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse

ORIGIN = "http://localhost:8000"
NAMED = re.compile(r"""(?:href|src|content)="([^"]+)"|srcset="([^"]+)"|<(?:loc|link)>([^<]+)<|"(https?:[^"]+)\"""")
FEEDS = [f"{kind}" for kind in ("rss.xml", "atom.xml", "feed.json")]


def names() -> set[str]:
    """The name of every address that the resolver knows for readers."""
    parts = [part for part in get_resolver().url_patterns if getattr(part, "namespace", None) == "reading"]
    return {pattern.name for part in parts for pattern in part.url_patterns} | {"media", "portrait"}


def without_values() -> set[str]:
    found = set()
    for name in names():
        try:
            found.add(reverse(f"reading:{name}"))
        except NoReverseMatch:
            continue
    return found


def crawled(*ahead: str) -> dict[str, bytes]:
    """What nobody in particular gets at these addresses, at those without values, and at all that they lead to.

    Also what refuses: a tombstone, an error page, a redirect's target.
    """
    found: dict[str, bytes] = {}
    waiting = {*ahead, *without_values()}
    while waiting:
        path = waiting.pop()
        answer = Client().get(path)
        found[path] = answer.content + repr(sorted(answer.headers.items())).encode()
        leads = links_of(answer.content, path) | {answer.headers.get("Location", "")}
        waiting |= {link for link in leads if is_public(link)} - found.keys()
    return found


def links_of(content: bytes, path: str) -> set[str]:
    """Every address of our own that a page, a feed or a sitemap names, as a path."""
    text = unescape(unescape(content.decode("utf-8", "replace").replace('\\"', '"')))
    groups = [group for found in NAMED.findall(text) for group in found if group]
    single = [part.split()[0] for group in groups for part in re.split(r",\s+", group) if part.strip()]
    whole = [urljoin(f"{ORIGIN}{path}", one) for one in single if one.startswith(("/", "?", "http"))]
    return {one.removeprefix(ORIGIN).partition("#")[0] for one in whole if one.startswith(f"{ORIGIN}/")}


def is_public(path: str) -> bool:
    private = ("/write/", "/accounts/", "/settings/", "/desk/", "/admin/", "/static/", "/demo/", "/me/")
    return path.startswith("/") and not path.startswith((*private, "/saved/", "/following/"))


def reached(paths) -> set[str]:
    """The names of the addresses that these paths are of. One that leads nowhere fails the test."""
    return {resolve(unquote(urlsplit(path).path)).url_name for path in paths}
