"""Owns the light edit: a moderator mends what waits, and the writer's working copy gets it with the answer.

Found by a query, so a clock that is killed or late copies it the next time; whoever writes to the working copy first
takes in what is due, under the same lock.
"""

import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import earlier, snapshots, topics
from articles.closing import refuse_closed
from articles.deciding import locked
from articles.lifecycle import ASKING, StepRefused, guard, move_asking
from articles.models import Article, Device, Disclaimer, Revision, Submission, Topic, Verb, Why
from articles.models.submission import CLAIM_LASTS
from articles.rules import Said
from community.models import User
from community.prepared import prepared

MENDED_OF_A_PHOTO = ("caption", "alt")

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Mended:
    """What a moderator made of a revision: its columns, cleaned names of topics, words of photos by their code."""

    fields: dict
    topics: list[str]
    passports: dict[str, dict[str, str]] = field(default_factory=dict)


@transaction.atomic
def mend(submission: Submission, made: Mended, *, by: User, seen: Revision | None) -> bool:
    """Make a new revision of the same asking, and hold it as a claim does; False when nothing was changed.

    `seen` is the revision that was mended. Raises StepRefused when another one stands there, or `by` may not.
    """
    said = locked(submission, by, seen=seen)
    guard(ASKING[Verb.EDIT], said.submission.state, said)
    before = snapshots.mended(seen, {}, seen.shown_topics, {})
    after = snapshots.mended(seen, made.fields, topics.named(made.topics), made.passports)
    if after.digest == before.digest:
        return False
    _refuse_unattested(said, [topic for topic in after.topics if topic not in before.topics])
    move_asking(Verb.EDIT, said, claimed_by=by, claimed_until=said.now + CLAIM_LASTS)
    _stand(said, snapshots.take(said.article, after, by=by))
    return True


def _stand(said: Said, revision: Revision) -> None:
    """Let `revision` be what is decided on."""
    submission = said.submission
    submission.as_sent_id = submission.as_sent_id or submission.revision_id
    submission.revision, submission.copied_at = revision, None
    submission.is_suggestion = False
    submission.save(update_fields=["as_sent", "revision", "copied_at", "is_suggestion"])


def _refuse_unattested(said: Said, new: list[Topic]) -> None:
    """A topic whose statement the writer has not agreed to is the writer's to add."""
    agreed = set(said.submission.attestations.values_list("disclaimer__topic", flat=True))
    own = Disclaimer.objects.select_related("topic").in_force_of([topic.pk for topic in new if topic.pk not in agreed])
    for disclaimer in own.values():
        told = {"name": disclaimer.topic.name}
        raise StepRefused(_("“%(name)s” has a statement of its own, which the writer has not agreed to.") % told)


def copy_due() -> int:
    """Bring every light edit whose answer took effect into its working copy; how many changed."""
    due = Submission.objects.due_to_copy(timezone.now()).order_by("pk")
    return sum(_tried(pk) for pk in list(due.values_list("article", flat=True)))


def _tried(pk: int) -> bool:
    """One that fails keeps no other from its writer."""
    try:
        with transaction.atomic():
            return take_in(Article.objects.select_for_update().get(pk=pk))
    except Exception:
        log.exception("The edit of article %s could not be copied; the clock tries again.", pk)
        return False


def take_in(article: Article) -> bool:
    """Copy what is due into the locked working copy; whether it changed. Call inside a transaction.

    Every step of an asking locks its article first, so none can move meanwhile.
    """
    now = timezone.now()
    if not (due := _due_to_copy(article.pk, now)):
        return False
    mended = article.submissions.filter(pk__in=due)
    changed = [_copy(article, submission.revision) for submission in mended.select_related("revision").order_by("pk")]
    mended.update(copied_at=now)
    return any(changed)


@prepared
def _due_to_copy(article, now):
    return Submission.objects.due_to_copy(now).filter(article=article).values_list("pk", flat=True)


def _fields_to_mend(article: Article, revision: Revision) -> dict:
    mended = {name: getattr(revision, name) for name in snapshots.FIELDS}
    return {name: value for name, value in mended.items() if value != getattr(article, name)}


def _differences(article: Article, revision: Revision) -> tuple[dict, list, bool]:
    """What `_copy` would bring: columns, photos with other words, whether the topics are others."""
    others = revision.shown_topics != article.shown_topics()
    return _fields_to_mend(article, revision), _photos_to_mend(article, revision), others


def _copy(article: Article, revision: Revision) -> bool:
    fields, photos, topics_differ = _differences(article, revision)
    if not (fields or photos or topics_differ):
        return False
    earlier.keep(article, Why.EDITED)
    topics.set_topics(article, revision.shown_topics)
    for photo in photos:
        photo.save(update_fields=MENDED_OF_A_PHOTO)
    stamps = {"draft_version": article.draft_version + 1, "saved_at": timezone.now()}
    for name, value in (fields | stamps | {"last_save_id": "", "saved_on": Device.OTHER}).items():
        setattr(article, name, value)
    article.save(update_fields=[*fields, *stamps, "last_save_id", "saved_on"])
    return True


def _photos_to_mend(article: Article, revision: Revision) -> list:
    """The photos of the working copy whose caption or alt text was mended, with the new words."""
    mine = {photo.pk: photo for photo in article.photos.on_the_form()}
    found = []
    for row in revision.photos.all():
        photo = mine.get(row.photo_id)
        if photo and any(getattr(photo, name) != getattr(row, name) for name in MENDED_OF_A_PHOTO):
            photo.caption, photo.alt = row.caption, row.alt
            found.append(photo)
    return found


@transaction.atomic
def accept(submission: Submission, *, by: User) -> None:
    """Bring a suggestion that its writer was told of into the working copy; the second press changes nothing.

    Raises StepRefused once the text is another one than was sent, since its words would be lost.
    """
    article = Article.objects.select_for_update().get(pk=submission.article_id, author=by)
    submission = article.submissions.select_related("revision", "as_sent").get(pk=submission.pk)
    if submission.copied_at:
        return
    refuse_closed(article)
    if any(_differences(article, submission.own_revision)):
        raise StepRefused(_("You have changed the text since. Take over by hand what you like of the suggestion."))
    _copy(article, submission.revision)
    article.submissions.filter(pk=submission.pk).update(copied_at=timezone.now())


def object_to(submission: Submission, words: str) -> None:
    """Keep what the writer says to an edit that was told; the chief editors read it at the review."""
    Submission.objects.filter(pk=submission.pk, as_sent__isnull=False).update(objection=words)
