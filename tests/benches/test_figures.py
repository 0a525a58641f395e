"""Owns what is compared, each in turn: pages, uploads, memory, start, steps and photos, beside nginx, beside a page
without a database and beside the peers that are installed (LEMBAR_PEERS, served.py).
"""

import os
import re
import shutil
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from statistics import median

import pytest
from PIL import Image

from newsroom.pagecache.stored import WORTH_IT
from tests.benches import bare_pillow, served
from tests.benches.databases import Filled, on_sqlite
from tests.benches.loaded import SERVERS, alternately, fetched, in_turn, load, on_core
from tests.benches.served import FLOOR, WAGTAIL, address, article_of, peers
from tests.benches.told import Figures
from tests.benches.uploading import uploading
from tests.costs import costs
from tests.site import ROOT, Site, wait_until

TOOLS = {"wrk": "wrk", "nginx": "nginx-light"}
LACKING = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(bool(LACKING), reason=f"NOTHING was compared. apt-get install {' '.join(LACKING)}"),
]
LISTS = {"home": "/", "latest": "/latest/", "topic": "/topics/kuliner/"}  # of ours


@pytest.fixture(scope="module")
def var(request) -> Path:
    return served.filled_site(Path(request.config.cache.mkdir("bench")))


@pytest.fixture(scope="module")
def figures():
    figures = Figures()
    yield figures
    assert figures.missed == []


def listed(found: dict, what: str) -> str:
    return ", ".join(f"{name} {getattr(one, what):.{0 if what == 'rate' else 2}f}" for name, one in found.items())


def test_cached_article(figures, var, tmp_path):
    with served.served(var) as site, peers(served.WAGTAIL_CACHED, served.WORDPRESS_CACHED) as others:
        ours = address(site, article_of(site))
        with served.nginx(tmp_path / "nginx", fetched(ours)) as file:
            addresses = {"ours": ours, "nginx": file} | {one.name: one.address("article") for one in others}
            many, one = in_turn(addresses, 32), in_turn(addresses, 1)
    for what, found, least in (("32 connections", many, 0.4), ("1 connection", one, 0.7)):
        ratio = found["ours"].rate / found["nginx"].rate
        figures.line(f"cached article, {what}, to nginx", ratio, least, listed(found, "rate") + " /s", least=True)
    ratio = many["ours"].p99 / many["nginx"].p99
    figures.line("the same at 32 connections, p99, to nginx", ratio, 2, listed(many, "p99") + " ms")


def test_readers_beside_slow_uploads(figures, var):
    with served.served(var) as site:
        ours = address(site, article_of(site))
        fetched(ours)

        def beside() -> float:
            with uploading(site.port):
                return load(ours, 32, 3).p99

        without, with_them = alternately(5, lambda: load(ours, 32, 3).p99, beside)
    told = f"{with_them:.1f}, {without:.1f} ms"
    figures.line("cached p99 beside 40 uploads at 20 kB/s, to without", with_them / without, 2, told)


def test_uncached_pages(figures, var):
    """Beside a page whose templates come from memory, without a database, under the same web server."""
    wanted = (FLOOR, WAGTAIL, served.GHOST, served.WORDPRESS)
    with served.served(var, LEMBAR_PAGE_CACHE_MB="0") as site, peers(*wanted) as others:
        for page, path in ({"article": article_of(site)} | LISTS).items():
            theirs = {one.name: one.address(page) for one in others}
            found = in_turn({"ours": address(site, path)} | theirs, 1, rounds=3, seconds=3)
            if FLOOR.name not in found:
                figures.alone(f"uncached {page}", listed(found, "rate") + " /s", "the page without a database")
                continue
            ratio = found["ours"].rate / found[FLOOR.name].rate
            what = f"uncached {page}, to one without a database"
            figures.line(what, ratio, 0.45, listed(found, "rate") + " /s", least=True)


def test_memory(figures, var):
    with served.served(var) as site, peers(WAGTAIL) as others:
        for page, path in [*({"article": article_of(site)} | LISTS).items()] * 20:
            for one in [address(site, path), *(other.address(page) for other in others)]:
                fetched(one)
        ours = served.pss(list(site.processes()))
        theirs = [served.pss(served.with_children(served.pid_of(other.name))) for other in others]
    if theirs:
        told = f"{ours:.0f}, {theirs[0]:.0f} MB"
        figures.line("memory of all processes, to Wagtail's web alone", ours / theirs[0], 1, told)
    else:
        figures.alone("memory of all processes", f"{ours:.0f} MB", "Wagtail")


def test_start_to_the_first_page(figures, var):
    with served.served(var) as site:
        page = address(site, article_of(site))
    if served.has("wagtail"):
        mine, theirs = alternately(5, lambda: our_start(site, page), wagtails_start)
        figures.line("start to the first page, to Wagtail", mine / theirs, 0.8, f"{mine:.2f}, {theirs:.2f} s")
    else:
        figures.alone("start to the first page", f"{our_start(site, page):.2f} s", "Wagtail")


def our_start(site: Site, page: str) -> float:
    """Seconds, as the unit starts it."""
    began = time.monotonic()
    with on_core(SERVERS):
        command, quiet = [sys.executable, "manage.py", "serve", "--prepare"], subprocess.DEVNULL
        process = subprocess.Popen(command, cwd=ROOT, env=site.environment, stdout=quiet, stderr=quiet)
    wait_until(lambda: served.listening(page))
    took = time.monotonic() - began
    process.terminate()
    process.wait(timeout=15)
    return took


def wagtails_start() -> float:
    began = time.monotonic()
    served.peer_is("start", WAGTAIL.name)
    fetched(WAGTAIL.address("article"))
    took = time.monotonic() - began
    served.peer_is("stop", WAGTAIL.name)
    return took


def test_steps_in_process(figures, request):
    kept = Path(request.config.cache.mkdir("bench"))
    theirs = wagtails_steps(kept / "published.sqlite3") if served.has("wagtail") else {}
    with Filled(served.ARTICLES, on_sqlite(kept, served.ARTICLES)) as filled:
        for ours, other in (("save a line", "save a draft again (revision)"), ("publish", "publish the revision")):
            took = median(filled.measure(ours)["ms"] for _turn in range(30))
            if other in theirs:
                told = f"{took:.1f}, {theirs[other]:.1f} ms"
                figures.line(f"{ours}, to Wagtail", took / theirs[other], 0.5, told)
            else:
                figures.alone(ours, f"{took:.1f} ms", "Wagtail")
        queries = {page: filled.measure(page)["queries"] for page in ("article", "front", "latest", "topic")}
    figures.line("queries of an uncached article", queries.pop("article"), 9, "")
    figures.line("queries of an uncached list, the most", max(queries.values()), 8, str(queries))


def wagtails_steps(copy: Path) -> dict[str, float]:
    """Milliseconds of Wagtail's steps by their names, on a copy of its database (the peers' publish.py)."""
    shutil.copy(served.WORK / "wt" / "db300.sqlite3", copy)
    done = subprocess.run(
        [served.WORK / "venv/bin/python", "manage.py", "shell"],
        cwd=served.WORK / "wt",
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "bench.settings.benchmark", "BENCH_DB": str(copy)},
        input=(served.SETUP.parent / "wagtail" / "publish.py").read_text(),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in done.stdout.splitlines()]
    return {row[1]: float(row[2]) for row in rows if len(row) == 5}


def test_a_photo_of_a_phone(figures, tmp_path):
    """All twelve renditions, since a cover has one more width; the bare pipeline makes the same."""
    picture, number = a_photograph((4000, 3000)), 3 * len(bare_pillow.WIDTHS)
    makers = {"ours": ("community.pictures.child", "develop"), "bare": ("tests.benches.bare_pillow",)}
    rows: dict[str, list] = {name: [] for name in makers}
    for _turn in range(10):
        for name, (module, *work) in makers.items():
            folder = tmp_path / name
            folder.mkdir(exist_ok=True)
            rows[name].append(costs(picture, module, *work, str(folder)))
            assert len(list(folder.iterdir())) == number
    mine, bare = (median(wall for wall, _processor, _peak in found) for found in rows.values())
    peak = median(peak for _wall, _processor, peak in rows["ours"])
    figures.line(f"12 MP to {number} renditions, to bare Pillow", mine / bare, 1.2, f"{mine:.2f}, {bare:.2f} s")
    figures.line("its peak, to Wagtail's 353 MB", peak / 353, 0.45, f"{peak:.0f} MB")


def a_photograph(size: tuple[int, int]) -> bytes:
    """Soft noise over a gradient: what a phone's camera sees costs about as much."""
    parts = [Image.effect_noise((size[0] // 4, size[1] // 4), 40 + 20 * at).resize(size) for at in range(3)]
    ramp = Image.linear_gradient("L").resize(size).convert("RGB")
    out = BytesIO()
    Image.blend(ramp, Image.merge("RGB", parts), 0.2).save(out, "JPEG", quality=90)
    return out.getvalue()


def test_what_a_first_view_weighs(figures, var):
    with served.served(var) as site:
        path = article_of(site)
        page = fetched(address(site, path), "identity").decode()
        for _reader in range(WORTH_IT):
            fetched(address(site, path), "br")
        time.sleep(1)  # while it is compressed well
        parts = re.findall(r'(?:<link rel="stylesheet" href|<script[^>]* src)="([^"]+)"', page)
        sizes = [len(fetched(address(site, one), "br, gzip")) for one in (path, *parts)]
    told = " + ".join(map(str, sizes)) + " bytes"
    figures.line("HTML, CSS and JS of the article as sent, in kB", sum(sizes) / 1000, 14, told)
