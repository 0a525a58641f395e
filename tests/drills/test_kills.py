"""Owns the long drill of the supervisor: five kills of each process, each followed by a count after five seconds."""

import os
import signal
import time

import pytest

from tests.newsroom.test_serve import PROCESSES
from tests.site import KINDS, Site

TIMES = 5
PAUSE = 5
pytestmark = pytest.mark.drill


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "var")
    site.manage("migrate", "--verbosity=0")
    site.start()
    yield site
    site.stop()


@pytest.mark.parametrize("process", PROCESSES)
def test_one_process_of_each_kind_after_each_kill(site, process):
    kind, forked_by = PROCESSES[process]
    for number in range(1, TIMES + 1):
        os.kill(site.one(kind, forked_by=forked_by), signal.SIGKILL)
        time.sleep(PAUSE)
        print(f"\n{process}, kill {number}: {site.counts()}, listeners {site.listeners()}", end="")

        assert (site.counts(), site.listeners()) == (KINDS, 1)


def test_nothing_is_left_of_a_killed_supervisor(site):
    for number in range(1, TIMES + 1):
        site.stop(signal.SIGKILL)
        time.sleep(PAUSE)
        left, began = (site.counts(), site.listeners()), time.monotonic()
        site.start()
        print(f"\nsupervisor, kill {number}: left {left}; up again in {time.monotonic() - began:.2f} s", end="")

        assert left == ({}, 0)


def test_a_killed_supervisor_is_started_again_at_once(site):
    for number in range(1, TIMES + 1):
        site.stop(signal.SIGKILL)
        began = time.monotonic()
        site.start()
        print(f"\nsupervisor, kill {number}: up again in {time.monotonic() - began:.2f} s", end="")

        assert (site.counts(), site.listeners()) == (KINDS, 1)
