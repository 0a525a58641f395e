"""Owns the drill of granian's threads: they end when idle, and neither the process nor its files may suffer from it."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.site import ROOT, Site, parent_of, wait_until

BURSTS, AT_ONCE, IDLE = 4, 32, 5  # granian's shortest idle time is five seconds
pytestmark = pytest.mark.drill


@pytest.fixture
def site(tmp_path):
    """Granian alone with the product's application, its threads ending after five idle seconds."""
    site = Site(tmp_path / "var")
    site.manage("migrate", "--verbosity=0")
    options = ["--port", site.port, "--blocking-threads", AT_ONCE, "--blocking-threads-idle-timeout", IDLE]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", *map(str, options), "newsroom.wsgi:application"]
    site.process = subprocess.Popen([*command, "--log-level", "error"], cwd=ROOT, env=site.environment)
    wait_until(site.answers)
    yield site
    site.process.terminate()
    site.process.wait()


def worker_of(site) -> int:
    return next(pid for pid in site.processes() if parent_of(pid) == site.process.pid)


def open_databases(pid: int) -> int:
    names = [os.readlink(link) for link in Path(f"/proc/{pid}/fd").iterdir()]
    return sum("sqlite3" in name for name in names)


def test_bursts_with_idle_times_between_leave_one_process_and_few_files(site):
    worker, counts = worker_of(site), []

    for burst in range(BURSTS):
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda _number: site.get("/sitemap.xml"), range(2 * AT_ONCE)))
        time.sleep(IDLE + 3)
        counts.append(open_databases(worker_of(site)))
        print(f"\nburst {burst + 1}: worker {worker_of(site)}, {counts[-1]} open database files", end="")

    assert worker_of(site) == worker
    assert max(counts) <= 2 * AT_ONCE + 4
