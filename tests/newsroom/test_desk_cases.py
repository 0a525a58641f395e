"""Cases of the corpus that are tried at the desk: what was read is what is decided on, and nothing is decided twice."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import deciding, drafting, publishing, sending
from articles.lifecycle import StepRefused
from articles.models import Article, Standing, Submission, SubmissionState
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_writer,
    approve,
    give_back,
    later,
    sent,
    ticked,
    waiting_submission,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says


def address(name: str, submission: Submission) -> str:
    return reverse(f"desk:{name}", args=[submission.pk])


def approval(submission: Submission, **said) -> dict:
    return {"verb": "approve", "seen": submission.revision_id, "checked": list(ticked()), "reason": ""} | said


def written_anew(article: Article, **fields) -> Submission:
    article = Article.objects.get(pk=article.pk)
    draft = drafting.Draft(fields=fields, topics=None)
    return sent(drafting.save(article, draft, by=article.author, base=article.draft_version))


def test_an_old_screen_approves_nothing_once_the_text_was_taken_back_and_sent_again():
    """C016, from the old page and by a raw POST that names the old revision at the new asking."""
    old, client = waiting_submission(), signed_in(an_english_moderator())
    assert client.get(address("review", old)).status_code == 200
    sending.recall(old, by=old.article.author)
    new = written_anew(old.article, dek="Kata yang belum dibaca")

    stale = client.post(address("decision", old), approval(old))
    forged = client.post(address("decision", new), approval(new, seen=old.revision_id))
    with later(seconds=11):
        publishing.publish_due()

    assert (stale.status_code, forged.status_code) == (409, 409)
    assert old.article.author.pen_name in stale.content.decode()
    assert not Article.objects.live().exists()
    assert Submission.objects.get(pk=new.pk).state == SubmissionState.WAITING


def test_a_writer_takes_a_claimed_text_back_and_whoever_holds_it_is_told():
    """C022, from the dashboard's own form and from the receipt of a second device."""
    submission, moderator = waiting_submission(), an_english_moderator()
    deciding.claim(submission, by=moderator)
    author = submission.article.author

    first = signed_in(author).post(reverse("writing:recall", args=[submission.article.code]))
    again = signed_in(author).post(reverse("writing:recall", args=[submission.article.code]))

    told = signed_in(moderator).get(address("state", submission)).json()
    assert (first.status_code, again.status_code) == (302, 302)
    assert (told["open"], told["held"]) == (False, False)
    assert author.pen_name in told["sentence"]


@pytest.mark.parametrize("name", ["claim", "remark", "decision", "skip"])
def test_what_is_open_on_a_screen_and_was_taken_back_ends_in_words_never_in_an_error(name):
    """C023: the act is refused or done, and the page that follows is there."""
    submission, client = waiting_submission(), signed_in(an_english_moderator())
    sending.recall(submission, by=submission.article.author)

    data = approval(submission) | {"block": "", "text": "Hm", "reason": "other"}
    answer = client.post(address(name, submission), data, follow=True)

    assert answer.status_code == (200 if name == "skip" else 409)


def test_looking_again_and_again_holds_nothing_and_takes_nothing_from_whoever_works():
    """C015 and C020: a claim stands until its told end, whoever else looks at the queue or the text meanwhile."""
    submission, holder, other = waiting_submission(), a_moderator(), an_english_moderator()
    deciding.claim(submission, by=holder)
    seen = []

    for minute in (3, 9, 14, 16):
        with later(minutes=minute):
            client = signed_in(other)
            client.get(address("review", submission))
            row = client.get(reverse("desk:queue")).context["rows"][0]
            told = client.get(address("state", submission)).json()
            seen.append((row.holder, told["held"]))

    assert seen == [(holder, True)] * 3 + [(None, False)]
    assert Submission.objects.get().claimed_by == holder


def test_what_went_live_by_schedule_can_be_corrected_withdrawn_restored_updated_and_removed():
    """C033."""
    submission, chief = waiting_submission(), a_chief_editor()
    approve(submission, publish_at=timezone.now() + timedelta(seconds=15))
    with later(seconds=20):
        publishing.publish_due()
        article = Article.objects.get()
        assert article.standing == Standing.LIVE

        publishing.correct(article, by=chief, kind="typo", sentence="Satu kata.")
        publishing.withdraw(article, by=chief, message="Keliru.")
        publishing.restore(article, by=chief, message="Ternyata benar.")
        update = written_anew(article, dek="Baru")
        approve(update, by=chief)
    with later(seconds=40):
        publishing.publish_due()
        assert Article.objects.get().live_revision == update.revision
        publishing.remove(article, by=chief, message="Perintah.", reference="12/2026")

    assert Article.objects.get().standing == Standing.REMOVED


def test_a_planned_update_lets_no_second_one_beside_it_and_erases_no_correction():
    """C034."""
    article, chief = a_live_article(), a_chief_editor()
    with later(seconds=20):
        update = written_anew(article, dek="Untuk besok")
        approve(update, by=chief, publish_at=timezone.now() + timedelta(days=1))
    with later(seconds=60):
        with pytest.raises(StepRefused) as refused:
            written_anew(article, dek="Yang kedua")
        publishing.correct(article, by=chief, kind="correction", sentence="Semula keliru.")
    with later(days=1, minutes=2):
        publishing.publish_due()

    fresh = Article.objects.get()
    assert "waiting for an answer" in str(refused.value.sentence)
    assert (fresh.live_revision, fresh.corrections.get().sentence) == (update.revision, "Semula keliru.")


@pytest.mark.parametrize(("ago", "status"), [(timedelta(hours=2), 409), (timedelta(hours=-2), 302)])
def test_a_time_that_is_past_is_refused_in_words(ago, status):
    """C035."""
    submission, client = waiting_submission(), signed_in(an_english_moderator())
    moment = timezone.localtime(timezone.now() - ago).strftime("%Y-%m-%dT%H:%M")

    answer = client.post(address("decision", submission), approval(submission, publish_at=moment))

    assert answer.status_code == status
    assert ("This time is past." in answer.content.decode()) == (status == 409)


def test_twenty_late_texts_stand_in_their_lane_the_longest_waiting_first():
    """C042, as far as the desk goes."""
    author = a_writer()
    submissions = [sent(a_draft(by=author)) for _ in range(20)]
    for days, submission in enumerate(reversed(submissions)):
        Submission.objects.filter(pk=submission.pk).update(due_at=timezone.now() - timedelta(days=days, hours=1))

    answer = signed_in(a_chief_editor(language="en")).get(reverse("desk:queue"), {"lane": "overdue"})

    assert answer.context["rows"] == submissions
    assert answer.content.decode().count("state-overdue") == 20


def test_the_words_that_a_step_lacks_are_asked_for_at_their_field():
    """Signs that nobody sees are no words."""
    waiting, approved, returned = (waiting_submission() for _ in range(3))
    approve(approved, publish_at=timezone.now() + timedelta(days=1))
    give_back(returned)

    with later(seconds=11):
        for verb, submission, field in (
            ("escalate", waiting, "note"),
            ("call_off", approved, "why"),
            ("reverse", returned, "why"),
        ):
            said = {"verb": verb, "message": " \u200b"}
            page = signed_in(a_chief_editor()).post(address("step", submission), said).content.decode()

            assert f'<a class="notice-link" href="#id_{field}">' in page
            assert re.search(rf'id="id_{field}"[^>]* aria-invalid="true"[^>]* autofocus', page)
            assert 'class="panes panes-asked"' in page  # on phones the pane of that field is shown
            assert ('id="eskalasi" open' in page) == (verb == "escalate")


def test_what_a_step_did_is_said_of_the_text_that_it_was_done_to():
    escalated, approved = (waiting_submission(title=title) for title in ("Pasar pagi", "Kopi sore"))
    approve(approved, publish_at=timezone.now() + timedelta(days=1))
    client = signed_in(a_chief_editor(language="en"))

    with later(seconds=11):
        called_off = client.post(
            address("step", approved), {"verb": "call_off", "message": "Belum pasti."}, follow=True
        )
        next_text = client.post(address("step", escalated), {"verb": "escalate", "message": "Sulit."}, follow=True)

    assert [str(one) for one in called_off.context["messages"]] == [
        "The publication is called off. The text waits again."
    ]
    assert [str(one) for one in next_text.context["messages"]] == ["A chief editor decides about “Pasar pagi” now."]


def test_a_correction_that_says_nothing_is_shown_again_at_its_field():
    address_of_it = reverse("desk:correct", args=[a_live_article().code])

    answer = signed_in(a_chief_editor()).post(address_of_it, {"kind": "typo", "sentence": " "})

    assert answer.status_code == 422
    assert re.search(r'<textarea name="sentence"[^>]* autofocus', answer.content.decode())
