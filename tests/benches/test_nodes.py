"""What a second level of the page cache, shared by the nodes, would save: four nodes on one PostgreSQL and one Redis.

Each node draws a page for itself. After each publication every page is asked for on every node; what is drawn on more
than one could have come from another. A second level pays where drawing again takes a tenth of a core of each node.
"""

import http.client
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import pytest
import redis

from tests.engines import redis_server
from tests.postgres import a_database
from tests.races import Racer
from tests.site import Site

pytestmark = pytest.mark.bench
NODES, ARTICLES, PUBLICATIONS = 4, 40, 12
SEEN_BY_ALL = 1.2  # seconds until every node knows of a change
A_MINUTE = 1  # publications of a site with four nodes: 1,440 a day
PAYS = 0.10  # of a core of each node
LISTS = [
    "/",
    "/latest/",
    "/topics/",
    "/people/",
    "/corrections/",
    "/feeds/rss.xml",
    "/sitemap.xml",
    "/news-sitemap.xml",
]


def asked(site: Site, paths: list[str]) -> tuple[Counter, bytes]:
    """Which of these pages the node drew now, and the last of them."""
    drawn, body = Counter(), b""
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)) as connection:
        for path in paths:
            connection.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": "br"})
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, path
            drawn[path] += "hit" not in answer.headers.get("Cache-Status", "")
    return drawn, body


def seconds_of(site: Site) -> float:
    """Of the processor, that the process which draws has taken."""
    told = Path(f"/proc/{site.one('lembar django')}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def read_from(engine: redis.Redis, body: bytes) -> float:
    """Seconds that reading a page as it is sent takes there."""
    engine.set("page", body)
    took = []
    for _time in range(500):
        began = perf_counter()
        engine.get("page")
        took.append(perf_counter() - began)
    return median(took)


@contextmanager
def nodes(folder: Path, server: str) -> Iterator[tuple[list[Site], Racer, redis.Redis]]:
    (folder / "redis").mkdir()
    with a_database(server) as url, redis_server(folder / "redis") as engine, ExitStack() as open_:
        engines = {"DATABASE_URL": url, "CACHE_URL": f"redis://127.0.0.1:{engine.get_connection_kwargs()['port']}"}
        racer = Racer(Site(folder / "beside", **engines))
        open_.callback(racer.leave)
        sites = [Site(folder / f"node{number}", **engines).start("--prepare") for number in range(NODES)]
        for site in sites:
            open_.callback(site.stop)
        yield sites, racer, engine


def drawings(sites: list[Site], racer: Racer, paths: list[str]) -> tuple[int, int]:
    """How many pages all nodes together draw after the publications, and how many of these are different ones."""
    drawn = different = 0
    for _time in range(PUBLICATIONS):
        racer.do("tests.drills.takedowns.live", number=1)
        sleep(SEEN_BY_ALL)
        each = [asked(site, paths)[0] for site in sites]
        drawn += sum(one.total() for one in each)
        different += sum(any(one[path] for one in each) for path in paths)
    return drawn, different


def test_what_a_shared_second_level_would_save(tmp_path, postgres):
    with nodes(tmp_path, postgres) as (sites, racer, engine):
        paths = LISTS + [path for _code, path in racer.do("tests.drills.takedowns.live", number=ARTICLES)]
        sleep(SEEN_BY_ALL)
        last = [asked(site, paths)[1] for site in sites][-1]
        before = sum(map(seconds_of, sites))
        drawn, different = drawings(sites, racer, paths)
        a_draw, a_read = (sum(map(seconds_of, sites)) - before) / drawn, read_from(engine, last)

    saved = (drawn - different) / PUBLICATIONS / NODES * (a_draw - a_read) * A_MINUTE / 60
    print(
        f"\n{NODES} nodes, {len(paths)} pages: {drawn / PUBLICATIONS / NODES:.1f} drawn on a node after a publication, "
        f"{1000 * a_draw:.0f} ms of the processor each; read from Redis {1000 * a_read:.2f} ms; shared, a node would "
        f"save {100 * saved:.2f} % of a core at {A_MINUTE} publication a minute",
        end="",
    )
    assert 0 < saved < PAYS
