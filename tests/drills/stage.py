"""Owns the stage of the drills: a served site with people at work, and a process that reads its rows afterwards."""

import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from tests.drills.acknowledged import PACE, Work
from tests.migrated import NAME, copy_of_migrated
from tests.races import Racer
from tests.site import Site


def asked(site: Site, path: str) -> tuple[int, str]:
    """Status and text; a site that looks for its database takes some seconds."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{site.port}{path}", timeout=40) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def status(site: Site, path: str) -> int:
    return asked(site, path)[0]


def ready(site: Site) -> str:
    return asked(site, "/readyz")[1]


class Stage:
    """A served site with two writers and a moderator at work, and a process that reads its rows."""

    def __init__(self, var: Path, notary: dict[str, str], *, writers: int, pace: float, **engines: str):
        self.notary = Racer(Site(var, LEMBAR_VAR=f"{var}/.", **(engines | notary)))
        self.notary.do("tests.races.migrate")
        self.site = Site(var, **engines).start("--prepare")
        sessions = self.notary.do("tests.drills.ledger.sessions", writers=writers)
        self.work = Work(self.site.port, **sessions, pace=pace)

    def answers(self) -> Counter:
        return sum((person.answers for person in self.work.people), Counter())

    def leave(self) -> None:
        self.site.stop()
        self.notary.leave()

    def nothing_is_lost(self, name: str) -> None:
        """Every acknowledged line, photo and approval stands; the only odd answers were 503."""
        odd = [oddity for oddity in self.work.oddities() if ": 503 " not in oddity]
        print(f"\n{name}: {self.answers()[503]} answers 503; {self.work.counts()}", end="")
        for reaped, seconds in ((False, 150), (True, 20)):
            until = time.monotonic() + seconds
            while self.notary.do("tests.drills.ledger.unsettled", reaped=reaped) and time.monotonic() < until:
                time.sleep(0.5)
            self.notary.do("tests.drills.ledger.reap")
        texts, approved = self.work.texts(), self.work.moderator.approved
        wrong = self.notary.do("tests.drills.ledger.wrong", texts=texts, approved=approved)
        wrong = [fault for fault in wrong if "is FAILED" not in fault]  # a task on a full disk; its photo came later
        assert (odd, wrong) == ([], [])
        assert texts


@contextmanager
def staged(var: Path, config, notary: dict[str, str] | None = None, *, writers=2, pace=PACE, **engines: str):
    """`notary` is the environment of the process that reads, where it differs from the site's."""
    if "DATABASE_URL" not in engines:
        copy_of_migrated(config.migrated, var / NAME)
    stage = Stage(var, notary or {}, writers=writers, pace=pace, **engines)
    try:
        yield stage
    finally:
        stage.leave()
