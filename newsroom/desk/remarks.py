"""Owns which remarks a review shows where: of this round at their blocks, of earlier ones with what became of them."""

from dataclasses import dataclass

from articles import body
from articles.models import Remark, Revision, Submission
from articles.snapshots import PASSPORT


@dataclass(frozen=True)
class Remarks:
    """By the ids of blocks: this round's, and the open ones of earlier rounds. The rest has no block in this text."""

    now: dict[str, list[Remark]]
    earlier: dict[str, list[Remark]]
    loose: list[Remark]
    homeless: list[Remark]
    closed: list[Remark]


def remarks_of(submission: Submission, shown: set[str]) -> Remarks:
    """`shown` are the ids of the blocks on the sheet. Three queries for any number of remarks and rounds."""
    now = list(submission.remarks.select_related("by"))
    before = earlier_remarks(submission)
    open_still = [remark for remark in before if remark.closed_at is None]
    return Remarks(
        now=by_block(remark for remark in now if remark.block in shown),
        earlier=by_block(remark for remark in open_still if remark.block in shown),
        loose=[remark for remark in now if remark.block not in shown],
        homeless=[remark for remark in open_still if remark.block not in shown],
        closed=[remark for remark in before if remark.closed_at is not None],
    )


def by_block(remarks) -> dict[str, list[Remark]]:
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(remark.block, []).append(remark)
    return found


def places(remarks) -> dict[str, list[tuple[str, int]]]:
    """Which words of the sheet they are about, for showing.py."""
    return {
        block: [(one.words, one.occurrence) for one in found if one.words]
        for block, found in by_block(remarks).items()
        if any(one.words for one in found)
    }


def earlier_remarks(submission: Submission) -> list[Remark]:
    """What was remarked in the rounds before this one, newest round first; also what a recall left unsaid.

    Each knows whether its block has changed since (`block_changed`).
    """
    before = Remark.objects.filter(submission__article=submission.article_id, submission__lt=submission.pk)
    known = before.select_related("by", "closed_by", "submission__revision")
    remarks = list(known.prefetch_related("submission__revision__photos__photo").order_by("-submission", "pk"))
    for remark in remarks:
        then = content_of(remark.submission.revision, remark.block)
        remark.block_changed = then != content_of(submission.revision, remark.block)
    return remarks


def content_of(revision: Revision, block: str) -> tuple:
    """All that a block shows: its node, and the passport of its photo. Nothing when it is not there."""
    node = next((node for node in revision.body["content"] if node["attrs"]["id"] == block), None)
    code = body.photo_code(revision.body, block)
    shown = next((row for row in revision.photos.all() if row.position and row.photo.code == code), None)
    return node, shown and [getattr(shown, name) for name in PASSPORT]
