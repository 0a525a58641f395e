import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from articles import deciding, publishing, sending, telling, tending, topics
from articles.models import Article, Submission, Topic, Transition, Verb
from community import marktelling
from community.models import Badge, Kind, Notice
from community.sentences import sentences
from newsroom import clock
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_writer,
    approve,
    decline,
    give_back,
    go_live,
    later,
    sent,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TELLERS = (publishing.publish_due, telling.tell_steps, telling.tell_topics, marktelling.tell_due)


def the_clock_ticks(**span):
    with later(**span):
        clock.tick(TELLERS)


def told(person):
    """The kinds of what this person was told, the oldest first."""
    return list(person.notices.order_by("pk").values_list("kind", flat=True))


def author_of(submission):
    return submission.article.author


def test_sending_is_answered_with_a_receipt_of_place_and_due_time():
    waiting_submission()
    submission = waiting_submission()

    the_clock_ticks()

    notice = author_of(submission).notices.get()
    said = sentences(notice)
    assert (notice.kind, notice.path) == (Kind.SENT, f"/write/{submission.article.code}/submit/")
    assert said.line == f"“{submission.revision.title}” is in the queue, at place 2."
    assert "WIB at the latest" in said.hint


@pytest.mark.parametrize(("step", "kind"), [(give_back, Kind.RETURNED), (decline, Kind.DECLINED)])
def test_a_decision_is_told_after_its_ten_seconds_and_not_before(step, kind):
    submission = waiting_submission()
    the_clock_ticks()
    step(submission)

    the_clock_ticks(seconds=9)
    before = told(author_of(submission))
    the_clock_ticks(seconds=11)

    assert (before, told(author_of(submission))) == ([Kind.SENT], [Kind.SENT, kind])


def test_what_came_back_says_who_why_and_each_remark_and_leads_to_the_first():
    submission, moderator = waiting_submission(), a_moderator(pen_name="Dimas Prasetyo", shown_as_editor=True)
    first = deciding.remark(submission, by=moderator, block="", reason="source_missing", text="Siapa yang berkata?")
    deciding.remark(submission, by=moderator, block="", reason="other", text="Singkat saja.")
    give_back(submission, by=moderator, message="Hampir siap.")

    the_clock_ticks(seconds=11)

    notice = author_of(submission).notices.get(kind=Kind.RETURNED)
    said = sentences(notice)
    assert notice.path == f"/write/{submission.article.code}/#remark-{first.pk}"
    assert said.line == f"Dimas Prasetyo asks for changes to “{submission.revision.title}”: 2 remarks."
    assert (said.reason, said.message) == ("A claim needs a source", "Hampir siap.")
    assert [one.text for one in said.remarks] == ["Siapa yang berkata?", "Singkat saja."]


def test_a_decline_never_names_who_declined():
    submission = waiting_submission()
    decline(submission, by=a_moderator(pen_name="Dimas Prasetyo", shown_as_editor=True))

    the_clock_ticks(seconds=11)

    notice = author_of(submission).notices.get(kind=Kind.DECLINED)
    assert "Dimas" not in f"{sentences(notice)}"
    assert notice.path == f"/write/{submission.article.code}/submit/#answer"


@pytest.mark.parametrize("step", [give_back, decline, approve])
def test_a_decision_that_is_undone_is_never_told(step):
    submission, moderator = waiting_submission(), a_moderator()
    step(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)

    the_clock_ticks(seconds=11)
    the_clock_ticks(hours=1)

    assert told(author_of(submission)) == [Kind.SENT]


def test_a_decision_after_an_undone_one_is_told_once():
    submission, moderator = waiting_submission(), a_moderator()
    give_back(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)
    decline(Submission.objects.get(), by=moderator)

    the_clock_ticks(seconds=11)

    assert told(author_of(submission)) == [Kind.SENT, Kind.DECLINED]


def test_going_live_is_told_once_with_the_readers_address():
    article = a_live_article()

    the_clock_ticks(seconds=12)
    the_clock_ticks(seconds=13)

    assert sorted(told(article.author)) == sorted([Kind.SENT, Kind.PUBLISHED, Kind.TOPIC_ACCEPTED])
    assert article.author.notices.get(kind=Kind.PUBLISHED).path == f"/articles/{article.code}/"


def test_an_update_is_told_as_an_update():
    article = a_live_article()
    the_clock_ticks(seconds=12)
    with later(seconds=20):
        Article.objects.filter(pk=article.pk).update(dek="Lain")
        update = sent(Article.objects.get(pk=article.pk))
        decline(update)

    the_clock_ticks(seconds=40)

    said = sentences(article.author.notices.get(kind=Kind.DECLINED))
    assert said.line == f"The update of “{article.title}” was declined. Readers keep the version before."


def test_calling_off_is_told_with_what_was_said():
    submission = waiting_submission()
    with later(seconds=-60):
        approve(submission, publish_at=Submission.objects.get().submitted_at.replace(year=2999))
    deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator(), message="Fotonya ditarik.")

    the_clock_ticks()

    assert told(author_of(submission)) == [Kind.SENT, Kind.CALLED_OFF]
    assert sentences(author_of(submission).notices.get(kind=Kind.CALLED_OFF)).message == "Fotonya ditarik."


def test_an_approval_that_its_writer_never_saw_is_called_off_in_silence():
    submission = waiting_submission()
    approve(submission)
    deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator(), message="Belum.")

    the_clock_ticks(minutes=1)

    assert told(author_of(submission)) == [Kind.SENT]


def test_what_was_taken_back_before_the_clock_came_is_not_told():
    submission = waiting_submission()
    sending.recall(submission, by=author_of(submission))

    the_clock_ticks()

    assert told(author_of(submission)) == []


def test_an_accepted_topic_is_told_to_whoever_sent_it_first():
    first, second = waiting_submission(named=("Kuliner", "Karawo")), waiting_submission(named=("Karawo",))
    the_clock_ticks()
    tending.accept(Topic.objects.get(name="Karawo"), by=a_moderator())

    the_clock_ticks()

    notice = author_of(first).notices.get(kind=Kind.TOPIC_ACCEPTED)
    assert (notice.about, notice.path) == ("karawo", "/topics/karawo/")
    assert sentences(notice).line == "The topic “Karawo”, which you proposed, is accepted."
    assert told(author_of(second)) == [Kind.SENT]


def test_a_topic_that_came_with_its_own_text_is_told_by_the_bell_alone():
    article = a_live_article(named=("Karawo",))

    the_clock_ticks(seconds=12)

    mails = dict(article.author.notices.values_list("kind", "mail"))
    assert (mails[Kind.TOPIC_ACCEPTED], mails[Kind.PUBLISHED]) == ("unwanted", "due")


def test_a_topic_that_the_desk_made_is_told_to_nobody():
    tending.accept(topics.find_or_propose("Kelautan"), by=a_chief_editor())

    the_clock_ticks()

    assert not Notice.objects.exists()
    assert not Topic.objects.untold().exists()


def test_a_mark_is_told_when_it_is_granted_and_when_it_is_taken_back():
    person, boss = a_writer(), a_writer(is_superuser=True)
    badge = Badge.objects.create(user=person, kind="identity", granted_by=boss, evidence="Surat rahasia")
    the_clock_ticks()
    with later(hours=1):
        Badge.objects.filter(pk=badge.pk).update(
            revoked_by=boss, revoked_at=clock.timezone.now(), revoked_reason="Namanya lain."
        )

    the_clock_ticks(hours=2)
    the_clock_ticks(hours=3)

    granted, revoked = map(sentences, person.notices.order_by("pk"))
    assert told(person) == [Kind.MARK_GRANTED, Kind.MARK_REVOKED]
    assert granted.line == "You bear the mark “Identity confirmed” now."
    assert revoked.message == "Namanya lain."
    assert "rahasia" not in f"{granted}{revoked}{list(person.notices.values())}"


def test_a_night_without_a_clock_costs_nothing():
    returned, live = waiting_submission(named=("Kuliner",)), waiting_submission(named=("Karawo",))
    give_back(returned)
    with later(minutes=1):
        approve(live)

    the_clock_ticks(hours=9)

    assert told(author_of(returned)) == [Kind.SENT, Kind.RETURNED]
    assert sorted(told(author_of(live))) == sorted([Kind.SENT, Kind.PUBLISHED, Kind.TOPIC_ACCEPTED])


def test_ticking_again_tells_nothing_twice():
    submission = waiting_submission()
    give_back(submission)
    the_clock_ticks(seconds=11)

    Transition.objects.update(told_at=None)
    the_clock_ticks(seconds=12)

    assert told(author_of(submission)) == [Kind.SENT, Kind.RETURNED]


class Killed(BaseException):
    """What ends a process in the middle, as nothing in our code catches it."""


def killed_after(statements, step):
    """Whether the clock died before it was through."""
    left = iter(range(statements))

    def kill(execute, *args):
        if next(left, None) is None:
            raise Killed
        return execute(*args)

    try:
        with connection.execute_wrapper(kill):
            telling.tell_step(step)
    except Killed:
        return True
    return False


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_clock_that_is_killed_between_any_two_statements_leaves_no_half_and_tells_it_once():
    submission = waiting_submission()
    step, statements = Transition.objects.untold().select_related("submission", "revision").get(), 0

    while killed_after(statements, step):
        assert (Notice.objects.count(), DBTaskResult.objects.count()) == (0, 0)
        assert Transition.objects.untold().count() == 1
        statements += 1
    the_clock_ticks()

    assert statements > 8
    assert told(author_of(submission)) == [Kind.SENT]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_an_undo_that_is_under_way_is_waited_for():
    """The ten seconds are over when the clock looks, but the undo began before and has not ended."""
    submission, moderator = waiting_submission(), a_moderator()
    step = give_back(submission, by=moderator)
    clock_ticked = threading.Thread(target=tick_in_a_thread, args=[step.pk])

    with transaction.atomic():
        deciding.take_back(submission, Verb.UNDO, by=moderator)
        clock_ticked.start()
        clock_ticked.join(0.5)
    clock_ticked.join()

    assert told(author_of(submission)) == []


def tick_in_a_thread(pk):
    try:
        telling.tell_step(Transition.objects.select_related("submission", "revision").get(pk=pk))
    finally:
        connection.close()


def test_looking_for_what_is_due_costs_the_same_with_a_long_past():
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            clock.tick(TELLERS)
        return len(asked)

    the_clock_ticks()
    few = queries()
    for _ in range(3):
        go_live(waiting_submission(named=("Kuliner",)))
    the_clock_ticks(minutes=1)

    assert queries() == few == 4


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (lambda: Transition.objects.untold().order_by("at", "pk"), "steps_to_tell_of"),
        (lambda: Topic.objects.untold().order_by("pk"), "topics_to_tell_of"),
    ],
)
def test_what_is_due_is_found_through_its_own_index(rows, index):
    if connection.vendor != "sqlite":
        pytest.skip("an empty table of PostgreSQL is read through")

    assert index in rows().explain()


def test_nobody_is_told_of_what_was_before_there_were_notices():
    a_live_article()
    Transition.objects.update(told_at=clock.timezone.now())
    Topic.objects.filter(accepted_at__isnull=False).update(told_at=clock.timezone.now())

    the_clock_ticks(minutes=1)

    assert not Notice.objects.exists()


def test_a_draft_alone_is_no_news():
    a_draft()

    the_clock_ticks()

    assert not Notice.objects.exists()
