"""Readers' pages of topics: what stands under one, what it is called, what is near it; all of them by name."""

import pytest
from django.test import Client
from django.utils import timezone

from articles import merging, publishing, readings, suggesting, tallying
from articles.models import LiveTopic, Topic
from articles.reading import topics as pages
from tests.factories import a_chief_editor, a_draft, a_live_article, a_topic, later, loaded, waiting_submission
from tests.rooms import queries_of

pytestmark = pytest.mark.django_db


def get(path: str, **query):
    return Client().get(path, query)


def names(found) -> list[str]:
    return [topic.name for topic in found]


def many_topics(number: int, *, article=None) -> None:
    """Accepted topics that one article stands under, by their rows alone."""
    article = article or a_live_article(named=("Kuliner",))
    made = Topic.objects.bulk_create(
        Topic(name=f"Topik {place:05}", key=f"topik {place:05}", slug=f"topik-{place:05}", accepted_at=timezone.now())
        for place in range(number)
    )
    LiveTopic.objects.bulk_create(
        LiveTopic(article=article, topic=topic, position=place, first_published_at=article.first_published_at)
        for place, topic in enumerate(made, start=10)
    )
    tallying.mend()


def test_the_newest_stand_first_and_pages_follow_by_key(monkeypatch):
    articles = loaded(23)

    first = get("/topics/kuliner/").context["page"]
    second = get("/topics/kuliner/", before=first.older).context["page"]

    assert [row.pk for row in [*first.rows, *second.rows]] == [article.pk for article in articles]
    assert (len(first.rows), second.older) == (20, "")


@pytest.mark.parametrize("key", ["x", "20261301T000000.000000Z-1", "\x00"])
def test_a_page_that_is_none_is_not_here(key):
    a_live_article()

    assert get("/topics/kuliner/", before=key).status_code == 404


def test_a_topic_tells_its_description_its_number_and_what_it_is_also_called():
    a_live_article(named=("Kelautan", "Maritim"))
    a_draft(named=("Salah Ketik",))
    chief, kelautan = a_chief_editor(), Topic.objects.get(name="Kelautan")
    Topic.objects.filter(pk=kelautan.pk).update(description="Laut dan pesisir.")
    merging.add_synonym(kelautan, "Bahari", by=chief)
    merging.merge(Topic.objects.get(name="Maritim"), into=kelautan, by=chief)
    merging.merge(Topic.objects.get(name="Salah Ketik"), into=kelautan, by=chief)

    answer = get("/topics/kelautan/")

    assert answer.context["also_called"] == ("Bahari", "Maritim")
    assert answer.context["topic"].number == 1
    assert "Laut dan pesisir." in answer.content.decode()


@pytest.mark.parametrize("slug", ["bahari", "maritim", "salah-ketik"])
def test_the_address_of_what_leads_to_a_topic_leads_there_for_good(slug):
    a_live_article(named=("Kelautan", "Maritim"))
    a_draft(named=("Salah Ketik",))
    chief, kelautan = a_chief_editor(), Topic.objects.get(name="Kelautan")
    merging.add_synonym(kelautan, "Bahari", by=chief)
    for name in ("Maritim", "Salah Ketik"):
        merging.merge(Topic.objects.get(name=name), into=kelautan, by=chief)

    answer = get(f"/topics/{slug}/")

    assert (answer.status_code, answer.url) == (301, "/topics/kelautan/")


def test_a_proposal_has_no_page():
    waiting_submission(named=("Kuliner",))

    assert get("/topics/kuliner/").status_code == 404


def test_related_topics_stand_by_how_often_they_come_together():
    for named in (("Laut", "Perahu"), ("Laut", "Perahu", "Angin"), ("Laut", "Ikan"), ("Sawah", "Ikan")):
        a_live_article(named=named)

    related = get("/topics/laut/").context["related"]

    assert names(related) == ["Perahu", "Angin", "Ikan"]


def test_related_topics_are_at_most_eight():
    for number in range(3):
        a_live_article(named=("Laut", *(f"T{number}{letter}" for letter in "abcd")))

    assert len(suggesting.together_with(Topic.objects.get(name="Laut").pk)) == 8


def test_related_topics_are_those_of_the_newest_articles():
    newest = a_live_article(named=("Kuliner", "Laut"))
    loaded(suggesting.NEWEST - 1)
    with later(days=-1):
        oldest = a_live_article(named=("Kuliner", "Zaman Dulu"))
    topic = Topic.objects.get(name="Kuliner").pk

    assert names(suggesting.together_with(topic)) == ["Laut"]
    publishing.withdraw(newest, by=a_chief_editor(), message="Keliru.")
    assert names(suggesting.together_with(topic)) == ["Zaman Dulu"]
    assert oldest.live_topics.count() == 2


def test_all_topics_stand_by_name_a_page_at_a_time(monkeypatch):
    monkeypatch.setattr(pages, "TOPICS_A_PAGE", 3)
    for name in ("Élang", "angin", "Cuaca", "Badai", "Desa"):
        a_live_article(named=(name,))
    a_topic("Kosong")

    first = get("/topics/").context["page"]
    second = get("/topics/", **{"from": first.older}).context["page"]

    assert (names(first.rows), names(second.rows)) == (["angin", "Badai", "Cuaca"], ["Desa", "Élang"])
    assert names(get("/topics/", **{"from": "d"}).context["page"].rows) == ["Desa", "Élang"]
    assert (second.older, second.first) == ("", False)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kel", ["Kelautan"]),
        ("KÉL", ["Kelautan"]),
        ("bah", ["Kelautan"]),
        ("hidup", ["Gaya Hidup"]),
        ("drakor", ["K-Pop & Drakor"]),
        ("pop", ["K-Pop & Drakor"]),
        ("autan", []),
        ("%", []),
        ("_", []),
    ],
)
def test_a_topic_is_found_by_the_beginning_of_a_word_of_its_name_or_a_synonym(words, found):
    a_live_article(named=("Kelautan", "Gaya Hidup", "K-Pop & Drakor"))
    merging.add_synonym(Topic.objects.get(name="Kelautan"), "Bahari", by=a_chief_editor())

    assert names(get("/topics/", q=words).context["page"].rows) == found


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"q": "x" * 300}, {"from": "\ud800".encode("utf-8", "replace")}])
def test_odd_words_find_an_answer(query):
    a_live_article()

    assert get("/topics/", **query).status_code == 200


def test_what_is_used_most_stands_on_top_once_there_is_a_second_page(monkeypatch):
    a_live_article(named=("Kuliner", "Sungai"))
    a_live_article(named=("Sungai",))
    few = get("/topics/").context["most_used"]

    monkeypatch.setattr(pages, "TOPICS_A_PAGE", 1)
    many = get("/topics/").context["most_used"]

    assert (few, names(many)) == ([], ["Sungai", "Kuliner"])


def test_a_page_takes_as_many_queries_for_one_as_for_many(monkeypatch):
    paths = ("/topics/", "/topics/?q=topik", "/topics/kuliner/", "/topics/kuliner/?by=best")
    monkeypatch.setattr(pages, "TOPICS_A_PAGE", 20)
    article = a_live_article(cover=True)
    many_topics(21, article=article)
    readings.add({article.pk: 1}, timezone.now())
    few = {path: queries_of(Client(), path) for path in paths}
    for number in range(8):
        other = a_live_article(named=("Kuliner", f"Lain {number}"))
        readings.add({other.pk: number}, timezone.now())

    assert {path: queries_of(Client(), path) for path in paths} == few
    assert max(few.values()) <= 8
