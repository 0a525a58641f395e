"""Caches in front of the site forget what changed: which keys are told when, again and again until they are taken."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import publishing
from articles.pages import of_article, of_topic
from community.models import Purge
from community.stamps import SITE, of_person, raise_stamps
from newsroom import purging
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, later, with_portrait
from tests.httpserver import a_web_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def front(settings, monkeypatch):
    """A cache in front that was told everything so far."""
    monkeypatch.setattr(purging, "KNOWN_AFTER", 0.0)
    with a_web_server() as server:
        settings.PURGE_URL = f"{server.address}/"
        ticked()
        server.asked.clear()
        yield server


def ticked() -> bool:
    """The clock's tick, and the worker's work after it."""
    asked = purging.ask_due()
    for task in DBTaskResult.objects.ready().filter(task_path="newsroom.purging.purge"):
        DBTaskResult.objects.filter(pk=task.pk).delete()
        purging.purge.func(*task.args_kwargs["args"])
    return asked


def keys(server) -> list[str]:
    return [asked.headers["Surrogate-Key"] for asked in server.asked]


def test_a_raise_leads_to_one_purge_with_its_keys(front):
    raise_stamps("article:7", "lists")
    raise_stamps("topic:9")

    assert [ticked(), ticked()] == [True, False]
    assert [(asked.method, asked.path) for asked in front.asked] == [("PURGE", "/")]
    assert keys(front) == ["article:7 lists topic:9"]


def test_what_takes_something_away_purges_everything(front):
    article = a_live_article()
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    ticked()

    assert keys(front) == ["site"]


def test_more_keys_than_a_header_holds_purge_everything(front):
    raise_stamps(*(f"article:{number}" for number in range(purging.MOST_KEYS + 1)))

    ticked()

    assert keys(front) == ["site"]


@pytest.mark.parametrize("trouble", [503, "drop", "http://127.0.0.1:9/"])
def test_what_was_not_taken_is_told_again_later_with_what_came_meanwhile(front, trouble, caplog):
    front.answers = [trouble]
    raise_stamps("article:7")
    ticked()
    raise_stamps("topic:9")

    at_once = ticked()
    with later(seconds=2):
        after_a_pause = ticked()

    assert (at_once, after_a_pause) == (False, True)
    assert keys(front) == ["article:7", "article:7 topic:9"]
    assert (Purge.objects.get().tries, len(caplog.messages)) == (0, 1)


def test_it_is_never_given_up_and_waits_a_minute_at_the_most(front):
    front.answers = [503] * 20
    raise_stamps("article:7")

    for minutes in range(20):
        with later(minutes=2 * minutes):
            assert ticked()

    with later(minutes=40):
        ticked()
        assert not ticked()
    assert len(front.asked) == 21


def test_a_clock_that_was_ahead_keeps_no_change_waiting(front):
    Purge.objects.update(next_at=timezone.now() + timedelta(days=400))
    raise_stamps("article:7")

    assert ticked()


def test_a_lost_task_is_asked_for_again(front):
    raise_stamps("article:7")
    purging.ask_due()
    DBTaskResult.objects.all().delete()

    at_once = ticked()
    with later(seconds=31):
        after_a_while = ticked()

    assert (at_once, after_a_while, keys(front)) == (False, True, ["article:7"])


def test_a_purge_waits_until_every_node_draws_the_change(front, monkeypatch):
    slept = []
    monkeypatch.setattr(purging.time, "sleep", slept.append)
    monkeypatch.setattr(purging, "KNOWN_AFTER", 1.1)
    raise_stamps("article:7")

    ticked()

    assert slept == [pytest.approx(1.1, abs=0.1)]


def test_a_page_names_what_it_was_drawn_from_and_a_photo_the_site(front):
    article = a_live_article(cover=True)
    with_portrait(article.author)
    photo = article.live_revision.photos.get().photo

    page = Client().get(article.get_absolute_url()).headers["Surrogate-Key"].split()

    assert {"site", of_article(article), of_person(article.author)} <= set(page)
    topic = Client().get("/topics/kuliner/").headers["Surrogate-Key"].split()
    assert of_topic(article.live_topics.get().topic_id) in topic
    named = [Client().get(path).headers.get("Surrogate-Key") for path in (photo.plain, article.author.portrait.small)]
    assert named == ["site", "site"]


def test_a_page_of_more_names_than_a_header_holds_bears_that_of_the_site_alone():
    names = [of_article(key) for key in range(purging.MOST_KEYS)]

    some, many = purging.keys_of(names[1:]).split(), purging.keys_of(names)

    assert some == sorted([SITE, *names[1:]])
    assert many == SITE


def test_the_page_cache_hands_the_names_on(front):
    article, node = a_live_article(), Node()

    first, second = (node.ask(article.get_absolute_url()) for _time in range(2))

    assert second.headers["Cache-Status"] == "lembar; hit"
    assert first.headers["Surrogate-Key"] == second.headers["Surrogate-Key"]


def test_what_nobody_may_keep_has_no_names(front):
    gone = a_live_article()
    publishing.withdraw(gone, by=a_chief_editor(), message="Keliru.")

    answers = [Client().get(path) for path in (gone.get_absolute_url(), "/accounts/login/", "/me/")]

    assert [answer.has_header("Surrogate-Key") for answer in answers] == [False, False, False]


def test_without_a_cache_in_front_nothing_is_said_or_written():
    raise_stamps("article:7")

    assert (purging.ask_due(), Purge.objects.count(), DBTaskResult.objects.count()) == (False, 0, 0)
    assert not Client().get("/").has_header("Surrogate-Key")
