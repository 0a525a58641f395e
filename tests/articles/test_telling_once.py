"""A step is told once, whatever is killed, undone at the same moment, or looked for late."""

import threading

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import deciding, telling
from articles.models import Topic, Transition, Verb
from community.models import Badge, Kind, Mail, Notice
from newsroom import clock
from tests.articles.test_telling import TELLERS, author_of, the_clock_ticks, told
from tests.factories import a_draft, a_live_article, a_moderator, approve, give_back, go_live, later, waiting_submission
from tests.killed import killed_after

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_clock_that_is_killed_between_any_two_statements_leaves_no_half_and_tells_it_once():
    submission = waiting_submission()
    step, statements = Transition.objects.untold().select_related("submission", "revision").get(), 0

    while killed_after(statements, lambda: telling.tell_step(step)):
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
        (lambda: Badge.objects.untold().order_by("pk"), "marks_to_tell_of"),
        (lambda: Notice.objects.filter(mail=Mail.DUE, mail_next_at__lte=clock.timezone.now()), "mails_to_ask_for"),
        (lambda: Notice.objects.filter(mail=Mail.SENDING, mail_since__lt=clock.timezone.now()), "mails_under_way"),
        (lambda: Notice.objects.filter(of=1).unread(), "notices_unread"),
        (lambda: Notice.objects.filter(of=1).newest_first(), "notices_newest_first"),
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


def test_those_that_fail_keep_no_others_waiting(monkeypatch):
    """More than are told at once, and each of them older: C-telling."""
    failing, good = waiting_submission(), waiting_submission()
    Transition.objects.update(told_at=timezone.now())
    rows = [
        Transition(article=failing.article, verb=Verb.SUBMIT, to_state="waiting") for _ in range(telling.AT_A_TIME + 1)
    ]
    Transition.objects.bulk_create(rows)  # without an asking each of them breaks
    Transition.objects.filter(submission=good).update(told_at=None, at=timezone.now())

    with later(minutes=1), CaptureQueriesContext(connection) as captured:
        telling.tell_steps()

    assert told(author_of(good)) == [Kind.SENT]
    assert told(author_of(failing)) == []
    assert '"body"' not in captured.captured_queries[0]["sql"]
