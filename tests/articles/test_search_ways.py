"""PostgreSQL looks for the newest rows in two ways, and both find the same."""

import pytest
from django.db import connection
from django.utils import timezone

from articles import searching
from articles.models import Topic
from articles.searching import finding, postgres
from tests.factories import a_live_article, a_writer, later

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the ways are PostgreSQL's"),
]
TITLES = ["Kopi tubruk di pasar", "Pasar kopi terapung", "Nelayan menjual ikan", "Perahu kopi"]
FOUND = {
    "kopi": {0, 1, 3},
    "pasar kopi": {0, 1},
    '"pasar kopi"': {1},
    '"kopi tubruk" "di pasar"': {0},
    "di": {0},
    "kopi -pasar": {3},
    'kopi -"pasar kopi"': {0, 3},
    'kopi -perahu -"pasar kopi"': {0},
    '"kopi tubruk" -terapung': {0},
    "jualan": {2},
    "kopi -kopi": set(),
    "ikan tubruk": {0, 2},  # any of them, since none has both
}


def found(words: str, **filters) -> list[int]:
    return searching.find(searching.asked(words, **filters)).pks


@pytest.fixture(params=["listed", "read"])
def way(request, monkeypatch) -> str:
    few = 10**12 if request.param == "listed" else 0
    monkeypatch.setattr(postgres, "FEW", few)
    monkeypatch.setattr(postgres, "SQUARE_OF_FEW", {"roots": few, "titles": few})
    return request.param


def is_listed(query: tuple[str, list[str]]) -> bool:
    return "OFFSET 0" in query[0]


def test_every_kind_of_search_finds_the_same_in_either_way(way):
    writer = a_writer()
    articles = [a_live_article(title=title, text="Isi.", by=writer, named=("Pagi",)) for title in TITLES]
    right = {words: {articles[place].pk for place in places} for words, places in FOUND.items()}

    assert is_listed(postgres.ranked_query(searching.asked("kopi"))) == (way == "listed")
    assert {words: set(found(words)) for words in FOUND} == right

    other = a_live_article(title="Kopi lain", text="Isi.", named=("Pagi", "Kebun"))
    pagi, kebun = (Topic.objects.get(name=name).pk for name in ("Pagi", "Kebun"))
    assert {words: set(found(words, writer=writer.pk, topics=(pagi,))) for words in FOUND} == right
    assert found("kopi", topics=(kebun,)) == [other.pk]
    assert [one.pk for one in searching.titles_with("pasar ko", 3)] == [articles[1].pk, articles[0].pk]


def test_the_newest_are_found_in_either_way_and_before_them_those_with_the_words_in_the_title(way, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding, "MOST_TITLES", 2)
    titled = [a_live_article(title=f"Kopi {name}", text="Isi.").pk for name in ("satu", "dua", "tiga terapung")]
    newest = [a_live_article(title=f"Pagi {number}", text="Kopi dan pasar.").pk for number in range(3)]

    assert found("kopi") == [titled[2], titled[1], newest[2], newest[1]]
    assert found("kopi -terapung") == [titled[1], titled[0], newest[2], newest[1]]


def test_words_of_few_articles_are_listed_and_those_of_many_are_not():
    for number in range(24):
        a_live_article(title=f"Kopi {number}")
    a_live_article(title="Kelelawar")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchtext")

    asked = {words: postgres.ranked_query(searching.asked(words)) for words in ("kelelawar", "kopi", "kopi kelelawar")}

    assert {words: is_listed(query) for words, query in asked.items()} == {
        "kelelawar": True,
        "kopi": False,
        "kopi kelelawar": True,
    }


def test_a_past_year_is_listed_however_many_there_are_and_the_present_one_is_not(monkeypatch):
    monkeypatch.setattr(postgres, "FEW", 0)
    article = a_live_article(title="Kopi lama")
    with later(days=400):
        newer = [a_live_article(title=f"Kopi {number}") for number in range(3)]
        past, present = (timezone.localtime(one.first_published_at).year for one in (article, newer[0]))

        assert is_listed(postgres.ranked_query(searching.asked("kopi", year=past)))
        assert not is_listed(postgres.ranked_query(searching.asked("kopi", year=present)))
    assert found("kopi", year=past) == [article.pk]
