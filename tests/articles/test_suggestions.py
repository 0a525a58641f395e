"""Whoever wants to be asked first: a light edit goes back as a suggestion, and one tap takes it over."""

import pytest

from articles import deciding, drafting, merging, publishing, sending
from articles.lifecycle import StepRefused
from articles.models import DraftSnapshot, Topic, Verb
from community.models import Kind, Notice, User
from tests.articles.test_light_edits import MENDED, OWN, answer, mend, text_of, the_clock_ticks
from tests.factories import (
    a_chief_editor,
    a_live_article,
    a_moderator,
    a_topic,
    a_writer,
    approve,
    fresh,
    give_back,
    later,
    sent,
    waiting_submission,
)
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db


def suggested(**said):
    writer = a_writer(ask_before_edits=True)
    return mend(waiting_submission(by=writer, text=OWN, title="Pasar terapung lama"), **said)


def told():
    edited = suggested(title="Pasar terapung")
    answer(give_back, edited)
    the_clock_ticks()
    return fresh(edited)


def accept(submission):
    with later(minutes=1):
        client = signed_in(submission.article.author)
        return client.post(f"/write/{submission.article.code}/suggestion/", follow=True)


def test_an_edit_of_whoever_wants_to_be_asked_is_not_published():
    edited = suggested()

    with pytest.raises(StepRefused, match="wants to be asked first"):
        answer(approve, edited)

    assert fresh(edited).state == "waiting"


def test_an_edit_that_was_taken_back_leaves_what_the_writer_sent_to_be_approved():
    edited = suggested()
    same = mend(edited, by=edited.claimed_by, text=OWN)

    answer(approve, same)

    assert fresh(edited).state == "approved"


def test_the_working_copy_stays_as_it_was_sent_until_the_writer_takes_it_over():
    edited = told()
    before = text_of(edited.article)

    answer = accept(edited)

    assert (before, text_of(edited.article), fresh(edited.article).title) == (OWN, MENDED, "Pasar terapung")
    assert answer.redirect_chain == [(f"/write/{edited.article.code}/", 302)]
    assert DraftSnapshot.objects.filter(article=edited.article, title="Pasar terapung lama").exists()


def test_taken_over_twice_is_taken_over_once_and_can_be_sent():
    edited = told()

    accept(edited)
    version = fresh(edited.article).draft_version
    accept(edited)

    assert fresh(edited.article).draft_version == version
    with later(minutes=1):
        assert sent(fresh(edited.article)).revision.sha256 == edited.revision.sha256


def test_words_that_were_written_since_are_not_overwritten():
    edited = told()
    article = fresh(edited.article)
    drafting.save(
        article, drafting.Draft(fields={"title": "Judulku"}, topics=None), by=article.author, base=article.draft_version
    )

    answer = accept(edited)

    assert answer.status_code == 409
    assert "Kamu sudah mengubah naskahnya" in answer.content.decode()
    assert (fresh(article).title, text_of(article)) == ("Judulku", OWN)


def test_an_edit_that_is_no_suggestion_or_is_not_told_yet_cannot_be_taken_over():
    plain = mend(waiting_submission(text=OWN))
    answer(give_back, plain)
    the_clock_ticks()
    waiting = suggested()

    assert accept(plain).status_code == 404
    assert accept(waiting).status_code == 404


def test_the_writer_reads_the_suggestion_and_the_desk_that_they_want_to_be_asked():
    edited = suggested()
    desk = signed_in(edited.claimed_by)
    review = desk.get(f"/desk/{edited.pk}/").content.decode()
    edit = desk.get(f"/desk/{edited.pk}/edit/").content.decode()
    answer(give_back, edited)
    the_clock_ticks()

    with later(minutes=1):
        page = signed_in(edited.article.author).get(f"/write/{edited.article.code}/").content.decode()

    assert "ingin ditanya dulu" in review
    assert "ingin ditanya dulu" in edit
    assert "Saran moderator" in page
    assert f'action="/write/{edited.article.code}/suggestion/"' in page
    assert "Aku keberatan" not in page


def test_the_settings_keep_the_wish():
    writer = a_writer()
    client = signed_in(writer)
    said = {"pen_name": writer.pen_name, "handle": writer.handle, "language": "", "ask_before_edits": "on"}

    client.post("/settings/", said)

    assert fresh(writer).ask_before_edits


def test_a_suggestion_is_not_taken_over_into_a_text_that_nobody_may_write():
    binned, withdrawn = told(), told_of_an_update()
    with later(seconds=30):
        sending.discard(binned.article, by=binned.article.author)
        publishing.withdraw(fresh(withdrawn.article), by=a_chief_editor(), message="Keliru.")

    answers = [accept(binned), accept(withdrawn)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert [text_of(edited.article) for edited in (binned, withdrawn)] == [OWN, OWN]


def told_of_an_update():
    article = a_live_article(by=a_writer(ask_before_edits=True), text=OWN, title="Pasar terapung lama")
    with later(seconds=20):
        draft = drafting.Draft(fields={"title": "Pasar terapung baru"}, topics=None)
        version = fresh(article).draft_version
        edited = mend(sent(drafting.save(fresh(article), draft, by=article.author, base=version)))
        answer(give_back, edited)
    return fresh(edited)


def test_a_topic_that_was_merged_since_stands_in_no_ones_way():
    edited = told()
    merging.merge(Topic.objects.get(name="Kuliner"), into=a_topic("Masakan"), by=a_chief_editor(), reason="Sama.")

    answer = accept(edited)

    assert (answer.status_code, text_of(edited.article)) == (200, MENDED)


def test_what_was_taken_over_is_approved_once_a_chief_editor_reverses():
    edited = told()
    accept(edited)

    with later(minutes=2):
        deciding.take_back(edited, Verb.REVERSE, by=a_chief_editor(), message="Boleh.")
        approve(fresh(edited))

    assert fresh(edited).state == "approved"


def test_the_wish_counts_as_it_is_when_it_is_decided():
    late, withdrawn = mend(waiting_submission(text=OWN)), suggested()
    User.objects.filter(pk=late.article.author_id).update(ask_before_edits=True)
    User.objects.filter(pk=withdrawn.article.author_id).update(ask_before_edits=False)

    with pytest.raises(StepRefused, match="wants to be asked first"):
        answer(approve, late)
    answer(approve, withdrawn)
    answer(give_back, late)

    assert (fresh(late).is_suggestion, fresh(withdrawn).is_suggestion) == (True, False)


def test_the_notice_calls_the_text_as_its_writer_does():
    edited = told()

    notice = Notice.objects.get(kind=Kind.RETURNED, of=edited.article.author)
    assert notice.told["title"] == "Pasar terapung lama"


def test_a_suggestion_that_was_taken_back_offers_nothing_to_take_over():
    edited = suggested()
    answer(give_back, mend(edited, by=edited.claimed_by, text=OWN))

    with later(minutes=1):
        page = signed_in(edited.article.author).get(f"/write/{edited.article.code}/").content.decode()

    assert "/suggestion/" not in page


def test_a_suggestion_is_not_objected_to():
    edited = told()

    with later(minutes=1):
        client = signed_in(edited.article.author)
        answer = client.post(f"/write/{edited.article.code}/objection/", {"objection": "Tidak."})

    assert (answer.status_code, fresh(edited).objection) == (404, "")


def test_nobody_else_takes_a_suggestion_over():
    edited = told()

    with later(minutes=1):
        others = [a_writer(), a_moderator(), a_chief_editor()]
        answers = [signed_in(one).post(f"/write/{edited.article.code}/suggestion/") for one in others]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert text_of(edited.article) == OWN
