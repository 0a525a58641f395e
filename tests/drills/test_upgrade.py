"""The drill of an upgrade from the first release, on each engine: every row, every page, every person."""

import subprocess
from contextlib import contextmanager

import psycopg
import pytest

from tests.migrated import NAME
from tests.postgres import beside
from tests.site import Site
from tests.upgraded import Upgrade, unpacked, upgraded

pytestmark = pytest.mark.drill


def is_whole(found: Upgrade) -> None:
    print(f"\n{found.told()}", end="")
    assert (found.lost, found.wrong_pages, found.kept_out, found.missing_in_queue) == ([], [], [], [])
    assert (found.told_of_the_past, found.wrong_numbers, found.is_clean) == (0, 0, True)
    assert [len(found.before[name]) for name in ("people", "articles", "live", "waiting")] == [17, 18, 12, 3]


def test_the_first_release_on_sqlite(tmp_path):
    site = Site(tmp_path / "var")
    site.var.mkdir()
    (site.var / NAME).write_bytes(unpacked("first.sqlite3"))

    is_whole(upgraded(site))


@contextmanager
def restored(server: str, dump: bytes):
    """The URL of a database that holds what a dump says, and nothing else."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE lembar_first_release")
        try:
            url = beside(server, "lembar_first_release")
            command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url]
            subprocess.run(command, input=dump, check=True, stdout=subprocess.DEVNULL)
            yield url
        finally:
            admin.execute("DROP DATABASE lembar_first_release WITH (FORCE)")


def test_the_first_release_on_postgresql(tmp_path, postgres):
    with restored(postgres, unpacked("first.sql")) as url:
        is_whole(upgraded(Site(tmp_path / "var", DATABASE_URL=url)))
