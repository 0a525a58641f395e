"""Owns the drill of volume: 10,000 topics and 100,000 articles cost every page the queries that a handful costs."""

import pytest

from tests.postgres import a_database
from tests.races import Racer
from tests.site import Site

TOPICS, ARTICLES, AT_ONCE = 10_000, 100_000, 5_000
SLOWEST = 500  # milliseconds, uncached, on a busy machine
pytestmark = pytest.mark.drill


@pytest.fixture(params=["sqlite", "postgresql"])
def racer(request, tmp_path):
    """One process with an empty database of this engine."""
    if request.param == "sqlite":
        racer = Racer(Site(tmp_path / "var"))
        racer.do("tests.races.migrate")
        yield racer
        racer.leave()
        return
    with a_database(request.getfixturevalue("postgres")) as url:
        racer = Racer(Site(tmp_path / "var", DATABASE_URL=url))
        racer.do("tests.races.migrate")
        yield racer
        racer.leave()


def test_many_topics_cost_the_queries_of_a_few(racer, request):
    racer.do("tests.drills.many_topics.topics", start=0, number=300)
    racer.do("tests.drills.many_topics.articles", number=2000, seed=0)
    few = racer.do("tests.drills.many_topics.measured")

    racer.do("tests.drills.many_topics.topics", start=300, number=TOPICS - 300)
    for seed in range(1, ARTICLES // AT_ONCE + 1):
        number = racer.do("tests.drills.many_topics.articles", number=AT_ONCE, seed=seed)
    many = racer.do("tests.drills.many_topics.measured")
    merged = racer.do("tests.drills.many_topics.merge_the_heaviest")

    for name, (queries, took) in many.items():
        print(f"\n{request.node.callspec.id}: {name}: {queries} queries, {took} ms", end="")
    print(f"\n{request.node.callspec.id}: {merged}", end="")
    assert number >= ARTICLES
    assert {name: queries for name, (queries, _) in many.items()} == {
        name: queries for name, (queries, _) in few.items()
    }
    assert max(took for _, took in many.values()) < SLOWEST
