"""The writer's steps: send, take back, throw away, and what keeps a draft from being sent."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from articles import deciding, drafting, sending
from articles.lifecycle import StepRefused
from articles.models import Article, Disclaimer, Revision, Standing, Submission
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    approve,
    attested_now,
    fresh,
    give_back,
    later,
    sent,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
DAY = timedelta(days=1)


@pytest.mark.parametrize("ends", ["decision", "recall", "escalation"])
def test_decision_recall_and_escalation_free_the_claim(ends):
    submission, holder = waiting_submission(), a_moderator()
    deciding.claim(submission, by=holder)

    if ends == "decision":
        approve(submission, by=holder)
    elif ends == "recall":
        sending.recall(submission, by=submission.article.author)
    else:
        deciding.escalate(submission, by=holder, message="Perlu mata lain.")

    assert Submission.objects.get().claimed_by is None


def test_while_it_waits_the_draft_is_read_only_and_cannot_be_sent_again():
    submission = waiting_submission()
    article = submission.article
    empty = drafting.Draft(fields={"title": "Lain"}, topics=[])

    with pytest.raises(StepRefused, match="Take it back"):
        drafting.save(article, empty, by=article.author, base=article.draft_version)
    with pytest.raises(StepRefused):
        sent(Article.objects.get())

    assert (Submission.objects.count(), Revision.objects.count()) == (1, 1)


def test_what_came_back_is_not_sent_again_unchanged():
    submission = waiting_submission()
    give_back(submission)
    with later(seconds=11):
        article = Article.objects.get()
        with pytest.raises(StepRefused, match="exactly what came back"):
            sent(article)
        Article.objects.update(dek="Sudah bersumber")
        sent(Article.objects.get())

    assert Submission.objects.count() == 2


def test_within_the_ten_seconds_of_a_refusal_nothing_is_sent():
    give_back(waiting_submission())

    with pytest.raises(StepRefused, match="just decided"):
        sent(Article.objects.get())


@pytest.mark.parametrize("lack", ["title", "dek"])
def test_a_draft_that_lacks_something_is_not_sent(lack):
    article = a_draft()
    Article.objects.update(**{lack: ""})

    with pytest.raises(StepRefused, match="missing"):
        sent(Article.objects.get())

    assert article.submissions.count() == 0


def test_a_save_under_way_cannot_land_behind_the_submission():
    article = a_draft()
    base = article.draft_version
    submission = sent(article)
    sending.recall(submission, by=article.author)

    with pytest.raises(drafting.StaleDraft):
        drafting.save(article, drafting.Draft({"title": "Terlambat"}, []), by=article.author, base=base)

    assert Article.objects.get().title == article.title


def test_a_suspended_or_unconfirmed_writer_sends_nothing():
    article, boss = a_draft(), a_chief_editor()
    article.author.suspensions.create(by=boss, reason="Iklan berulang", since=timezone.now())

    with pytest.raises(StepRefused, match="for now"):
        sent(article)
    article.author.suspensions.all().delete()
    article.author.emailaddress_set.update(verified=False)
    with pytest.raises(StepRefused, match="Confirm"):
        sent(article)


def test_a_draft_is_thrown_away_and_brought_back():
    article = a_draft()

    sending.discard(article, by=article.author)
    assert Article.objects.get().standing == Standing.BINNED
    sending.bring_back(article, by=article.author)

    assert Article.objects.get().standing == Standing.PRIVATE


def test_a_statement_that_changed_meanwhile_is_read_again_before_it_is_attested_to():
    article = a_draft()
    before = attested_now(article)
    Disclaimer.objects.create(number=2, text_id="Baru", text_en="New", in_force_from=timezone.now())

    with pytest.raises(StepRefused, match="has changed"):
        sending.submit(article, by=article.author, seen_version=article.draft_version, attested=before)
    submission = sent(article)

    assert submission.disclaimer.number == 2


def test_an_update_that_changes_nothing_is_not_sent():
    article = a_live_article()

    with later(minutes=1), pytest.raises(StepRefused, match="Readers have exactly this"):
        sent(article)

    assert article.submissions.count() == 1


def test_a_text_that_was_left_to_the_chief_editors_keeps_nobody_waiting_in_the_queue():
    escalated, other, own = (waiting_submission() for _ in range(3))

    deciding.escalate(escalated, by=a_moderator(), message="Mohon diputuskan.")
    escalated.refresh_from_db()

    assert [sending.place(one) for one in (escalated, other, own)] == [1, 1, 2]


def test_of_two_texts_due_at_the_same_moment_the_one_sent_first_is_ahead():
    first, second = waiting_submission(), waiting_submission()
    Submission.objects.update(due_at=first.due_at)
    second.refresh_from_db()

    assert [sending.place(one) for one in (first, second)] == [1, 2]


def test_the_usual_wait_is_the_median_of_what_was_decided_within_a_week():
    asked = [waiting_submission() for _ in range(4)]
    for submission, wait in zip(asked, [timedelta(hours=3, seconds=1.25), timedelta(hours=1), DAY, DAY], strict=True):
        approve(submission)
        Submission.objects.filter(pk=submission.pk).update(submitted_at=fresh(submission).decided_at - wait)
    moved = {name: F(name) - timedelta(days=8) for name in ("submitted_at", "decided_at", "effective_at")}
    Submission.objects.filter(pk=asked[-1].pk).update(**moved)

    with later(minutes=1):
        usual = sending.usual_wait()

    assert abs(usual - timedelta(hours=3, seconds=1.25)) < timedelta(milliseconds=1)
