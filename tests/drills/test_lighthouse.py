"""Lighthouse, phone profile, three runs over the readers' pages: 100 in all four. npm installs it (vendor/lighthouse).

Of a search, whether search engines may list it does not count: they may not, on purpose.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.drills.reading import addresses
from tests.site import ROOT, Site

LACKING = [tool for tool in ("node", "npm", "chromium") if not shutil.which(tool)]
pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(bool(LACKING), reason=f"Lighthouse did NOT run. apt-get install {' '.join(LACKING)}"),
]
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS, TRIES = 3, 3
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


@pytest.fixture(scope="module")
def lighthouse(request) -> Path:
    """The program, installed from its lock into the cache once."""
    folder = Path(request.config.cache.mkdir("lighthouse"))
    for file in (ROOT / "vendor/lighthouse").glob("package*.json"):
        shutil.copy(file, folder)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)
    return folder / "node_modules/.bin/lighthouse"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("site") / "var", LEMBAR_DEMO="1").start("--prepare", patience=120)
    yield addresses(site)
    site.stop()


def scores(program: Path, address: str, report: Path) -> tuple[list[int], list[str]]:
    """The four scores, and the audits that cost one of them something."""
    told = os.environ | {"CHROME_PATH": shutil.which("chromium")}
    command = [program, address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"]
    if "/search/" in address:
        command.append("--skip-audits=is-crawlable")
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    for tries_left in reversed(range(TRIES)):  # a score is measured once; the program itself may end in an error
        if subprocess.run(command, env=told, check=not tries_left).returncode == 0:
            break
    found = json.loads(report.read_text())
    weights = {one["id"]: one["weight"] for name in CATEGORIES for one in found["categories"][name]["auditRefs"]}
    short = [
        f"{name} {audit['score']} {audit.get('displayValue', '')}".strip()
        for name, audit in found["audits"].items()
        if weights.get(name) and audit["score"] is not None and audit["score"] < 1
    ]
    return [round(100 * found["categories"][name]["score"]) for name in CATEGORIES], short


def test_every_page_scores_a_hundred_on_a_phone(lighthouse, pages, tmp_path):
    wanting = []
    print(f"\n{', '.join(CATEGORIES)}")
    for name, address in pages.items():
        runs = [scores(lighthouse, address, tmp_path / f"{name}-{run}.json") for run in range(RUNS)]
        print(f"{name:8}", *(" ".join(map(str, found)) for found, _short in runs), sep=" | ")
        wanting += [f"{name}: {found} {short}" for found, short in runs if found != [100] * len(CATEGORIES)]

    assert wanting == []
