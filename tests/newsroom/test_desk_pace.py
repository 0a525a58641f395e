"""The desk's pace: on to the next after a decision, ten seconds to undo with everything typed, skipping, and what an
open page is told of others."""

from functools import partial

import pytest
from django.urls import reverse

from articles import deciding, sending
from articles.models import Remark, Submission, SubmissionState
from newsroom.desk.session import MOST_KEPT
from tests.factories import (
    a_chief_editor,
    a_live_article,
    a_moderator,
    approve,
    give_back,
    later,
    ticked,
    waiting_submission,
)
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says
an_english_chief_editor = partial(a_chief_editor, language="en")


def address(name: str, submission: Submission) -> str:
    return reverse(f"desk:{name}", args=[submission.pk])


def decide(client, submission: Submission, verb="approve", **said):
    keys = list(ticked())
    data = {"verb": verb, "seen": submission.revision_id, "checked": keys, "shown": keys, "reason": "", "message": ""}
    return client.post(address("decision", submission), data | said)


def state(person, submission: Submission) -> dict:
    return signed_in(person).get(address("state", submission)).json()


def test_after_a_decision_the_next_due_text_is_open_with_the_seconds_to_undo():
    second, first = waiting_submission(), waiting_submission()
    Submission.objects.filter(pk=first.pk).update(due_at="2026-01-01T00:00Z")
    client = signed_in(an_english_moderator())

    answer = decide(client, first)
    page = client.get(answer.url)

    toast = page.content.decode().partition('data-undo="9"')[2].partition("</form>")[0]
    assert answer.url == address("review", second)
    assert "is approved. Live in" in toast
    assert '<span class="undo-count">9</span> seconds.' in toast


@pytest.mark.parametrize(
    ("verb", "words"),
    [("return", "goes back. Its writer reads it in"), ("decline", "is declined. Its writer reads it in")],
)
def test_the_toast_says_what_follows(verb, words):
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    decide(client, submission, verb, reason="other", message="Kata.")

    assert words in client.get(reverse("desk:queue")).content.decode()


def test_of_two_decisions_only_the_one_that_the_key_undoes_shows_it():
    client, first, second = signed_in(an_english_moderator()), waiting_submission(), waiting_submission()
    decide(client, first)
    decide(client, second)

    page = client.get(reverse("desk:queue"))

    toasts = page.content.decode().split("data-undo=")[1:]
    assert [done.pk for done in page.context["undoable"]] == [second.pk, first.pk]
    assert [('data-key="z"' in toast, ">z</kbd>" in toast.partition("</form>")[0]) for toast in toasts] == [
        (True, True),
        (False, False),
    ]


def test_a_planned_approval_says_when_it_goes_live():
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    decide(client, submission, publish_at="2099-05-01T08:00")

    assert "is approved for Friday, 1 May 2099, 08:00 WIB" in client.get(reverse("desk:queue")).content.decode()


def test_after_the_last_text_the_queue_is_there():
    client, submission = signed_in(an_english_moderator()), waiting_submission()

    assert decide(client, submission).url == reverse("desk:queue")


def test_undo_leads_back_with_everything_that_was_typed():
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    said = {"reason": "clickbait", "message": "Judulnya terlalu jauh.", "publish_at": ""}
    decide(client, submission, "return", checked=["title", "claims"], **said)

    answer = client.post(address("step", submission), {"verb": "undo"})
    form = client.get(answer.url).context["form"]

    assert answer.url == address("review", submission)
    assert Submission.objects.get().state == SubmissionState.WAITING
    assert {name: form[name].value() for name in ("reason", "message", "checked")} == {
        "reason": "clickbait",
        "message": "Judulnya terlalu jauh.",
        "checked": ["title", "claims"],
    }


def test_after_ten_seconds_undo_is_refused_in_words():
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    decide(client, submission)

    with later(seconds=11):
        answer = client.post(address("step", submission), {"verb": "undo"})

    assert (answer.status_code, "The ten seconds are over" in answer.content.decode()) == (409, True)


def test_a_remark_keeps_the_reason_of_the_decision_apart_from_its_own():
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    data = {"block": "", "reason": "copied", "text": "Hm.", "carried_reason": "clickbait", "message": "Kata."}

    client.post(address("remark", submission), data)

    assert Remark.objects.get().reason == "copied"
    assert client.get(address("review", submission)).context["form"]["reason"].value() == "clickbait"


def test_a_session_keeps_the_words_of_so_many_decisions_and_no_more():
    client, submission = signed_in(an_english_moderator()), waiting_submission()
    session = client.session
    session["decisions"] = {str(10_000 + at): {"message": "x"} for at in range(MOST_KEPT)}
    session.save()

    decide(client, submission, "return", reason="other", message="Kata.")

    assert list(client.session["decisions"])[-1] == str(submission.pk)
    assert len(client.session["decisions"]) == MOST_KEPT


def test_a_session_keeps_no_more_than_a_form_would_take():
    client, submission = signed_in(an_english_moderator()), waiting_submission()

    client.post(address("claim", submission), {"seen": "1", "message": "x" * 100_000, "checked": ["y" * 1000] * 500})

    (typed,) = client.session["decisions"].values()
    assert (len(typed["message"]), len(typed["checked"]), len(typed["checked"][0])) == (2000, 100, 12)


def test_skipping_leads_on_and_does_not_come_back_to_what_was_skipped():
    first, second, third = (waiting_submission() for _ in range(3))
    client = signed_in(an_english_moderator())

    places = [client.post(address("skip", one)).url for one in (first, second, third)]
    again = client.post(address("skip", first)).url

    assert places == [address("review", second), address("review", third), reverse("desk:queue")]
    assert again == address("review", second)
    assert Submission.objects.filter(claimed_by=None).count() == 3


def test_nobody_is_led_to_what_another_holds_or_what_only_chiefs_decide():
    first, held, escalated, last = (waiting_submission() for _ in range(4))
    deciding.claim(held, by=an_english_moderator())
    deciding.escalate(escalated, by=an_english_moderator(), message="Perlu mata lain.")

    assert signed_in(an_english_moderator()).post(address("skip", first)).url == address("review", last)


def test_an_open_page_is_told_who_decided_and_when():
    submission, dimas = waiting_submission(), an_english_moderator(pen_name="Dimas Arya")
    before = state(an_english_moderator(), submission)

    approve(submission, by=dimas)
    after = state(an_english_moderator(), submission)

    assert (before["open"], before["sentence"], after["open"]) == (True, "", False)
    assert after["sentence"].startswith("Dimas Arya approved this at ")
    assert before["stamp"] != after["stamp"]


def test_an_open_page_is_told_who_holds_the_text():
    submission, dimas, other = waiting_submission(), an_english_moderator(pen_name="Dimas Arya"), an_english_moderator()

    deciding.claim(submission, by=dimas)

    assert (state(dimas, submission)["held"], state(other, submission)["held"]) == (False, True)
    assert state(other, submission)["note"].startswith("Dimas Arya works on it until ")


def test_an_open_page_is_told_that_its_writer_took_the_text_back():
    submission = waiting_submission()
    sending.recall(submission, by=submission.article.author)

    told = state(an_english_moderator(), submission)

    assert (told["open"], submission.article.author.pen_name in told["sentence"]) == (False, True)


def test_whoever_loses_the_text_to_a_chief_editor_is_told():
    submission, moderator, chief = (
        waiting_submission(),
        an_english_moderator(),
        an_english_chief_editor(pen_name="Kartika W"),
    )
    deciding.claim(submission, by=moderator)

    signed_in(chief).post(address("claim", submission), {"take_over": "1"})

    told = state(moderator, submission)
    assert (told["held"], told["note"].startswith("Kartika W works on it until")) == (True, True)


def by_script(person, submission):
    return signed_in(person).post(address("claim", submission), headers={"Accept": "application/json"})


def test_a_claim_by_script_is_answered_with_how_it_stands():
    submission, moderator = waiting_submission(), an_english_moderator()

    mine, refused = by_script(moderator, submission), by_script(an_english_moderator(), submission)

    assert (mine.status_code, mine.json()["note"].startswith("Yours until ")) == (200, True)
    assert (refused.status_code, refused.json()["held"]) == (409, True)
    assert Submission.objects.get().claimed_by == moderator


def test_a_claim_by_script_is_renewed_until_its_told_end_and_then_falls():
    submission, moderator = waiting_submission(), an_english_moderator()
    by_script(moderator, submission)

    with later(minutes=14):
        still, renewed = state(an_english_moderator(), submission)["held"], by_script(moderator, submission)
    with later(minutes=28):
        until = state(an_english_moderator(), submission)["held"]
    with later(minutes=30):
        after = state(an_english_moderator(), submission)["held"]

    assert (still, renewed.status_code, until, after) == (True, 200, True, False)


@pytest.mark.parametrize("free", ["decide", "recall", "escalate"])
def test_a_decision_a_recall_and_an_escalation_each_free_the_claim(free):
    submission, moderator = waiting_submission(), an_english_moderator()
    deciding.claim(submission, by=moderator)

    {
        "decide": lambda: approve(submission, by=moderator),
        "recall": lambda: sending.recall(submission, by=submission.article.author),
        "escalate": lambda: deciding.escalate(submission, by=moderator, message="Mohon dilihat."),
    }[free]()

    lanes = {lane.key: lane.count for lane in signed_in(moderator).get(reverse("desk:queue")).context["lanes"]}
    assert (Submission.objects.get().claimed_by, lanes["mine"]) == (None, 0)


def test_what_was_typed_against_a_decision_of_somebody_else_can_be_copied():
    submission = waiting_submission()
    give_back(submission, by=an_english_moderator())

    answer = decide(
        signed_in(an_english_moderator()), submission, "decline", reason="other", message="Kata yang tetap ada"
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Kata yang tetap ada" in page.partition("What you had typed")[2].partition("</textarea>")[0]


def test_a_remark_against_a_decision_of_somebody_else_can_be_copied():
    submission = waiting_submission()
    approve(submission)

    data = {"block": "", "reason": "other", "text": "Kata yang tetap ada"}
    answer = signed_in(an_english_moderator()).post(address("remark", submission), data)

    assert (answer.status_code, Remark.objects.count()) == (409, 0)
    assert "Kata yang tetap ada" in answer.content.decode().partition("What you had typed")[2]


def test_a_second_press_says_that_it_is_decided_already():
    client, submission = signed_in(an_english_moderator(pen_name="Dimas Arya")), waiting_submission()
    decide(client, submission)

    again = decide(client, submission)

    assert (again.status_code, "Dimas Arya" in again.content.decode()) == (409, True)


def test_words_that_a_remark_is_about_are_marked_in_the_sheet():
    client, submission = signed_in(an_english_moderator()), waiting_submission(text="Pasar itu ramai, kata itu benar.")
    block = submission.revision.body["content"][0]["attrs"]["id"]
    data = {"block": block, "reason": "other", "text": "Siapa?", "words": " kata  itu", "occurrence": "1"}

    client.post(address("remark", submission), data)

    page = client.get(address("review", submission)).content.decode()
    assert "Pasar itu ramai, <mark>kata itu</mark> benar." in page
    assert "“<mark>kata itu</mark>”" in page.partition('class="remark"')[2]


@pytest.mark.parametrize("wrong", [{"words": "tidak ada di sini"}, {"words": "itu", "occurrence": "7"}, {"words": ""}])
def test_words_that_are_not_there_leave_a_remark_on_the_whole_block(wrong):
    submission = waiting_submission(text="Pasar itu ramai.")
    block = submission.revision.body["content"][0]["attrs"]["id"]

    signed_in(an_english_moderator()).post(
        address("remark", submission), {"block": block, "reason": "other", "text": "Hm"} | wrong
    )

    remark = Remark.objects.get()
    assert (remark.words, remark.occurrence, remark.quote) == ("", 1, "Pasar itu ramai.")


def test_the_state_takes_as_many_queries_for_one_as_for_many():
    submission, client, counts = waiting_submission(), signed_in(an_english_moderator()), []

    for _ in range(2):
        counts.append(queries_of(client, address("state", submission)))
        for _ in range(3):
            waiting_submission()
            a_live_article()

    assert counts[0] == counts[1]
    assert counts[0] <= 25
