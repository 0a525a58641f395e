"""Owns how servers are loaded: in turn, by wrk (Debian's package) on a core of its own, the servers on the other.

Round by round each server is loaded once, so that a noisy neighbour meets all of them; a figure is the median of its
rounds. wrk's latencies are of a closed loop: they compare servers, and are no service level.
"""

import json
import os
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SERVERS, LOADER = 0, 1  # cores
ACCEPT = {"Accept-Encoding": "gzip", "Accept": "text/html"}
ROUNDS = 5
REPORT = """done = function(summary, latency, requests)
  local e = summary.errors
  io.write(string.format('\\n{"rate":%f,"p50":%f,"p99":%f,"errors":%d}\\n', summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end"""


@dataclass(frozen=True)
class Load:
    """Requests a second, and milliseconds that half of them and 99 of a hundred took at most."""

    rate: float
    p50: float
    p99: float


@contextmanager
def on_core(number: int) -> Iterator[None]:
    """What is started within stays on this core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {number})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def in_turn(addresses: dict[str, str], connections: int, *, rounds: int = ROUNDS, seconds: int = 2) -> dict[str, Load]:
    """The load that each server stood, by its name. The first round warms up and is thrown away."""
    rows: dict[str, list[Load]] = {name: [] for name in addresses}
    for turn in range(rounds + 1):
        for name, address in addresses.items():
            settle()
            rows[name].append(load(address, connections if turn else 2, seconds if turn else 1))
    return {name: middle(found[1:]) for name, found in rows.items()}


def middle(rows: list[Load]) -> Load:
    return Load(*(median(getattr(row, name) for row in rows) for name in ("rate", "p50", "p99")))


def load(address: str, connections: int, seconds: int) -> Load:
    """One round. An answer that is not 200, or a request without one, is an error here."""
    fetched(address)
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(REPORT)
        script.flush()
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", script.name]
        headers = [part for name, value in ACCEPT.items() for part in ("-H", f"{name}: {value}")]
        with on_core(LOADER):
            done = subprocess.run([*command, *headers, address], capture_output=True, text=True, check=True)
    found = json.loads(done.stdout.strip().splitlines()[-1])
    assert found.pop("errors") == 0, (address, done.stdout)
    return Load(**found)


def fetched(address: str, coding: str = "gzip") -> bytes:
    """The body as it is sent to who takes this coding. Raises unless the answer is good."""
    asked = urllib.request.Request(address, headers=ACCEPT | {"Accept-Encoding": coding})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read()


def settle(core: int = SERVERS, *, limit: float = 8) -> None:
    """Wait until the servers' core rests: a slow one still works off its queue when wrk has left."""
    until = time.monotonic() + limit
    while time.monotonic() < until:
        idle, total = ticks(core)
        time.sleep(0.2)
        now_idle, now_total = ticks(core)
        if now_idle - idle >= 0.8 * (now_total - total):
            return


def ticks(core: int) -> tuple[int, int]:
    """Of this core since the start of the machine: idle ticks, all ticks."""
    lines = Path("/proc/stat").read_text().splitlines()
    counts = [int(part) for part in next(line for line in lines if line.startswith(f"cpu{core} ")).split()[1:9]]
    return counts[3] + counts[4], sum(counts)


def alternately(times: int, *measures: Callable[[], float]) -> list[float]:
    """The median of each measure, all of them taken in turn."""
    rows = [[measure() for measure in measures] for _turn in range(times)]
    return [median(column) for column in zip(*rows, strict=True)]
