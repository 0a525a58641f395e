"""Two hundred writers invent the same topic in the same second, on each engine: one topic, two hundred saves."""

import pytest

from tests.postgres import a_database
from tests.races import a_track

pytestmark = pytest.mark.drill


@pytest.fixture(params=["sqlite", "postgresql"])
def track(request, tmp_path):
    if request.param == "sqlite":
        with a_track(tmp_path / "var") as track:
            yield track
    else:
        with (
            a_database(request.getfixturevalue("postgres")) as url,
            a_track(tmp_path / "var", DATABASE_URL=url) as track,
        ):
            yield track


def test_two_hundred_saves_with_one_new_name_make_one_topic(track):
    met = track.do("tests.drills.same_topic.saved_by", number=200, topic="phinisi")

    assert met == {"topics": ["phinisi"], "held": ["phinisi"], "failures": []}
