"""Owns a served site for tests: `manage.py serve` as real processes, in a folder and on a port of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

# What a site is told of the machine; the engines, when a drill runs the walk with others.
KEPT = ("PATH", "HOME", "LANG", "CACHE_URL", "STORAGE_URL")
ROOT = Path(__file__).resolve().parent.parent
KINDS = {"supervisor": 1, "lembar web": 2, "lembar django": 1, "lembar worker": 1, "lembar clock": 1}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"{true} did not come true within {seconds} s"
        time.sleep(0.02)


class Site:
    """One `var/` and one port. Its processes are found by LEMBAR_VAR in their environment, orphans included."""

    def __init__(self, var: Path, port: int | None = None, **environment: str):
        self.var, self.port = var, port or free_port()
        self.written = var.parent / f"{var.name}.{self.port}.written"
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment = kept | {"LEMBAR_VAR": str(var), "PORT": str(self.port)} | environment

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run a command to its end."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=60,
        )  # fmt: skip

    def start(self, *options: str, patience: float = 90) -> "Site":
        """Serve, and wait for the first answer that is not an orphan's of an earlier one."""
        with self.written.open("wb") as written:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve", *options],
                cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, stdout=written, stderr=subprocess.STDOUT,
            )  # fmt: skip
        try:
            wait_until(lambda: self.is_up() or self.process.poll() is not None, patience)
        except AssertionError:
            self.stop(signal.SIGKILL)  # the kernel ends its children with it
            raise
        assert self.process.poll() is None, self.written.read_text()
        return self

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        """End the supervisor; its exit status."""
        self.process.send_signal(how)
        return self.process.wait(timeout=15)

    def is_up(self) -> bool:
        return b"is served at" in self.written.read_bytes() and self.counts() == KINDS and self.answers()

    def answers(self) -> bool:
        try:
            return self.get("/healthz") == "ok"
        except (OSError, urllib.error.URLError):
            return False

    def get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return answer.read().decode()

    def processes(self) -> dict[int, str]:
        """The kind of every process of this site by its number."""
        mine = f"LEMBAR_VAR={self.var}".encode()
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                if mine in (folder / "environ").read_bytes().split(b"\0"):
                    name = (folder / "comm").read_text().strip()
                    found[int(folder.name)] = name if name in KINDS else "supervisor"
            except OSError:
                continue
        return found

    def counts(self) -> dict[str, int]:
        kinds = list(self.processes().values())
        return {kind: kinds.count(kind) for kind in KINDS if kind in kinds}

    def one(self, kind: str, *, forked_by: str = "supervisor") -> int:
        """The number of the one process of this kind; `forked_by` tells granian's parent from its worker."""
        found = self.processes()
        return next(pid for pid in found if found[pid] == kind and found.get(parent_of(pid)) == forked_by)

    def listeners(self) -> int:
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        return sum(line.split()[1].endswith(f":{self.port:04X}") and line.split()[3] == "0A" for line in lines)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
