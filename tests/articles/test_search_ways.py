"""PostgreSQL looks for the newest rows in two ways, and both find the same."""

import pytest
from django.db import connection

from articles import searching
from articles.models import Topic
from articles.searching import postgres
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
    "kopi -pasar": {3},
    'kopi -"pasar kopi"': {0, 3},
    '"kopi tubruk" -terapung': {0},
    "jualan": {2},
    "kopi -kopi": set(),
}


def found(words: str, **filters) -> set[int]:
    return set(searching.find(searching.asked(words, **filters)).pks)


@pytest.fixture(params=["listed", "read"])
def way(request, monkeypatch) -> str:
    square = 10**12 if request.param == "listed" else 0
    monkeypatch.setattr(postgres, "FEW", 9)
    monkeypatch.setattr(postgres, "SQUARE_OF_FEW", {"roots": square, "titles": square})
    return request.param


def is_listed(query: tuple[str, list[str]]) -> bool:
    return "OFFSET 0" in query[0]


def test_every_kind_of_search_finds_the_same_in_either_way(way):
    writer = a_writer()
    articles = [a_live_article(title=title, text="Isi.", by=writer, named=("Pagi",)) for title in TITLES]
    other = a_live_article(title="Kopi lain", text="Isi.", named=("Kebun",))

    assert is_listed(postgres.ranked_query(searching.asked("kopi"))) == (way == "listed")
    assert {words: found(words, writer=writer.pk) for words in FOUND} == {
        words: {articles[place].pk for place in places} for words, places in FOUND.items()
    }
    assert found("kopi", topics=(Topic.objects.get(name="Kebun").pk,)) == {other.pk}
    assert [one.pk for one in searching.titles_with("pasar ko", 3)] == [articles[1].pk, articles[0].pk]


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


def test_a_past_year_is_listed_and_not_looked_for_in_all_the_years_since():
    article = a_live_article(title="Kopi lama")
    with later(days=400):
        for number in range(3):
            a_live_article(title=f"Kopi {number}")
    year = article.first_published_at.year

    assert is_listed(postgres.ranked_query(searching.asked("kopi", year=year)))
    assert found("kopi", year=year) == {article.pk}
