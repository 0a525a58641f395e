"""Owns what an article's page is drawn from: plain values, so that what was drawn of them is remembered.

They have the names that the rows have; what is drawn from rows elsewhere is drawn by the same templates.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from articles import cards, sharing
from articles.licences import Licence
from articles.listed import CoverPhoto, Mark, Pointed, Titled, Under
from articles.models import CorrectionKind, Revision
from articles.models.article import address_of, slug_of
from articles.models.correction import Line
from articles.models.revision import Credited, Text
from articles.showing import Sheet, sheet_of
from community.models.user import Face
from community.paths import path_of


@dataclass(frozen=True)
class Author(Face):
    pk: int
    pen_name: str
    handle: str
    tagline: str
    bio: str
    portrait_code: str
    portrait_tint: str
    marks: tuple[Mark, ...]

    def get_absolute_url(self) -> str:
        return path_of("reading:profile", self.handle)


@dataclass(frozen=True)
class ShownPhoto(Credited):
    """A photo of the text, or at position 0 its cover, with its passport as it was sent."""

    position: int
    caption: str
    creator: str
    source: str
    source_url: str
    licence: str
    alt: str
    photo: CoverPhoto

    def get_licence_display(self):
        return Licence(self.licence).label


@dataclass(frozen=True)
class ShownLine(Line):
    """A public line under the article."""

    kind: str
    sentence: str
    at: datetime

    def get_kind_display(self):
        return CorrectionKind(self.kind).label


class Attested(NamedTuple):
    """A disclaimer that the writer attested to; the site's own is of no topic."""

    topic: Under | None
    text: str


@dataclass(frozen=True)
class PublishedPage(Text):
    """`body` is the document as it is stored. `editor` is the pen name of who approved,
    when they chose to be named; else it is empty, and the page says the staff. `pointing` are the newest live articles
    whose text points at this one.
    """

    pk: int
    code: str
    first_published_at: datetime
    live_at: datetime
    title: str
    dek: str
    place: str
    words: int
    body: str
    editor: str
    author: Author
    topics: tuple[Under, ...]
    photos: tuple[ShownPhoto, ...]
    read_alsos: tuple[Pointed, ...]
    corrections: tuple[ShownLine, ...]
    attested: tuple[Attested, ...]
    pointing: tuple[Titled, ...]

    def get_absolute_url(self) -> str:
        return address_of(self.code, self.title)

    @property
    def letters(self) -> int:
        """How long it is, about, for whoever would remember it."""
        return len(self.body)

    @property
    def slug(self) -> str:
        return slug_of(self.title) or self.code

    def sheet(self) -> Sheet:
        """The text with its photos and read-alsos drawn in, anew each time."""
        revision = Revision(place=self.place, body=json.loads(self.body))
        return sheet_of(revision, self.photos, self.read_alsos)

    @property
    def cover(self) -> ShownPhoto | None:
        return next((photo for photo in self.photos if photo.position == 0), None)

    @property
    def developments(self) -> list[ShownLine]:
        """What was new in each update, the newest first."""
        return [one for one in self.corrections if one.kind == CorrectionKind.UPDATE]

    @property
    def mended(self) -> list[ShownLine]:
        return [one for one in self.corrections if one.kind != CorrectionKind.UPDATE]

    @property
    def shared(self) -> dict[str, str]:
        """The paths of the pictures that other sites show, by their shapes."""
        key = sharing.key_from(self.title, self.author.pen_name, self.cover.photo.sha256 if self.cover else "")
        return sharing.addresses(self.code, key, has_cover=bool(self.cover))

    @property
    def card_size(self) -> tuple[int, int]:
        """Width and height of the card among them, in pixels."""
        return cards.CARD

    @property
    def changed_at(self) -> datetime:
        """When it went live as it is, or was last corrected."""
        return max([self.live_at, *(one.at for one in self.corrections)])

    @property
    def updated_at(self) -> datetime | None:
        """When the words last changed after the first publication; None when they never did."""
        return self.live_at if self.live_at != self.first_published_at else None
