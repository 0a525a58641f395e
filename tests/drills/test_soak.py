"""Ten minutes of twenty writers, a moderator and ten readers on one site: no error, nothing lost, flat memory."""

import http.client
import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.drills.acknowledged import Work
from tests.races import Racer
from tests.site import Site

MINUTES, WRITERS, READERS = 10, 20, 10
THINKING = 2.0  # seconds between two requests of a writer
READING = ("/", "/latest/", "/topics/", "/topics/kuliner/", "/search/?q=pasar", "/feeds/rss.xml", "/sitemap.xml")
pytestmark = pytest.mark.drill


def read(port: int, stop: threading.Event, answers: Counter) -> None:
    chance = random.Random()
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", chance.choice(READING))
        answers[connection.getresponse().status] += 1
        connection.close()
        time.sleep(0.5)


def memory(site: Site) -> int:
    """Megabytes that the site's processes hold together (PSS)."""
    total = 0
    for pid in site.processes():
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total // 1024


def test_ten_minutes_of_people_without_an_error(tmp_path):
    notary = Racer(Site(tmp_path / "var", LEMBAR_VAR=f"{tmp_path}/var/."))
    notary.do("tests.races.migrate")
    site = Site(tmp_path / "var").start("--prepare")
    work = Work(site.port, **notary.do("tests.drills.ledger.sessions", writers=WRITERS), pace=THINKING)
    stop, read_answers, held = threading.Event(), Counter(), []
    readers = [threading.Thread(target=read, args=[site.port, stop, read_answers]) for _ in range(READERS)]
    with work.going_on():
        for reader in readers:
            reader.start()
        for _minute in range(MINUTES):
            time.sleep(60)
            held.append(memory(site))
        stop.set()
        for reader in readers:
            reader.join()
    took = sorted(seconds for writer in work.writers for seconds in writer.took)
    print(
        f"\n{work.counts()}; readers {dict(read_answers)}; a save {1000 * took[len(took) // 2]:.0f} ms, "
        f"99 of 100 under {1000 * took[len(took) * 99 // 100]:.0f} ms; memory by minute {held} MB",
        end="",
    )
    until = time.monotonic() + 120
    while notary.do("tests.drills.ledger.unsettled", reaped=False) and time.monotonic() < until:
        time.sleep(0.5)
    approved = work.moderator.approved
    assert (work.oddities(), notary.do("tests.drills.ledger.wrong", texts=work.texts(), approved=approved)) == ([], [])
    assert {
        status for status in read_answers if status not in (200, 404, 429)
    } == set()  # 404: no topic is live at first
    assert held[-1] < 1.25 * held[1]
    site.stop()
    notary.leave()
