"""The drill of take-downs: 50 articles are withdrawn under eight readers of each node; a second later nobody gets one.

Two nodes share PostgreSQL and Redis; one alone has SQLite and counts in its process. The same with the stamps switched
off must find pages that are served too long, or the drill could not fail.
"""

import http.client
import threading
import time
from contextlib import closing, contextmanager, suppress

import pytest

from tests.engines import redis_server
from tests.migrated import NAME, copy_of_migrated
from tests.postgres import a_database
from tests.races import Racer
from tests.site import Site, wait_until

pytestmark = pytest.mark.drill
ADDRESSES, READERS, ALLOWED = 50, 8, 1.0


class Reader(threading.Thread):
    """Asks for one address after the other, round and round, and notes when each 200 and each 410 was asked for."""

    def __init__(self, port: int, paths: list[str]):
        super().__init__(daemon=True)
        self.port, self.paths, self.got, self.going_on = port, paths, [], True

    def run(self) -> None:
        while self.going_on:
            with (
                suppress(OSError, http.client.HTTPException),
                closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection,
            ):
                self.read(connection)

    def read(self, connection) -> None:
        while self.going_on:
            for path in self.paths:
                asked = time.monotonic()
                connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "br"})
                answer = connection.getresponse()
                answer.read()
                self.got.append((path, asked, answer.status, answer.headers.get("Cache-Status", "")))


@contextmanager
def one_node(tmp_path, config, _server):
    copy_of_migrated(config.migrated, tmp_path / "one" / NAME)
    site = Site(tmp_path / "one")
    racer = Racer(Site(tmp_path / "one", LEMBAR_VAR=f"{tmp_path / 'one'}/."))
    yield racer, [site.start("--prepare")]
    site.stop()


@contextmanager
def two_nodes(tmp_path, _config, server):
    (tmp_path / "redis").mkdir()
    with a_database(server) as url, redis_server(tmp_path / "redis") as redis:
        engines = {"DATABASE_URL": url, "CACHE_URL": f"redis://127.0.0.1:{redis.get_connection_kwargs()['port']}"}
        sites = [Site(tmp_path / name, **engines) for name in ("one", "two")]
        racer = Racer(Site(tmp_path / "beside", **engines))
        yield racer, [site.start("--prepare") for site in sites]
        for site in sites:
            site.stop()


def taken_down(racer, sites) -> tuple[dict[str, float], list[Reader]]:
    """When each address was withdrawn, and what the readers got."""
    articles = racer.do("tests.drills.takedowns.live", number=ADDRESSES)
    paths = [path for _code, path in articles]
    readers = [Reader(site.port, paths) for site in sites for _reader in range(READERS)]
    for reader in readers:
        reader.start()
    wait_until(lambda: all(len(reader.got) >= 3 * ADDRESSES for reader in readers), 120)
    gone = {path: racer.do("tests.drills.takedowns.withdraw", code=code) for code, path in articles}
    time.sleep(2.5)
    for reader in readers:
        reader.going_on = False
    for reader in readers:
        reader.join(15)
    return gone, readers


def too_late(gone: dict[str, float], readers: list[Reader]) -> list[float]:
    """For every 200 that was asked for more than a second after its article went: how many seconds after."""
    got = [(asked - gone[path], status) for reader in readers for path, asked, status, _cache in reader.got]
    return sorted(after for after, status in got if status == 200 and after > ALLOWED)


@pytest.mark.parametrize("nodes", [one_node, two_nodes])
def test_a_second_after_a_take_down_nobody_gets_the_article(tmp_path, request, postgres, nodes):
    with nodes(tmp_path, request.config, postgres) as (racer, sites):
        gone, readers = taken_down(racer, sites)
        racer.leave()

    got = [one for reader in readers for one in reader.got]
    before = [cache for path, asked, _status, cache in got if asked < gone[path]]
    last = max(
        (asked - gone[path] for path, asked, status, _c in got if status == 200 and asked > gone[path]), default=0
    )
    hits = sum("hit" in cache for cache in before)
    told = f"{len(got)} answers, {hits} of {len(before)} before from the cache, last 200 {last:.2f} s after"
    print(f"\n{nodes.__name__}: {told}", end="")
    assert {status for _path, _asked, status, _cache in got} == {200, 410}
    assert hits > len(before) / 2
    assert {path for path, _asked, status, _cache in got if status == 410} == gone.keys()
    assert too_late(gone, readers) == []


def test_with_the_stamps_switched_off_the_drill_fails(tmp_path, request):
    with one_node(tmp_path, request.config, None) as (racer, sites):
        racer.do("tests.drills.takedowns.switch_off_the_stamps")
        late = too_late(*taken_down(racer, sites))
        racer.leave()

    print(f"\nstamps switched off: {len(late)} answers too late")
    assert late
