"""Owns what a moderator sees of one asking: the sheet by blocks with its remarks, the person, the steps open now."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles import likeness
from articles.body import Block
from articles.comparing import Change
from articles.lifecycle import steps_open_to
from articles.models import (
    ChecklistPoint,
    MessageTemplate,
    Remark,
    RevisionPhoto,
    Submission,
    TemplateKind,
    Transition,
    Verb,
)
from articles.revisions_compared import SHOWN
from articles.rules import ask_first
from articles.showing import Sheet, sent_sheets
from newsroom.desk.changes import ChangedBlock, Changes, changes_of, compared_with, last_told
from newsroom.desk.forms import DECISIONS
from newsroom.desk.lanes import in_lane, lanes
from newsroom.desk.remarks import Remarks, places, remarks_of
from newsroom.desk.standing import standing

NEIGHBOURS = 12


@dataclass(frozen=True)
class ShownBlock:
    """A block as the desk shows it: numbered from 1, with its remarks. One that is gone has no number."""

    id: str
    number: int | None
    block: Block | None
    changed: ChangedBlock | None
    remarks: list[Remark]
    earlier: list[Remark]
    photo: RevisionPhoto | None


def shown_blocks(sheet: Sheet, remarks: Remarks, changes: Changes | None) -> list[ShownBlock]:
    """The blocks that show something; with `changes` also those that are gone, where they stood."""
    filled = (block for block in sheet.blocks if block.html)
    numbered = {block.id: (number, block) for number, block in enumerate(filled, start=1)}
    changed = {block.id: block for block in changes.blocks} if changes else {}
    order = [id for id, block in changed.items() if id in numbered or block.change == Change.REMOVED]
    order = [id for id in numbered if id not in changed] + order
    return [
        ShownBlock(
            id,
            *numbered.get(id, (None, None)),
            changed.get(id),
            remarks.now.get(id, []),
            remarks.earlier.get(id, []),
            sheet.photo_of(id),
        )
        for id in order
    ]


def review_page(submission: Submission, user, with_changes: bool = True) -> dict:
    """Everything of the review page but its forms; `with_changes` when there is something to compare it with."""
    steps = steps_open_to(user, submission.article, submission)
    steps_taken = trace(submission)
    return (
        manuscript(submission, user, with_changes)
        | about_the_writer(submission)
        | {
            "submission": submission,
            "steps": steps,
            "may_decide": any(verb in steps for verb in DECISIONS),
            "standing": standing(submission, user, steps),
            "checklist": list(ChecklistPoint.objects.in_force()),
            "templates": message_templates(submission),
            "trace": steps_taken,
            "escalation": next((row for row in reversed(steps_taken) if row.verb == Verb.ESCALATE), None),
            "lanes": lanes(user),
            "neighbours": list(in_lane(user, "waiting")[:NEIGHBOURS]),
            "now": timezone.now(),
        }
    )


def manuscript(submission: Submission, user, with_changes: bool) -> dict:
    """The middle column: the sheet with its remarks, beside what its writer last got back."""
    prefetch_related_objects([submission.revision], *SHOWN)
    marked = places(submission.remarks.all())
    sheet = with_likenesses(sent_sheets([submission.revision], places=marked)[0], user)
    remarks = remarks_of(submission, {block.id for block in sheet.blocks if block.html})
    before = last_told(submission)
    former = compared_with(submission, before)
    changes = changes_of(submission, former) if former and with_changes else None
    return {
        "sheet": sheet,
        "blocks": shown_blocks(sheet, remarks, changes),
        "before": before,
        "is_comparable": former is not None,
        "changes": changes,
        "remarks": remarks,
        "topics": submission.revision.shown_topics,
        "proposals": [topic for topic in submission.revision.shown_topics if topic.is_proposal],
        "taken_down_photos": submission.revision.photos.filter(photo__removed_at__isnull=False).select_related("photo"),
    }


def message_templates(submission: Submission) -> list[tuple[str, list[tuple[MessageTemplate, str]]]]:
    """By kind, each with its words in the writer's language."""
    rows, writer = list(MessageTemplate.objects.in_force()), submission.article.author
    by_kind = [(kind.label, [(row, row.text_for(writer)) for row in rows if row.kind == kind]) for kind in TemplateKind]
    return [(label, found) for label, found in by_kind if found]


def about_the_writer(submission: Submission) -> dict:
    author = submission.article.author
    return {
        "author": author,
        "asks_first": ask_first(author) if author.ask_before_edits else "",
        "sent_count": author.articles.filter(submissions__isnull=False).distinct().count(),
        "live_count": author.articles.live().count(),
    }


def with_likenesses(sheet: Sheet, user) -> Sheet:
    """Each photo with the pictures that it is like."""
    likes = likeness.told([row.photo for row in sheet.photos], to=user)
    for row in sheet.photos:
        row.likenesses = likes.get(row.photo_id, [])
    return sheet


def trace(submission: Submission) -> list[Transition]:
    return list(Transition.objects.filter(article=submission.article_id).select_related("by"))
