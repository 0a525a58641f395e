"""Owns what a moderator sees of one asking: the sheet by blocks with its remarks, the person, the steps open now."""

from dataclasses import dataclass

from django.utils import timezone

from articles import likeness
from articles.body import Block
from articles.lifecycle import steps_open_to
from articles.models import Remark, RevisionPhoto, Submission, Transition, Verb
from articles.rules import CHECKLIST
from articles.showing import Sheet, sent_sheet
from newsroom.desk.forms import DECISIONS
from newsroom.desk.lanes import in_lane

NEIGHBOURS = 12


@dataclass(frozen=True)
class NumberedBlock:
    """A block as the desk shows it: numbered from 1, with the remarks anchored to it."""

    number: int
    block: Block
    remarks: list[Remark]
    photo: RevisionPhoto | None


def numbered(sheet: Sheet, remarks: list[Remark]) -> list[NumberedBlock]:
    at = {}
    for remark in remarks:
        at.setdefault(remark.block, []).append(remark)
    return [
        NumberedBlock(number, block, at.get(block.id, []), sheet.photo_of(block.id))
        for number, block in enumerate(sheet.blocks, start=1)
    ]


def review_page(submission: Submission, user) -> dict:
    """Everything of the review page but its forms."""
    sheet = with_likenesses(sent_sheet(submission.revision), user)
    steps = steps_open_to(user, submission.article, submission)
    remarks = list(submission.remarks.select_related("by"))
    steps_taken = trace(submission)
    return about_the_writer(submission) | {
        "submission": submission,
        "sheet": sheet,
        "blocks": numbered(sheet, remarks),
        "topics": submission.revision.shown_topics,
        "taken_down_photos": submission.revision.photos.filter(photo__removed_at__isnull=False).select_related("photo"),
        "steps": steps,
        "may_decide": any(verb in steps for verb in DECISIONS),
        "held_by_another": submission.is_claimed_by_another(user),
        "checklist": CHECKLIST.items(),
        "earlier": earlier_remarks(submission),
        "trace": steps_taken,
        "escalation": next((row for row in reversed(steps_taken) if row.verb == Verb.ESCALATE), None),
        "loose": [remark for remark in remarks if remark.block not in {block.id for block in sheet.blocks}],
        "neighbours": in_lane(user, "waiting")[:NEIGHBOURS],
        "now": timezone.now(),
    }


def about_the_writer(submission: Submission) -> dict:
    author = submission.article.author
    return {
        "author": author,
        "sent_count": author.articles.filter(submissions__isnull=False).distinct().count(),
        "live_count": author.articles.live().count(),
    }


def with_likenesses(sheet: Sheet, user) -> Sheet:
    """Each photo with the pictures that it is like."""
    likes = likeness.told([row.photo for row in sheet.photos], to=user)
    for row in sheet.photos:
        row.likenesses = likes.get(row.photo_id, [])
    return sheet


def earlier_remarks(submission: Submission) -> list[Remark]:
    """What the writer was told in the rounds before this one, with their answers; also what a recall left unsaid."""
    before = Remark.objects.filter(submission__article=submission.article_id, submission__lt=submission.pk)
    return list(before.select_related("by").order_by("-submission", "pk"))


def trace(submission: Submission) -> list[Transition]:
    return list(Transition.objects.filter(article=submission.article_id).select_related("by"))
