"""Every row of the two step tables: who may, from where, what is refused and with which sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import deciding, drafting, publishing, sending
from articles.lifecycle import ASKING, STANDING, StepRefused, steps_open_to
from articles.models import Article, Revision, Standing, Submission, SubmissionState, Transition, Verb
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_writer,
    approve,
    decline,
    give_back,
    later,
    sent,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def state(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


def test_every_verb_stands_in_exactly_one_table():
    assert sorted([*ASKING, *STANDING]) == sorted(Verb)


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


def test_a_decision_is_told_to_the_writer_only_when_it_takes_effect():
    submission = waiting_submission()

    give_back(submission)

    assert Submission.objects.get().told_state == SubmissionState.WAITING
    with later(seconds=11):
        assert Submission.objects.get().told_state == SubmissionState.RETURNED


def test_each_step_leaves_a_trace_of_who_from_where_to_where_seeing_what():
    submission, moderator = waiting_submission(), a_moderator()

    approve(submission, by=moderator)

    trace = Transition.objects.last()
    assert (trace.verb, trace.from_state, trace.to_state) == (Verb.APPROVE, "waiting", "approved")
    assert (trace.by, trace.revision, trace.submission) == (moderator, submission.revision, submission)


def test_nobody_decides_on_their_own_work():
    author = a_moderator()
    submission = waiting_submission(by=author)

    with pytest.raises(StepRefused):
        approve(submission, by=author)

    assert state(submission) == SubmissionState.WAITING


def test_a_writer_decides_on_nothing():
    submission = waiting_submission()

    with pytest.raises(StepRefused):
        approve(submission, by=a_writer())

    assert state(submission) == SubmissionState.WAITING


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"checked": frozenset({"title"})}, "checklist"),
        ({"seen": None}, "on screen"),
        ({"publish_at": timezone.now() - timedelta(hours=2)}, "past"),
    ],
)
def test_an_approval_needs_the_checklist_the_revision_and_a_time_ahead(said, words):
    submission = waiting_submission()

    with pytest.raises(StepRefused, match=words):
        approve(submission, **said)

    assert state(submission) == SubmissionState.WAITING


@pytest.mark.parametrize(
    ("step", "said", "words"),
    [
        (give_back, {"reason": ""}, "reason"),
        (give_back, {"message": ""}, "remark or write"),
        (decline, {"reason": ""}, "reason"),
        (decline, {"message": ""}, "message"),
    ],
)
def test_a_refusal_needs_reason_and_words(step, said, words):
    submission = waiting_submission()

    with pytest.raises(StepRefused, match=words):
        step(submission, **said)

    assert state(submission) == SubmissionState.WAITING


def test_a_remark_is_words_enough_for_a_return():
    submission, moderator = waiting_submission(), a_moderator()
    deciding.remark(submission, by=moderator, block="", reason="source_missing", text="Sumbernya?")

    give_back(submission, by=moderator, message="")

    assert state(submission) == SubmissionState.RETURNED


def test_a_claim_of_another_blocks_a_decision_until_it_lapses():
    submission, holder, other = waiting_submission(), a_moderator(), a_moderator()
    deciding.claim(submission, by=holder)

    with pytest.raises(StepRefused, match=holder.pen_name):
        approve(submission, by=other)
    with later(minutes=16):
        approve(submission, by=other)

    assert state(submission) == SubmissionState.APPROVED


def test_only_a_chief_editor_takes_a_claim_over():
    submission, holder, other, chief = waiting_submission(), a_moderator(), a_moderator(), a_chief_editor()
    deciding.claim(submission, by=holder)

    with pytest.raises(StepRefused):
        deciding.claim(submission, by=other, take_over=True)
    deciding.claim(submission, by=chief, take_over=True)

    assert Submission.objects.get().claimed_by == chief


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


def test_an_escalated_asking_is_decided_by_chief_editors_alone():
    submission = waiting_submission()
    deciding.escalate(submission, by=a_moderator(), message="Perlu mata lain.")

    with pytest.raises(StepRefused, match="escalated"):
        approve(submission)
    approve(submission, by=a_chief_editor())

    assert state(submission) == SubmissionState.APPROVED


def test_undo_is_for_the_one_who_decided_within_ten_seconds():
    submission, moderator = waiting_submission(), a_moderator()
    approve(submission, by=moderator)

    with pytest.raises(StepRefused, match="Only who decided"):
        deciding.take_back(submission, Verb.UNDO, by=a_moderator())
    with later(seconds=11), pytest.raises(StepRefused, match="ten seconds"):
        deciding.take_back(submission, Verb.UNDO, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)

    found = Submission.objects.get()
    assert (found.state, found.decided_by, found.publish_at) == (SubmissionState.WAITING, None, None)


def test_an_undone_decision_never_goes_live():
    submission, moderator = waiting_submission(), a_moderator()
    approve(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)

    with later(hours=1):
        assert publishing.publish_due() == 0


def test_a_scheduled_publication_can_be_called_off_with_a_reason():
    submission = waiting_submission()
    approve(submission, publish_at=timezone.now() + timedelta(hours=2))

    with later(minutes=1):
        with pytest.raises(StepRefused, match="Say why"):
            deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator())
        deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator(), message="Ada kabar baru.")

    assert state(submission) == SubmissionState.WAITING


def test_a_chief_editor_reverses_a_refusal_within_a_day():
    submission, chief = waiting_submission(), a_chief_editor()
    decline(submission)

    with pytest.raises(StepRefused):
        deciding.take_back(submission, Verb.REVERSE, by=a_moderator(), message="Keliru.")
    with later(days=2), pytest.raises(StepRefused, match="a day"):
        deciding.take_back(submission, Verb.REVERSE, by=chief, message="Keliru.")
    deciding.take_back(submission, Verb.REVERSE, by=chief, message="Keliru.")

    assert (state(submission), Submission.objects.get().reason) == (SubmissionState.WAITING, "")


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


def test_a_draft_is_thrown_away_and_brought_back():
    article = a_draft()

    sending.discard(article, by=article.author)
    assert Article.objects.get().standing == Standing.BINNED
    sending.bring_back(article, by=article.author)

    assert Article.objects.get().standing == Standing.PRIVATE


def test_buttons_are_those_steps_that_would_be_taken():
    submission, moderator = waiting_submission(), a_moderator()
    article = submission.article

    assert steps_open_to(moderator, article, submission) == [Verb.RETURN, Verb.DECLINE, Verb.APPROVE, Verb.ESCALATE]
    assert steps_open_to(article.author, article, submission) == [Verb.RECALL]
    assert steps_open_to(a_writer(), article, submission) == []
