"""The drill of what goes away under a served site: what still works, works; what does not says so with 503; nothing
that was acknowledged is lost, and /readyz tells which part it is.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import threading
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from tests.drills.stage import ready, staged, status
from tests.engines import redis_server
from tests.migrated import NAME
from tests.postgres import a_database
from tests.site import wait_until

pytestmark = pytest.mark.drill
LOCKED = 30  # seconds; a write waits for twenty
READING = ("/", "/latest/", "/topics/", "/healthz")


@pytest.fixture
def room(tmp_path):
    """A disk of its own with little room; skips where nothing may be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("Nothing may be mounted here. Run it as root.")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_database_that_is_locked_for_half_a_minute(tmp_path, request):
    with staged(tmp_path / "var", request.config) as stage:
        with stage.work.going_on():
            time.sleep(3)
            with closing(sqlite3.connect(stage.site.var / NAME, timeout=60, isolation_level=None)) as database:
                database.execute("BEGIN IMMEDIATE")
                until = time.monotonic() + LOCKED
                while time.monotonic() < until:
                    assert [status(stage.site, path) for path in READING] == [200] * len(READING)
                    time.sleep(1)
                database.execute("ROLLBACK")
            time.sleep(5)
        assert stage.answers()[503]
        stage.nothing_is_lost("locked")


def test_a_disk_that_is_full(room, request):
    with staged(room / "var", request.config) as stage:
        with stage.work.going_on():
            time.sleep(3)
            fill(room)
            wait_until(lambda: stage.answers()[503] > 3, 60)
            assert [status(stage.site, path) for path in READING] == [200] * len(READING)
            (room / "filler").unlink()
            before = stage.answers()[302]
            wait_until(lambda: stage.answers()[302] > before + 5, 60)
        stage.nothing_is_lost("disk full")


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass


def test_a_media_folder_that_takes_nothing_and_one_that_is_gone(room, request):
    with staged(room / "var", request.config) as stage:
        media = stage.site.var / "media"
        with stage.work.going_on():
            time.sleep(3)
            subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", media], check=True)
            wait_until(lambda: stage.answers()[503], 60)
            assert ready(stage.site) == "media"
            assert [status(stage.site, path) for path in READING] == [200] * len(READING)
            subprocess.run(["umount", "-l", media], check=True)
            wait_until(lambda: ready(stage.site) == "ok", 20)
            time.sleep(5)
        stage.nothing_is_lost("media read-only")
        shutil.rmtree(media)
        assert (ready(stage.site), status(stage.site, "/")) == ("media", 200)


def test_a_worker_that_stands_still(tmp_path, request):
    with staged(tmp_path / "var", request.config) as stage:
        worker = stage.site.one("lembar worker")
        with stage.work.going_on():
            time.sleep(3)
            os.kill(worker, signal.SIGSTOP)
            before = stage.answers()[302]
            time.sleep(8)
            assert stage.answers()[302] > before
            os.kill(worker, signal.SIGCONT)
            time.sleep(3)
        stage.nothing_is_lost("worker still")
        assert stage.answers()[503] == 0


class Cable:
    """A line to a server that can be pulled out and put back."""

    def __init__(self, host: str, port: int):
        self.to, self.open, self.plugged = (host, port), set(), True
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        while True:
            near, _from = self.listener.accept()
            if not self.plugged:
                near.close()
                continue
            far = socket.create_connection(self.to)
            self.open |= {near, far}
            for ends in ((near, far), (far, near)):
                threading.Thread(target=self.carry, args=ends, daemon=True).start()

    def carry(self, one: socket.socket, other: socket.socket) -> None:
        try:
            while data := one.recv(65536):
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            end.close()

    def pull(self) -> None:
        self.plugged = False
        for end in list(self.open):
            with closing(end):
                end.shutdown(socket.SHUT_RDWR) if end.fileno() >= 0 else None
        self.open.clear()


def test_a_postgresql_that_is_gone_for_ten_seconds(tmp_path, request):
    with a_database(request.getfixturevalue("postgres")) as url:
        parts = urlsplit(url)
        cable = Cable(parts.hostname, parts.port)
        login = parts.netloc.rpartition("@")[0]
        through = urlunsplit(parts._replace(netloc=f"{login}@127.0.0.1:{cable.port}"))
        with staged(tmp_path / "var", request.config, {"DATABASE_URL": url}, DATABASE_URL=through) as stage:
            with stage.work.going_on():
                time.sleep(3)
                cable.pull()
                wait_until(lambda: ready(stage.site) == "database", 20)
                assert (status(stage.site, "/"), status(stage.site, "/healthz")) == (503, 200)
                time.sleep(10)
                cable.plugged = True
                wait_until(lambda: ready(stage.site) == "ok", 40)
                assert [status(stage.site, "/") for _ in range(8)] == [200] * 8
                before = stage.answers()[302]
                wait_until(lambda: stage.answers()[302] > before + 5, 60)
            stage.nothing_is_lost("PostgreSQL gone")


def test_a_redis_that_is_gone(tmp_path, request):
    (tmp_path / "redis").mkdir()
    with redis_server(tmp_path / "redis") as client:
        cable = Cable("127.0.0.1", client.get_connection_kwargs()["port"])
        with staged(tmp_path / "var", request.config, CACHE_URL=f"redis://127.0.0.1:{cable.port}") as stage:
            with stage.work.going_on():
                time.sleep(3)
                cable.pull()
                before = stage.answers()[302]
                time.sleep(8)
                assert stage.answers()[302] > before
                assert (status(stage.site, "/search/?q=pasar"), ready(stage.site)) == (200, "ok")
            stage.nothing_is_lost("Redis gone")
            assert stage.answers()[503] == 0
