"""The log: every step with who, when and why; filtered, paged, and never one's own work."""

from functools import partial

import pytest
from django.urls import reverse

from articles import deciding, publishing, sending
from articles.models import Transition
from community.models import User
from newsroom.desk.log import LOG_LENGTH, MOST_PEOPLE
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_moderator,
    a_writer,
    approve,
    decline,
    give_back,
    sent,
    waiting_submission,
)
from tests.fronts import a_front_slot
from tests.rooms import queries_of, signed_in

pytestmark = pytest.mark.django_db
an_english_moderator = partial(a_moderator, language="en")  # whose pages say what the source says


def log(person, **query):
    return signed_in(person).get(reverse("desk:log"), query)


def steps(answer) -> list[str]:
    return [row.verb for row in answer.context["rows"]]


def test_who_moved_what_when_and_why_is_told_newest_first():
    submission, dimas = waiting_submission(title="Pasar"), a_moderator(pen_name="Dimas Arya")
    decline(submission, by=dimas, message="Ini iklan, Kak.")

    answer = log(an_english_moderator())

    newest = answer.content.decode().partition("log-row")[2].partition("</li>")[0]
    assert steps(answer) == ["decline", "submit"]
    assert [
        words for words in ("Dimas Arya", "decline", "Pasar", "Ini iklan, Kak.", "WIB") if words not in newest
    ] == []


def test_by_person_by_handle_by_text_and_by_step():
    first, second = waiting_submission(), waiting_submission()
    dimas, other = a_moderator(pen_name="Dimas Arya"), an_english_moderator()
    approve(first, by=dimas)
    give_back(second, by=other)

    assert steps(log(other, by="dimas")) == ["approve"]
    assert steps(log(other, by=f"@{dimas.handle}")) == ["approve"]
    assert steps(log(other, code=second.article.code)) == ["return", "submit"]
    assert steps(log(other, verb="submit")) == ["submit", "submit"]
    assert steps(log(other, by="dimas", verb="submit")) == []


def test_nobody_reads_in_the_log_about_their_own_text():
    moderator = an_english_moderator()
    give_back(sent(a_draft(by=moderator)))

    assert (steps(log(moderator)), steps(log(a_chief_editor()))) == ([], ["return", "submit"])


def test_what_became_of_a_draft_that_was_never_sent_is_nobodys_business():
    article = a_draft()
    sending.discard(article, by=article.author)

    assert steps(log(an_english_moderator())) == []
    assert Transition.objects.count() == 1


def test_of_a_removed_text_the_log_keeps_the_step_and_not_the_title():
    article = a_live_article(title="Judul yang hilang")
    publishing.remove(article, by=a_chief_editor(), message="Perintah.", reference="12/2026")

    page = log(an_english_moderator()).content.decode()

    assert ("Judul yang hilang" in page, article.code in page, "12/2026" in page) == (False, True, True)


def test_a_page_leads_to_what_is_older_and_keeps_the_filter():
    submission, moderator = waiting_submission(), an_english_moderator()
    rows = [
        Transition(article=submission.article, submission=submission, verb="undo", to_state="waiting", by=moderator)
        for _ in range(LOG_LENGTH + 1)
    ]
    Transition.objects.bulk_create(rows)

    first = log(moderator, verb="undo")
    second = log(moderator, verb="undo", before=first.context["older"])

    assert (len(first.context["rows"]), len(second.context["rows"])) == (LOG_LENGTH, 1)
    assert f"?verb=undo&amp;before={first.context['older']}" in first.content.decode()
    assert {row.pk for row in first.context["rows"]}.isdisjoint({row.pk for row in second.context["rows"]})


@pytest.mark.parametrize(
    "query", [{"verb": "x"}, {"before": "x"}, {"before": "-1"}, {"code": "\x00"}, {"by": "x" * 61}]
)
def test_a_filter_that_is_none_is_not_here(query):
    assert log(an_english_moderator(), **query).status_code == 404


def test_a_step_on_a_published_article_leads_to_what_readers_have_while_they_have_it():
    slot = a_front_slot(a_live_article(title="Pasar"))
    path = slot.article.get_absolute_url()

    def picked() -> str:
        page = log(an_english_moderator(), verb="pick").content.decode()
        return page.partition('class="log-what"')[2].partition("</div>")[0]

    assert f'<a href="{path}">Pasar</a>' in picked()
    publishing.withdraw(slot.article, by=a_chief_editor(), message="Keliru.")
    assert ("Pasar" in picked(), "<a " in picked()) == (True, False)


def test_the_log_takes_as_many_queries_for_one_step_as_for_many():
    client, counts = signed_in(an_english_moderator()), []

    for number in (1, 5):
        for _ in range(number):
            deciding.escalate(waiting_submission(), by=a_moderator(), message="Perlu mata lain.")
            a_front_slot()
        counts.append(queries_of(client, reverse("desk:log")))

    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_of_a_name_that_very_many_bear_nobody_is_left_out():
    people = [User(email=f"budi{number}@contoh.example", pen_name=f"Budi {number}") for number in range(MOST_PEOPLE)]
    User.objects.bulk_create(people)
    last = sent(a_draft(by=a_writer(pen_name="Budi Terakhir")))

    found = log(an_english_moderator(), by="Budi").context["rows"]

    assert [row.article for row in found] == [last.article]
