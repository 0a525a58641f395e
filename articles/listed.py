"""Owns what a list shows of articles: plain values, in three queries for any number of them.

Twenty cards made of Django's rows were a hundred and fifty objects, and took longer to make than to draw. The values
have the names that the rows have, so the same templates draw both.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
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

TITLED = ("pk", "code", "live_revision__title", "first_published_at", "author_id")
PHOTO = ("code", "sha256", "width", "height", "tint", "in_avif")
COVER_ROW = ("cover_row__alt", "cover_row__photo__state", *(f"cover_row__photo__{name}" for name in PHOTO))


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


class Titled(NamedTuple):
    """What leads to an article: its title, and when it came out."""

    pk: int
    code: str
    title: str
    first_published_at: datetime
    author_id: int

    def get_absolute_url(self) -> str:
        return address_of(self.code, self.title)


class Pointed(NamedTuple):
    """What a text says of an article that it points at."""

    pk: int
    code: str
    title: str
    cover: Cover | None

    def get_absolute_url(self) -> str:
        return address_of(self.code, self.title)


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

    def get_absolute_url(self) -> str:
        return address_of(self.code, self.title)

    @property
    def main_topic(self) -> Under | None:
        return next(iter(self.topics), None)

    @property
    def minutes(self) -> int:
        return minutes_of(self.words)


def cards_of(articles: list[int]) -> list[Listed]:
    """Those of them that are live now, in this order, by their keys."""
    found = {card.pk: card for card in listed(Article.objects.live().filter(pk__in=articles))}
    return [found[pk] for pk in articles if pk in found]


def titled(articles: QuerySet[Article]) -> list[Titled]:
    """In one query."""
    return [Titled(*row) for row in articles.values_list(*TITLED)]


def listed(articles: QuerySet[Article]) -> list[Listed]:
    """Cards of published articles, in the order in which they come."""
    return [card for card, _more in listed_with(articles)]


def listed_with(articles: QuerySet[Article], *columns: str) -> list[tuple[Listed, tuple]]:
    """The same, each with what else of its row is asked for."""
    handle = FilteredRelation("author__handles", condition=Q(author__handles__until=None))
    found = articles.annotate(handle=handle, cover_row=_cover_row("live_revision__photos"))
    facts = ("pk", "code", "live_revision__title", "live_revision__dek", "live_revision__words", "first_published_at")
    writer = ("author_id", "author__pen_name", "handle__name")
    rows = [
        (row[:6], row[6:9], row[9:17], row[17:]) for row in found.values_list(*facts, *writer, *COVER_ROW, *columns)
    ]
    under, marks = _topics_of([facts[0] for facts, *_rest in rows]), _marks_of({who[0] for _facts, who, *_rest in rows})
    return [
        (Listed(*facts, Writer(*who, marks[who[0]]), tuple(under[facts[0]]), _cover_of(*cover)), more)
        for facts, who, cover, more in rows
    ]


def pointed_at_by(revisions: Iterable[Revision]) -> dict[int, list[Pointed]]:
    """The live articles that their texts point at, in order, by the revisions' keys; in one query."""
    cover = _cover_row("article__live_revision__photos")
    rows = RevisionReadAlso.objects.filter(revision__in=revisions).annotate(cover_row=cover).order_by("position")
    facts = ("article_id", "article__code", "article__live_revision__title")
    found: dict[int, list[Pointed]] = defaultdict(list)
    for revision, standing, *told in rows.values_list("revision_id", "article__standing", *facts, *COVER_ROW):
        if standing == Standing.LIVE:
            found[revision].append(Pointed(*told[:3], _cover_of(*told[3:])))
    return found


def _cover_row(photos: str) -> FilteredRelation:
    return FilteredRelation(photos, condition=Q(**{f"{photos}__position": 0}))


def _cover_of(alt: str, state: str, *photo) -> Cover | None:
    """What was taken down is shown nowhere."""
    return Cover(alt, CoverPhoto(*photo)) if state == PhotoState.READY else None


def _topics_of(articles: list[int]) -> dict[int, list[Under]]:
    found: dict[int, list[Under]] = defaultdict(list)
    rows = LiveTopic.objects.filter(article__in=articles).order_by("position")
    for article, name, slug in rows.values_list("article_id", "topic__name", "topic__slug"):
        found[article].append(Under(name, slug))
    return found


def _marks_of(people: Iterable[int]) -> dict[int, tuple[Mark, ...]]:
    """The marks in force, by the key of who bears them."""
    badges: dict[int, list[Badge]] = defaultdict(list)
    for badge in Badge.objects.filter(user__in=people, revoked_at=None):
        badges[badge.user_id].append(badge)
    return {pk: tuple(Mark(badge.kind, badge.until) for badge in shown_marks(badges[pk])) for pk in people}
