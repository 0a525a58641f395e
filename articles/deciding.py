"""Owns what moderators do with an asking: claim, remark, decide, undo, call off, reverse, escalate and back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body, noting
from articles.lifecycle import StepRefused, move_asking
from articles.models import Article, Remark, Revision, Submission, Transition, Verb
from articles.models.submission import CLAIM_LASTS, TEN_SECONDS
from articles.rules import Said, claim_is_free, is_other_moderator, moved_on
from community.characters import beginning
from community.models import User

QUOTE_LENGTH = 120


def locked(submission: Submission, by: User, **said) -> Said:
    """The submission and its article, locked in this order and read afresh. Call inside a transaction."""
    article = Article.objects.select_for_update().get(pk=submission.article_id)
    fresh = Submission.objects.select_for_update(of=("self",)).select_related("revision").get(pk=submission.pk)
    return Said(article=article, submission=fresh, by=by, now=timezone.now(), **said)


@transaction.atomic
def decide(submission: Submission, verb: Verb, *, by: User, **said) -> Transition:
    """Approve, return or decline. `said`: `seen` (the revision shown), `reason`, `message`, `checked`, `publish_at`.

    An approval has neither reason nor message: what was typed for another answer goes nowhere, not even into the log.
    A light edit goes back as a suggestion to whoever wants to be asked first, as they want it now.

    Takes effect ten seconds from now, and an approval never publishes earlier. Raises StepRefused, with a sentence for
    `by`, when the asking has moved on since or `by` may not take this step.
    """
    if verb == Verb.APPROVE:
        said |= {"reason": "", "message": ""}
    said = locked(submission, by, **said)
    effective, is_edited = said.now + TEN_SECONDS, said.submission.as_sent_id is not None
    publish_at = max(said.publish_at or effective, effective) if verb == Verb.APPROVE else None
    return move_asking(
        verb,
        said,
        decided_by=by,
        decided_at=said.now,
        effective_at=effective,
        publish_at=publish_at,
        is_suggestion=verb != Verb.APPROVE and is_edited and said.article.author.ask_before_edits,
        reason=said.reason,
        message=said.message,
    )


@transaction.atomic
def take_back(submission: Submission, verb: Verb, *, by: User, message: str = "") -> Transition:
    """Undo, call off or reverse a decision: the asking waits again at its old due time. Raises StepRefused.

    Whoever undoes goes on working on it.
    """
    said = locked(submission, by, message=message)
    hold = {"claimed_by": by, "claimed_until": said.now + CLAIM_LASTS} if verb == Verb.UNDO else {}
    return move_asking(verb, said, **hold)


@transaction.atomic
def escalate(submission: Submission, *, by: User, message: str) -> Transition:
    """Leave it to the chief editors, with a note. Raises StepRefused."""
    said = locked(submission, by, message=message)
    return move_asking(Verb.ESCALATE, said, escalated_at=said.now)


@transaction.atomic
def de_escalate(submission: Submission, *, by: User) -> Transition:
    """Give it back to the moderators, by who escalated it or by a chief editor. Raises StepRefused."""
    return move_asking(Verb.DE_ESCALATE, locked(submission, by), escalated_at=None)


@transaction.atomic
def claim(submission: Submission, *, by: User, take_over: bool = False) -> Submission:
    """Hold a waiting asking for 15 minutes, or 15 more. Only chief editors take over another's. Raises StepRefused."""
    said = locked(submission, by)
    if not is_other_moderator(by, said.article) or not Submission.objects.waiting().contains(said.submission):
        raise StepRefused(moved_on(said))
    held = claim_is_free(said)
    if held is not None and not (take_over and by.has_perm("articles.lead")):
        raise StepRefused(held)
    said.submission.claimed_by, said.submission.claimed_until = by, said.now + CLAIM_LASTS
    said.submission.save(update_fields=["claimed_by", "claimed_until"])
    return said.submission


@transaction.atomic
def remark(
    submission: Submission, *, by: User, block: str, reason: str, text: str, words: str = "", occurrence: int = 1
) -> Remark:
    """Note something on a block of the revision; the note claims. A draft of the desk until a *return* takes effect.

    `words` are those in the block that it is about, `occurrence` which of several; the whole block when they are not
    there.
    """
    held = claim(submission, by=by)
    node = next((node for node in held.revision.body["content"] if node["attrs"]["id"] == block), None)
    found = node is not None and noting.stands_in(node, words, occurrence)
    return Remark.objects.create(
        submission=held,
        block=block,
        quote=beginning(quoted(held.revision, block), QUOTE_LENGTH),
        words=words if found else "",
        occurrence=occurrence if found else 1,
        reason=reason,
        text=text,
        by=by,
    )


def quoted(revision: Revision, block: str) -> str:
    """By what the writer knows a block: its words, or the caption of its photo."""
    code = body.photo_code(revision.body, block)
    captions = revision.photos.filter(photo__code=code, position__gt=0).values_list("caption", flat=True)
    return captions.first() or "" if code else body.block_text(revision.body, block)


def unread(remark: Remark, by: User) -> Remark:
    """The remark, locked with its claimed submission. Raises StepRefused for one that was answered or told before."""
    submission = claim(remark.submission, by=by)
    fresh = Remark.objects.select_for_update().filter(pk=remark.pk).first()
    if fresh is None:
        raise StepRefused(_("This remark was thrown away."))
    if fresh.answer or submission.transitions.filter(verb=Verb.REVERSE, at__gt=fresh.at).exists():
        raise StepRefused(_("The writer has read this remark already."))
    return fresh


@transaction.atomic
def reword_remark(remark: Remark, *, by: User, reason: str, text: str) -> Remark:
    """Say a remark in other words or for another reason, as long as no writer has seen it. Raises StepRefused."""
    fresh = unread(remark, by)
    fresh.reason, fresh.text, fresh.by = reason, text, by
    fresh.save(update_fields=["reason", "text", "by"])
    return fresh


@transaction.atomic
def drop_remark(remark: Remark, *, by: User) -> None:
    """Take back a remark that no writer has seen yet. Raises StepRefused."""
    unread(remark, by).delete()


@transaction.atomic
def close_remark(remark: Remark, submission: Submission, *, by: User, closed: bool = True) -> None:
    """Say at this round's `submission` that a remark of an earlier one is done with, or not after all; this claims.

    Raises StepRefused.
    """
    held = claim(submission, by=by)
    fresh = Remark.objects.select_for_update().get(pk=remark.pk, submission__article=held.article_id)
    fresh.closed_by, fresh.closed_at = (by, timezone.now()) if closed else (None, None)
    fresh.save(update_fields=["closed_by", "closed_at"])


@transaction.atomic
def remark_again(left: Remark, submission: Submission, *, by: User) -> Remark:
    """Say at this round what an earlier one left unsaid, since its writer took the text back. Raises StepRefused."""
    if Remark.objects.told().filter(pk=left.pk).exists():
        raise StepRefused(_("The writer has read this remark already."))
    close_remark(left, submission, by=by)
    said = {name: getattr(left, name) for name in ("block", "reason", "text", "words", "occurrence")}
    return remark(submission, by=by, **said)
