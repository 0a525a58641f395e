"""Owns what readers get and lose: going live at its time, withdrawal, restoring, removal, corrections."""

import logging

from django.db import transaction
from django.utils import timezone

from articles import announcing, fronting, indexing, pages, photos, sharing, tallying, topics
from articles.deciding import locked
from articles.lifecycle import StepRefused, move_article, move_asking
from articles.models import Article, Correction, CorrectionKind, Revision, Submission, Verb
from articles.rules import NOT_YOURS, Said, is_other_chief
from community.models import User
from community.prepared import prepared

log = logging.getLogger(__name__)


def publish_due() -> int:
    """Make every approval live whose ten seconds and publish time have passed; how many.

    Found by a query, so a night of downtime costs nothing. Each in a transaction of its own: one that fails keeps no
    other from its readers.
    """
    due = Submission.objects.due_to_go_live(timezone.now()).order_by("publish_at", "pk")
    return sum(_tried(submission) for submission in list(due))


def _tried(submission: Submission) -> bool:
    try:
        return go_live(submission)
    except StepRefused as refusal:
        log.warning("Submission %s does not go live: %s", submission.pk, refusal.sentence)
        return False
    except Exception:
        log.exception("Submission %s could not go live; the clock tries again.", submission.pk)
        return False


@transaction.atomic
def go_live(submission: Submission) -> bool:
    """Show exactly the approved revision. False when it was done, undone or taken back in the meantime."""
    topics.hold_still(submission.revision)
    said = locked(submission, by=None)
    if not _is_due(said.submission.pk, said.now):
        return False
    article, before = said.article, said.article.live_revision
    move_article(
        Verb.GO_LIVE,
        said,
        live_revision=said.submission.revision,
        first_published_at=article.first_published_at or said.now,
        live_at=said.now,
    )
    said.submission.live_at = said.now
    said.submission.save(update_fields=["live_at"])
    User.objects.filter(pk=article.author_id, first_published_at=None).update(first_published_at=said.now)
    _tell_news(said, before)
    _show(article, before)
    return True


@prepared
def _is_due(submission, now):
    return Submission.objects.due_to_go_live(now).filter(pk=submission).values_list("pk")


def _tell_news(said: Said, before: Revision | None) -> None:
    """The writer's line about what is new, dated with this moment; nothing is new to whoever could read nothing yet."""
    if before and said.submission.news:
        Correction.objects.create(
            article=said.article,
            kind=CorrectionKind.UPDATE,
            sentence=said.submission.news,
            by=said.article.author,
            at=said.now,
            submission=said.submission,
        )


@transaction.atomic
def withdraw(article: Article, *, by: User, message: str) -> None:
    """A tombstone with reason and date instead of the article. Closes an open asking. Raises StepRefused."""
    said = _locked_article(article, by, message=message)
    places = announcing.places_of(said.article, said.article.live_revision)
    move_article(Verb.WITHDRAW, said)
    _hide(said, places)


@transaction.atomic
def restore(article: Article, *, by: User, message: str) -> None:
    """The withdrawn article again, as it was. Raises StepRefused."""
    if article.live_revision:
        topics.hold_still(article.live_revision)
    said = _locked_article(article, by, message=message)
    move_article(Verb.RESTORE, said)
    _show(said.article)


@transaction.atomic
def remove(article: Article, *, by: User, message: str, reference: str) -> None:
    """Nothing of the content any more, for a reason with a reference. Closes an open asking. Raises StepRefused."""
    said = _locked_article(article, by, message=message, reference=reference)
    places = announcing.places_of(said.article, said.article.live_revision)
    move_article(Verb.REMOVE, said, live_revision=None)
    photos.remove_all(said.article)
    _hide(said, places)


@transaction.atomic
def correct(article: Article, *, by: User, kind: str, sentence: str) -> Correction:
    """Add a public line under a live article. Raises StepRefused."""
    said = _locked_article(article, by)
    if not is_other_chief(by, said.article) or not Article.objects.live().contains(said.article):
        raise StepRefused(NOT_YOURS)
    correction = Correction.objects.create(article=said.article, kind=kind, sentence=sentence, by=by, at=said.now)
    announcing.note(announcing.places_of(said.article, said.article.live_revision))
    pages.shown_anew(said.article)
    return correction


def _locked_article(article: Article, by: User, **said) -> Said:
    fresh = Article.objects.select_for_update().get(pk=article.pk)
    return Said(article=fresh, by=by, now=timezone.now(), **said)


def _show(article: Article, before: Revision | None = None) -> None:
    places = announcing.places_of(article, before)
    moves = topics.show_live(article)
    photos.show_only_live(article)
    sharing.draw.enqueue(article.code)
    indexing.index(article)
    announcing.note(places | announcing.places_of(article, article.live_revision))
    tallying.move(moves)
    pages.shown_anew(article, before=before)


def _hide(said: Said, places: set[announcing.Place]) -> None:
    shown_by = pages.showing(said.article)
    moves = topics.hide(said.article)
    fronting.leave(said.article, said.now)
    indexing.forget(said.article)
    photos.show_only_live(said.article)
    sharing.draw.enqueue(said.article.code)
    if open_asking := said.article.submissions.open().select_for_update().first():
        move_asking(Verb.CLOSE, locked(open_asking, said.by, message=said.message))
    announcing.note(places)
    tallying.move(moves)
    pages.everything_anew(*shown_by)
