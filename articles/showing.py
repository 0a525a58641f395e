"""Owns what a revision looks like: its blocks with figures and read-alsos drawn in, its contents, its dateline.

Readers, the preview and the desk draw from the same sheet, so that what was reviewed is what is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import body, elsewhere, snapshots
from articles.listed import Pointed, pointed, pointed_at_by
from articles.models import Article, Photo, Revision, RevisionPhoto
from articles.models.revision import Credited
from articles.noting import Place, noted


@dataclass(frozen=True)
class Sheet:
    """Everything of a revision that a template shows. `text` is the body as readers see it under the cover, `blocks`
    every block of it, one by one."""

    revision: Revision
    photos: list[Credited]
    read_alsos: list[Pointed]
    text: SafeString
    blocks: list[body.Block]

    @property
    def cover(self) -> Credited | None:
        return next((photo for photo in self.photos if photo.position == 0), None)

    @cached_property
    def contents(self) -> list[body.Heading]:
        return [heading for heading in body.outline(self.revision.body) if heading.level == 2]

    def photo_of(self, block: str) -> Credited | None:
        """The photo that the block of this id shows, if it is one."""
        code = body.photo_code(self.revision.body, block)
        return next((row for row in self.photos if row.position and row.photo.code == code), None)


Places = Mapping[str, Iterable[Place]]
NOWHERE: Places = MappingProxyType({})
PAGE, FEED = "", "feed_"  # how the parts are drawn: for our pages, or with whole addresses for elsewhere


def sent_sheet(revision: Revision) -> Sheet:
    """A stored revision as it was sent; read-alsos show their targets as they are now."""
    return sent_sheets([revision])[0]


def sent_sheets(revisions: list[Revision], drawn_for: str = PAGE, places: Places | None = None) -> list[Sheet]:
    """The sheets of many revisions, in two queries for any number of them, of photos and of read-alsos.

    `places` says by the ids of their blocks which words remarks are about; they are drawn marked.
    """
    named = pointed_at_by([revision.pk for revision in revisions])
    rows = list(RevisionPhoto.objects.filter(revision__in=revisions).shown())
    return [
        sheet_of(
            revision,
            [row for row in rows if row.revision_id == revision.pk],
            named[revision.pk],
            drawn_for,
            places or NOWHERE,
        )
        for revision in revisions
    ]


def draft_sheet(article: Article) -> Sheet:
    """The working copy as it would be sent now: the same drawing, on rows that are not stored."""
    revision = Revision(article=article, **{name: getattr(article, name) for name in snapshots.FIELDS})
    revision.words = body.word_count(article.body)
    rows = [
        RevisionPhoto(revision=revision, photo=photo, position=place, **snapshots.passport(photo))
        for place, photo in enumerate(snapshots.shown_photos(article))
        if photo and photo.is_ready
    ]
    targets = [target.pk for target in snapshots.pointed_at(article)]
    return sheet_of(revision, rows, pointed(Article.objects.filter(pk__in=targets)))


def sheet_of(
    revision: Revision,
    rows: Iterable[Credited],
    targets: Iterable[Pointed],
    drawn_for: str = PAGE,
    places: Places = NOWHERE,
) -> Sheet:
    """A revision, stored or not, with these photos and read-alsos drawn in."""
    photos = sorted(rows, key=lambda row: row.position)
    drawn = {
        "figures": {row.photo.code: _drawn(f"_{drawn_for}figure", shown=row) for row in photos if row.position},
        "read_alsos": {target.code: _drawn(f"_{drawn_for}read_also", target=target) for target in targets},
        "cards": {} if drawn_for == FEED else _cards(revision),
        "dateline": revision.dateline,
    }
    doc = noted(revision.body, places) if places else revision.body
    return Sheet(
        revision=revision,
        photos=photos,
        read_alsos=list(targets),
        text=body.render(doc, **drawn | {"figures": _without(photos, drawn["figures"])}),
        blocks=body.blocks(doc, **drawn),
    )


def _cards(revision: Revision) -> dict[str, SafeString]:
    """The links to videos and posts that stand alone, by the ids of their blocks; elsewhere they stay links."""
    links = body.lone_addresses(revision.body).items()
    cards = {block: elsewhere.card_of(address, words) for block, (address, words) in links}
    return {block: _drawn("_away", card=card) for block, card in cards.items() if card}


def _without(photos: list[Credited], figures: dict[str, SafeString]) -> dict[str, SafeString]:
    """A photo of the text that is the cover stands above it, with caption and credit: readers see it once, there."""
    above = {photo.photo.code for photo in photos if photo.position == 0}
    return {code: figure for code, figure in figures.items() if code not in above}


def _drawn(part: str, **context) -> SafeString:
    return render_to_string(f"articles/{part}.html", context)


def with_waiting_photos(article: Article) -> list[Photo]:
    """The photos that a preview cannot show yet, because the worker has not rendered them."""
    return [photo for photo in snapshots.shown_photos(article) if photo and not photo.is_ready]
