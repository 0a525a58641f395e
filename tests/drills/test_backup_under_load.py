"""Owns the drill of the backup: taken while people save, upload, send and approve, restored, compared row by row."""

import copy
import sqlite3
import subprocess
import tarfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.backed_up import asked, files, kills
from tests.drills.acknowledged import Work
from tests.drills.test_acknowledged import A_MOMENT, A_RETRY, settle
from tests.migrated import NAME, copy_of_migrated
from tests.postgres import a_database
from tests.races import Racer
from tests.site import Site

TIMES = 3
FILES = 6000  # that are there already, so that people upload and are rendered while the media are read
A_WHILE = 6  # seconds of work before the first backup and between two
EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.move", "subprocess.Popen"}
pytestmark = pytest.mark.drill


@pytest.fixture
def elsewhere(tmp_path, database, request):
    """Makes sites in folders and databases of their own, on the engine of the served one."""
    opened = []

    def make(name: str) -> Site:
        var = tmp_path / name / "var"
        if not database:
            copy_of_migrated(request.config.migrated, var / NAME)
            return Site(var)
        var.mkdir(parents=True)
        opened.append(a_database(request.getfixturevalue("postgres")))
        return Site(var, DATABASE_URL=opened[-1].__enter__())

    yield make
    for one in opened:
        one.__exit__(None, None, None)


def many_files(folder: Path) -> None:
    for number in range(FILES):
        place = folder / f"{number % 256:02x}" / f"{number:064x}"
        place.mkdir(parents=True)
        (place / "360.webp").write_bytes(f"{number}".encode() * 2000)


def taken(site: Site, work: Work, file: Path) -> tuple[list[dict], list[int]]:
    """Take a backup; what had been acknowledged when it began."""
    texts, approved = copy.deepcopy(work.texts()), list(work.moderator.approved)
    told = site.manage("backup", str(file))
    assert (told.returncode, told.stderr) == (0, "")
    return texts, approved


def as_known_at_last(before: list[dict], at_last: list[dict]) -> list[dict]:
    """What was acknowledged then, among all lines that were ever typed: a moment later one more may be there."""
    lines = {text["code"]: text["lines"] for text in at_last}
    return [text | {"lines": lines[text["code"]]} for text in before]


def test_every_row_and_byte_of_a_backup_under_load(site, notary, elsewhere, tmp_path, request):
    work, kept = Work(site.port, **notary.do("tests.drills.ledger.sessions")), []
    many_files(site.var / "media" / "photos")
    with work.going_on():
        for number in range(TIMES):
            time.sleep(A_WHILE)
            began = time.monotonic()
            kept.append((file := tmp_path / f"{number}.tar", *taken(site, work, file)))
            print(
                f"\n{request.node.name}: {file.stat().st_size / 1e6:.1f} MB in {time.monotonic() - began:.2f} s", end=""
            )
        time.sleep(2)
    print(f"; {work.counts()}")
    assert work.oddities() == []

    for number, (file, texts, approved) in enumerate(kept):
        assert texts != [] != approved
        restored = elsewhere(f"restored{number}")
        assert restored.manage("restore", str(file)).returncode == 0
        with snapshot_of(file, elsewhere, tmp_path / f"drafts{number}") as snapshot:
            assert tables(restored) == snapshot
        assert bytes_that_differ(site, restored) == []
        texts = as_known_at_last(texts, work.texts())
        assert asked(restored, "lacking", texts=texts, approved=approved) == []
    assert goes_on(restored, texts, approved) == []


@contextmanager
def snapshot_of(backup: Path, elsewhere, folder: Path):
    """The rows as the engine's own program shows them of the member of the backup."""
    with tarfile.open(backup) as tar:
        member = next(name for name in tar.getnames() if name.startswith("database."))
        tar.extract(member, folder, filter="data")
    if member.endswith(".sqlite3"):
        yield rows_of_sqlite(folder / member)
        return
    reference = elsewhere(folder.name).environment["DATABASE_URL"]
    command = ["pg_restore", "--clean", "--if-exists", "--no-owner", f"--dbname={reference}", folder / member]
    subprocess.run(command, check=True, capture_output=True)
    yield rows_of_postgres(reference)


def tables(site: Site) -> dict[str, list]:
    url = site.environment.get("DATABASE_URL")
    return rows_of_postgres(url) if url else rows_of_sqlite(site.var / NAME)


def rows_of_sqlite(file: Path) -> dict[str, list]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}


def rows_of_postgres(url: str) -> dict[str, list]:
    with psycopg.connect(url) as database:
        names = [name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        asked_for = {name: sql.SQL("SELECT * FROM {}").format(sql.Identifier(name)) for name in names}
        return {name: sorted(map(repr, database.execute(query).fetchall())) for name, query in asked_for.items()}


def bytes_that_differ(site: Site, restored: Site) -> list[str]:
    """Of an upload that was rendered meanwhile nothing is left to compare with; its photo on the first site, which may
    be younger than the backup's rows, knows its checksum."""
    there, here = files(site.var / "media"), files(restored.var / "media")
    uploads = asked(site, "uploads")
    assert here
    return [name for name, digest in here.items() if digest != there.get(name, uploads.get(name))]


def goes_on(restored: Site, texts: list[dict], approved: list[int]) -> list[str]:
    """Serve it until all that was due is done: whatever is wrong then."""
    restored.start("--prepare")
    reader = Racer(Site(restored.var, **restored.environment | {"LEMBAR_VAR": f"{restored.var}/."}))
    try:
        settle(reader, A_RETRY, reaped=False)
        reader.do("tests.drills.ledger.reap")
        settle(reader, A_MOMENT, reaped=True)
        return reader.do("tests.drills.ledger.wrong", texts=texts, approved=approved)
    finally:
        reader.leave()
        restored.stop()


def test_a_kill_anywhere_leaves_the_old_site_or_the_new_one(elsewhere, tmp_path, database):
    """Between any two steps on the disk. On PostgreSQL one rename lies between the rows and the keys."""
    home, backup = elsewhere("home"), tmp_path / "site.tar"
    asked(home, "settle")
    (home.var / "site.json").write_text('{"name": "Suara Makassar", "place": "Makassar"}')
    assert home.manage("backup", str(backup)).returncode == 0

    left = kills(elsewhere("used"), home, backup, EVENTS)

    print(f"\n{len(left)} kills: {[(name, left.count(name)) for name in dict.fromkeys(left)]}")
    switch = ["old", "keys to come", "new"] if database else ["old", "new"]
    assert list(dict.fromkeys(left)) == switch
    assert left == sorted(left, key=switch.index)
    assert left.count("keys to come") <= 1
