"""A hub and search engines hear what came, changed and went: once, later when they are away, and nobody waits."""

import json
from urllib.parse import parse_qs

import pytest
from django.db import connections
from django.test import Client
from django_tasks_db.models import DBTaskResult

from articles import announcing, drafting, publishing, takedown
from articles.models import Article, Ping
from tests.factories import a_chief_editor, a_live_article, approve, fresh, later, sent
from tests.httpserver import Asked, a_web_server
from tests.site import free_port

pytestmark = pytest.mark.django_db
KEY = "kunci-indexnow-1"
ORIGIN = "http://localhost:8000"


@pytest.fixture
def told(settings):
    """Hub and search engine in one."""
    with a_web_server() as server:
        settings.WEBSUB_HUB, settings.INDEXNOW_URL = f"{server.address}/hub?a=1", f"{server.address}/indexnow"
        settings.INDEXNOW_KEY = KEY
        yield server


def worked(**span) -> int:
    """The clock's tick that much later, and the worker's work after it; how many tasks."""
    with later(**span):
        asked = announcing.ask_due()
        for task in DBTaskResult.objects.filter(task_path="articles.announcing.send"):
            DBTaskResult.objects.filter(pk=task.pk).delete()
            announcing.send.func(*task.args_kwargs["args"])
    return asked


def hub_heard(server) -> list[list[str]]:
    return [sorted(parse_qs(one.body.decode())["hub.url"]) for one in at(server, "/hub?a=1")]


def engine_heard(server) -> list[list[str]]:
    return [[url.removeprefix(ORIGIN) for url in json.loads(one.body)["urlList"]] for one in at(server, "/indexnow")]


def at(server, path: str) -> list[Asked]:
    return [one for one in server.asked if one.path == path]


def pages(article: Article) -> list[str]:
    return sorted([article.get_absolute_url(), f"/@{article.author.handle}/", "/topics/kuliner/"])


def test_a_publication_is_told_in_one_request_each(told):
    article = a_live_article()
    places = ["", "topics/kuliner/", f"writers/{article.author.handle}/"]

    assert worked(minutes=1) == 2

    feeds = sorted(f"{ORIGIN}/feeds/{place}{file}" for place in places for file in ("atom.xml", "feed.json", "rss.xml"))
    assert (hub_heard(told), engine_heard(told)) == ([feeds], [pages(article)])
    (hub,), (engine,) = at(told, "/hub?a=1"), at(told, "/indexnow")
    assert (hub.method, parse_qs(hub.body.decode())["hub.mode"]) == ("POST", ["publish"])
    assert json.loads(engine.body) | {"urlList": []} == {
        "host": "localhost:8000", "key": KEY, "keyLocation": f"{ORIGIN}/indexnow.txt", "urlList": [],
    }  # fmt: skip
    assert (worked(minutes=10), Ping.objects.count()) == (0, 0)


def test_nobody_is_told_before_every_node_shows_it(told):
    article = a_live_article()
    publishing.correct(article, by=a_chief_editor(), kind="typo", sentence="Salah ketik.")

    assert worked(seconds=4) == 0
    assert worked(seconds=17) == 2  # it went live eleven seconds later than it was made


def test_many_changes_before_it_is_told_are_told_once(told):
    article, chief = a_live_article(), a_chief_editor()
    for _time in range(3):
        publishing.correct(article, by=chief, kind="typo", sentence="Salah ketik.")

    worked(minutes=1)

    assert (len(hub_heard(told)), engine_heard(told)) == (1, [pages(article)])


def withdrawn(article, chief):
    publishing.withdraw(article, by=chief, message="Keliru.")


def removed(article, chief):
    publishing.remove(article, by=chief, message="Perintah.", reference="1/2026")


def photo_taken_down(article, chief):
    takedown.take_down(article.live_revision.photos.get().photo, by=chief, reason="consent", reference="2/2026")


def corrected(article, chief):
    publishing.correct(article, by=chief, kind="typo", sentence="Salah ketik.")


@pytest.mark.parametrize("step", [withdrawn, removed, photo_taken_down, corrected])
def test_what_changes_or_goes_is_told_by_the_address_that_it_had(told, step):
    article = a_live_article(cover=True)
    expected = pages(article)
    worked(minutes=1)

    step(article, a_chief_editor())
    worked(minutes=2)

    assert engine_heard(told) == [expected, expected]
    assert len(hub_heard(told)) == 2


def test_a_new_title_is_told_with_the_address_of_before(told):
    article = a_live_article()
    before = article.get_absolute_url()
    worked(minutes=1)

    with later(minutes=2):
        changed = drafting.Draft(fields={"title": "Judul yang lain"})
        drafting.save(article, changed, by=article.author, base=article.draft_version)
        approve(sent(fresh(article)))
    with later(minutes=3):
        publishing.publish_due()
    worked(minutes=4)

    assert engine_heard(told)[1] == sorted([*pages(fresh(article)), before])


@pytest.mark.parametrize("trouble", [503, 404, "drop", "http://127.0.0.1:9/private"])
def test_what_was_not_taken_is_tried_again_with_growing_pauses_and_given_up(told, trouble, caplog):
    told.answers = [trouble] * 50
    a_live_article()

    minutes = [0.5, 1, 2, 7, 8, 38, 40, 159, 160, 521, 530, 2000]
    tasks = [worked(minutes=after) for after in minutes]

    assert tasks == [2, 0, 2, 2, 0, 2, 0, 2, 0, 2, 0, 0]
    assert Ping.objects.count() == 0
    assert "any more" in caplog.messages[-1]


def test_a_hub_that_is_away_stops_neither_writer_nor_reader(told, settings):
    settings.WEBSUB_HUB = f"http://127.0.0.1:{free_port()}/"
    article = a_live_article()

    worked(minutes=1)

    assert Client().get(article.get_absolute_url()).status_code == 200
    assert engine_heard(told) == [pages(article)]
    assert set(Ping.objects.values_list("kind", "tries")) == {("websub", 1)}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_changes_while_it_is_told_is_told_once_more(told, settings):
    settings.WEBSUB_HUB = ""
    article, chief = a_live_article(), a_chief_editor()

    def meanwhile():
        publishing.correct(article, by=chief, kind="typo", sentence="Salah ketik.")
        connections.close_all()

    told.meanwhile = meanwhile
    worked(minutes=1)
    told.meanwhile = None
    worked(minutes=2)

    assert engine_heard(told) == [pages(article), pages(article)]
    assert Ping.objects.count() == 0


def test_a_clock_that_was_ahead_keeps_nobody_from_being_told(told):
    with later(days=400):
        a_live_article()

    assert worked(minutes=1) == 2


def test_a_lost_task_is_asked_for_again(told):
    a_live_article()
    with later(minutes=1):
        announcing.ask_due()
    DBTaskResult.objects.all().delete()

    assert [worked(minutes=2), worked(minutes=7)] == [0, 2]


def test_the_key_stands_at_its_address(told, client):
    assert client.get("/indexnow.txt").content.decode() == KEY


def test_by_itself_nothing_is_told_and_nothing_written(settings):
    article = a_live_article()
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    assert (settings.WEBSUB_HUB, settings.INDEXNOW_KEY, Ping.objects.count()) == ("", "", 0)
    assert worked(minutes=1) == 0


def test_only_one_setting_tells_only_one(told, settings):
    settings.WEBSUB_HUB = ""
    a_live_article()

    assert (worked(minutes=1), hub_heard(told), len(engine_heard(told))) == (1, [], 1)
