"""Owns what changed between two revisions: the document (comparing.py), the fields, the topics, the photos."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.comparing import Change, Piece, Row, compare, compare_words, tokens_of_text
from articles.models import Revision, RevisionPhoto
from articles.snapshots import PASSPORT

FIELDS = ("title", "dek", "place")
SHOWN = ("photos__photo", "topics__topic__merged_into")  # what two revisions are prefetched with before


@dataclass(frozen=True)
class TopicRow:
    change: Change
    name: str


@dataclass(frozen=True)
class PhotoRow:
    """A photo of either revision; `fields` are those of its passport that changed, by name, word by word."""

    change: Change
    shown: RevisionPhoto
    fields: dict[str, list[Piece]]


@dataclass(frozen=True)
class Compared:
    """All that readers see of two revisions. `fields` holds those that changed, by name."""

    fields: dict[str, list[Piece]]
    rows: list[Row]
    topics: list[TopicRow]
    cover: PhotoRow | None
    former_cover: PhotoRow | None
    photos: dict[str, PhotoRow]

    @property
    def changed_blocks(self) -> int:
        return len({row.unit.block for row in self.rows if row.is_changed})

    @property
    def changed_photos(self) -> int:
        shown = [*self.photos.values(), *filter(None, (self.cover, self.former_cover))]
        return sum(row.change != Change.SAME for row in shown)

    @property
    def topics_changed(self) -> bool:
        return any(row.change != Change.SAME for row in self.topics)

    @property
    def is_same(self) -> bool:
        return not (self.fields or self.changed_blocks or self.changed_photos or self.topics_changed)


def compare_revisions(old: Revision, new: Revision) -> Compared:
    """Reads `photos` (with their photo) and `topics` (with their topic) of both; prefetch them."""
    words = {name: (tokens_of_text(getattr(old, name)), tokens_of_text(getattr(new, name))) for name in FIELDS}
    cover, former = _covers(old, new)
    return Compared(
        fields={name: compare_words(*both) for name, both in words.items() if both[0] != both[1]},
        rows=compare(old.body, new.body),
        topics=_topics(_names(old), _names(new)),
        cover=cover,
        former_cover=former,
        photos=_photos(_in_text(old), _in_text(new)),
    )


def _names(revision: Revision) -> list[str]:
    return [topic.name for topic in revision.shown_topics]


def _topics(old: list[str], new: list[str]) -> list[TopicRow]:
    """The topics of now in their order, then those that went. The place of each among those that stayed counts."""
    stayed_before, stayed = [name for name in old if name in new], [name for name in new if name in old]
    moved = {name for name, was in zip(stayed, stayed_before, strict=True) if name != was}
    now = [TopicRow(_topic_change(name, old, moved), name) for name in new]
    return now + [TopicRow(Change.REMOVED, name) for name in old if name not in new]


def _topic_change(name: str, old: list[str], moved: Iterable[str]) -> Change:
    if name not in old:
        return Change.ADDED
    return Change.MOVED if name in moved else Change.SAME


def _in_text(revision: Revision) -> dict[str, RevisionPhoto]:
    return {row.photo.code: row for row in revision.photos.all() if row.position}


def _covers(old: Revision, new: Revision) -> tuple[PhotoRow | None, PhotoRow | None]:
    """The cover of now, and the former one when it is another picture."""
    was, now = (next((row for row in revision.photos.all() if row.position == 0), None) for revision in (old, new))
    if was is None or (now is not None and was.photo_id == now.photo_id):
        return (_photo(was, now) if now else None), None
    return (_photo(None, now) if now else None), PhotoRow(Change.REMOVED, was, {})


def _photos(old: dict[str, RevisionPhoto], new: dict[str, RevisionPhoto]) -> dict[str, PhotoRow]:
    rows = {code: _photo(old.get(code), shown) for code, shown in new.items()}
    return rows | {code: PhotoRow(Change.REMOVED, shown, {}) for code, shown in old.items() if code not in new}


def _photo(old: RevisionPhoto | None, new: RevisionPhoto) -> PhotoRow:
    if old is None:
        return PhotoRow(Change.ADDED, new, {})
    both = {name: (_told(old, name), _told(new, name)) for name in PASSPORT}
    words = {
        name: compare_words(tokens_of_text(was), tokens_of_text(now)) for name, (was, now) in both.items() if was != now
    }
    return PhotoRow(Change.CHANGED if words else Change.SAME, new, words)


def _told(shown: RevisionPhoto, name: str) -> str:
    """A field of a passport as people read it: the licence by its name."""
    return str(shown.get_licence_display() if name == "licence" else getattr(shown, name))
