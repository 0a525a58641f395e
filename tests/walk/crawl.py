"""Owns how the public is asked without an account: every address of the resolver, with every value a crawl finds."""

import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from urllib.error import HTTPError
from urllib.request import urlopen

from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.utils.text import slugify

from tests.walk.sample import SAMPLE

ADDRESS = re.compile(r"""(?:href="|src="|<loc>|<link>)([^"<\s]+)""")

CARD = re.compile(r"/articles/[a-z0-9]{8}/[0-9a-f]{16}-card\.jpg")
OF_EACH = 4  # addresses of one name that are found by their links; there are ten seconds for all


def everything_public(site, walks) -> dict[str, str]:
    """The text of every public address that might show the sample, while it is not published yet: each of its own, each
    without a value, and of those that these link to `OF_EACH` of every name."""
    title = SAMPLE.front["title"]
    ahead = {reverse(f"reading:{name}") for name in public_names() if not needs_value(name)}
    ahead |= {f"/search/?q={word}" for word in ("perahu", title.split()[-1])}
    ahead |= {f"/@{walk.handle}/" for walk in walks}
    ahead |= {f"/articles/{walk.code}/{slug}" for walk in walks for slug in ("", f"{slugify(title)}/")}
    topics, files = [slugify(topic) for topic in SAMPLE.front["topics"]], ("rss.xml", "atom.xml", "feed.json")
    ahead |= {f"/feeds/topics/{topic}/{file}" for topic in topics for file in files} | {"/sitemaps/articles-0.xml"}
    ahead |= {f"/feeds/writers/{walk.handle}/{file}" for walk in walks for file in files}
    ahead |= {f"/topics/{topic}/" for topic in topics}
    ahead |= {f"/articles/{target}/" for walk in walks for target in walk.read_alsos}
    found: dict[str, str] = {}
    asked: Counter[str] = Counter()
    with ThreadPoolExecutor(4) as pool:
        while ahead:
            found |= zip(ahead, pool.map(lambda path: as_words(get(site.address(path))), ahead), strict=True)
            linked = {link for path in ahead for link in links(site, found[path])}
            ahead = set(few(sorted({path for path in linked if is_ours(path)} - found.keys()), asked))
    card = next(filter(None, (CARD.search(text) for text in found.values())))[0]
    found[card] = get(site.address(card))
    unseen = public_names() - {name_of(path) for path in found}
    assert unseen == set(), f"No address was found for {unseen}."
    return found


def few(paths: list[str], asked: Counter[str]) -> Iterator[str]:
    """The first of each name, counted in `asked`."""
    for path in paths:
        asked[name_of(path)] += 1
        if asked[name_of(path)] <= OF_EACH:
            yield path


def name_of(path: str) -> str:
    return resolve(path.partition("?")[0]).url_name or ""


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
