"""When a sitemap says that something changed: true for articles, topics and writers; and the news of two days."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from lxml import etree

from articles import publishing, tending
from articles.models import Article
from articles.reading import sitemaps
from tests import machines
from tests.cached import Node
from tests.factories import a_chief_editor, a_live_article, at, fresh, later
from tests.rooms import signed_in

pytestmark = pytest.mark.django_db
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def times(path: str) -> dict[str, datetime]:
    """The addresses that a sitemap or its index gives a time for."""
    machines.addresses(path)
    rows = etree.fromstring(machines.got(path))
    told = {row.findtext("{*}loc").removeprefix("http://localhost:8000"): row.findtext("{*}lastmod") for row in rows}
    return {path: datetime.fromisoformat(moment) for path, moment in told.items() if moment}


def parts(article: Article) -> list[str]:
    told = {"articles": article, "topics": article.live_topics.first().topic, "writers": article.author}
    return [f"/sitemaps/{kind}-{row.pk // sitemaps.SPAN}.xml" for kind, row in told.items()]


def renamed(article: Article, chief) -> None:
    client = signed_in(article.author)
    page = client.get("/settings/").context["form"].initial
    client.post("/settings/", {**{name: value or "" for name, value in page.items()}, "pen_name": "Nama Baru"})


STEPS = {
    "corrected": (
        lambda article, chief: publishing.correct(article, by=chief, kind="typo", sentence="Salah."),
        [True, True, True],
    ),
    "another withdrawn": (
        lambda article, chief: publishing.withdraw(
            Article.objects.exclude(pk=article.pk).get(), by=chief, message="Keliru."
        ),
        [False, True, True],
    ),
    "topic described": (
        lambda article, chief: tending.describe(
            article.live_topics.get().topic, by=chief, name="Kuliner", description="Makan.", menu_place=None
        ),
        [False, True, False],
    ),
    "writer renamed": (renamed, [False, False, True]),
}


@pytest.mark.both_engines
@pytest.mark.parametrize("step", STEPS)
def test_a_part_and_its_row_tell_when_the_page_changed_and_only_then(step):
    article, chief = a_live_article(), a_chief_editor()
    a_live_article(by=article.author)
    change, changed = STEPS[step]
    pages = [article.get_absolute_url(), "/topics/kuliner/", f"/@{article.author.handle}/"]
    then = timezone.now() + timedelta(hours=1)

    with at(then):
        change(article, chief)

    index = times("/sitemap.xml")
    rows = [times(part)[page] for part, page in zip(parts(article), pages, strict=True)]
    assert [row > then - timedelta(minutes=1) for row in rows] == changed
    assert [index[part] > then - timedelta(minutes=1) for part in parts(article)] == changed


def test_the_index_takes_as_many_queries_for_one_as_for_many(django_assert_num_queries):
    for number in range(5):
        article = a_live_article(named=(f"Topik {number}",))

    with django_assert_num_queries(4):
        machines.got("/sitemap.xml")
    for part, most in zip(parts(article), (1, 1, 2), strict=True):
        with django_assert_num_queries(most):
            machines.got(part)


def test_news_are_what_was_first_published_within_two_days_the_newest_first():
    old, new, newest = [a_live_article() for _ in range(3)]
    ages = {old: timedelta(days=2, seconds=1), new: timedelta(days=1, hours=23), newest: timedelta(hours=1)}
    for article, age in ages.items():
        Article.objects.filter(pk=article.pk).update(first_published_at=timezone.now() - age)

    named = machines.addresses("/news-sitemap.xml")

    assert named == [newest.get_absolute_url(), new.get_absolute_url()]
    first = etree.fromstring(machines.got("/news-sitemap.xml"))[0].find(f"{NEWS}news")
    assert first.findtext(f"{NEWS}title") == newest.live_revision.title
    assert [one.text for one in first.find(f"{NEWS}publication")] == ["Lembar", "id"]
    moment = datetime.fromisoformat(first.findtext(f"{NEWS}publication_date"))
    assert moment == fresh(newest).first_published_at.replace(microsecond=0)


def test_news_are_a_thousand_at_the_most(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    articles = [a_live_article() for _ in range(3)]

    assert machines.addresses("/news-sitemap.xml") == [one.get_absolute_url() for one in articles[:0:-1]]


def test_without_news_the_sitemap_is_whole_and_empty():
    assert machines.addresses("/news-sitemap.xml") == []


def test_news_drop_out_of_the_page_cache_when_their_two_days_are_over():
    article, node = a_live_article(), Node()
    Article.objects.filter(pk=article.pk).update(first_published_at=timezone.now() - timedelta(hours=47, minutes=59))

    node.ask("/news-sitemap.xml")

    page = node.cache.shelf.pages["/news-sitemap.xml", ""]
    assert page.ends - page.drawn == pytest.approx(60, abs=2)
    with later(minutes=2):
        assert machines.addresses("/news-sitemap.xml") == []


def test_robots_are_led_to_both_sitemaps():
    lines = machines.got("/robots.txt").decode().splitlines()

    named = [line.removeprefix("Sitemap: http://localhost:8000") for line in lines if line.startswith("Sitemap: ")]
    assert named == ["/sitemap.xml", "/news-sitemap.xml"]
