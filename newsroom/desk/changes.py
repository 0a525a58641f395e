"""Owns what the changes view shows: a revision beside what its writer last got back, or sent, block by block."""

from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import Block, Kind
from articles.comparing import Change, Row
from articles.models import Revision, RevisionPhoto, Submission
from articles.models.submission import REFUSED
from articles.revisions_compared import SHOWN, Compared, PhotoRow, compare_revisions
from articles.showing import Sheet, sent_sheet


@dataclass(frozen=True)
class ChangedBlock:
    """One top-level block and what happened to it; its list's items are `rows` of their own.

    `former` is how readers would have seen what stood there before: of a block that is gone, or of another photo.
    """

    id: str
    change: Change
    rows: list[Row]
    photo: PhotoRow | None
    former_photo: RevisionPhoto | None
    former: Block | None

    @property
    def kind(self) -> Kind:
        unit = self.rows[0].unit
        return unit.within or unit.kind

    @property
    def has_words(self) -> bool:
        return any(row.pieces for row in self.rows)

    @property
    def is_rewritten(self) -> bool:
        """Whether its words are drawn piece by piece; what only moved, or has none, is drawn as it stands."""
        return self.has_words and self.change not in (Change.SAME, Change.MOVED)


@dataclass(frozen=True)
class Changes:
    compared: Compared
    blocks: list[ChangedBlock]

    @property
    def parts(self) -> list[str]:
        """What changed, in words: “title”, “2 blocks”."""
        compared, named = self.compared, {"title": _("title"), "dek": _("dek"), "place": _("place of writing")}
        blocks, photos = compared.changed_blocks, compared.changed_photos
        counted = [
            blocks and ngettext("%(number)d block", "%(number)d blocks", blocks) % {"number": blocks},
            photos and ngettext("%(number)d photo", "%(number)d photos", photos) % {"number": photos},
            compared.topics_changed and _("topics"),
        ]
        return [*(named[name] for name in compared.fields), *filter(None, counted)]

    @property
    def first(self) -> str:
        """The id of the first block that changed; "" when none did."""
        return next((block.id for block in self.blocks if block.change != Change.SAME), "")


def last_told(submission: Submission) -> Submission | None:
    """The asking whose revision this writer last got back, or that readers read since; None for a first revision."""
    # Told as well: nothing newer is sent before the ten seconds are over.
    answered = Q(state__in=REFUSED) | Q(live_at__isnull=False)
    before = Submission.objects.filter(answered, article=submission.article_id, pk__lt=submission.pk)
    return before.select_related("revision", "as_sent", "decided_by").order_by("-pk").first()


def compared_with(submission: Submission, before: Submission | None) -> Revision | None:
    """What the changes view begins from: before a moderator's own edit, what the writer sent; else what they have."""
    return submission.as_sent or (before and before.told_revision)


def changes_of(submission: Submission, former: Revision) -> Changes:
    prefetch_related_objects([former, submission.revision], *SHOWN)
    compared = compare_revisions(former, submission.revision)
    return Changes(compared, changed_blocks(compared, sent_sheet(former)))


def changed_blocks(compared: Compared, former: Sheet) -> list[ChangedBlock]:
    """In the order of the new text, with what is gone where it stood."""
    rows: dict[str, list[Row]] = {}
    for row in compared.rows:
        rows.setdefault(row.unit.block, []).append(row)
    before = {block.id: block for block in former.blocks}
    return [_changed_block(id, found, compared, before) for id, found in rows.items()]


def _changed_block(id: str, rows: list[Row], compared: Compared, before: dict[str, Block]) -> ChangedBlock:
    named = [unit and compared.photos.get(unit.named) for unit in (rows[0].old, rows[0].new)]
    was, now = (photo if rows[0].unit.kind == Kind.PHOTO else None for photo in named)
    swapped = was is not None and rows[0].looks_changed
    gone = all(row.change == Change.REMOVED for row in rows)
    return ChangedBlock(
        id=id,
        change=_whole_change(rows, now),
        rows=rows,
        photo=now,
        former_photo=was.shown if was and swapped else None,
        former=before.get(id) if gone else None,
    )


def _whole_change(rows: list[Row], photo: PhotoRow | None) -> Change:
    """The change that all rows share; a list with several is changed, and so is a photo with another passport."""
    changes = {row.change for row in rows}
    if changes == {Change.SAME}:
        return Change.CHANGED if photo and photo.change == Change.CHANGED else Change.SAME
    return changes.pop() if len(changes) == 1 else Change.CHANGED
