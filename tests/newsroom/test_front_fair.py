"""An article that a moderator once gave back stands everywhere where one that was taken at once does."""

import pytest
from django.test import Client

from articles import fronting, readings
from articles.models import FrontKind
from tests.factories import (
    a_chief_editor,
    a_draft,
    a_live_article,
    a_writer,
    fresh,
    give_back,
    go_live,
    later,
    sent,
)
from tests.rooms import articles_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def twins():
    """Two of one writer and topic: the first was given back, changed and then taken."""
    writer = a_writer()
    held = a_draft(by=writer, title="Pasar yang pernah ditahan", named=("Kuliner", "Sungai"))
    give_back(sent(held))
    with later(seconds=11):
        type(held).objects.filter(pk=held.pk).update(dek="Kini dengan sumbernya")
        asking = sent(fresh(held))
    with later(seconds=12):
        go_live(asking)
    other = a_live_article(by=writer, title="Pasar yang langsung dimuat", named=("Kuliner", "Sungai"))
    return fresh(held), other


def where(article, beside, topic: str) -> dict[str, bool]:
    """Whether each public page names an article by its address."""
    paths = ["/", "/latest/", f"/topics/{topic}/", f"/topics/{topic}/?by=best", f"/@{article.author.handle}/"]
    paths += ["/feeds/rss.xml", "/feeds/atom.xml", "/feeds/feed.json", f"/feeds/topics/{topic}/rss.xml"]
    paths += ["/sitemaps/articles-0.xml", "/news-sitemap.xml", "/search/?q=pasar", beside.get_absolute_url()]
    with later(seconds=30):
        return {path: article.get_absolute_url() in Client().get(path).content.decode() for path in paths}


def test_once_given_back_is_no_disadvantage_anywhere():
    held, other = twins()
    beside = a_live_article(by=held.author, named=("Kuliner",))
    with later(seconds=20):
        readings.add({held.pk: 7, other.pk: 7}, held.first_published_at)
        readings.rank()

    of_held, of_other = where(held, beside, "kuliner"), where(other, beside, "kuliner")

    assert of_held == of_other
    assert {path for path, there in of_held.items() if not there} == set()
    assert {article.code for article in readings.most_read()["day"]} == {held.code, other.code}


def test_once_given_back_is_picked_like_any_other():
    held, other = twins()
    chief, newest = a_chief_editor(), a_live_article()

    for article in (held, other):
        told = {"kind": FrontKind.PICK, "since": None, "until": None}
        fronting.put(article, by=chief, seen=fronting.version(), **told)

    shown = Client().get("/").context["front"]
    assert articles_of([shown.lead, *shown.picks]) == [newest, held, other]
