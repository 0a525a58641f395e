"""Owns the long drill of the races: twenty of each on each engine; a run in which one side always wins has failed."""

from collections import Counter

import pytest

from tests.postgres import a_database
from tests.races import a_track
from tests.test_races import RACES

ROUNDS = 27  # sixteen kinds: 432 races an engine
pytestmark = pytest.mark.drill


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def track(engine, request, tmp_path_factory):
    var = tmp_path_factory.mktemp("races") / "var"
    if engine == "sqlite":
        with a_track(var) as track:
            yield track
    else:
        with a_database(request.getfixturevalue("postgres")) as url, a_track(var, DATABASE_URL=url) as track:
            yield track


@pytest.mark.parametrize("race", RACES, ids=lambda race: race.__name__)
def test_both_outcomes_are_seen_and_the_rows_agree(track, engine, race):
    track.do("tests.races.publish_later")
    wins = Counter(race(track, number) for number in range(ROUNDS))
    print(
        f"\n{race.__name__} on {engine}: " + ", ".join(f"{who} {count}" for who, count in sorted(wins.items())), end=""
    )

    assert len(wins) == 2
    assert track.do("articles.tallying.mend") == 0


def test_two_hundred_writers_propose_one_topic_at_once(track, engine):
    """C069. Two processes with ten threads each."""
    halves = [track.do("tests.topic_races.drafts", number=100) for _ in range(2)]

    met = track.race(
        0,
        one=("tests.topic_races.saving_all", {"articles": halves[0], "name": "Perahu Naga"}),
        other=("tests.topic_races.saving_all", {"articles": halves[1], "name": "PERAHU NAGA"}),
    )

    assert met == {"one": 100, "other": 100}
    assert track.do("tests.topic_races.named_so", key="perahu naga") == [200]
