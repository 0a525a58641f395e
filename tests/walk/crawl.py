"""Owns how the public is asked without an account: every address of the resolver, with every value a crawl finds."""

import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.error import HTTPError
from urllib.request import urlopen

from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.utils.text import slugify

from tests.walk.sample import SAMPLE

ADDRESS = re.compile(r"""(?:href="|src="|<loc>|<link>)([^"<\s]+)""")

CARD = re.compile(r"/articles/[a-z0-9]{8}/[0-9a-f]{16}-card\.jpg")


def everything_public(site, walks) -> dict[str, str]:
    """The text of every public address that there is, or might be, while the sample is not published yet."""
    title = SAMPLE.front["title"]
    ahead = {reverse(f"reading:{name}") for name in public_names() if not needs_value(name)}
    ahead |= {f"/search/?q={word}" for word in ("perahu", title.split()[-1])}
    ahead |= {f"/@{walk.handle}/" for walk in walks}
    ahead |= {f"/articles/{walk.code}/{slug}" for walk in walks for slug in ("", f"{slugify(title)}/")}
    topic = slugify(SAMPLE.front["topics"][0])
    ahead |= {f"/feeds/topics/{topic}/{file}" for file in ("atom.xml", "feed.json")} | {"/sitemaps/articles-0.xml"}
    found: dict[str, str] = {}
    with ThreadPoolExecutor(4) as pool:
        while ahead:
            found |= zip(ahead, pool.map(lambda path: as_words(get(site.address(path))), ahead), strict=True)
            linked = {link for path in ahead for link in links(site, found[path])}
            ahead = {path for path in linked if is_ours(path)} - found.keys()
    card = next(filter(None, (CARD.search(text) for text in found.values())))[0]
    found[card] = get(site.address(card))
    unseen = public_names() - {resolve(path.partition("?")[0]).url_name for path in found}
    assert unseen == set(), f"No address was found for {unseen}."
    return found


def as_words(source: str) -> str:
    """A page or feed as it came, and once more without its tags, so that bold within a sentence hides nothing."""
    text = unescape(unescape(source))
    return text + re.sub(r"<[^>]+>", "", text)


def needs_value(name: str) -> bool:
    try:
        reverse(f"reading:{name}")
    except NoReverseMatch:
        return True
    return False


def links(site, text: str) -> set[str]:
    """Paths that a page, a feed or the sitemap names, with or without our origin."""
    return {address.removeprefix(site.base) for address in ADDRESS.findall(text)}


def is_ours(path: str) -> bool:
    public = ("/topics/", "/@", "/articles/", "/latest/", "/feeds/")
    return path.startswith(public) and "#" not in path


def public_names() -> set[str]:
    """The name of every readers' address that the resolver knows."""
    parts = [part for part in get_resolver().url_patterns if getattr(part, "namespace", None) == "reading"]
    return {pattern.name for part in parts for pattern in part.url_patterns}


def get(address: str) -> str:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.read().decode(errors="replace")
    except HTTPError as error:
        return error.read().decode()


def status(address: str) -> int:
    try:
        with urlopen(address, timeout=10) as answer:
            return answer.status
    except HTTPError as error:
        return error.code
