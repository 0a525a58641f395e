"""The first release's database, upgraded by the code of now: nothing of it is lost and everybody finds their way."""

import pytest

from tests.upgraded import first_release, upgraded

A_WRITER_AND_A_MODERATOR = 2


@pytest.mark.drill
def test_the_database_of_the_first_release_is_carried_over_whole(tmp_path):
    with first_release(tmp_path / "var") as site:
        found = upgraded(site, people=A_WRITER_AND_A_MODERATOR)

    assert found.lost == []
    assert found.wrong_pages == []
    assert found.kept_out == []
    assert found.missing_in_queue == []
    assert found.told_of_the_past == 0
    assert found.wrong_numbers == 0
    assert found.is_clean
