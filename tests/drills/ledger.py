"""Owns how what was acknowledged is looked up in the rows afterwards, and what no row may look like.

Runs in a process beside the test, on the database of the served site. What is wrong comes back as sentences.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Photo, PhotoState, Revision, Submission, SubmissionState, Verb
from articles.plaintext import to_text
from community.models import User
from community.pictures.darkroom import PATIENCE
from newsroom import clock
from tests.drills.acknowledged import TOPICS
from tests.factories import a_moderator, a_writer, later
from tests.rooms import signed_in

SUCCESSFUL = TaskResultStatus.SUCCESSFUL
LONGEST_TASK = timedelta(seconds=PATIENCE + 10)


def sessions(writers: int = 2) -> dict:
    """Some writers and a moderator with a second factor, signed in: the cookies of their sessions.

    They are those of before where there are some.
    """
    known, name = User.objects.order_by("pk"), settings.SESSION_COOKIE_NAME
    pens = list(known.filter(groups=None)[:writers]) or [a_writer() for _ in range(writers)]
    desk = known.filter(groups__name="Moderators").first() or a_moderator()
    cookies = [signed_in(person).cookies[name].value for person in [*pens, desk]]
    return {"writers": cookies[:-1], "moderator": cookies[-1]}


def unsettled(*, reaped: bool = False) -> dict[str, int]:
    """What the clock and the worker still have to do; `reaped` when no task may be running any more.

    Until then one that runs longer than any may was left by a killed worker; the ten minutes until it lapses are not
    waited for.
    """
    running = DBTaskResult.objects.running()
    left = {
        "to go live": Submission.objects.filter(state=SubmissionState.APPROVED, live_at=None).count(),
        "to render": Photo.objects.filter(state=PhotoState.WAITING).count(),
        "tasks": DBTaskResult.objects.ready().count(),
        "running": (running if reaped else running.filter(started_at__gt=timezone.now() - LONGEST_TASK)).count(),
    }
    return {what: count for what, count in left.items() if count}


def reap() -> int:
    """What the clock does ten minutes later with the tasks that killed workers left running; how many."""
    with later(minutes=11):
        return clock.reap_lapsed_tasks()


def wrong(*, texts: list[dict], approved: list[int]) -> list[str]:
    """Everything that was acknowledged and is not there, and every half state."""
    return [
        *(fault for text in texts for fault in lost(text)),
        *(fault for pk in approved for fault in lost_approval(pk)),
        *(fault for submission in Submission.objects.select_related("article") for fault in half_asked(submission)),
        *(fault for photo in Photo.objects.all() for fault in half_rendered(photo)),
        *(f"{revision.pk} was sent by nobody" for revision in Revision.objects.filter(submissions=None)),
        *(f"{article.code} is live without an approval" for article in live_without_asking()),
        *(f"Task {task.pk} is {task.status}" for task in DBTaskResult.objects.exclude(status=SUCCESSFUL)),
    ]


def lost(text: dict) -> Iterator[str]:
    """A later save holds all lines of the earlier ones, so the working copy holds at least what was acknowledged."""
    article = Article.objects.get(code=text["code"])
    yield from missing_lines(f"The draft {article.code}", article.body, text)
    if not text["sent"]:
        return
    submission = article.submissions.select_related("revision").order_by("-pk").first()
    if submission is None:
        yield f"The submission of {article.code} is lost"
        return
    yield from missing_lines(f"Revision {submission.revision_id}", submission.revision.body, text)
    if text["photo"] and not submission.revision.photos.covers().exists():
        yield f"Revision {submission.revision_id} has lost its cover"


def missing_lines(what: str, body: dict, text: dict) -> Iterator[str]:
    kept = to_text(body).strip().split("\n\n")
    if len(kept) < text["saved"] or kept != text["lines"][: len(kept)]:
        yield f"{what} holds {kept}, and acknowledged were {text['lines'][: text['saved']]}"


def lost_approval(pk: int) -> Iterator[str]:
    submission = Submission.objects.get(pk=pk)
    if submission.state != SubmissionState.APPROVED or submission.live_at is None:
        yield f"Submission {pk} was approved and is {submission.state}, live {submission.live_at}"


def half_asked(submission: Submission) -> Iterator[str]:
    """An asking has its revision with topics, one trace for each step it took, and is live in every row or in none."""
    steps = list(submission.transitions.order_by("pk"))
    wanted = [Verb.SUBMIT]
    wanted += [Verb.APPROVE] if submission.state == SubmissionState.APPROVED else []
    wanted += [Verb.GO_LIVE] if submission.live_at else []
    if [step.verb for step in steps] != wanted or {step.revision_id for step in steps} != {submission.revision_id}:
        yield f"Submission {submission.pk} is {submission.state} and left the trace {[str(step) for step in steps]}"
    if [row.topic.name for row in submission.revision.topics.select_related("topic")] != TOPICS:
        yield f"Revision {submission.revision_id} has lost topics"
    if submission.live_at:
        yield from half_live(submission)


def half_live(submission: Submission) -> Iterator[str]:
    article = submission.article
    if article not in Article.objects.live() or article.live_revision_id != submission.revision_id:
        yield f"{article.code} is not live with its approved revision"
    if [row.topic.name for row in article.live_topics.select_related("topic")] != TOPICS:
        yield f"{article.code} is live and not under its topics"
    if submission.revision.photos.filter(photo__public_since=None).exists():
        yield f"{article.code} is live and a photo of it is not public"


def half_rendered(photo: Photo) -> Iterator[str]:
    """Ready with every file, or the retry has given it up; nothing waits for ever."""
    files = [photo.stored_at(width, kind) for width in photo.widths for kind in photo.formats]
    if photo.state != PhotoState.READY or not all(default_storage.exists(name) for name in files):
        yield f"Photo {photo.code} is {photo.state} after {photo.tries} tries"


def live_without_asking():
    return Article.objects.live().exclude(submissions__live_at__isnull=False)


def left_over() -> dict[str, int]:
    """What kills leave that nobody was promised: drafts without a word, uploads without a use."""
    uploads = default_storage.listdir("uploads")[1] if default_storage.exists("uploads") else []
    return {"empty drafts": Article.objects.filter(title="", draft_version=1).count(), "uploads": len(uploads)}
