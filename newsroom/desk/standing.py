"""Owns what an open review page is told of its asking: who holds it, and what became of it."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle import steps_open_to
from articles.models import Submission, SubmissionState, Verb
from articles.rules import Said, moved_on
from newsroom.desk.forms import DECISIONS
from newsroom.templatetags.lembar import at_clock_or_moment, clock


@dataclass(frozen=True)
class Standing:
    """`stamp` differs as soon as anything of it does; `note` says who holds it, `sentence` why no decision is open."""

    stamp: str
    note: str
    sentence: str
    held: bool
    open: bool


def standing(submission: Submission, user, steps: list[Verb] | None = None) -> Standing:
    steps = steps_open_to(user, submission.article, submission) if steps is None else steps
    is_open = any(verb in steps for verb in DECISIONS)
    last = submission.transitions.order_by("-pk").values_list("pk", flat=True).first() or 0
    holder = submission.holder
    return Standing(
        stamp=f"{submission.state}-{last}-{holder.pk if holder else 0}",
        note=holding(submission, user),
        sentence="" if is_open else what_became(submission),
        held=submission.is_claimed_by_another(user),
        open=is_open,
    )


def holding(submission: Submission, user) -> str:
    if submission.holder is None:
        return _("Nobody works on it yet")
    told = {"name": submission.holder.pen_name, "at": clock(submission.claimed_until)}
    return (
        _("Yours until %(at)s") % told if submission.holder == user else _("%(name)s works on it until %(at)s") % told
    )


def what_became(submission: Submission) -> str:
    """“Dimas approved this at 14.32.” Whatever is no decision in force is told by the log's last step."""
    sentences = {
        SubmissionState.APPROVED: _("%(name)s approved this %(at)s."),
        SubmissionState.RETURNED: _("%(name)s asked for changes %(at)s."),
        SubmissionState.DECLINED: _("%(name)s declined this %(at)s."),
    }
    if submission.state in sentences:
        told = {"name": submission.decided_by.pen_name, "at": at_clock_or_moment(submission.decided_at)}
        return sentences[SubmissionState(submission.state)] % told
    if submission.state == SubmissionState.WAITING:
        return _("This one was escalated: a chief editor decides.")
    return str(moved_on(Said(article=submission.article, submission=submission, by=None, now=timezone.now())))
