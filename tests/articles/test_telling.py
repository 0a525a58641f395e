from collections import Counter

import pytest
from django_tasks_db.models import DBTaskResult

from articles import deciding, publishing, sending, telling, tending, topics
from articles.models import Article, Submission, Topic, Verb
from community import letters, marktelling
from community.models import Badge, Kind, Notice
from community.sentences import sentences
from newsroom import clock
from tests.factories import (
    a_chief_editor,
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
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]
TELLERS = (publishing.publish_due, telling.tell_steps, telling.tell_topics, marktelling.tell_due)


def the_clock_ticks(**span):
    with later(**span):
        clock.tick(TELLERS)


def told(person):
    """The kinds of what this person was told, the oldest first."""
    return list(person.notices.order_by("pk").values_list("kind", flat=True))


def author_of(submission):
    return submission.article.author


def test_sending_is_answered_with_a_receipt_of_place_and_due_time():
    waiting_submission()
    submission = waiting_submission()

    the_clock_ticks()

    notice = author_of(submission).notices.get()
    said = sentences(notice)
    assert (notice.kind, notice.path) == (Kind.SENT, f"/write/{submission.article.code}/submit/")
    assert said.line == f"“{submission.revision.title}” is in the queue, at place 2."
    assert "WIB at the latest" in said.hint


@pytest.mark.parametrize(("step", "kind"), [(give_back, Kind.RETURNED), (decline, Kind.DECLINED)])
def test_a_decision_is_told_after_its_ten_seconds_and_not_before(step, kind):
    submission = waiting_submission()
    the_clock_ticks()
    step(submission)

    the_clock_ticks(seconds=9)
    before = told(author_of(submission))
    the_clock_ticks(seconds=11)

    assert (before, told(author_of(submission))) == ([Kind.SENT], [Kind.SENT, kind])


def test_what_came_back_says_who_why_and_each_remark_and_leads_to_the_first():
    submission, moderator = waiting_submission(), a_moderator(pen_name="Dimas Prasetyo", shown_as_editor=True)
    first = deciding.remark(submission, by=moderator, block="", reason="source_missing", text="Siapa yang berkata?")
    deciding.remark(submission, by=moderator, block="", reason="other", text="Singkat saja.")
    give_back(submission, by=moderator, message="Hampir siap.")

    the_clock_ticks(seconds=11)

    notice = author_of(submission).notices.get(kind=Kind.RETURNED)
    said = sentences(notice)
    assert notice.path == f"/write/{submission.article.code}/#remark-{first.pk}"
    assert said.line == f"Dimas Prasetyo asks for changes to “{submission.revision.title}”: 2 remarks."
    assert (said.reason, said.message) == ("A claim needs a source", "Hampir siap.")
    assert [one.text for one in said.remarks] == ["Siapa yang berkata?", "Singkat saja."]


def test_a_decline_never_names_who_declined():
    submission = waiting_submission()
    decline(submission, by=a_moderator(pen_name="Dimas Prasetyo", shown_as_editor=True))

    the_clock_ticks(seconds=11)

    notice = author_of(submission).notices.get(kind=Kind.DECLINED)
    assert "Dimas" not in f"{sentences(notice)}"
    assert notice.path == f"/write/{submission.article.code}/#answer"


@pytest.mark.parametrize("step", [give_back, decline, approve])
def test_a_decision_that_is_undone_is_never_told(step):
    submission, moderator = waiting_submission(), a_moderator()
    step(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)

    the_clock_ticks(seconds=11)
    the_clock_ticks(hours=1)

    assert told(author_of(submission)) == [Kind.SENT]


def test_a_decision_after_an_undone_one_is_told_once():
    submission, moderator = waiting_submission(), a_moderator()
    give_back(submission, by=moderator)
    deciding.take_back(submission, Verb.UNDO, by=moderator)
    decline(Submission.objects.get(), by=moderator)

    the_clock_ticks(seconds=11)

    assert told(author_of(submission)) == [Kind.SENT, Kind.DECLINED]


def test_going_live_is_told_once_with_the_readers_address():
    article = a_live_article()

    the_clock_ticks(seconds=12)
    the_clock_ticks(seconds=13)

    assert sorted(told(article.author)) == sorted([Kind.SENT, Kind.PUBLISHED, Kind.TOPIC_ACCEPTED])
    assert article.author.notices.get(kind=Kind.PUBLISHED).path == f"/articles/{article.code}/"


@pytest.mark.screen
def test_an_update_is_told_as_an_update():
    article = a_live_article()
    the_clock_ticks(seconds=12)
    with later(seconds=20):
        Article.objects.filter(pk=article.pk).update(dek="Lain")
        update = sent(Article.objects.get(pk=article.pk))
        decline(update)

    the_clock_ticks(seconds=40)

    said = sentences(article.author.notices.get(kind=Kind.DECLINED))
    assert said.line == f"The update of “{article.title}” was declined. Readers keep the version before."


def test_calling_off_is_told_with_what_was_said():
    submission = waiting_submission()
    with later(seconds=-60):
        approve(submission, publish_at=Submission.objects.get().submitted_at.replace(year=2999))
    deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator(), message="Fotonya ditarik.")

    the_clock_ticks()

    assert told(author_of(submission)) == [Kind.SENT, Kind.CALLED_OFF]
    assert sentences(author_of(submission).notices.get(kind=Kind.CALLED_OFF)).message == "Fotonya ditarik."


def test_an_approval_that_its_writer_never_saw_is_called_off_in_silence():
    submission = waiting_submission()
    approve(submission)
    deciding.take_back(submission, Verb.CALL_OFF, by=a_moderator(), message="Belum.")

    the_clock_ticks(minutes=1)

    assert told(author_of(submission)) == [Kind.SENT]


def test_a_decision_that_a_chief_editor_reverses_is_called_off_too():
    submission = waiting_submission()
    with later(seconds=-60):
        decline(submission)
    the_clock_ticks()
    deciding.take_back(submission, Verb.REVERSE, by=a_chief_editor(), message="Keputusannya keliru.")

    the_clock_ticks()

    said = sentences(author_of(submission).notices.get(kind=Kind.CALLED_OFF))
    assert said.line == f"The decision on “{submission.revision.title}” was taken back. It waits for review again."
    assert said.message == "Keputusannya keliru."


@pytest.mark.screen
def test_what_becomes_of_a_live_text_later_is_told_once_each_with_the_reason():
    article, chief = a_live_article(), a_chief_editor()
    the_clock_ticks(seconds=12)
    before = list(article.author.notices.values_list("pk", flat=True))
    for step, said in (
        (publishing.withdraw, {}),
        (publishing.restore, {}),
        (publishing.remove, {"reference": "12/26"}),
    ):
        step(article, by=chief, message=f"Karena {step.__name__}.", **said)
        the_clock_ticks(seconds=13)
        the_clock_ticks(seconds=14)

    news = list(article.author.notices.exclude(pk__in=before).order_by("pk"))
    client = signed_in(article.author)
    assert [one.kind for one in news] == [Kind.WITHDRAWN, Kind.RESTORED, Kind.REMOVED]
    assert [sentences(one).message for one in news] == ["Karena withdraw.", "Karena restore.", "Karena remove."]
    assert sentences(news[0]).line.startswith(f"A chief editor withdrew “{article.title}”.")
    assert client.post(f"/notices/{news[2].pk}/", follow=True).status_code == 200


def test_a_withdrawal_that_closes_a_waiting_update_is_one_notice():
    update = an_update()
    the_clock_ticks(seconds=13)
    publishing.withdraw(update.article, by=a_chief_editor(), message="Keliru.")

    the_clock_ticks(seconds=14)

    assert told(author_of(update)).count(Kind.WITHDRAWN) == 1
    assert told(author_of(update))[-1] == Kind.WITHDRAWN


def test_what_was_taken_back_before_the_clock_came_is_not_told():
    submission = waiting_submission()
    sending.recall(submission, by=author_of(submission))

    the_clock_ticks()

    assert told(author_of(submission)) == []


def test_an_accepted_topic_is_told_to_whoever_sent_it_first():
    first, second = waiting_submission(named=("Kuliner", "Karawo")), waiting_submission(named=("Karawo",))
    the_clock_ticks()
    tending.accept(Topic.objects.get(name="Karawo"), by=a_moderator())

    the_clock_ticks()

    notice = author_of(first).notices.get(kind=Kind.TOPIC_ACCEPTED)
    assert (notice.about, notice.path) == ("karawo", "/topics/karawo/")
    assert sentences(notice).line == "The topic “Karawo”, which you proposed, is accepted."
    assert told(author_of(second)) == [Kind.SENT]


def test_a_topic_that_came_with_its_own_text_is_told_by_the_bell_alone():
    article = a_live_article(named=("Karawo",))

    the_clock_ticks(seconds=12)

    mails = dict(article.author.notices.values_list("kind", "mail"))
    assert (mails[Kind.TOPIC_ACCEPTED], mails[Kind.PUBLISHED]) == ("unwanted", "due")


def test_a_topic_that_the_desk_made_is_told_to_nobody():
    tending.accept(topics.find_or_propose("Kelautan"), by=a_chief_editor())

    the_clock_ticks()

    assert not Notice.objects.exists()
    assert not Topic.objects.untold().exists()


def test_a_mark_is_told_when_it_is_granted_and_when_it_is_taken_back():
    person, boss = a_writer(), a_writer(is_superuser=True)
    badge = Badge.objects.create(user=person, kind="identity", granted_by=boss, evidence="Surat rahasia")
    the_clock_ticks()
    with later(hours=1):
        Badge.objects.filter(pk=badge.pk).update(
            revoked_by=boss, revoked_at=clock.timezone.now(), revoked_reason="Namanya lain."
        )

    the_clock_ticks(hours=2)
    the_clock_ticks(hours=3)

    granted, revoked = map(sentences, person.notices.order_by("pk"))
    assert told(person) == [Kind.MARK_GRANTED, Kind.MARK_REVOKED]
    assert granted.line == "You bear the mark “Identity confirmed” now."
    assert revoked.message == "Namanya lain."
    assert "rahasia" not in f"{granted}{revoked}{list(person.notices.values())}"


@pytest.mark.screen
def test_what_was_said_arrives_by_bell_and_mail_for_every_kind_of_answer():
    """New text, update, approval called off."""
    new, update = waiting_submission(), an_update()
    give_back(new, message="Kurang sumber.")
    decline(update, message="Terlalu pendek.")
    scheduled = waiting_submission()
    with later(seconds=-60):
        approve(scheduled, publish_at=scheduled.submitted_at.replace(year=2999))
    deciding.take_back(scheduled, Verb.CALL_OFF, by=a_moderator(), message="Fotonya ditarik.")

    the_clock_ticks(seconds=30)

    for submission, kind, words in (
        (new, Kind.RETURNED, "Kurang sumber."),
        (update, Kind.DECLINED, "Terlalu pendek."),
        (scheduled, Kind.CALLED_OFF, "Fotonya ditarik."),
    ):
        notice = author_of(submission).notices.get(kind=kind)
        letter = letters.compose(notice)
        assert words in signed_in(author_of(submission)).get("/notices/").content.decode()
        assert words in letter.body
        assert words in letter.alternatives[0][0]


def an_update():
    article = a_live_article()
    Article.objects.filter(pk=article.pk).update(dek="Lain")
    with later(seconds=12):
        return sent(Article.objects.get(pk=article.pk))


@pytest.mark.screen
def test_three_texts_and_two_answers_on_one_day_are_told_apart():
    writer = a_writer()
    texts = [waiting_submission(by=writer, title=f"Teks {number}") for number in (1, 2, 3)]
    remark = deciding.remark(texts[0], by=a_chief_editor(), block="", reason="other", text="Siapa?")
    give_back(texts[0], by=remark.by)
    decline(texts[1])

    the_clock_ticks(seconds=11)

    answers = writer.notices.exclude(kind=Kind.SENT).order_by("pk")
    assert [(letters.compose(one).subject.split(": ")[1], one.path) for one in answers] == [
        ("Teks 1", f"/write/{texts[0].article.code}/#remark-{remark.pk}"),
        ("Teks 2", f"/write/{texts[1].article.code}/#answer"),
    ]
    client = signed_in(writer)
    with later(seconds=12):
        for notice, anchor in zip(answers, (f'id="remark-{remark.pk}"', 'id="answer"'), strict=True):
            assert anchor in client.post(f"/notices/{notice.pk}/", follow=True).content.decode()


def test_what_went_through_several_hands_is_told_once_and_to_nobody_who_decided():
    submission, chief, moderator = waiting_submission(), a_chief_editor(), a_moderator()
    deciding.escalate(submission, by=moderator, message="Mohon diputuskan.")
    give_back(Submission.objects.get(), by=chief)

    the_clock_ticks(seconds=11)

    assert told(author_of(submission)) == [Kind.SENT, Kind.RETURNED]
    assert (told(chief), told(moderator)) == ([], [])


def test_one_event_is_one_notice_and_one_mail():
    article = a_live_article()
    with later(seconds=20):
        publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Ejaan dibetulkan.")

    the_clock_ticks(minutes=1)
    the_clock_ticks(minutes=2)

    assert Counter(told(article.author)) == {Kind.SENT: 1, Kind.PUBLISHED: 1, Kind.TOPIC_ACCEPTED: 1}
    assert DBTaskResult.objects.filter(task_path="community.mailing.send").count() == 2
