"""The drill of an upgrade from the first release, on each engine: every row, every page, every person."""

import pytest

from tests.upgraded import Upgrade, first_release, upgraded

pytestmark = pytest.mark.drill


def is_whole(found: Upgrade) -> None:
    print(f"\n{found.told()}", end="")
    assert (found.lost, found.wrong_pages, found.kept_out, found.missing_in_queue) == ([], [], [], [])
    assert (found.told_of_the_past, found.wrong_numbers, found.is_clean) == (0, 0, True)
    assert [len(found.before[name]) for name in ("people", "articles", "live", "waiting")] == [17, 18, 12, 3]


def test_the_first_release_on_sqlite(tmp_path):
    with first_release(tmp_path / "var") as site:
        is_whole(upgraded(site))


def test_the_first_release_on_postgresql(tmp_path, postgres):
    with first_release(tmp_path / "var", postgres) as site:
        is_whole(upgraded(site))
