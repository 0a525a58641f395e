"""The steps of the desk: who may decide, from where, what is refused and with which sentence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import deciding, sending
from articles.lifecycle import ASKING, STANDING, StepRefused, steps_open_to
from articles.models import Submission, SubmissionState, Transition, Verb
from tests.factories import (
    a_chief_editor,
    a_moderator,
    a_writer,
    approve,
    decline,
    give_back,
    later,
    waiting_submission,
)

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def state(submission: Submission) -> str:
    return Submission.objects.get(pk=submission.pk).state


def test_every_verb_stands_in_exactly_one_table():
    assert sorted([*ASKING, *STANDING]) == sorted(Verb)


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
@pytest.mark.screen
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


def test_buttons_are_those_steps_that_would_be_taken():
    submission, moderator = waiting_submission(), a_moderator()
    article = submission.article

    deciding_steps = [Verb.RETURN, Verb.DECLINE, Verb.APPROVE, Verb.ESCALATE, Verb.EDIT]
    assert steps_open_to(moderator, article, submission) == deciding_steps
    assert steps_open_to(article.author, article, submission) == [Verb.RECALL]
    assert steps_open_to(a_writer(), article, submission) == []


def test_a_refusal_is_not_reversed_on_an_article_that_was_thrown_away():
    submission, chief = waiting_submission(), a_chief_editor()
    decline(submission)

    with later(minutes=1):
        sending.discard(submission.article, by=submission.article.author)
        with pytest.raises(StepRefused, match="taken down or thrown away"):
            deciding.take_back(submission, Verb.REVERSE, by=chief, message="Keliru.")

    assert state(submission) == SubmissionState.DECLINED


def test_nothing_is_thrown_away_while_a_decision_is_untold():
    submission = waiting_submission()
    decline(submission)

    with pytest.raises(StepRefused, match="just decided"):
        sending.discard(submission.article, by=submission.article.author)


def test_within_the_ten_seconds_no_sentence_tells_the_writer_who_decided_what():
    submission, moderator = waiting_submission(), a_moderator()
    decline(submission, by=moderator)

    with pytest.raises(StepRefused) as refusal:
        sending.recall(submission, by=submission.article.author)

    assert moderator.pen_name not in str(refusal.value.sentence)
    assert "just decided" in str(refusal.value.sentence)


def test_a_remark_that_the_writer_answered_is_not_thrown_away():
    submission, moderator, chief = waiting_submission(), a_moderator(), a_chief_editor()
    remark = deciding.remark(submission, by=moderator, block="", reason="other", text="Sumbernya?")
    give_back(submission, by=moderator)
    with later(minutes=1):
        remark.answer_with("Sudah.")
        deciding.take_back(submission, Verb.REVERSE, by=chief, message="Keliru.")
        with pytest.raises(StepRefused, match="has read"):
            deciding.drop_remark(remark, by=moderator)

    assert submission.remarks.count() == 1
