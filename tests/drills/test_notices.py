"""Owns the drill of the notices: worker and clock are killed at random while mails go out, and none goes out twice."""

import os
import random
import signal
import time
from collections import Counter

import pytest

from tests.mailserver import a_mail_server
from tests.newsroom.test_serve import PROCESSES
from tests.site import KINDS, Site, wait_until

KILLS = 50  # on each engine, worker and clock in turn; 100 together
SETTLED_WITHIN = 120  # seconds
pytestmark = pytest.mark.drill


@pytest.fixture
def server():
    """It takes a mail and answers only a moment later: most kills meet the worker in between."""
    with a_mail_server() as server:
        server.answers["END"] = "slow 250 taken"
        yield server


@pytest.fixture
def site(tmp_path, database, server, notary):
    site = Site(tmp_path / "var", EMAIL_URL=server.url, **database).start("--prepare")
    yield site
    site.stop()


def kill(site: Site, process: str) -> None:
    kind, forked_by = PROCESSES[process]
    wait_until(lambda: site.counts() == KINDS)
    os.kill(site.one(kind, forked_by=forked_by), signal.SIGKILL)


def test_no_notice_is_made_or_mailed_twice_whatever_is_killed(site, notary, server, request):
    for number in range(KILLS):
        notary.do("tests.mails.busy", number=3)
        time.sleep(random.uniform(2.6, 3.2))  # three deaths of one kind within nine seconds would be a crash loop
        kill(site, "the clock" if number % 2 else "the task worker")
    until = time.monotonic() + SETTLED_WITHIN
    while left := notary.do("tests.mails.untold"):
        assert time.monotonic() < until, f"{left} left after {SETTLED_WITHIN} s"
        time.sleep(0.5)
    time.sleep(2)
    notary.do("tests.mails.settle")

    *rows, (_, askings) = notary.do("tests.mails.ledger")
    states, taken = Counter(state for _id, state in rows), Counter(server.ids())
    print(
        f"\n{request.node.name}: {KILLS} kills, {len(rows)} notices, {len(server.ids())} mails, {dict(states)}", end=""
    )
    assert [one for one, times in taken.items() if times > 1] == []
    assert len(rows) == 2 * askings + notary.do("tests.mails.others")
    assert states.keys() <= {"sent", "in_doubt", "unwanted"}
    assert {one for one, state in rows if state == "sent"} <= taken.keys() <= {one for one, _state in rows}
