"""The drill of a clock that is wrong by a year: people at work before it, under it, and once it is right again.

Nothing that was acknowledged is lost, whichever way it was wrong, and /readyz says so once the time is behind the rows.
"""

import time
from pathlib import Path

import pytest

from tests.drills.stage import Stage, ready, status
from tests.migrated import NAME, copy_of_migrated
from tests.site import wait_until

pytestmark = pytest.mark.drill
ABSENT = "There is no faketime on this machine. Debian package: faketime"
AT_WORK, APPROVED = 6, 3  # seconds at least in each time, and approvals
PUBLIC = (
    "/",
    "/latest/",
    "/topics/",
    "/feeds/rss.xml",
    "/feeds/atom.xml",
    "/feeds/feed.json",
    "/sitemap.xml",
    "/about/",
)


# faketime 0.9.10 refuses to sleep until a second that it did not fake, which is how Python sleeps.
SLEEP = "import select, time\ntime.sleep = lambda seconds: select.select([], [], [], seconds) and None\n"


def under(days: int, folder: Path) -> dict[str, str]:
    """The environment of processes whose clock is wrong by so many days; what counts seconds is left alone."""
    libraries = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not libraries:
        pytest.skip(ABSENT)
    shown = {"FAKETIME": f"{days:+d}d", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1"}
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(SLEEP)
    return {"LD_PRELOAD": str(libraries[0]), "PYTHONPATH": str(folder)} | shown


class Times:
    """One site in several times, one after the other, and what was acknowledged in each."""

    def __init__(self, var: Path):
        self.var, self.texts, self.approved, self.odd = var, [], [], []

    def at_work(self, **clock: str) -> str:
        """People at work under this clock; what /readyz says meanwhile."""
        stage = Stage(self.var, {}, writers=2, pace=0.02, **clock)
        try:
            with stage.work.going_on():
                time.sleep(AT_WORK)
                wait_until(lambda: len(stage.work.moderator.approved) >= APPROVED, 90)
                said = ready(stage.site)
                self.odd += [f"{path} {status(stage.site, path)}" for path in PUBLIC if status(stage.site, path) != 200]
            self.until_settled(stage)
            self.texts += stage.work.texts()
            self.approved += stage.work.moderator.approved
            self.odd += stage.work.oddities()
            print(f"\n{clock.get('FAKETIME', 'right')}: {said!r}; {stage.work.counts()}", end="")
        finally:
            stage.leave()
        return said

    def until_settled(self, stage: Stage) -> None:
        until = time.monotonic() + 60
        while stage.notary.do("tests.drills.ledger.unsettled") and time.monotonic() < until:
            time.sleep(0.5)
        left = stage.notary.do("tests.drills.ledger.unsettled")
        wrong = stage.notary.do("tests.drills.ledger.wrong", texts=self.texts, approved=self.approved)
        self.odd += [*(f"{count} {what}" for what, count in left.items()), *wrong]


@pytest.mark.parametrize("days", [365, -365])
def test_a_clock_that_is_wrong_by_a_year_and_is_right_again(tmp_path, request, days):
    copy_of_migrated(request.config.migrated, tmp_path / "var" / NAME)
    times = Times(tmp_path / "var")

    said = [times.at_work(), times.at_work(**under(days, tmp_path / "beside")), times.at_work()]

    assert times.odd == []
    assert said == (["ok", "ok", "clock"] if days > 0 else ["ok", "clock", "ok"])
