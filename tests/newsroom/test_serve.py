import os
import signal
import socket
from pathlib import Path

import pytest

from tests.migrated import NAME, copy_of_migrated
from tests.site import KINDS, Site, wait_until

pytestmark = [pytest.mark.xdist_group("serve"), pytest.mark.skipif(not os.path.exists("/proc"), reason="needs /proc")]
PROCESSES = {
    "granian's parent": ("lembar web", "supervisor"),
    "granian's worker": ("lembar web", "lembar web"),
    "Django": ("lembar django", "supervisor"),
    "the task worker": ("lembar worker", "supervisor"),
    "the clock": ("lembar clock", "supervisor"),
}


@pytest.fixture(scope="module")
def var(request, tmp_path_factory):
    """A migrated site's folder."""
    folder = tmp_path_factory.mktemp("served") / "var"
    copy_of_migrated(request.config.migrated, folder / NAME)
    return folder


@pytest.fixture
def site(var):
    site = Site(var)
    try:
        yield site.start()
    finally:
        if site.process.poll() is None:
            site.stop()


def refusal(site):
    """What `serve` says and its status when it does not serve."""
    answer = site.manage("serve", "--prepare")
    return answer.returncode, answer.stdout + answer.stderr


@pytest.mark.drill
@pytest.mark.parametrize(("kind", "forked_by"), PROCESSES.values(), ids=PROCESSES)
def test_a_killed_process_comes_back(site, kind, forked_by):
    killed = site.one(kind, forked_by=forked_by)

    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in site.processes() and site.counts() == KINDS and site.answers(), 5)

    assert site.listeners() == 1


@pytest.mark.drill
def test_a_killed_supervisor_takes_everything_along_and_can_be_started_at_once(site):
    site.stop(signal.SIGKILL)
    site.start()

    assert (site.counts(), site.listeners()) == (KINDS, 1)


@pytest.mark.parametrize("how", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.drill)])
def test_an_ending_leaves_no_process_and_no_listener(site, how):
    status = site.stop(how)

    assert (status, site.counts(), site.listeners()) == (0, {}, 0)


def test_a_second_serve_says_where_the_first_one_is(site):
    status, words = refusal(Site(site.var))

    assert (status, words) == (1, f"{site.var} is already being served at http://localhost:{site.port}\n")


@pytest.mark.drill
def test_a_taken_port_is_one_sentence(site, tmp_path):
    status, words = refusal(Site(tmp_path / "another", site.port))

    assert status == 1
    assert words == f"Port {site.port} on 127.0.0.1 is taken by another program. Choose another one with PORT=.\n"


def test_demo_accounts_are_refused_where_others_can_reach_them(tmp_path):
    status, words = refusal(Site(tmp_path / "var", HOST="0.0.0.0", LEMBAR_DEMO="1"))

    assert status == 1
    assert words == (
        "HOST=0.0.0.0 can be reached by others, and everyone knows the demo's password. "
        "Start an empty site with make run DEMO=0.\n"
    )


def test_a_host_without_an_address_is_one_sentence(tmp_path):
    status, words = refusal(Site(tmp_path / "var", HOST="no-such-host.invalid"))

    assert (status, words) == (1, "HOST=no-such-host.invalid has no address on this machine.\n")


@pytest.mark.drill
def test_a_child_that_keeps_dying_stops_everything(site):
    for _death in range(3):
        wait_until(lambda: site.counts() == KINDS)
        killed = site.one("lembar worker")
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda killed=killed: killed not in site.processes())

    assert site.process.wait(timeout=15) == 1
    assert "worker died 3 times within 9 seconds, so everything stops." in site.written.read_text()
    assert (site.counts(), site.listeners()) == ({}, 0)


def test_the_kernel_asks_a_silent_connection_whether_somebody_is_there(site):
    """Else a phone that vanished in the middle of a body would hold its place for ever."""
    with socket.create_connection(("127.0.0.1", site.port)) as phone:
        phone.sendall(b"POST /write/new/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf of i")
        ends = f":{site.port:04X}", f":{phone.getsockname()[1]:04X}"

        def timer() -> list[str]:
            rows = map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
            return [row[5][:2] for row in rows if row[1].endswith(ends[0]) and row[2].endswith(ends[1])]

        wait_until(lambda: timer() == ["02"])  # 2 is the timer of keepalive
