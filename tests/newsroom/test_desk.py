"""The desk: lanes whose numbers are true, a review that claims only when it says so, refusals that lose nothing."""

import re

import pytest
from django.urls import reverse

from articles import deciding, drafting
from articles.models import Article, Correction, Remark, Standing, Submission, SubmissionState
from tests.articles.documents import a_block, a_doc, a_text
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    approve,
    give_back,
    later,
    sent,
    ticked,
    waiting_submission,
    with_cover,
)
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
POINTS = ["title", "claims", "photos", "original", "respect", "protected"]


def decision(submission: Submission, verb: str, **said) -> dict:
    """What the decision form posts for a moderator who ticked everything."""
    return {
        "verb": verb,
        "seen": submission.revision_id,
        "checked": list(ticked()),
        "reason": "",
        "message": "",
    } | said


def post(person, submission: Submission, name: str, data: dict, **kwargs):
    return signed_in(person).post(reverse(f"desk:{name}", args=[submission.pk], **kwargs), data)


def test_every_number_is_the_length_of_the_list_it_opens():
    moderator = a_moderator()
    deciding.claim(waiting_submission(), by=moderator)
    deciding.escalate(waiting_submission(), by=moderator, message="Perlu mata lain.")
    approve(waiting_submission())
    sent(a_draft(by=moderator))
    Submission.objects.filter(pk=waiting_submission().pk).update(due_at="2026-01-01T00:00Z")
    client = signed_in(moderator)

    lanes = client.get(reverse("desk:queue")).context["lanes"]

    opened = {lane.key: len(client.get(reverse("desk:queue"), {"lane": lane.key}).context["rows"]) for lane in lanes}
    assert {lane.key: lane.count for lane in lanes} == opened
    behind = {"today": 0, "decided": 1}
    assert opened == {"waiting": 2, "mine": 1, "updates": 0, "escalated": 1, "overdue": 1} | behind


def test_the_queue_is_in_order_of_due_time():
    first, second = waiting_submission(), waiting_submission()
    Submission.objects.filter(pk=second.pk).update(due_at="2026-01-01T00:00Z")

    rows = signed_in(a_moderator()).get(reverse("desk:queue")).context["rows"]

    assert rows == [second, first]


@pytest.mark.parametrize("query", [{"lane": "x"}, {"page": "-1"}, {"page": "x"}, {"page": "9" * 30}, {"lane": "\x00"}])
def test_a_lane_or_page_that_is_none_is_not_here(query):
    assert signed_in(a_moderator()).get(reverse("desk:queue"), query).status_code == 404


def test_queue_and_review_take_as_many_queries_for_one_as_for_several():
    client, counts = signed_in(a_moderator()), []

    for number in (1, 4):
        for _ in range(number):
            submission = sent(with_cover(a_draft(named=("Kuliner", "Sungai"))))
            deciding.remark(submission, by=a_moderator(), block="", reason="other", text="Hm")
        for path in (reverse("desk:queue"), reverse("desk:review", args=[submission.pk])):
            counts.append(queries_of(client, path))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 36


def test_opening_a_submission_claims_nothing():
    submission = waiting_submission()

    signed_in(a_moderator()).get(reverse("desk:review", args=[submission.pk]))

    assert Submission.objects.get().claimed_by is None


def test_a_remark_claims_and_stands_at_its_block():
    submission, moderator = waiting_submission(), a_moderator()
    block = submission.revision.body["content"][1]["attrs"]["id"]

    post(moderator, submission, "remark", {"block": block, "reason": "source_missing", "text": "Sumbernya?"})

    remark = Remark.objects.get()
    assert (remark.block, remark.quote, Submission.objects.get().claimed_by) == (
        block,
        "Dimulai sebelum fajar",
        moderator,
    )


def test_a_remark_of_an_unknown_reason_is_refused_and_its_words_stay():
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "remark", {"block": "", "reason": "x", "text": "Kata yang tetap ada"})

    assert (answer.status_code, Remark.objects.count()) == (422, 0)


def test_a_refused_decision_says_why_and_keeps_the_message():
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "decision", decision(submission, "return", message="Kata yang tetap ada"))

    assert answer.status_code == 409
    assert "Kata yang tetap ada" in answer.content.decode()
    assert Submission.objects.get().state == SubmissionState.WAITING


def test_an_approval_with_an_open_checklist_is_marked_at_what_is_open():
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "decision", decision(submission, "approve", checked=["title", "claims"]))
    page = answer.content.decode()

    listed = page.partition('id="daftar-periksa"')[2].partition("</fieldset>")[0]
    lacking = [value for value in POINTS if f'value="{value}" aria-invalid="true"' in listed]
    assert (answer.status_code, lacking) == (409, ["photos", "original", "respect", "protected"])
    assert 'id="daftar-periksa-kurang"' in listed
    assert 'href="#keputusan"' in page.partition('role="alert"')[2].partition("</div></div>")[0]


@pytest.mark.parametrize(
    ("verb", "said", "field"),
    [
        ("return", {"message": "Maaf."}, "id_reason"),
        ("decline", {"message": "Maaf."}, "id_reason"),
        ("decline", {"reason": "other"}, "id_message"),
        ("approve", {"publish_at": "2020-01-01T08:00"}, "id_publish_at"),
        ("approve", {"publish_at": "besok"}, "id_publish_at"),
    ],
)
def test_a_refused_decision_opens_its_pane_at_the_field_that_is_asked_for(verb, said, field):
    submission = waiting_submission()

    page = post(a_moderator(), submission, "decision", decision(submission, verb, **said)).content.decode()

    focused = [re.search(r'id="([^"]+)"', one)[1] for one in re.findall(r"<[^>]* autofocus[^>]*>", page)]
    assert ("panes-asked" in page, focused) == (True, [field])


@pytest.mark.parametrize("verb", ["return", "decline"])
def test_other_decisions_ask_for_no_tick(verb):
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "decision", decision(submission, verb, checked=[]))

    assert (answer.status_code, answer.context["form"].unticked) == (409, [])


def test_a_decision_on_what_was_not_on_screen_is_refused():
    submission, foreign = waiting_submission(), waiting_submission()

    for seen in (foreign.revision_id, 10**9):
        answer = post(a_moderator(), submission, "decision", decision(submission, "approve", seen=seen))
        assert answer.status_code == 409

    assert Submission.objects.get(pk=submission.pk).state == SubmissionState.WAITING


@pytest.mark.parametrize(
    "wrong", [{"verb": "vanish"}, {"seen": "x"}, {"seen": -1}, {"checked": ["x"]}, {"publish_at": "besok"}]
)
def test_a_mistyped_decision_is_refused_with_its_status(wrong):
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "decision", decision(submission, "approve") | wrong)

    assert (answer.status_code, Submission.objects.get().state) == (422, SubmissionState.WAITING)


def test_the_second_of_two_moderators_is_told_who_decided_what():
    submission, first, second = waiting_submission(), a_moderator(), a_moderator()
    post(first, submission, "decision", decision(submission, "approve"))

    answer = post(second, submission, "decision", decision(submission, "decline", reason="other", message="Maaf."))

    assert answer.status_code == 409
    assert first.pen_name in answer.content.decode()
    assert Submission.objects.get().state == SubmissionState.APPROVED


def test_approving_shows_how_to_undo_it_and_undo_takes_it_back():
    submission, moderator = waiting_submission(), a_moderator()
    post(moderator, submission, "decision", decision(submission, "approve"))

    queue = signed_in(moderator).get(reverse("desk:queue"))
    post(moderator, submission, "step", {"verb": "undo"})

    assert queue.context["undoable"] == [submission]
    assert Submission.objects.get().state == SubmissionState.WAITING


def test_an_approval_at_a_time_is_read_in_the_sites_zone():
    submission = waiting_submission()

    post(a_moderator(), submission, "decision", decision(submission, "approve", publish_at="2099-05-01T08:00"))

    assert Submission.objects.get().publish_at.isoformat() == "2099-05-01T01:00:00+00:00"


def test_remarks_of_an_earlier_round_are_there_in_the_next():
    submission, moderator = waiting_submission(), a_moderator()
    remark = deciding.remark(submission, by=moderator, block="", reason="other", text="Sumbernya?")
    give_back(submission, by=moderator)
    with later(minutes=1):
        remark.answer_with("Sudah kutulis.")
        Article.objects.update(dek="Baru")
        again = sent(Article.objects.get())

        page = signed_in(moderator).get(reverse("desk:review", args=[again.pk])).content.decode()

    assert "Sumbernya?" in page
    assert "Sudah kutulis." in page


def test_a_chief_editor_corrects_and_withdraws_from_the_articles_page():
    article, client = a_live_article(), signed_in(a_chief_editor())

    client.post(reverse("desk:correct", args=[article.code]), {"kind": "typo", "sentence": "Satu kata."})
    refused = client.post(reverse("desk:take-down", args=[article.code]), {"verb": "remove", "message": "Perintah."})
    client.post(reverse("desk:take-down", args=[article.code]), {"verb": "withdraw", "message": "Keliru."})

    assert Correction.objects.get().sentence == "Satu kata."
    assert (refused.status_code, Article.objects.get().standing) == (409, Standing.WITHDRAWN)


def test_ticks_and_message_stay_while_a_remark_is_saved():
    submission, client = waiting_submission(), signed_in(a_moderator())
    carried = {"checked": ["title", "claims"], "message": "Kata yang tetap ada"}
    address = reverse("desk:remark", args=[submission.pk])

    client.post(address, {"block": "", "reason": "other", "text": "Sumbernya?"} | carried)

    form = client.get(reverse("desk:review", args=[submission.pk])).context["form"]
    assert (form["checked"].value(), form["message"].value()) == (["title", "claims"], "Kata yang tetap ada")


def test_a_remark_of_signs_that_nobody_sees_is_none():
    submission = waiting_submission()

    answer = post(a_moderator(), submission, "remark", {"block": "", "reason": "other", "text": "\u200b"})

    assert (answer.status_code, Remark.objects.count()) == (422, 0)


def test_an_escalated_text_leaves_the_moderators_lane_and_shows_its_note_to_the_chief():
    submission = waiting_submission()
    deciding.escalate(submission, by=a_moderator(), message="Perlu mata lain.")

    moderator, chief = signed_in(a_moderator()), signed_in(a_chief_editor())

    assert moderator.get(reverse("desk:queue")).context["rows"] == []
    assert chief.get(reverse("desk:queue")).context["rows"] == [submission]
    assert "Perlu mata lain." in chief.get(reverse("desk:review", args=[submission.pk])).content.decode()


def test_a_withdrawn_article_stays_with_its_writer_with_the_reason():
    article = a_live_article(text="Kalimat yang tetap milikku.")
    signed_in(a_chief_editor()).post(
        reverse("desk:take-down", args=[article.code]), {"verb": "withdraw", "message": "Sumbernya keliru."}
    )
    client = signed_in(article.author)

    dashboard = client.get(reverse("writing:dashboard"))
    draft = client.get(article.draft_address).content.decode()

    assert dashboard.context["desk"]["withdrawn"].rows == [article]
    assert "Sumbernya keliru." in draft
    assert "Kalimat yang tetap milikku." in draft


def test_what_was_typed_for_another_answer_does_not_go_along_with_an_approval():
    submission, moderator = waiting_submission(), a_moderator()
    client, said = signed_in(moderator), {"seen": submission.revision_id, "checked": list(ticked())}
    typed = {"reason": "promotion", "message": "Ini iklan."}
    client.post(reverse("desk:decision", args=[submission.pk]), said | typed | {"verb": "decline"})
    client.post(reverse("desk:step", args=[submission.pk]), {"verb": "undo"})

    client.post(reverse("desk:decision", args=[submission.pk]), said | typed | {"verb": "approve"})

    approved = Submission.objects.get(pk=submission.pk)
    last = submission.transitions.last()
    assert (approved.state, approved.reason, approved.message) == ("approved", "", "")
    assert (last.verb, last.reason, last.message) == ("approve", "", "")


@pytest.mark.parametrize(
    ("said", "lacking"),
    [
        ({"verb": "return"}, "id_reason"),
        ({"verb": "decline", "reason": "promotion"}, "id_message"),
        ({"verb": "return", "reason": "promotion"}, "id_message"),
    ],
)
def test_the_field_that_an_answer_lacks_is_marked_and_led_to(said, lacking):
    submission = waiting_submission()
    said |= {"seen": submission.revision_id}

    page = signed_in(a_moderator()).post(reverse("desk:decision", args=[submission.pk]), said).content.decode()

    assert f'<a class="notice-link" href="#{lacking}">' in page
    assert re.search(rf'id="{lacking}"[^>]*aria-invalid="true"', page)


def test_a_review_of_what_readers_have_leads_to_its_public_page():
    live, waiting = a_live_article(), waiting_submission()
    client = signed_in(a_moderator())
    asked = {one.article.code: one.pk for one in (live.submissions.get(), waiting)}

    pages = {code: client.get(reverse("desk:review", args=[pk])).content.decode() for code, pk in asked.items()}

    assert [code for code, page in pages.items() if f'href="/articles/{code}/"' in page] == [live.code]


def test_after_escalating_the_next_text_comes():
    first, second = waiting_submission(), waiting_submission()

    answer = signed_in(a_moderator()).post(
        reverse("desk:step", args=[first.pk]), {"verb": "escalate", "message": "Sulit."}
    )

    assert answer["Location"] == reverse("desk:review", args=[second.pk])


def test_a_refusal_for_another_cause_stands_at_no_field():
    submission = waiting_submission()
    approve(submission)

    page = post(a_moderator(), submission, "decision", {"verb": "return", "seen": submission.revision_id})

    assert page.status_code == 409
    assert 'aria-invalid="true"' not in page.content.decode()


def test_blocks_are_numbered_as_they_are_seen():
    article, ids = a_draft(), ["abcd2341", "abcd2342", "abcd2343"]
    inline = [[a_text("Satu")], [], [a_text("Dua")]]
    texts = [a_block("paragraph", *found, id=id) for id, found in zip(ids, inline, strict=True)]
    written = drafting.Draft(fields={"body": a_doc(*texts)}, topics=["Kuliner"])
    submission = sent(drafting.save(article, written, by=article.author, base=article.draft_version))

    page = signed_in(a_moderator()).get(reverse("desk:review", args=[submission.pk]))

    assert [(row.id, row.number) for row in page.context["blocks"]] == [(ids[0], 1), (ids[2], 2)]
