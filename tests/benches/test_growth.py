"""Owns how pages, steps and searches grow with the archive: 300, 10,000 and, when asked, 100,000 articles.

LEMBAR_BENCH=100000 asks for the largest, or 1000000. All sizes are measured in turn, so that a noisy neighbour meets
each of them.
"""

import math
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from statistics import median

import pytest

from tests.benches.databases import Filled, on_postgres, on_sqlite

pytestmark = pytest.mark.bench
SMALLEST, LARGE, LARGEST = 300, 10_000, int(os.environ.get("LEMBAR_BENCH", 0))
SIZES = sorted({SMALLEST, LARGE, LARGEST} - {0})
ROUNDS, WARM = 30, 3
PAGES = (
    "article",
    "front",
    "latest",
    "latest, half way",
    "topic",
    "topic, half way",
    "profile",
    "feed",
    "feed of a topic",
)
AT_MOST = 1.10  # times the median at 300, of a page at 10,000
P95_AT_MOST, SEARCH_AT_MOST = 1.5, 3
SEARCH_MS = {100_000: 50}
# A part of the sitemap has up to 10,000 addresses, up to 1,000 articles are ranked, and a twentieth of all is one
# writer's, whose dashboard counts them; measured less often.
BY_NATURE = ("sitemap part", "sitemap index", "ranking alone", "dashboard of 5,000 at the largest")


@pytest.fixture(params=["sqlite", "postgresql"])
def filled(request) -> Iterator[list[Filled]]:
    kept = Path(request.config.cache.mkdir("bench"))
    make = on_sqlite if request.param == "sqlite" else on_postgres(request.getfixturevalue("postgres"))
    with ExitStack() as open_:
        yield [open_.enter_context(Filled(size, make(kept, size))) for size in SIZES]


def in_turn(filled: list[Filled]) -> dict[str, dict[int, list[dict]]]:
    """By name and size what was measured, but for the rounds that warm up."""
    found: dict[str, dict[int, list[dict]]] = defaultdict(lambda: defaultdict(list))
    for turn in range(WARM + ROUNDS):
        for name in filled[0].names:
            for one in filled if turn < 2 * WARM or name not in BY_NATURE else []:
                row = one.measure(name)
                if turn >= WARM:
                    found[name][one.size].append(row)
    return found


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def test_growth(filled, request):
    found = in_turn(filled)

    print(
        f"\n| {request.node.callspec.id} | "
        + " | ".join(f"{size:,}: median, p95 ms, queries" for size in SIZES)
        + " | ratios |"
    )
    print("|---|" + "---|" * (len(SIZES) + 1))
    missed = [miss for name, sizes in found.items() for miss in line(name, sizes)]

    assert missed == []


def line(name: str, sizes: dict[int, list[dict]]) -> list[str]:
    """Print a line of the table; which targets it misses."""
    medians = {size: median(row["ms"] for row in rows) for size, rows in sizes.items()}
    ends = {size: p95([row["ms"] for row in rows]) for size, rows in sizes.items()}
    queries = {size: rows[-1]["queries"] for size, rows in sizes.items()}
    cells = [f"{medians[size]:.1f}, {ends[size]:.1f}, {queries[size]}" for size in SIZES]
    ratios = [f"{medians[size] / medians[SMALLEST]:.2f}" for size in SIZES[1:]]
    print(f"| {name} | {' | '.join(cells)} | {' · '.join(ratios)} |", flush=True)
    missed = []
    if name in PAGES and medians[LARGE] > AT_MOST * medians[SMALLEST]:
        missed.append(f"{name}: {medians[LARGE] / medians[SMALLEST]:.2f} times as long at {LARGE}")
    most = SEARCH_AT_MOST if name.startswith("search") else P95_AT_MOST
    if name not in BY_NATURE and ends[SIZES[-1]] > most * ends[SMALLEST]:
        missed.append(f"{name}: p95 {ends[SIZES[-1]] / ends[SMALLEST]:.1f} times as long at {SIZES[-1]}")
    if name.startswith("search") and medians[SIZES[-1]] > SEARCH_MS.get(SIZES[-1], math.inf):
        missed.append(f"{name}: {medians[SIZES[-1]]:.0f} ms at {SIZES[-1]}")
    return missed
