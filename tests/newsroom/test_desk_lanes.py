"""The lanes: what stands in which, the same for number, list and role, as quick with a thousand as with one."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import deciding, drafting, mending, sending
from articles.models import Article, Revision, Submission
from community.models import Suspension
from newsroom.desk.standing import what_became
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
    waiting_submission,
)
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db


def lane(person, key: str) -> list[Submission]:
    return signed_in(person).get(reverse("desk:queue"), {"lane": key}).context["rows"]


def test_each_lane_holds_its_own():
    moderator, free = a_moderator(), waiting_submission()
    mine, others, escalated, late = (waiting_submission() for _ in range(4))
    deciding.claim(mine, by=moderator)
    deciding.claim(others, by=a_moderator())
    deciding.escalate(escalated, by=moderator, message="Perlu mata lain.")
    Submission.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(hours=1))
    article = a_live_article()
    draft = drafting.Draft(fields={"dek": "Baru"}, topics=None)
    with later(seconds=11):
        update = sent(drafting.save(article, draft, by=article.author, base=article.draft_version))

        found = {key: lane(moderator, key) for key in ("mine", "waiting", "updates", "escalated", "overdue")}

    assert found == {
        "mine": [mine],
        "waiting": [late, free, mine, others, update],
        "updates": [update],
        "escalated": [escalated],
        "overdue": [late],
    }


def test_for_each_role_every_number_equals_the_length_of_the_list_it_opens():
    """Waiting texts by a suspended author, of one's own, claimed, escalated, and one that is being taken back."""
    moderator, chief, suspended = a_moderator(), a_chief_editor(), a_writer()
    sent(a_draft(by=suspended))
    Suspension.objects.create(user=suspended, by=chief, reason="Iklan")
    sent(a_draft(by=moderator))
    sent(a_draft(by=chief))
    deciding.claim(waiting_submission(), by=moderator)
    deciding.escalate(waiting_submission(), by=moderator, message="Perlu mata lain.")
    approve(waiting_submission(), by=moderator)
    gone = waiting_submission()
    sending.recall(gone, by=gone.article.author)

    for person in (moderator, chief):
        lanes = signed_in(person).get(reverse("desk:queue")).context["lanes"]
        assert {one.key: one.count for one in lanes} == {one.key: len(lane(person, one.key)) for one in lanes}


def test_texts_due_at_the_same_moment_keep_their_order():
    due = timezone.now()
    submissions = [waiting_submission() for _ in range(3)]
    Submission.objects.update(due_at=due)

    assert lane(a_moderator(), "waiting") == submissions


def many_waiting(number: int) -> None:
    """Copies of one text, each an article of its own."""
    first = waiting_submission()
    author, words = first.article.author, first.revision
    articles = Article.objects.bulk_create(Article(author=author, title=f"Judul {at}") for at in range(number))
    revisions = Revision.objects.bulk_create(
        Revision(
            article=article, number=1, title=article.title, dek="Dek", body=words.body, body_version=1, words=9,
            made_by=author, sha256="0",
        )
        for article in articles
    )  # fmt: skip
    due = timezone.now() + timedelta(hours=30)
    Submission.objects.bulk_create(
        Submission(article=article, revision=revision, disclaimer=first.disclaimer, due_at=due)
        for article, revision in zip(articles, revisions, strict=True)
    )


def test_queue_review_and_the_way_on_take_as_many_queries_with_a_thousand_waiting_as_with_one():
    client, counts = signed_in(a_moderator()), []
    submission = waiting_submission()

    for number in (0, 1000):
        if number:
            many_waiting(number)
        for path in (reverse("desk:queue"), reverse("desk:review", args=[submission.pk])):
            counts.append(queries_of(client, path))
        with CaptureQueriesContext(connection) as captured:
            client.post(reverse("desk:skip", args=[submission.pk]))
        counts.append(len(captured))
        session = client.session
        for kept in ("skipped", "_messages"):  # what the next page would write
            session.pop(kept, None)
        session.save()

    assert counts[:2] == counts[3:5]
    assert counts[5] <= counts[2] + 1  # what was skipped is forgotten only when nothing else is left
    assert max(counts) <= 36


def test_the_first_page_of_a_thousand_is_fifty_and_leads_on():
    many_waiting(60)

    answer = signed_in(a_moderator()).get(reverse("desk:queue"))

    assert (len(answer.context["rows"]), answer.context["older"]) == (50, 1)


def test_a_claim_that_ran_out_leaves_the_lane_of_mine():
    moderator, submission = a_moderator(), waiting_submission()
    deciding.claim(submission, by=moderator)

    with later(minutes=16):
        assert lane(moderator, "mine") == []


def test_the_bar_counts_what_one_decided_since_midnight():
    moderator = a_moderator(language="en")
    client, page = signed_in(moderator), reverse("desk:queue")
    nothing = "decision" in client.get(page).content.decode().partition("</header>")[0].replace("/decision/", "")
    yesterday, undone = waiting_submission(), waiting_submission()
    with later(days=-1):
        approve(yesterday, by=moderator)
    approve(undone, by=moderator)
    deciding.take_back(undone, "undo", by=moderator)
    approve(waiting_submission(), by=a_moderator())
    for _ in range(2):
        approve(waiting_submission(), by=moderator)

    assert not nothing
    assert "Today: 2 decisions" in client.get(page).content.decode()


def test_a_text_that_was_mended_at_the_desk_is_no_second_revision_of_its_writer():
    submission = waiting_submission(text="Pasar itu ramei.")
    made = mending.Mended({"title": "Pasar"}, [topic.name for topic in submission.revision.shown_topics])
    mending.mend(submission, made, by=a_moderator(), seen=submission.revision)

    (row,) = lane(a_moderator(), "waiting")

    assert (row.revision.number, row.number_sent) == (2, 1)


def test_chief_editors_find_what_writers_object_to_and_moderators_do_not():
    moderator, submission = a_moderator(), waiting_submission(text="Pasar itu ramei.")
    made = mending.Mended({"title": "Pasar"}, [topic.name for topic in submission.revision.shown_topics])
    mending.mend(submission, made, by=moderator, seen=submission.revision)
    approve(Submission.objects.get(pk=submission.pk), by=moderator)
    mending.object_to(submission, "Judulku lebih jelas.")

    assert lane(a_chief_editor(), "objections") == [submission]
    assert signed_in(moderator).get(reverse("desk:queue"), {"lane": "objections"}).status_code == 404


def test_what_was_decided_says_by_whom_why_and_when_it_goes_live():
    moderator, returned, planned = a_moderator(pen_name="Dimas Arya"), waiting_submission(), waiting_submission()
    give_back(returned, by=moderator)
    approve(planned, by=moderator, publish_at=timezone.now() + timedelta(days=1))

    page = signed_in(a_moderator(language="en")).get(reverse("desk:queue"), {"lane": "decided"}).content.decode()

    assert "Dimas Arya: A claim needs a source" in page
    assert "Dimas Arya, live " in page


def test_a_decision_of_another_day_bears_its_date():
    submission, moderator = waiting_submission(), a_moderator(pen_name="Dimas Arya")
    with later(days=-2):
        give_back(submission, by=moderator)
    old = Submission.objects.get(pk=submission.pk)

    told = what_became(old)

    assert re.search(r"Dimas Arya asked for changes \w+, \d+ \w+ \d{4}, \d\d:\d\d \w+\.", told)
