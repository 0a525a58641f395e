"""Readings are counted by the page cache, without robots, written together, and rank what was read most."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from articles import publishing, readings
from articles.models import MostRead, ReadingCount
from articles.reading import topics
from newsroom.pagecache.counting import Readings, is_robot
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article

pytestmark = pytest.mark.django_db
BROWSER = (
    "Mozilla/5.0 (Linux; Android 14; SM-A145F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
)
ROBOTS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "facebookexternalhit/1.1", "curl/8.5.0",
    "WhatsApp/2.23.20.0", "python-requests/2.32", "Mozilla/5.0 HeadlessChrome/131.0", "", "Feedly/1.0", "GPTBot/1.2",
]  # fmt: skip


@pytest.mark.parametrize("agent", ROBOTS)
def test_a_program_is_no_reader(agent):
    assert (is_robot(agent), is_robot(BROWSER)) == (True, False)


def test_an_article_is_counted_for_each_reader_and_nothing_else_is():
    article, node = a_live_article(), Node()
    address = article.get_absolute_url()

    for _reader in range(3):
        node.ask(address, user_agent=BROWSER)
    node.ask(address, user_agent=ROBOTS[0]), node.ask(address, "HEAD", user_agent=BROWSER)
    node.ask(address, user_agent=BROWSER, sec_purpose="prefetch;prerender")
    node.ask(address, user_agent=BROWSER, if_none_match="*")
    node.ask("/", user_agent=BROWSER), node.ask(f"{address}x/", user_agent=BROWSER)

    assert node.cache.readings.counts == {article.pk: 3}


@pytest.mark.both_engines
def test_counts_of_one_hour_are_added_up_and_those_of_no_article_left_out():
    article, now = a_live_article(), timezone.now()

    readings.add({article.pk: 2, 10**9: 5}, now)
    readings.add({article.pk: 3}, now)
    readings.add({article.pk: 1}, now + timedelta(hours=1))

    assert list(ReadingCount.objects.order_by("hour").values_list("number", flat=True)) == [5, 1]


def test_what_could_not_be_written_is_counted_on():
    def failing(counts, at):
        raise DatabaseError("gone")

    counted = Readings(failing)
    counted.counts = {7: 2}

    counted.hand_on()

    assert counted.counts == {7: 2}


@pytest.mark.both_engines
def test_the_most_read_of_a_day_and_of_a_week_stand_in_their_order_and_what_is_gone_does_not():
    few, many, old, gone = (a_live_article() for _article in range(4))
    now = timezone.now()
    readings.add({few.pk: 3, many.pk: 9, gone.pk: 50}, now)
    readings.add({old.pk: 20}, now - timedelta(days=3))
    publishing.withdraw(gone, by=a_chief_editor(), message="Keliru.")

    assert (readings.rank(), readings.rank()) == (2, 0)

    most = {span: [article.code for article in found] for span, found in readings.most_read().items()}
    assert most == {"day": [many.code, few.code], "week": [old.code, many.code, few.code]}
    page = Client().get("/").content.decode()
    assert page.count(many.live_revision.title) >= 2


def test_what_is_taken_down_leaves_the_list_at_once():
    article = a_live_article()
    readings.add({article.pk: 3}, timezone.now())
    readings.rank()

    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    assert (MostRead.objects.count(), readings.most_read()["day"]) == (2, [])


def best(path="/topics/kuliner/?by=best") -> list[int]:
    return [article.pk for article in Client().get(path).context["page"].rows]


@pytest.mark.both_engines
def test_the_best_of_a_topic_are_its_most_read_of_the_days_that_counts_are_kept():
    few, many, elsewhere, unread, gone = (
        a_live_article(named=names) for names in (("Kuliner",), ("Kuliner",), ("Opini",), ("Kuliner",), ("Kuliner",))
    )
    now = timezone.now()
    for hours in (1, 30):
        readings.add({few.pk: 2, many.pk: 5, elsewhere.pk: 90, gone.pk: 90}, now - timedelta(hours=hours))
    readings.add({few.pk: 900}, now - timedelta(days=31))

    publishing.withdraw(gone, by=a_chief_editor(), message="Keliru.")

    assert best() == [many.pk, few.pk]
    assert {few.pk, many.pk, unread.pk} == set(best("/topics/kuliner/"))


@pytest.mark.both_engines
def test_only_the_newest_of_a_topic_are_ranked_and_a_page_of_them_is_shown(monkeypatch):
    old, *newer = (a_live_article() for _article in range(4))
    readings.add({article.pk: 9 - number for number, article in enumerate([old, *newer])}, timezone.now())
    monkeypatch.setattr(readings, "LOOKED_AT", 3)
    monkeypatch.setattr(topics, "PAGE_LENGTH", 2)

    assert best() == [article.pk for article in newer[:2]]


def test_where_nothing_was_read_the_page_says_so_and_an_order_that_is_none_is_not_found():
    a_live_article()

    page = Client().get("/topics/kuliner/?by=best")

    assert (page.status_code, page.context["page"].rows) == (200, ())
    assert 'href="/topics/kuliner/?by=best" aria-current="page"' in page.content.decode()
    assert Client().get("/topics/kuliner/?by=worst").status_code == 404


def test_counts_are_kept_for_a_month():
    article, now = a_live_article(), timezone.now()
    readings.add({article.pk: 1}, now - timedelta(days=31))
    readings.add({article.pk: 1}, now)

    assert (readings.forget_old(), ReadingCount.objects.count()) == (1, 1)
