"""What moderators take back or say anew before the writer reads it: remarks, escalations, an undone decision's hold."""

from functools import partial

import pytest
from django.urls import reverse

from articles import deciding, rules
from articles.lifecycle import StepRefused
from articles.models import Remark, Submission, Verb
from tests.factories import (
    a_chief_editor,
    a_moderator,
    approve,
    give_back,
    later,
    waiting_submission,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says


def remarked(submission: Submission, by) -> Remark:
    return deciding.remark(submission, by=by, block="", reason="other", text="Sumbernya?")


def post(person, submission: Submission, name: str, data: dict, *more):
    return signed_in(person).post(reverse(f"desk:{name}", args=[submission.pk, *more]), data)


def test_a_remark_asks_for_a_reason_and_offers_none():
    submission, moderator = waiting_submission(), an_english_moderator()
    block = submission.revision.body["content"][0]["attrs"]["id"]

    page = signed_in(moderator).get(reverse("desk:review", args=[submission.pk])).content.decode()
    refused = post(moderator, submission, "remark", {"block": block, "reason": "", "text": "Angka ini dari mana?"})

    offered = page.partition(f'id="id_reason-{block}"')[2].partition("</select>")[0]
    assert 'value=""' in offered
    assert "selected" not in offered.replace('value="" selected', "")
    assert refused.status_code == 422
    assert "Choose a reason" in refused.content.decode()
    assert "Angka ini dari mana?" in refused.content.decode()
    assert not Remark.objects.exists()


def test_a_remark_is_said_in_other_words_until_the_writer_has_read_it():
    submission, moderator = waiting_submission(), an_english_moderator()
    remark = remarked(submission, moderator)
    said = {"reason": "source_missing", "text": "Tautkan laporan BPS-nya."}

    answer = post(moderator, submission, "reword-remark", said, remark.pk)

    remark.refresh_from_db()
    assert answer.status_code == 302
    assert (remark.reason, remark.text, remark.by) == ("source_missing", "Tautkan laporan BPS-nya.", moderator)


@pytest.mark.parametrize("said", [{"reason": "", "text": "Kalimat baru."}, {"reason": "other", "text": " \u200b "}])
def test_a_remark_reworded_wrongly_stays_as_it_was_and_open_for_more(said):
    submission, moderator = waiting_submission(), an_english_moderator()
    remark = remarked(submission, moderator)

    answer = post(moderator, submission, "reword-remark", said, remark.pk)

    remark.refresh_from_db()
    page = answer.content.decode()
    form = page.partition(reverse("desk:reword-remark", args=[submission.pk, remark.pk]))[2].partition("</form>")[0]
    assert (answer.status_code, remark.text) == (422, "Sumbernya?")
    assert "field-error" in form
    assert said["text"].strip(" ") in form


def test_a_remark_that_was_told_is_not_reworded():
    submission, moderator, chief = waiting_submission(), an_english_moderator(), a_chief_editor()
    remark = remarked(submission, moderator)
    give_back(submission, by=moderator)
    with later(minutes=1):
        deciding.take_back(submission, Verb.REVERSE, by=chief, message="Keliru.")
        answer = post(moderator, submission, "reword-remark", {"reason": "other", "text": "Lain."}, remark.pk)

    remark.refresh_from_db()
    assert (answer.status_code, remark.text) == (409, "Sumbernya?")
    assert "read this remark already" in answer.content.decode()
    assert "Lain." in answer.content.decode()


def test_a_remark_thrown_away_elsewhere_is_told_so():
    submission, moderator = waiting_submission(), a_moderator()
    remark = remarked(submission, moderator)
    deciding.drop_remark(remark, by=moderator)
    remark.pk = remark.pk or Remark.objects.count() + 1

    with pytest.raises(StepRefused, match="thrown away"):
        deciding.reword_remark(remark, by=moderator, reason="other", text="Lain.")


def test_an_escalation_is_taken_back_by_who_escalated_or_by_a_chief_and_by_nobody_else():
    submission, moderator, other, chief = waiting_submission(), a_moderator(), an_english_moderator(), a_chief_editor()
    for person in (moderator, chief):
        deciding.escalate(submission, by=moderator, message="Perlu mata lain.")
        with pytest.raises(StepRefused) as refusal:
            deciding.de_escalate(submission, by=other)
        assert refusal.value.rule is rules.own_escalation_or_chief
        answer = post(person, submission, "step", {"verb": "deescalate"})
        submission.refresh_from_db()
        assert (answer.status_code, submission.escalated_at, submission.state) == (302, None, "waiting")
    with pytest.raises(StepRefused) as refusal:
        deciding.de_escalate(submission, by=moderator)
    assert refusal.value.rule is rules.is_escalated
    assert submission.transitions.filter(verb=Verb.DE_ESCALATE).count() == 2


def test_the_page_offers_to_take_an_escalation_back_to_whom_it_obeys():
    submission, moderator, other = waiting_submission(), a_moderator(), an_english_moderator()
    deciding.escalate(submission, by=moderator, message="Perlu mata lain.")
    address = reverse("desk:review", args=[submission.pk])

    assert 'value="deescalate"' in signed_in(moderator).get(address).content.decode()
    assert 'value="deescalate"' not in signed_in(other).get(address).content.decode()


def test_whoever_undoes_goes_on_working_on_it():
    submission, moderator = waiting_submission(), a_moderator()
    approve(submission, by=moderator)

    deciding.take_back(submission, Verb.UNDO, by=moderator)

    submission.refresh_from_db()
    assert submission.holder == moderator
    assert submission.is_claimed_by_another(an_english_moderator())


def test_a_skip_says_what_was_skipped():
    first, _second = waiting_submission(), waiting_submission()
    client = signed_in(an_english_moderator())

    page = client.post(reverse("desk:skip", args=[first.pk]), follow=True).content.decode()

    assert f"Skipped: “{first.revision.title}”" in page
