"""Owns the filled databases that are measured: made once, kept in .pytest_cache, migrated to what came since."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.postgres import beside
from tests.site import ROOT

NAMED = hashlib.sha256((ROOT / "tests/benches/filling.py").read_bytes()).hexdigest()[:12]


class Filled:
    """A process that measures one filled database."""

    def __init__(self, size: int, environment: dict[str, str]):
        self.size = size
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.benches.measured"],
            cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.names = json.loads(self.process.stdout.readline())

    def measure(self, name: str) -> dict:
        self.process.stdin.write(f"{name}\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def __enter__(self) -> "Filled":
        return self

    def __exit__(self, *_told) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def on_sqlite(kept: Path, size: int) -> dict[str, str]:
    """The environment of a filled SQLite file, which is kept itself."""
    var = kept / f"{NAMED}-{size}"
    environment = os.environ | {"LEMBAR_VAR": str(var)}
    if not (var / "filled").exists():
        shutil.rmtree(var, ignore_errors=True)
        var.mkdir()
        run(environment, "manage.py", "migrate", "--verbosity=0")
        run(environment, "-m", "tests.benches.filling", str(size))
        (var / "filled").touch()
    migrated(environment, "sqlite", size)
    return environment


def on_postgres(server: str):
    """The same in a server that is thrown away: kept is a dump."""

    def make(kept: Path, size: int) -> dict[str, str]:
        dump, name = kept / f"{NAMED}-{size}.dump", f"bench_{size}"
        var = kept / f"{NAMED}-{size}-postgres"
        environment = os.environ | {"LEMBAR_VAR": str(var), "DATABASE_URL": beside(server, name)}
        var.mkdir(exist_ok=True)
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name}")
            admin.execute(f"CREATE DATABASE {name}")
        if dump.exists():
            subprocess.run(["pg_restore", "--no-owner", "-d", beside(server, name), dump], check=True)
        else:
            run(environment, "manage.py", "migrate", "--verbosity=0")
            run(environment, "-m", "tests.benches.filling", str(size))
            subprocess.run(["pg_dump", "-Fc", "-Z1", "-f", dump, beside(server, name)], check=True)
        migrated(environment, "postgresql", size)
        with psycopg.connect(beside(server, name), autocommit=True) as database:
            database.execute("VACUUM ANALYZE")
        return environment

    return make


def run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, *command], cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


def migrated(environment: dict[str, str], engine: str, size: int) -> None:
    began = time.monotonic()
    run(environment, "manage.py", "migrate", "--verbosity=0")
    print(f"\n{engine}, {size} articles: migrated in {time.monotonic() - began:.1f} s")
