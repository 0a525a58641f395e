"""Owns what our pages cost as multiples of the bare web server on the same machine, in the same minute."""

import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from statistics import median

import pytest

from tests.site import ROOT, Site, free_port, wait_until

REQUESTS = 300
PAGES = ("/healthz", "/readyz", "/", "/latest/")
pytestmark = pytest.mark.bench


@pytest.fixture
def bare():
    """granian with an application that does nothing; its port."""
    port = free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    server = subprocess.Popen([*command, "tests.benches.bare:application"], cwd=ROOT)
    wait_until(lambda: answers(port))
    yield port
    server.terminate()
    server.wait()


@pytest.fixture
def site(tmp_path):
    site = Site(tmp_path / "var", LEMBAR_DEMO="1").start("--prepare", patience=120)
    yield site
    site.stop()


def answers(port):
    try:
        return cost(port, "/", 1)
    except OSError:
        return None


def cost(port, path, times=REQUESTS):
    """The median time of a request on a kept connection, in milliseconds."""
    taken = []
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        for _request in range(times):
            began = time.perf_counter()
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - began)
            assert answer.status == 200
    return median(taken) * 1000


def test_pages_against_the_bare_server(bare, site):
    floor = cost(bare, "/")
    print(f"\nbare web server {floor:.2f} ms")
    for page in PAGES:
        ours = cost(site.port, page)
        print(f"{page:15} {ours:.2f} ms, {ours / floor:.1f} times")
