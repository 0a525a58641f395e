"""The light edit: who may mend what waits, what readers and the writer get of it and when, and what never happens."""

import pytest

from articles import deciding, drafting, mending, plaintext, sending
from articles.lifecycle import StepRefused
from articles.models import Article, Disclaimer, DraftSnapshot, Revision, Submission, Transition, Verb
from newsroom import clock
from tests.factories import (
    a_draft,
    a_moderator,
    a_topic,
    a_writer,
    approve,
    decline,
    fresh,
    give_back,
    later,
    sent,
    waiting_submission,
    with_cover,
)
from tests.killed import killed_after
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
OWN, MENDED = "Pasar itu sudah ramei.", "Pasar itu sudah ramai."


def made(revision: Revision, text: str = MENDED, names: list[str] | None = None, passports=None, **fields):
    fields = {name: getattr(revision, name) for name in ("title", "dek", "place")} | fields
    fields["body"] = plaintext.from_text(text, revision.body)
    names = [topic.name for topic in revision.shown_topics] if names is None else names
    return mending.Mended(fields, names, passports or {})


def mend(submission: Submission, *, by=None, seen=None, **said) -> Submission:
    """The asking with what a moderator made of it."""
    seen = seen or submission.revision
    mending.mend(submission, made(seen, **said), by=by or a_moderator(), seen=seen)
    return fresh(submission)


def an_edited(**said) -> Submission:
    return mend(waiting_submission(text=OWN, title="Pasar terapung lama"), title="Pasar terapung", **said)


def answer(how, edited: Submission, **said) -> None:
    """By who edited it and holds it."""
    how(edited, by=fresh(edited).claimed_by, **said)


def the_clock_ticks(**span):
    with later(**span or {"seconds": 11}):
        clock.tick(clock.JOBS)


def text_of(article: Article) -> str:
    return plaintext.to_text(fresh(article).body).strip()


def test_an_edit_is_a_new_revision_of_the_same_asking_and_the_own_one_stays():
    submission, moderator = waiting_submission(text=OWN), a_moderator()
    own = submission.revision

    edited = mend(submission, by=moderator, title="Judul yang lurus")

    assert (edited.pk, edited.state, edited.as_sent) == (submission.pk, "waiting", own)
    assert (edited.revision.number, edited.revision.made_by) == (own.number + 1, moderator)
    assert (edited.revision.title, plaintext.to_text(edited.revision.body).strip()) == ("Judul yang lurus", MENDED)
    assert edited.revision.sha256 != own.sha256
    assert plaintext.to_text(fresh(own).body).strip() == OWN


def test_an_edit_keeps_the_ids_of_its_blocks_and_the_due_time_and_claims():
    submission, moderator = waiting_submission(text=OWN), a_moderator()

    edited = mend(submission, by=moderator)

    ids = [[block["attrs"]["id"] for block in row.body["content"]] for row in (edited.as_sent, edited.revision)]
    assert ids[0] == ids[1]
    assert (edited.due_at, edited.holder) == (submission.due_at, moderator)


def test_an_edit_leaves_a_trace_of_what_was_seen():
    submission, moderator = waiting_submission(text=OWN), a_moderator()

    mend(submission, by=moderator)

    step = Transition.objects.last()
    assert (step.verb, step.from_state, step.to_state) == (Verb.EDIT, "waiting", "waiting")
    assert (step.by, step.revision) == (moderator, submission.revision)


def test_an_edit_that_changes_nothing_is_none():
    submission = waiting_submission(text=OWN)

    changed = mending.mend(submission, made(submission.revision, OWN), by=a_moderator(), seen=submission.revision)

    assert (changed, Revision.objects.count(), Transition.objects.filter(verb=Verb.EDIT).count()) == (False, 1, 0)


@pytest.mark.parametrize("who", ["author", "writer", "another holds it", "escalated"])
def test_whoever_may_not_decide_may_not_edit(who):
    author = a_moderator()
    submission = waiting_submission(by=author, text=OWN)
    by = {"author": author, "writer": a_writer()}.get(who) or a_moderator()
    if who == "another holds it":
        deciding.claim(submission, by=a_moderator())
    if who == "escalated":
        deciding.escalate(submission, by=a_moderator(), message="Sulit.")

    with pytest.raises(StepRefused):
        mend(submission, by=by)

    assert Revision.objects.count() == 1


@pytest.mark.parametrize("end", [approve, give_back, decline])
def test_what_is_decided_is_edited_no_more(end):
    submission, moderator = waiting_submission(text=OWN), a_moderator()
    end(submission, by=moderator)

    with pytest.raises(StepRefused):
        mend(submission, by=moderator)


def test_who_has_another_revision_on_screen_neither_edits_nor_decides():
    submission, moderator = waiting_submission(text=OWN), a_moderator()
    own = submission.revision
    mend(submission, by=moderator)

    with pytest.raises(StepRefused, match="not what stands here"):
        mend(submission, by=moderator, seen=own, text="Lain lagi.")
    with pytest.raises(StepRefused, match="not what stands here"):
        approve(submission, by=moderator, seen=own)

    assert Revision.objects.count() == 2


def test_a_topic_with_a_statement_that_was_not_attested_is_the_writers_to_add():
    submission = waiting_submission(text=OWN)
    topic = a_topic("Kesehatan")
    Disclaimer.objects.create(topic=topic, number=1, text_id="Bukan nasihat medis.", text_en="No medical advice.")

    with pytest.raises(StepRefused, match="Kesehatan"):
        mend(submission, names=["Kuliner", "Kesehatan"])


def test_readers_get_exactly_the_mended_revision_and_the_working_copy_has_it():
    article = with_cover(a_draft(text=OWN))
    code = article.cover.code
    words = {code: {"caption": "Pedagang di dermaga", "alt": "Perahu berjajar rapi"}}
    edited = mend(sent(article), names=["Karawo", "Kuliner"], passports=words, title="Pasar pagi")

    answer(approve, edited)
    the_clock_ticks()

    found = fresh(article)
    page = signed_in(None).get(found.get_absolute_url()).content.decode()
    assert found.live_revision == edited.revision
    assert [word in page for word in ("Pasar pagi", MENDED, "Pedagang di dermaga", OWN)] == [True, True, True, False]
    assert (found.title, text_of(found)) == ("Pasar pagi", MENDED)
    assert [topic.name for topic in found.shown_topics()] == ["Karawo", "Kuliner"]
    assert (found.cover.caption, found.cover.alt) == tuple(words[code].values())


def test_returned_the_edit_comes_into_the_working_copy_and_the_own_words_stay_in_the_history():
    edited = an_edited()
    version = edited.article.draft_version

    answer(give_back, edited)
    the_clock_ticks()

    article, kept = fresh(edited.article), DraftSnapshot.objects.get(why="edited")
    assert (text_of(article), article.title, article.draft_version) == (MENDED, "Pasar terapung", version + 1)
    assert (plaintext.to_text(kept.body).strip(), kept.title) == (OWN, "Pasar terapung lama")
    assert sending.snapshots.digest(article) == edited.revision.sha256


def test_ticking_again_copies_nothing_twice():
    edited = an_edited()
    answer(give_back, edited)
    the_clock_ticks()
    article = fresh(edited.article)
    drafting.bring_back(article, edited.as_sent, by=article.author, base=article.draft_version)

    the_clock_ticks(seconds=30)

    assert text_of(article) == OWN


def test_declined_undone_or_taken_back_the_working_copy_stays_the_writers():
    declined, undone, recalled = an_edited(), an_edited(), an_edited()
    answer(decline, declined)
    answer(approve, undone)
    deciding.take_back(undone, Verb.UNDO, by=fresh(undone).decided_by)
    sending.recall(recalled, by=recalled.article.author)

    the_clock_ticks()

    assert [text_of(one.article) for one in (declined, undone, recalled)] == [OWN, OWN, OWN]
    assert not DraftSnapshot.objects.filter(why="edited").exists()


def test_an_undone_decision_keeps_the_edit_for_the_next_one():
    edited = an_edited()
    answer(approve, edited)
    moderator = fresh(edited).decided_by
    deciding.take_back(edited, Verb.UNDO, by=moderator)
    give_back(fresh(edited), by=moderator)

    the_clock_ticks()

    assert text_of(edited.article) == MENDED


def test_called_off_and_edited_again_it_is_copied_again():
    edited = an_edited()
    with later(seconds=1):
        answer(approve, edited)
    approved = fresh(edited)
    Submission.objects.filter(pk=edited.pk).update(publish_at=approved.publish_at.replace(year=2090))
    the_clock_ticks(seconds=15)
    with later(seconds=20):
        deciding.take_back(edited, Verb.CALL_OFF, by=a_moderator(), message="Periksa lagi.")
        answer(give_back, mend(fresh(edited), text="Pasar itu sangat ramai."))

    the_clock_ticks(minutes=1)

    assert text_of(edited.article) == "Pasar itu sangat ramai."
    assert fresh(edited).own_revision == edited.as_sent


def test_what_was_declined_after_an_edit_is_not_sent_again_as_it_was():
    edited = an_edited()
    answer(decline, edited)

    with later(minutes=1), pytest.raises(StepRefused, match="exactly what came back"):
        sent(fresh(edited.article))


def test_a_save_before_the_clock_came_takes_the_edit_in_first():
    edited = an_edited()
    article = fresh(edited.article)
    answer(give_back, edited)

    with later(seconds=11), pytest.raises(drafting.StaleDraft) as stale:
        drafting.save(article, drafting.Draft({"title": "Milikku"}), by=article.author, base=article.draft_version)

    assert stale.value.article.title == "Pasar terapung"
    assert (fresh(article).title, text_of(article)) == ("Pasar terapung", MENDED)
    with later(seconds=12):
        drafting.save(article, drafting.Draft({"title": "Milikku"}), by=article.author, base=article.draft_version + 1)
    assert fresh(article).title == "Milikku"


def test_sending_before_the_clock_came_is_refused_kindly_and_takes_the_edit_in():
    edited = an_edited()
    answer(give_back, edited)

    with later(seconds=11), pytest.raises(StepRefused, match="has just come into your draft"):
        sent(fresh(edited.article))

    assert (text_of(edited.article), Submission.objects.count()) == (MENDED, 1)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_clock_that_is_killed_between_any_two_statements_copies_all_of_it_once_or_nothing():
    edited = an_edited(names=["Karawo"])
    answer(give_back, edited)
    before, statements = edited.article.draft_version, 0

    while killed_after(statements, copy_later):
        article = fresh(edited.article)
        assert (article.draft_version, text_of(article), names_of(article)) == (before, OWN, ["Kuliner"])
        assert (fresh(edited).copied_at, DraftSnapshot.objects.count()) == (None, 0)
        statements += 1

    article = fresh(edited.article)
    assert statements > 6
    assert (article.draft_version, text_of(article), names_of(article)) == (before + 1, MENDED, ["Karawo"])
    assert DraftSnapshot.objects.count() == 1


def copy_later() -> None:
    with later(seconds=11):
        mending.copy_due()


def names_of(article: Article) -> list[str]:
    return [topic.name for topic in article.shown_topics()]
