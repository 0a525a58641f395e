"""What machines read: feeds of site, topic and writer, the sitemap, with odd characters in every field."""

import json
from xml.etree import ElementTree

import pytest
from django.test import Client

from articles import merging, publishing, tending, topics
from articles.models import Article, Topic
from articles.reading import sitemaps
from community.models import Handle
from tests.factories import a_chief_editor, a_draft, a_live_article, a_writer, approve, later, sent

pytestmark = pytest.mark.django_db
ODD = 'Kopi & <b>teh</b> ]]> “pagi” 日本 👨‍👩‍👧 é́ a\u0308 O\'Brien "x"'
KINDS = ("rss.xml", "atom.xml", "feed.json")
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def got(path: str):
    return Client().get(path)


def parsed(path: str) -> str:
    """All words of a feed, after a machine has read it."""
    source = got(path).content
    if path.endswith("json"):
        told = json.loads(source)
        return " ".join([told["title"], *(f"{item['title']} {item['content_html']}" for item in told["items"])])
    return " ".join(ElementTree.fromstring(source).itertext())


def ids(path: str) -> list[str]:
    source = got(path).content
    if path.endswith("json"):
        return [item["id"] for item in json.loads(source)["items"]]
    root = ElementTree.fromstring(source)
    return [one.text for one in (*root.findall(".//guid"), *root.findall(".//a:entry/a:id", ATOM))]


def again(article: Article, **fields) -> None:
    """An approved update of a live article."""
    Article.objects.filter(pk=article.pk).update(**fields)
    with later(minutes=1):
        approve(sent(Article.objects.get(pk=article.pk)))
    with later(minutes=2):
        publishing.publish_due()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["", "topics/kuliner/", "writers/{handle}/"])
def test_every_feed_is_whole_whatever_the_words_are(kind, place):
    writer = a_writer(pen_name="O’Brien, dr. Śliwa 日本", tagline=ODD[:80], bio=ODD)
    article = a_live_article(by=writer, cover=True, title=ODD, dek=ODD, place="Ma'ruf & Co", text=f"{ODD}\n\n## {ODD}")
    Topic.objects.update(description=ODD)
    publishing.correct(article, by=a_chief_editor(), kind="correction", sentence=ODD)

    words = parsed(f"/feeds/{place.format(handle=writer.handle)}{kind}")

    assert article.live_revision.title in words
    assert "Kopi &amp; &lt;b&gt;teh&lt;/b&gt;" in words  # the text is HTML inside
    assert "Dokumentasi pribadi/Rani" in words
    assert article.submissions.get().disclaimer.text_id in words
    assert words.count("👨‍👩‍👧") >= 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_title_topic_or_host_makes_no_new_entry(kind, settings):
    article = a_live_article()
    before = ids(f"/feeds/{kind}")

    again(article, title="Judul yang sama sekali lain")
    settings.ORIGIN = "https://lain.example"

    assert ids(f"/feeds/{kind}") == before
    assert "Judul yang sama sekali lain" in parsed(f"/feeds/{kind}")


def test_an_update_moves_the_time_of_change_and_not_that_of_publication():
    article = a_live_article()
    first = json.loads(got("/feeds/feed.json").content)["items"][0]
    again(article, title="Lain")

    second = json.loads(got("/feeds/feed.json").content)["items"][0]

    assert second["date_published"] == first["date_published"]
    assert second["date_modified"] > first["date_modified"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_merged_topics_feed_leads_to_its_successors(kind):
    a_live_article(named=("Masakan",))
    successor = topics.find_or_propose("Kuliner")
    tending.accept(successor, by=a_chief_editor())
    merging.merge(Topic.objects.get(slug="masakan"), into=successor, by=a_chief_editor(), reason="Sama")

    answer = got(f"/feeds/topics/masakan/{kind}")

    assert (answer.status_code, answer.headers["Location"]) == (301, f"/feeds/topics/kuliner/{kind}")


def test_an_old_handles_feed_leads_to_the_one_of_now_and_capitals_too():
    writer = a_live_article().author
    old = writer.handle
    Handle.objects.change(writer, "nama_baru")

    assert got(f"/feeds/writers/{old}/rss.xml").headers["Location"] == "/feeds/writers/nama_baru/rss.xml"
    assert got("/feeds/writers/NAMA_BARU/rss.xml").status_code == 301
    assert got("/feeds/writers/tidak_ada/rss.xml").status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_a_writer_without_texts_has_an_empty_feed(kind):
    assert ids(f"/feeds/writers/{a_writer().handle}/{kind}") == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_taken_down_leaves_every_feed_at_once(kind):
    article = a_live_article()
    places = ["", "topics/kuliner/", f"writers/{article.author.handle}/"]
    publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    assert [ids(f"/feeds/{place}{kind}") for place in places] == [[], [], []]


def test_a_feed_takes_as_many_queries_for_one_as_for_many(django_assert_max_num_queries):
    writer = a_writer()
    for _ in range(4):
        a_live_article(by=writer, cover=True, named=("Kuliner", "Sungai"))

    for place, most in (("", 8), ("topics/kuliner/", 10), (f"writers/{writer.handle}/", 10)):
        for kind in KINDS:
            with django_assert_max_num_queries(most):
                got(f"/feeds/{place}{kind}")


def addresses(path: str) -> list[str]:
    return [one.text for one in ElementTree.fromstring(got(path).content).iter() if one.tag.endswith("}loc")]


def test_the_index_names_parts_that_are_there_and_the_parts_name_pages_that_are_there():
    article = a_live_article()
    a_draft(title="Draf")

    parts = [address.removeprefix("http://localhost:8000") for address in addresses("/sitemap.xml")]
    pages = [page.removeprefix("http://localhost:8000") for part in parts for page in addresses(part)]

    assert article.get_absolute_url() in pages
    assert f"/@{article.author.handle}/" in pages
    assert {page: got(page).status_code for page in pages} == dict.fromkeys(pages, 200)
    assert len(pages) == len(set(pages))


def test_parts_are_spans_of_keys_and_an_empty_one_is_not_named(monkeypatch):
    monkeypatch.setattr(sitemaps, "SPAN", 2)
    articles = [a_live_article() for _ in range(5)]
    gone = articles[1].pk // 2
    for article in articles:
        if article.pk // 2 == gone:
            publishing.withdraw(article, by=a_chief_editor(), message="Keliru.")

    parts = [part for part in addresses("/sitemap.xml") if "articles-" in part]
    named = [page for part in parts for page in addresses(part.removeprefix("http://localhost:8000"))]

    assert f"http://localhost:8000/sitemaps/articles-{gone}.xml" not in parts
    assert got(f"/sitemaps/articles-{gone}.xml").status_code == 404
    assert len(named) == Article.objects.live().count()


def test_the_index_tells_when_a_part_last_changed():
    article = a_live_article()
    again(article, title="Lain")
    article.refresh_from_db()

    source = got("/sitemap.xml").content.decode()

    assert article.live_at.astimezone().strftime("%Y-%m-%dT") in source
    assert got("/sitemaps/nowhere-0.xml").status_code == got(f"/sitemaps/articles-{10**30}.xml").status_code == 404
