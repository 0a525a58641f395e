"""A clock that was a year ahead, or is a year behind: what it wrote keeps nobody waiting, and it deletes nothing."""

import logging
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from articles import deciding, earlier, photos, publishing, rules, sending, telling
from articles.models import DraftSnapshot, Photo, Remark, SubmissionState, Why
from community import mailing
from community.models import Kind, Mail, Notice
from newsroom import clock
from newsroom.desk.lanes import lanes, next_in_line
from tests.factories import (
    a_draft,
    a_moderator,
    a_photo,
    a_writer,
    approve,
    fresh,
    give_back,
    later,
    sent,
    waiting_submission,
)
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

SECRET = "LEMBARTESTLEMBARTESTLEMBARTESTLE"


def a_year_ahead():
    return later(days=365)


def a_year_behind():
    return later(days=-365)


def test_a_claim_never_counts_for_longer_than_its_fifteen_minutes():
    submission, one, other = waiting_submission(), a_moderator(), a_moderator()
    with a_year_ahead():
        deciding.claim(submission, by=one)

    assert fresh(submission).holder is None
    assert {lane.key: lane.count for lane in lanes(one)}["mine"] == 0
    assert next_in_line(other, passed=[]) == submission.pk
    assert deciding.claim(submission, by=other).holder == other


def test_a_claim_counts_although_the_clocks_of_two_nodes_differ_a_little():
    submission, one = waiting_submission(), a_moderator()
    with later(seconds=20):
        deciding.claim(submission, by=one)

    assert fresh(submission).holder == one
    assert {lane.key: lane.count for lane in lanes(one)}["mine"] == 1


def test_an_approval_of_a_clock_that_was_ahead_goes_live_once_it_is_right():
    submission = waiting_submission()
    with a_year_ahead():
        approve(submission)

    published = publishing.publish_due()

    assert published == 1
    assert fresh(submission).live_at < timezone.now()


def test_what_was_planned_stays_planned():
    submission = waiting_submission()
    approve(submission, publish_at=timezone.now() + timedelta(days=2))

    with later(minutes=1):
        published = publishing.publish_due()

    assert published == 0


@pytest.mark.parametrize("wrong", [a_year_ahead, a_year_behind])
def test_an_answer_reaches_its_writer_at_once_and_is_told_once(wrong):
    """Written by a clock that is a year ahead, or read by one that is a year behind."""
    submission, moderator = waiting_submission(), a_moderator()
    with a_year_ahead() if wrong is a_year_ahead else later(seconds=-60):
        block = submission.revision.body["content"][0]["attrs"]["id"]
        deciding.remark(submission, by=moderator, block=block, reason="unclear", text="Siapa?")
        give_back(fresh(submission), by=moderator)
    said = rules.Said(article=submission.article, submission=fresh(submission), by=moderator, now=timezone.now())

    with later() if wrong is a_year_ahead else a_year_behind():
        said.now = timezone.now()
        told = fresh(submission).told_state
        remarks = Remark.objects.told().count()
        open_to_the_writer, undone = rules.last_decision_told(said), rules.within_ten_seconds(said)
        telling.tell_steps()
        telling.tell_steps()

    assert (told, remarks) == (SubmissionState.RETURNED, 1)
    assert open_to_the_writer is None
    assert undone == "The ten seconds are over; the decision stands."
    assert Notice.objects.filter(kind=Kind.RETURNED).count() == 1


def test_a_decision_is_not_reversed_for_longer_than_a_day():
    submission = waiting_submission()
    with a_year_ahead():
        give_back(submission)
    said = rules.Said(article=submission.article, submission=fresh(submission), by=a_moderator(), now=timezone.now())

    assert rules.within_a_day(said) == "A decision can be reversed for a day, not longer."


def test_whoever_writes_before_the_first_statement_agrees_to_that():
    writer = a_writer()
    with later(days=-4000):
        submission = sent(a_draft(by=writer))
        page = signed_in(writer).get(reverse("writing:new"))

    assert page.status_code == 200
    assert submission.disclaimer.number == 1


def test_states_of_a_draft_are_kept_again_once_the_clock_is_right():
    article = a_draft()
    earlier.keep(article, Why.WRITING)
    DraftSnapshot.objects.update(at=timezone.now() + timedelta(days=365))

    with later(minutes=6):
        due = earlier.is_due(article)

    assert due


def test_a_clock_that_is_a_year_ahead_deletes_no_earlier_state():
    article, other = a_draft(), a_draft()
    kept = {earlier.keep(article, Why.WRITING).pk, earlier.keep(other, Why.WRITING).pk}

    with a_year_ahead():
        kept.add(earlier.keep(article, Why.WRITING).pk)
        forgotten = earlier.forget_old()

    assert forgotten == 0
    assert set(DraftSnapshot.objects.values_list("pk", flat=True)) == kept


def test_a_photo_of_a_clock_that_was_ahead_is_asked_for_again():
    photo = a_photo(a_draft(), ready=False)
    Photo.objects.filter(pk=photo.pk).update(tries=1, tried_at=timezone.now() + timedelta(days=365))

    assert photos.retry_lapsed() == 1


def test_a_task_of_a_clock_that_was_ahead_is_handed_out_again():
    with a_year_ahead():
        started = timezone.now()
    task = DBTaskResult.objects.create(
        status=TaskResultStatus.RUNNING,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="articles.photos.render_photo",
        queue_name="slow",
        backend_name="default",
        run_after=get_date_max(),
        started_at=started,
        worker_ids=["killed"],
    )

    assert clock.reap_lapsed_tasks() == 1
    assert list(DBTaskResult.objects.ready()) == [task]


def test_a_mail_of_a_clock_that_was_ahead_is_asked_for_and_doubted():
    with a_year_ahead():
        waiting_submission()
        waiting_submission()
        telling.tell_steps()
    due, under_way = Notice.objects.filter(mail=Mail.DUE)[:2]
    Notice.objects.filter(pk=under_way.pk).update(mail=Mail.SENDING, mail_next_at=None)

    asked, doubted = mailing.ask_due(), mailing.doubt_lapsed()

    assert (asked, doubted) == (1, 1)
    assert fresh(due).mail_next_at < timezone.now() + timedelta(minutes=6)


def test_the_usual_wait_counts_no_answer_of_the_future():
    with a_year_ahead():
        approve(waiting_submission())

    assert sending.usual_wait() is None


def test_whoever_runs_the_site_is_told_of_steps_in_the_future(client, caplog):
    with a_year_ahead():
        waiting_submission()

    answer = client.get("/readyz")
    with caplog.at_level(logging.ERROR):
        clock.tick(clock.MINUTELY)

    assert (answer.status_code, answer.content) == (200, b"clock")
    assert [record.name for record in caplog.records] == ["newsroom.timekeeping"]


def test_a_code_of_another_time_is_refused_in_a_sentence_that_says_why():
    person, client = a_moderator(), Client()
    TOTP.activate(person, SECRET)
    client.post(reverse("account_login"), {"login": person.email, "password": "sandi-panjang-1"})

    with a_year_ahead():
        code = format_hotp_value(hotp_value(SECRET, int(timezone.now().timestamp()) // 30))
    with translation.override("id"):
        page = client.post(reverse("mfa_authenticate"), {"code": code}).content.decode()

    assert "Bila tetap begitu, jam perangkatmu atau jam situs ini keliru" in page


def test_a_step_of_a_node_that_is_some_seconds_ahead_is_nobodys_news(client):
    with later(seconds=30):
        waiting_submission()

    assert client.get("/readyz").content == b"ok"
