"""Owns the PostgreSQL of the tests: Debian's, started in a temporary folder on a free port, or one that is named.

`python -m tests.postgres COMMAND...` runs a command with DATABASE_URL set to it.
"""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.migrated import digest
from tests.site import ROOT, free_port, wait_until

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "max_connections": "200",
    "shared_buffers": "1GB",  # docs/running.md advises to give it some; what is not touched takes none
}
KEPT = ROOT / ".pytest_cache" / "d" / "postgres"  # what every server begins with: the migrated database
ABSENT = "There is no PostgreSQL on this machine. Debian package: postgresql"


class NoPostgres(Exception):
    """Neither LEMBAR_TEST_POSTGRES nor Debian's programs."""


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a server that is thrown away afterwards; LEMBAR_TEST_POSTGRES names one of your own."""
    if named := os.environ.get("LEMBAR_TEST_POSTGRES"):
        yield named
        return
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if not found:
        raise NoPostgres(ABSENT)
    folder = tempfile.mkdtemp(prefix="lembar-postgres-")
    try:
        yield from _started(found[-1].parent, Path(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def a_database(server: str) -> Iterator[str]:
    """The URL of a migrated database without a row of ours on that server; dropped where the server stays.

    Dropping one waits until everything lies on the disk.
    """
    name, template = f"lembar_{secrets.token_hex(4)}", migrated(server)
    with psycopg.connect(server, autocommit=True) as admin:
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        admin.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield beside(server, name)
        finally:
            if "LEMBAR_TEST_POSTGRES" in os.environ:
                admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def migrated(server: str) -> str:
    """The name of the database that all others are copies of: applying every migration takes ten seconds."""
    name = f"lembar_migrated_{digest()[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            admin.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            environment = os.environ | {"DATABASE_URL": beside(server, name)}
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
    return name


def beside(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _started(programs: Path, folder: Path) -> Iterator[str]:
    data, as_somebody = folder / "data", _as_somebody(folder)
    kept = KEPT / f"{programs.parent.name}-{digest()[:12]}"
    if kept.exists():
        subprocess.run(["cp", "-a", kept, data], check=True)
    else:
        initdb = [programs / "initdb", "-D", data, "-U", "lembar", "-A", "trust", "-E", "UTF8", "--no-sync"]
        subprocess.run([*initdb, "--locale=C.UTF-8"], **as_somebody, check=True, stdout=subprocess.DEVNULL)
        with _served(programs, data, as_somebody, signal.SIGINT) as url:
            migrated(url)
        _keep(data, kept)
    with _served(programs, data, as_somebody, signal.SIGQUIT) as url:  # ends at once: nothing of it is kept
        yield url


def _keep(data: Path, kept: Path) -> None:
    """For the next run, until there are other migrations."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for older in KEPT.iterdir():
        if not older.name.startswith(kept.name):
            shutil.rmtree(older, ignore_errors=True)
    mine = KEPT / f"{kept.name}.{os.getpid()}"
    subprocess.run(["cp", "-a", data, mine], check=True)
    try:
        mine.rename(kept)
    except OSError:  # another run was faster
        shutil.rmtree(mine)


@contextmanager
def _served(programs: Path, data: Path, as_somebody: dict, end: signal.Signals) -> Iterator[str]:
    port = free_port()
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with (data.parent / "log").open("wb") as log:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), *options], **as_somebody, stdout=log, stderr=log
        )
    url = f"postgres://lembar@127.0.0.1:{port}/postgres"
    try:
        wait_until(lambda: _answers(url), 30)
        yield url
    finally:
        server.send_signal(end)
        server.wait(timeout=30)


def _as_somebody(folder: Path) -> dict:
    """PostgreSQL refuses root, so root hands the folder to Debian's `postgres`."""
    if os.geteuid() != 0:
        return {}
    person = pwd.getpwnam("postgres")
    os.chown(folder, person.pw_uid, person.pw_gid)
    return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": [], "cwd": folder}


def _answers(url: str) -> bool:
    """Whether it takes connections: the port is open a moment before the server has started."""
    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


def run(command: list[str]) -> int:
    """Run a command with DATABASE_URL; its status, or 0 and a loud word when there is no PostgreSQL."""
    try:
        with postgres() as url:
            migrated(url)
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}).returncode
    except NoPostgres as absent:
        print(f"\n=== SKIPPED on PostgreSQL: {absent} ===\n", file=sys.stderr)
        return 0


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
