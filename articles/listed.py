"""Owns what lists show of articles: plain values, in a few queries for any number of them.

Twenty cards made of Django's rows were a hundred and fifty objects, and took longer to make than to draw. The values
have the names that the rows have, so the same templates draw both.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from articles.models import Article, LiveTopic, RevisionReadAlso, Standing, Topic
from articles.models.article import address_of
from articles.models.photo import PhotoState, Renditions
from articles.models.revision import minutes_of
from community.models import Badge
from community.models.badge import Borne, shown_marks
from community.paths import path_of
from community.prepared import prepared


@dataclass(frozen=True)
class Mark(Borne):
    kind: str
    until: datetime | None
    held_since: datetime | None
    revoked_at = None


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
WRITER = ("author_id", "author__pen_name", "current_handle")
READ_ALSO = ("revision_id", "article__standing")
COVER = ("cover_row__alt", "cover_row__photo__state", *(f"cover_row__photo__{one.name}" for one in fields(CoverPhoto)))


def cards_of(articles: list[int]) -> list[Listed]:
    """Those of them that are live now, in this order, by their keys."""
    found = {card.pk: card for card in cards_from(_live_columns(articles))}
    return [found[pk] for pk in articles if pk in found]


@prepared
def _live_columns(articles):
    return columns_of(Article.objects.live().filter(pk__in=articles))


def titled(articles: QuerySet[Article]) -> list[Titled]:
    """In one query."""
    return [Titled(*row) for row in articles.values_list(*TITLED)]


def columns_of(articles: QuerySet[Article], *more: str) -> QuerySet:
    """What is read of published articles for their cards, and what `more` of each row."""
    found = articles.annotate(**handle_of("author"), cover_row=_cover_row("live_revision__photos"))
    return found.values_list(*LISTED, *WRITER, *COVER, *more)


def cards_from(rows: Iterable[tuple]) -> list[Listed]:
    """Cards of the rows of `columns_of`, in the order in which they come; in two queries more."""
    found = [cut(row, LISTED, WRITER, COVER) for row in rows]
    under, marks = topics_of([facts[0] for facts, *_rest in found]), marks_of({who[0] for _facts, who, *_rest in found})
    return [
        Listed(*facts, Writer(pk, name, handle, marks[pk]), tuple(under[facts[0]]), _cover(*cover))
        for facts, (pk, name, handle), cover, _more in found
    ]


def pointed(articles: QuerySet[Article]) -> list[Pointed]:
    """In one query."""
    found = articles.annotate(cover_row=_cover_row("live_revision__photos")).values_list(*LISTED[:3], *COVER)
    return [Pointed(*facts, _cover(*cover)) for facts, cover, _none in (cut(row, LISTED[:3], COVER) for row in found)]


def pointed_at_by(revisions: list[int]) -> dict[int, list[Pointed]]:
    """The live articles that their texts point at, in order, by the revisions' keys; in one query."""
    found: dict[int, list[Pointed]] = defaultdict(list)
    for row in _read_alsos_of(revisions):
        (revision, standing), facts, cover, _none = cut(row, READ_ALSO, POINTED, COVER)
        if standing == Standing.LIVE:
            found[revision].append(Pointed(*facts, _cover(*cover)))
    return found


@prepared
def _read_alsos_of(revisions):
    cover = _cover_row("article__live_revision__photos")
    rows = RevisionReadAlso.objects.filter(revision__pk__in=revisions).annotate(cover_row=cover).order_by("position")
    return rows.values_list(*READ_ALSO, *POINTED, *COVER)


def handle_of(person: str) -> dict[str, FilteredRelation | Coalesce]:
    """What a query has to be annotated with, so that `current_handle` is that of the person at this path."""
    current = FilteredRelation(f"{person}__handles", condition=Q(**{f"{person}__handles__until": None}))
    return {"handle": current, "current_handle": Coalesce("handle__name", Value(""))}


def cut(row: tuple, *parts: Sequence[str]) -> list[tuple]:
    """A row cut into these columns, and the rest of it."""
    parted, begin = [], 0
    for part in parts:
        parted.append(row[begin : begin + len(part)])
        begin += len(part)
    return [*parted, row[begin:]]


def _cover_row(photos: str) -> FilteredRelation:
    return FilteredRelation(photos, condition=Q(**{f"{photos}__position": 0}))


def _cover(alt: str, state: str, *photo) -> Cover | None:
    """What was taken down is shown nowhere."""
    return Cover(alt, CoverPhoto(*photo)) if state == PhotoState.READY else None


def topics_of(articles: list[int]) -> dict[int, list[Under]]:
    """What live articles stand under, by their keys."""
    found: dict[int, list[Under]] = defaultdict(list)
    for article, name, slug in _topic_columns(articles):
        found[article].append(Under(name, slug))
    return found


@prepared
def _topic_columns(articles):
    rows = LiveTopic.objects.filter(article__pk__in=articles).order_by("position")
    return rows.values_list("article_id", "topic__name", "topic__slug")


def menu() -> list[Under]:
    """The topics in the site's head."""
    return [Under(*row) for row in _menu_columns()]


@prepared
def _menu_columns():
    return Topic.objects.in_menu().values_list("name", "slug")


def marks_of(people: set[int]) -> dict[int, tuple[Mark, ...]]:
    """The marks in force, by the key of who bears them."""
    found: dict[int, list[Mark]] = defaultdict(list)
    for user, *facts in _mark_columns(people):
        found[user].append(Mark(*facts))
    return {pk: tuple(shown_marks(found[pk])) for pk in people}


@prepared
def _mark_columns(people):
    standing = Badge.objects.filter(user__pk__in=people, revoked_at=None)
    return standing.values_list("user_id", *(one.name for one in fields(Mark)))
