"""The sitemap: every address in it answers 200, is its own canonical one, and wants to be found."""

import random
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import merging, publishing, topics
from articles.models import Article, Topic
from articles.reading import sitemaps
from tests.factories import a_chief_editor, a_draft, a_live_article, a_topic, loaded, sent

pytestmark = pytest.mark.django_db
ORIGIN = "http://localhost:8000"
MOST_IN_A_SITEMAP = 50_000  # https://www.sitemaps.org/protocol.html


def named(path: str) -> list[str]:
    answer = Client().get(path)
    assert answer.status_code == 200
    found = [one.text for one in ElementTree.fromstring(answer.content).iter() if one.tag.endswith("}loc")]
    return [address.removeprefix(ORIGIN) for address in found]


def all_pages() -> list[str]:
    return [page for part in named("/sitemap.xml") for page in named(part)]


def wants_to_be_found(page: str) -> bool:
    answer = Client().get(page)
    source = answer.content.decode()
    canonical = re.findall(r'<link rel="canonical" href="([^"]+)"', source)
    return answer.status_code == 200 and "noindex" not in source and canonical in ([], [f"{ORIGIN}{page}"])


def test_every_address_wants_to_be_found_and_nothing_that_is_gone_is_named():
    chief = a_chief_editor()
    live, withdrawn, removed = (a_live_article(named=(name,)) for name in ("Tetap", "Ditarik", "Dihapus"))
    renamed = a_live_article(named=("Lama",))
    publishing.withdraw(withdrawn, by=chief, message="Keliru.")
    publishing.remove(removed, by=chief, message="Perintah.", reference="12/2026")
    merging.merge(Topic.objects.get(name="Lama"), into=a_topic("Baru"), by=chief)
    topics.find_or_propose("Usulan saja")
    hidden = [a_draft(), sent(a_draft()).article]

    pages = all_pages()

    assert [page for page in pages if not wants_to_be_found(page)] == []
    assert {live.get_absolute_url(), renamed.get_absolute_url(), "/topics/tetap/", "/topics/baru/"} <= set(pages)
    gone = [withdrawn, removed, *hidden]
    codes_and_people = [word for one in gone for word in (one.code, f"@{one.author.handle}/")]
    unwanted = [*codes_and_people, "/topics/lama/", "/topics/ditarik/", "/topics/dihapus/", "usulan"]
    assert [word for word in unwanted if any(word in page for page in pages)] == []


@pytest.mark.parametrize("count", [3, 4, 5])
def test_the_index_names_as_many_parts_as_have_rows_just_before_at_and_after_the_limit(monkeypatch, count):
    monkeypatch.setattr(sitemaps, "SPAN", 4)
    articles = loaded(count)[::-1]
    parts = [part for part in named("/sitemap.xml") if "articles-" in part]

    for article in (one for one in articles if f"articles-{one.pk // 4}.xml" in parts[-1]):
        publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    left = [part for part in named("/sitemap.xml") if "articles-" in part]
    assert {f"/sitemaps/articles-{article.pk // 4}.xml" for article in articles} == set(parts)
    assert left == parts[:-1]
    assert sum(len(named(part)) for part in left) == Article.objects.live().count()


@pytest.mark.both_engines
def test_the_index_says_of_each_part_when_its_last_article_changed(monkeypatch):
    monkeypatch.setattr(sitemaps, "SPAN", 3)
    chance, articles = random.Random(7), loaded(14)
    for article in chance.sample(articles, 7):
        publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")
    for article in articles:
        moment = timezone.now() - timedelta(minutes=chance.randrange(10**6))
        Article.objects.filter(pk=article.pk).update(live_at=moment)
    live = Article.objects.live().values_list("pk", "live_at")

    told = sitemaps._changes_of_articles()

    assert told == {span: max(at for pk, at in live if pk // 3 == span) for span in {pk // 3 for pk, _at in live}}


@pytest.mark.both_engines
def test_no_live_article_makes_no_part():
    a_draft()

    assert sitemaps._changes_of_articles() == {}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan is SQLite's")
def test_the_index_looks_once_into_each_part():
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sitemaps.LAST_OF_EACH_PART.replace('SPAN', str(sitemaps.SPAN))}")
        plan = [row[3] for row in cursor.fetchall()]

    assert [line for line in plan if "B-TREE" in line] == []
    assert [line.split(" USING ")[1].split(" (")[0] for line in plan if " USING " in line] == [
        "INDEX live_by_part",
        "INDEX live_by_part",
        "INTEGER PRIMARY KEY",
    ]


def test_a_part_is_far_below_the_limit_whatever_the_keys_are():
    assert sitemaps.SPAN <= MOST_IN_A_SITEMAP
