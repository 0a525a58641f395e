"""What readers get and lose, and when: going live, updates, withdrawal, removal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import deciding, publishing, sending
from articles.lifecycle import StepRefused
from articles.models import Article, Standing, Submission, SubmissionState, Transition, Verb
from tests.factories import (
    a_chief_editor,
    a_live_article,
    a_moderator,
    approve,
    later,
    sent,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def state(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


def test_publishing_shows_the_revision_that_was_read():
    submission = waiting_submission()

    approve(submission)
    with later(seconds=11):
        publishing.publish_due()

    assert Article.objects.live().get().live_revision == submission.revision


def test_nothing_is_live_within_the_ten_seconds():
    approve(waiting_submission())

    with later(seconds=9):
        assert publishing.publish_due() == 0

    assert not Article.objects.live().exists()


def test_an_approval_for_a_later_time_waits_for_it():
    submission = waiting_submission()

    approve(submission, publish_at=timezone.now() + timedelta(hours=2))
    with later(hours=1):
        assert publishing.publish_due() == 0
    with later(hours=3):
        assert publishing.publish_due() == 1


def test_publishing_twice_makes_one_transition():
    approve(waiting_submission())

    with later(seconds=11):
        assert [publishing.publish_due(), publishing.publish_due()] == [1, 0]

    assert Transition.objects.filter(verb=Verb.GO_LIVE).count() == 1


def test_after_a_night_of_downtime_everything_due_goes_live():
    for _ in range(3):
        approve(waiting_submission())

    with later(hours=12):
        assert publishing.publish_due() == 3


def test_an_undone_decision_never_goes_live():
    submission, moderator = waiting_submission(), a_moderator()
    approve(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)

    with later(hours=1):
        assert publishing.publish_due() == 0


def test_recall_works_until_it_is_live_also_within_the_ten_seconds():
    submission = waiting_submission()
    approve(submission)

    sending.recall(submission, by=submission.article.author)

    assert state(submission) == SubmissionState.RECALLED
    with later(hours=1):
        assert publishing.publish_due() == 0


def test_nothing_live_is_recalled():
    article = a_live_article()

    with pytest.raises(StepRefused, match="already published"):
        sending.recall(article.submissions.get(), by=article.author)


def test_withdraw_restore_and_remove_are_the_chief_editors():
    article, chief = a_live_article(cover=True), a_chief_editor()

    with pytest.raises(StepRefused):
        publishing.withdraw(article, by=a_moderator(), message="Keliru.")
    with pytest.raises(StepRefused, match="Say why"):
        publishing.withdraw(article, by=chief, message="")
    publishing.withdraw(article, by=chief, message="Sumbernya keliru.")
    assert (Article.objects.get().standing, article.live_topics.count()) == (Standing.WITHDRAWN, 0)
    assert article.photos.filter(public_since__isnull=False).count() == 0
    publishing.restore(article, by=chief, message="Sumbernya ditemukan.")
    assert (Article.objects.get().standing, article.live_topics.count()) == (Standing.LIVE, 1)
    assert article.photos.filter(public_since__isnull=False).count() == 1
    with pytest.raises(StepRefused, match="reference"):
        publishing.remove(article, by=chief, message="Perintah pengadilan.", reference="")
    publishing.remove(article, by=chief, message="Perintah pengadilan.", reference="12/2026")

    assert (Article.objects.get().standing, Article.objects.get().live_revision) == (Standing.REMOVED, None)


def test_withdrawing_closes_the_open_asking():
    article, chief = a_live_article(), a_chief_editor()
    Article.objects.update(dek="Pembaruan")
    with later(minutes=1):
        update = sent(Article.objects.get())

    publishing.withdraw(article, by=chief, message="Keliru.")

    assert state(update) == SubmissionState.CLOSED


def test_an_update_keeps_the_old_revision_until_it_is_approved():
    article = a_live_article()
    before = article.live_revision
    Article.objects.update(title="Judul yang baru sama sekali")
    with later(minutes=1):
        update = sent(Article.objects.get())
        approve(update)
    assert Article.objects.get().live_revision == before

    with later(minutes=2):
        publishing.publish_due()

    found = Article.objects.get()
    assert found.live_revision == update.revision
    assert found.first_published_at == article.first_published_at
