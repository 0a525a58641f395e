"""Two editors change the front page at once: one does, the other is told; never more stands there than it holds."""

from collections import Counter

import pytest

from tests.postgres import a_database
from tests.races import DONE, a_track

pytestmark = pytest.mark.drill
ROUNDS = 20


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def track(request, tmp_path_factory):
    var = tmp_path_factory.mktemp("fronts") / "var"
    if request.param == "sqlite":
        with a_track(var) as track:
            yield track
    else:
        with a_database(request.getfixturevalue("postgres")) as url, a_track(var, DATABASE_URL=url) as track:
            yield track


@pytest.mark.parametrize("kind", ["lead", "pick"])
def test_two_put_an_article_there_at_once(track, kind):
    wins = Counter(two_put(track, number, kind) for number in range(ROUNDS))

    assert sum(wins.values()) == ROUNDS
    assert len(wins) == 2


def two_put(track, number: int, kind: str) -> str:
    at = track.do("tests.fronts.stage")
    told = {"seen": at["seen"], "kind": kind}

    met = track.race(
        number,
        one=("tests.fronts.putting", {"article": at["articles"][0], "by": at["by"][0]} | told),
        other=("tests.fronts.putting", {"article": at["articles"][1], "by": at["by"][1]} | told),
    )

    (winner,) = [label for label, what in met.items() if what == DONE]
    assert sorted(met.values()) == ["StepRefused", DONE]
    assert track.do("tests.fronts.rows") == [[[at["articles"][winner == "other"], None]], at["seen"] + 1]
    return winner


def test_one_takes_off_what_the_other_takes_off_too(track):
    for number in range(ROUNDS):
        at = track.do("tests.fronts.stage")
        slot = track.do("tests.fronts.put", article=at["articles"][0], by=at["by"][0], seen=at["seen"], kind="pick")
        told = {"slot": slot, "seen": at["seen"] + 1}

        met = track.race(
            number,
            one=("tests.fronts.taking_off", {"by": at["by"][0]} | told),
            other=("tests.fronts.taking_off", {"by": at["by"][1]} | told),
        )

        (winner,) = [label for label, what in met.items() if what == DONE]
        assert track.do("tests.fronts.rows") == [[[at["articles"][0], at["by"][winner == "other"]]], at["seen"] + 2]
