"""Owns how an editor finds what to put on the front page: by words or a pasted address, and whether it is there."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from articles import searching
from articles.body import ID_SHAPE
from articles.models import Article, FrontSlot

FOUND = 12
ADDRESS = re.compile(rf"\s*(?:https?://)?(?P<host>[^/\s]*)/articles/(?P<code>{ID_SHAPE})(?:[/?#]|\s*$)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """`slot` is where it stands, or is planned to."""

    article: Article
    slot: FrontSlot | None


def found(request, words: str, slots: list[FrontSlot]) -> list[Found]:
    """Live articles, those with the words in their title first, or the one of a pasted address of this site."""
    there = {slot.article_id: slot for slot in slots}
    return [Found(article, there.get(article.pk)) for article in _articles(request, words)]


def is_elsewhere(request, words: str) -> bool:
    """Whether it is an address like ours on another site."""
    address = ADDRESS.match(words)
    return bool(address and address["host"].lower() not in {"", urlsplit(settings.ORIGIN).netloc, request.get_host()})


def _articles(request, words: str) -> list[Article]:
    live = Article.objects.live().select_related("author", "live_revision").defer("body", "live_revision__body")
    if address := ADDRESS.match(words):
        return [] if is_elsewhere(request, words) else list(live.filter(code=address["code"].lower()))
    titled = [article.pk for article in searching.titles_with(words, FOUND)]
    pks = list(dict.fromkeys([*titled, *searching.find(searching.asked(words)).pks[:FOUND]]))[:FOUND]
    return sorted(live.filter(pk__in=pks), key=lambda article: pks.index(article.pk)) if pks else []
