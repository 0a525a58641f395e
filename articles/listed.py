"""Owns what lists show of articles: plain values, in a few queries for any number of them.

Twenty cards made of Django's rows were a hundred and fifty objects, and took longer to make than to draw. The values
have the names that the rows have, so the same templates draw both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet

from articles.models import Article, LiveTopic, Revision, RevisionReadAlso, Standing
from articles.models.article import address_of
from articles.models.photo import PhotoState, Renditions
from articles.models.revision import minutes_of
from community.models import Badge
from community.models.badge import shown_marks
from community.paths import path_of


class Mark(NamedTuple):
    kind: str
    until: datetime | None


class Writer(NamedTuple):
    pk: int
    pen_name: str
    handle: str
    marks: tuple[Mark, ...]

    def get_absolute_url(self) -> str:
        return path_of("reading:profile", self.handle)


class Under(NamedTuple):
    """A topic that an article stands under."""

    name: str
    slug: str

    def get_absolute_url(self) -> str:
        return path_of("reading:topic", self.slug)


@dataclass(frozen=True)
class CoverPhoto(Renditions):
    code: str
    sha256: str
    width: int
    height: int
    tint: str
    in_avif: bool


class Cover(NamedTuple):
    alt: str
    photo: CoverPhoto

    def sources(self) -> list[tuple[str, str, str]]:
        return self.photo.sources()


def address(named) -> str:
    """The readers' address of whatever has an article's code and title."""
    return address_of(named.code, named.title)


class Titled(NamedTuple):
    """What leads to an article: its title, and when it came out."""

    code: str
    title: str
    first_published_at: datetime

    get_absolute_url = address


class Pointed(NamedTuple):
    """What a text says of an article that it points at."""

    pk: int
    code: str
    title: str
    cover: Cover | None

    get_absolute_url = address


class Listed(NamedTuple):
    """A card. `topics` are those it stands under, the main one first; `cover` is None where none may be shown."""

    pk: int
    code: str
    title: str
    dek: str
    words: int
    first_published_at: datetime
    author: Writer
    topics: tuple[Under, ...]
    cover: Cover | None

    get_absolute_url = address

    @property
    def main_topic(self) -> Under | None:
        return next(iter(self.topics), None)

    @property
    def minutes(self) -> int:
        return minutes_of(self.words)


# The columns of each, in the order of its fields; of an article's cover, and what says whether it may be shown.
TITLED = ("code", "live_revision__title", "first_published_at")
POINTED = ("article_id", "article__code", "article__live_revision__title")
LISTED = ("pk", "code", "live_revision__title", "live_revision__dek", "live_revision__words", "first_published_at")
WRITER = ("author_id", "author__pen_name", "handle__name")
COVER = ("cover_row__alt", "cover_row__photo__state", *(f"cover_row__photo__{one.name}" for one in fields(CoverPhoto)))


def cards_of(articles: list[int]) -> list[Listed]:
    """Those of them that are live now, in this order, by their keys."""
    found = {card.pk: card for card in listed(Article.objects.live().filter(pk__in=articles))}
    return [found[pk] for pk in articles if pk in found]


def titled(articles: QuerySet[Article]) -> list[Titled]:
    """In one query."""
    return [Titled(*row) for row in articles.values_list(*TITLED)]


def listed(articles: QuerySet[Article]) -> list[Listed]:
    """Cards of published articles, in the order in which they come; in three queries."""
    return [card for card, _more in listed_with(articles)]


def listed_with(articles: QuerySet[Article], *columns: str) -> list[tuple[Listed, tuple]]:
    """The same, each with what else of its row is asked for."""
    current = FilteredRelation("author__handles", condition=Q(author__handles__until=None))
    found = articles.annotate(handle=current, cover_row=_cover_row("live_revision__photos"))
    rows = list(_in_parts(found, LISTED, WRITER, COVER, columns))
    under, marks = _topics_of([facts[0] for facts, *_rest in rows]), _marks_of({who[0] for _facts, who, *_rest in rows})
    return [
        (Listed(*facts, Writer(pk, name, handle or "", marks[pk]), tuple(under[facts[0]]), _cover(*cover)), more)
        for facts, (pk, name, handle), cover, more in rows
    ]


def pointed(articles: QuerySet[Article]) -> list[Pointed]:
    """In one query."""
    found = articles.annotate(cover_row=_cover_row("live_revision__photos"))
    return [Pointed(*facts, _cover(*cover)) for facts, cover in _in_parts(found, LISTED[:3], COVER)]


def pointed_at_by(revisions: Iterable[Revision]) -> dict[int, list[Pointed]]:
    """The live articles that their texts point at, in order, by the revisions' keys; in one query."""
    cover = _cover_row("article__live_revision__photos")
    rows = RevisionReadAlso.objects.filter(revision__in=revisions).annotate(cover_row=cover).order_by("position")
    found: dict[int, list[Pointed]] = defaultdict(list)
    for (revision, standing), facts, cover in _in_parts(rows, ("revision_id", "article__standing"), POINTED, COVER):
        if standing == Standing.LIVE:
            found[revision].append(Pointed(*facts, _cover(*cover)))
    return found


def _in_parts(rows: QuerySet, *parts: tuple[str, ...]) -> Iterator[list[tuple]]:
    """Each row cut into these columns."""
    ends = [sum(map(len, parts[:number])) for number in range(len(parts) + 1)]
    for row in rows.values_list(*(column for part in parts for column in part)):
        yield [row[begin:end] for begin, end in zip(ends, ends[1:], strict=False)]


def _cover_row(photos: str) -> FilteredRelation:
    return FilteredRelation(photos, condition=Q(**{f"{photos}__position": 0}))


def _cover(alt: str, state: str, *photo) -> Cover | None:
    """What was taken down is shown nowhere."""
    return Cover(alt, CoverPhoto(*photo)) if state == PhotoState.READY else None


def _topics_of(articles: list[int]) -> dict[int, list[Under]]:
    found: dict[int, list[Under]] = defaultdict(list)
    rows = LiveTopic.objects.filter(article__in=articles).order_by("position")
    for article, name, slug in rows.values_list("article_id", "topic__name", "topic__slug"):
        found[article].append(Under(name, slug))
    return found


def _marks_of(people: set[int]) -> dict[int, tuple[Mark, ...]]:
    """The marks in force, by the key of who bears them."""
    badges: dict[int, list[Badge]] = defaultdict(list)
    for badge in Badge.objects.filter(user__in=people, revoked_at=None):
        badges[badge.user_id].append(badge)
    return {pk: tuple(Mark(badge.kind, badge.until) for badge in shown_marks(badges[pk])) for pk in people}
