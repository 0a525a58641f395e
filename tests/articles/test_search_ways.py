"""PostgreSQL looks for the newest rows in three ways, and each finds the same."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles import searching
from articles.models import Topic
from articles.searching import finding, postgres
from tests.factories import a_live_article, a_writer, at, later

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_engines,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="the ways are PostgreSQL's"),
]
TITLES = ["Kopi tubruk di pasar", "Pasar kopi terapung", "Nelayan menjual ikan", "Perahu kopi"]
SAME_NUMBER = """
    WITH one AS (SELECT 'kopi k' || at AS words FROM generate_series(1, 9000) AS at)
    SELECT one.words, other.words FROM one JOIN one AS other
    ON articles_neighbours(one.words) = articles_neighbours(other.words) AND one.words < other.words
"""
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


MANY = 10_000
FORCED = {
    "listed": {"FEW": MANY, "REACH": MANY},
    "read": {"FEW": 0},
    "lately": {"FEW": 0, "FAST": 0, "GAIN": 0, "REACH": 1, "MOST_YEARS": MANY},
}


@pytest.fixture(params=FORCED)
def way(request, monkeypatch) -> str:
    for name, value in FORCED[request.param].items():
        monkeypatch.setattr(postgres, name, value)
    return request.param


def way_of(words: str, **filters) -> set[str]:
    query, said = postgres.ranked_query(searching.asked(words, **filters), finding.MOST)
    signs = {"listed": "DESC OFFSET 0" in query, "read": "LATERAL" in query, "lately": " | y" in f"{said}"}
    return {way for way, found in signs.items() if found}


def test_every_kind_of_search_finds_the_same_in_either_way(way):
    writer = a_writer()
    articles = [a_live_article(title=title, text="Isi.", by=writer, named=("Pagi",)) for title in TITLES]
    right = {words: {articles[place].pk for place in places} for words, places in FOUND.items()}

    assert way_of("kopi") == way_of("kopi", writer=writer.pk) == ({"lately", "listed"} if way == "lately" else {way})
    assert {words: set(found(words)) for words in FOUND} == right

    other = a_live_article(title="Kopi lain", text="Isi.", named=("Pagi", "Kebun"))
    pagi, kebun = (Topic.objects.get(name=name).pk for name in ("Pagi", "Kebun"))
    assert {words: set(found(words, writer=writer.pk, topics=(pagi,))) for words in FOUND} == right
    assert found("kopi", topics=(kebun,)) == [other.pk]
    assert [one.pk for one in searching.titles_with("pasar ko", 3)] == [articles[1].pk, articles[0].pk]
    assert ("LATERAL" in postgres.prefix_query(["pasar", "ko"], 3)[0]) == (way == "read")


def test_the_newest_are_found_in_either_way_and_before_them_those_with_the_words_in_the_title(way, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 2)
    monkeypatch.setattr(finding, "MOST_TITLES", 2)
    titled = [a_live_article(title=f"Kopi {name}", text="Isi.").pk for name in ("satu", "dua", "tiga terapung")]
    newest = [a_live_article(title=f"Pagi {number}", text="Kopi dan pasar.").pk for number in range(3)]

    assert found("kopi") == [titled[2], titled[1], newest[2], newest[1]]
    assert found("kopi -terapung") == [titled[1], titled[0], newest[2], newest[1]]


@pytest.mark.parametrize("narrowed", ["", "writer", "topics", "year"])
def test_those_published_last_are_the_newest(way, narrowed, monkeypatch):
    """A draft gets its key when it is begun."""
    monkeypatch.setattr(finding, "MOST", 2)
    writer = a_writer()
    begun = [a_live_article(title=f"Pagi {number}", text="Kopi.", by=writer, named=("Pagi",)).pk for number in range(4)]
    with connection.cursor() as cursor:
        for table, key in (("article", "id"), ("livetopic", "article_id")):
            cursor.execute(
                f"UPDATE articles_{table} SET first_published_at = first_published_at - {key} * interval '1s'"
            )
    asked = {name: one for name, one in narrowing(writer, "Pagi").items() if name == narrowed}

    assert [one.pk for one in searching.titles_with("pag", 2)] == begun[:2]
    assert found("kopi", **asked) == begun[1::-1]


def narrowing(writer, topic: str) -> dict:
    key, year = Topic.objects.get(name=topic).pk, timezone.localtime(writer.articles.first().first_published_at).year
    return {"writer": writer.pk, "topics": (key,), "year": year}


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
def test_an_article_stays_in_the_year_of_the_clock_under_which_it_went_live(way, zone, settings):
    with at(datetime(2025, 12, 31, 20, tzinfo=UTC)):
        article = a_live_article(title="Kopi")
    settings.TIME_ZONE = zone

    assert (found("kopi", year=2026), found("kopi", year=2025)) == ([article.pk], [])


def test_words_of_few_articles_are_listed_and_those_of_many_are_not():
    for number in range(12):
        a_live_article(title=f"Kopi {number}")
    a_live_article(title="Kelelawar", text="Supaya tidur.")
    noted()

    assert {words: way_of(words) for words in ("kelelawar", "supaya", "kopi", "kopi kelelawar")} == {
        "supaya": {"listed"},  # words that say too little are a phrase, here of one
        "kelelawar": {"listed"},
        "kopi": {"read"},
        "kopi kelelawar": {"listed"},
    }


def noted() -> None:
    """PostgreSQL knows how frequent each word is."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchtext")


@pytest.fixture
def near(monkeypatch):
    """No more than two are wanted, and no more rows looked at than should be enough."""
    for module, name, value in ((finding, "MOST", 2), (postgres, "REACH", 1), (postgres, "LEAST", 1)):
        monkeypatch.setattr(module, name, value)


@pytest.mark.parametrize("filters", [(), ("writer",), ("topics",), ("year",), ("writer", "topics", "year")])
def test_what_stands_in_old_articles_alone_is_listed_when_the_newest_have_none_of_it(near, filters):
    writer = a_writer()
    old, new = (
        [a_live_article(title=title, text=text, by=writer, named=("Pagi",)).pk for _number in range(6)]
        for title, text in (("Pagi", "Kopi dan teh."), ("Sore", "Ikan dan nasi."))
    )
    noted()
    asked = {name: narrowing(writer, "Pagi")[name] for name in filters}

    assert way_of("kopi", **asked) == {"listed", "read"}
    assert found("kopi", **asked) == old[:-3:-1]
    assert found("ikan", **asked) == new[:-3:-1]
    assert found("teh -kopi -ikan", **asked) == []

    newest = a_live_article(title="Malam", text="Kopi.", by=writer, named=("Pagi",)).pk
    assert keys(*postgres.ranked_query(searching.asked("kopi", **asked), finding.MOST)) == [newest, old[-1]]


@pytest.mark.parametrize(
    ("filters", "number"), [((), 2 * 36 // 12), (("writer",), 2 * 24 // 8), (("writer", "topics"), 2 * 24 // 5)]
)
def test_no_more_is_read_before_the_list_than_should_be_enough(near, filters, number, monkeypatch):
    """Of a writer's articles in a topic all of the writer's are read."""
    monkeypatch.setattr(postgres, "FEW", 0)
    writer = a_writer()
    for text, by, topic in (("Kopi.", writer, "Pagi"), ("Ikan.", writer, "Pagi"), ("Ikan.", a_writer(), "Sore")):
        for _number in range(12):
            a_live_article(title="Judul", text=text, by=by, named=(topic,))
    noted()
    asked = {name: narrowing(writer, "Pagi")[name] for name in filters}

    assert rows_read(*postgres.ranked_query(searching.asked("kopi", **asked), finding.MOST)) == number + 12

    monkeypatch.setattr(postgres, "LISTABLE", 0)
    assert (way_of("kopi", **asked), way_of('"judul kopi"', **asked)) == ({"listed", "read"}, {"read"})
    monkeypatch.setattr(postgres, "LEAST", 100)
    assert way_of("kopi", **asked) == {"read"}


def keys(query: str, said: list) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(query, said)
        return [key for key, _score in cursor.fetchall()]


@pytest.mark.parametrize("narrowed", ["writer", "topics", "year"])
def test_of_a_past_year_a_writer_or_a_topic_nothing_else_is_read(monkeypatch, narrowed):
    monkeypatch.setattr(postgres, "FEW", 0)
    writer = a_writer()
    old = [a_live_article(title="Kopi lama", by=writer, named=("Pagi",)) for _number in range(2)]
    asked = {narrowed: narrowing(writer, "Pagi")[narrowed]}
    with later(days=400):
        for number in range(3):
            a_live_article(title=f"Kopi {number}", named=("Sore",))

        assert found("kopi", **asked) == [old[1].pk, old[0].pk]
        assert rows_read(*postgres.ranked_query(searching.asked("kopi", **asked), finding.MOST)) == 2


def test_between_few_and_many_those_of_the_last_years_are_listed(near, monkeypatch):
    for name, value in (("FAST", 0), ("GAIN", 0)):
        monkeypatch.setattr(postgres, name, value)
    old = [a_live_article(title="Pagi", text="Kopi lama.").pk for _number in range(6)]
    with later(days=2 * 366):
        new = [a_live_article(title="Pagi", text="Kopi.").pk for _number in range(6)]
        noted()

        assert way_of("kopi") == {"lately", "listed"}
        assert rows_read(*postgres.ranked_query(searching.asked("kopi"), finding.MOST)) == 6
        assert (found("kopi"), found("lama")) == (new[:-3:-1], old[:-3:-1])


def rows_read(query: str, said: list) -> int:
    """How many rows of words were looked at, as in a large archive, where PostgreSQL takes an index when it can."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}", said)
        ((explained,),) = cursor.fetchone()
    return sum(
        node["Actual Loops"] * (node["Actual Rows"] + node.get("Rows Removed by Filter", 0))
        for node in nodes(explained["Plan"])
        if node.get("Relation Name") == "articles_searchtext" and node["Node Type"] != "Index Only Scan"
    )


def nodes(plan: dict) -> list[dict]:
    return [plan, *(inner for one in plan.get("Plans", []) for inner in nodes(one))]


def test_a_phrase_is_found_by_its_neighbours_and_others_with_the_same_number_are_not(way):
    with connection.cursor() as cursor:
        cursor.execute(SAME_NUMBER)
        one, other = cursor.fetchone()
    articles = [a_live_article(title=f"Tentang {words}", text="Isi.").pk for words in (one, other, f"{one} lain")]

    assert found(f'"{one}"') == [articles[2], articles[0]]
    assert found(f'"{one} lain"') == [articles[2]]
    assert found(f'"lain {one}"') == []


def test_a_phrase_of_words_that_seldom_stand_side_by_side_reads_no_other_articles():
    apart = [a_live_article(title=f"Kopi {number}", text="Dan jauh dari itu pasar.").pk for number in range(12)]
    beside = a_live_article(title="Kopi pasar", text="Isi.").pk
    noted()

    assert way_of('"kopi pasar"') == {"listed"}
    assert rows_read(*postgres.ranked_query(searching.asked('"kopi pasar"'), finding.MOST)) == 1
    assert found('"kopi pasar"') == [beside]
    assert found('kopi -"kopi pasar"') == apart[::-1]
