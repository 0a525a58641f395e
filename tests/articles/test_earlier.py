"""Earlier states of a draft: when one is kept, how they are thinned, bringing one back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import body, earlier
from articles.models import DraftSnapshot
from tests.articles.test_studio_calls import fresh, patch, words
from tests.factories import a_draft, later
from tests.rooms import signed_in

pytestmark = [pytest.mark.django_db]


def test_an_earlier_state_is_kept_every_five_minutes_and_before_much_changes():
    article = a_draft(text="Awal.")
    patch(article, fields={"body": words("Satu.")})
    patch(fresh(article), save_id="dua", fields={"body": words("Dua.")})
    patch(fresh(article), save_id="tiga", fields={"body": words("tempel " * 300)})
    with later(minutes=6):
        patch(fresh(article), save_id="empat", fields={"body": words("Empat.")})

    kept = [(row.why, body.plain_text(row.body)[:6]) for row in DraftSnapshot.objects.order_by("pk")]

    assert kept == [("writing", "Awal."), ("much", "Dua."), ("much", "tempel")]


def test_an_earlier_state_comes_back_and_what_stood_there_is_kept():
    article = a_draft(title="Lama", text="Lama.")
    patch(article, fields={"title": "Baru", "body": words("Baru.")})
    old = DraftSnapshot.objects.get()

    answer = signed_in(article.author).post(
        reverse("writing:earlier-draft", args=[article.code, old.pk]), {"version": fresh(article).draft_version}
    )

    stored = fresh(article)
    assert (answer.status_code, stored.title, body.plain_text(stored.body)) == (302, "Lama", "Lama.")
    assert DraftSnapshot.objects.filter(why="brought", title="Baru").exists()


def test_bringing_back_over_a_newer_version_changes_nothing():
    article = a_draft(title="Lama", text="Lama.")
    patch(article, fields={"title": "Baru"})
    old = DraftSnapshot.objects.get()

    signed_in(article.author).post(reverse("writing:earlier-draft", args=[article.code, old.pk]), {"version": 1})

    assert fresh(article).title == "Baru"


def test_the_history_takes_as_many_queries_for_one_as_for_many(django_assert_num_queries):
    article = a_draft()
    client, address = signed_in(article.author), reverse("writing:history", args=[article.code])
    earlier.keep(article, "writing")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    for _number in range(8):
        earlier.keep(article, "much")

    with django_assert_num_queries(len(captured)):
        answer = client.get(address)

    assert answer.content.count(b"history-row") == 9


def test_earlier_states_are_thinned_to_one_an_hour_then_one_a_day_and_end():
    article, now = a_draft(), timezone.now()
    two_hours, day = timedelta(hours=2), timedelta(days=1)
    for age, minute in ((two_hours, 30), (two_hours, 31), (3 * day, 30), (31 * day, 30)):  # two of one hour
        kept = earlier.keep(article, "writing")
        DraftSnapshot.objects.filter(pk=kept.pk).update(at=(now - age).replace(minute=minute))

    earlier.keep(article, "writing")

    ages = [(now - at).total_seconds() // 3600 for at in DraftSnapshot.objects.values_list("at", flat=True)]
    assert len([age for age in ages if 0 < age < 24]) == 1
    assert [age for age in ages if age >= 24 * 30] == []
    assert len(ages) == 3


def test_the_clock_forgets_earlier_states_of_drafts_that_nobody_touches():
    old, of_a_week_ago = earlier.keep(a_draft(), "writing"), earlier.keep(a_draft(), "writing")
    for row, days in ((old, 31), (of_a_week_ago, 7)):
        DraftSnapshot.objects.filter(pk=row.pk).update(at=timezone.now() - timedelta(days=days))
    young = earlier.keep(a_draft(), "writing")

    assert earlier.forget_old() == 1
    assert [row.pk for row in DraftSnapshot.objects.all()] == [young.pk, of_a_week_ago.pk]
