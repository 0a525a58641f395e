"""Owns the drill of what was acknowledged: five kills of each process while people write, send and approve."""

import os
import random
import signal
import time
from collections import Counter

import pytest

from tests.drills.acknowledged import Work
from tests.newsroom.test_serve import PROCESSES
from tests.races import Racer
from tests.site import KINDS, Site, wait_until

TIMES = 5
SUPERVISOR = "the supervisor"
# In one life of a supervisor the web dies twice, never three times: that would be a crash loop.
ROUND = [*PROCESSES, SUPERVISOR]
A_RETRY = 150  # seconds: a photo whose worker was killed is asked for again after 60, twice at the most
A_MOMENT = 20
pytestmark = pytest.mark.drill


def kill(site: Site, process: str) -> None:
    if process == SUPERVISOR:
        site.stop(signal.SIGKILL)
        site.start()
        return
    kind, forked_by = PROCESSES[process]
    wait_until(lambda: site.counts() == KINDS)
    os.kill(site.one(kind, forked_by=forked_by), signal.SIGKILL)


def settle(notary: Racer, seconds: float, *, reaped: bool) -> None:
    """Wait until clock and worker have done all that is due."""
    until = time.monotonic() + seconds
    while left := notary.do("tests.drills.ledger.unsettled", reaped=reaped):
        assert time.monotonic() < until, f"Left undone for {seconds} s: {left}"
        time.sleep(0.5)


def test_every_acknowledged_write_is_there_and_no_half_state(site, notary, request):
    work, kills = Work(site.port, **notary.do("tests.drills.ledger.sessions")), Counter()
    with work.going_on():
        for process in ROUND * TIMES:
            time.sleep(random.uniform(0.5, 2.5))
            kill(site, process)
            kills[process] += 1
        time.sleep(3)
    print(f"\n{request.node.name}: {dict(kills)}; {work.counts()}", end="")

    began = time.monotonic()
    settle(notary, A_RETRY, reaped=False)
    reaped, left = notary.do("tests.drills.ledger.reap"), notary.do("tests.drills.ledger.left_over")
    settle(notary, A_MOMENT, reaped=True)
    print(f"; settled after {time.monotonic() - began:.0f} s, {reaped} tasks handed out again; left over: {left}")
    assert [oddity for oddity in work.oddities() if "terputus" not in oddity] == []
    assert notary.do("tests.drills.ledger.wrong", texts=work.texts(), approved=work.moderator.approved) == []
    assert work.texts() != [] != work.moderator.approved
