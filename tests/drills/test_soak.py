"""Ten minutes of twenty writers, a moderator and ten readers on one site: no error, nothing lost, flat memory."""

import http.client
import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.drills.stage import Stage, staged
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


def people_for_ten_minutes(stage: Stage) -> tuple[Counter, list[int]]:
    """What readers were answered, and the memory after each minute."""
    stop, answers, held = threading.Event(), Counter(), []
    readers = [threading.Thread(target=read, args=[stage.site.port, stop, answers]) for _ in range(READERS)]
    with stage.work.going_on():
        for reader in readers:
            reader.start()
        for _minute in range(MINUTES):
            time.sleep(60)
            held.append(memory(stage.site))
        stop.set()
        for reader in readers:
            reader.join()
    return answers, held


def test_ten_minutes_of_people_without_an_error(tmp_path, request):
    with staged(tmp_path / "var", request.config, writers=WRITERS, pace=THINKING) as stage:
        answers, held = people_for_ten_minutes(stage)
        took = sorted(seconds for writer in stage.work.writers for seconds in writer.took)
        print(
            f"\nreaders {dict(answers)}; a save {1000 * took[len(took) // 2]:.0f} ms, 99 of 100 under "
            f"{1000 * took[len(took) * 99 // 100]:.0f} ms; memory by minute {held} MB",
            end="",
        )
        stage.nothing_is_lost("ten minutes")
        assert stage.answers()[503] == 0
    assert set(answers) <= {200, 404, 429}  # 404: no topic is live at first; 429: too many searches of one network
    assert held[-1] < 1.25 * held[1]
