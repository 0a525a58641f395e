"""A backup of a whole site, and what becomes of a site into which it is restored: equal to the row and the byte."""

import os
import stat
import subprocess
import sys
import tarfile

import psycopg
import pytest

from newsroom.address import claim
from newsroom.backing_up import archive
from tests.backed_up import asked, files, kills, rewritten, whole
from tests.conftest import is_sqlite
from tests.migrated import NAME, copy_of_migrated
from tests.postgres import a_database
from tests.site import ROOT, Site

pytestmark = pytest.mark.xdist_group("backup")
both_engines = pytest.mark.both_engines
SERVED_AT = "http://localhost:1"


@pytest.fixture(scope="module")
def new_site(request, tmp_path_factory):
    """Makes empty, migrated sites on the engine of this run."""
    opened = []

    def make() -> Site:
        var = tmp_path_factory.mktemp("site") / "var"
        if is_sqlite():
            copy_of_migrated(request.config.migrated, var / NAME)
            return Site(var)
        opened.append(a_database(os.environ["DATABASE_URL"]))
        var.mkdir()
        return Site(var, DATABASE_URL=opened[-1].__enter__())

    yield make
    for database in opened:
        database.__exit__(None, None, None)


@pytest.fixture(scope="module")
def home(new_site):
    """A site with people, live and waiting texts, photos in every state, a key and a name."""
    site = new_site()
    asked(site, "settle")
    (site.var / "site.json").write_text('{"name": "Suara Makassar", "place": "Makassar"}')
    return site


@pytest.fixture(scope="module")
def backup(home, tmp_path_factory):
    file = tmp_path_factory.mktemp("kept") / "site.tar"
    told = home.manage("backup", str(file))
    assert told.returncode == 0, told.stderr
    return file


@pytest.fixture
def elsewhere(new_site):
    return new_site()


def refusal(told):
    assert "Traceback" not in told.stderr
    assert told.returncode == 1
    return told.stderr.removeprefix("CommandError: ").strip()


@both_engines
def test_a_restored_site_has_every_row_every_byte_and_the_keys(home, backup, elsewhere):
    told = elsewhere.manage("restore", str(backup))

    assert (told.returncode, told.stderr) == (0, "")
    assert whole(elsewhere) == (at_home := whole(home))
    assert set(at_home["keys"]) == {"secret_key", "site.json"}


def test_it_says_when_it_was_and_how_to_go_on(backup, elsewhere):
    with archive.reading(backup) as opened:
        taken, count = opened.manifest["taken_at"][:19].replace("T", " "), len(opened.media)

    told = elsewhere.manage("restore", str(backup)).stdout

    assert count > 0
    assert told == (
        f"The site is as it was at {taken} UTC, with {count} files.\nGo on with manage.py serve --prepare.\n"
    )


def test_only_its_owner_reads_it_and_nothing_lies_beside_it(backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert list(backup.parent.iterdir()) == [backup]


def test_the_manifest_names_every_member_with_size_and_checksum(backup):
    with archive.reading(backup) as opened:
        names = [member.name for member in opened.tar.getmembers()]
        noted = [(one["size"], len(one["sha256"])) for one in opened.members.values()]
        sizes = [member.size for member in opened.tar.getmembers()[:-2]]

    assert list(opened.members) == names[:-2]
    assert noted == [(size, 64) for size in sizes]


def test_a_file_that_exists_is_refused_and_replaced_when_asked(home, tmp_path):
    (file := tmp_path / "kept.tar").write_text("another one")

    refused = refusal(home.manage("backup", str(file)))
    kept = file.read_text()
    replaced = home.manage("backup", str(file), "--overwrite")

    assert (refused, kept) == (f"{file} exists. Name another file, or give --overwrite.", "another one")
    assert replaced.returncode == 0
    assert tarfile.is_tarfile(file)


@pytest.mark.drill
def test_a_key_that_the_environment_gives_is_not_kept(new_site, tmp_path):
    site, file = new_site(), tmp_path / "site.tar"
    site.manage("check")
    assert (site.var / "secret_key").exists()

    Site(site.var, **site.environment | {"LEMBAR_SECRET_KEY": "another" * 9}).manage("backup", str(file))

    with archive.reading(file) as opened:
        assert set(opened.members) == {archive.DATABASES["sqlite" if is_sqlite() else "postgresql"]}


KILLED_WRITING = """
import io, os, signal, sys
from pathlib import Path
from newsroom.backing_up.archive import written
with written(Path(sys.argv[1])) as (writing, _drafts):
    writing.add("secret_key", io.BytesIO(b"x" * 100_000))
    if sys.argv[2] == "after":
        writing.seal(engine="sqlite", taken_at="", migrations=[])
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_kill_leaves_nothing_under_the_name(tmp_path, when):
    (file := tmp_path / "site.tar").write_text("the one before")

    subprocess.run([sys.executable, "-c", KILLED_WRITING, file, when], cwd=ROOT)

    assert file.read_text() == "the one before"


@pytest.mark.drill
@both_engines
def test_what_passes_while_it_is_taken_has_its_files_all_the_same(new_site, elsewhere, tmp_path):
    """A photo is rendered and a portrait replaced between the moment of the rows and the reading of the files."""
    site, file = new_site(), tmp_path / "site.tar"
    asked(site, "settle")

    rows = asked(site, "take_while_files_pass", target=str(file))

    assert elsewhere.manage("restore", str(file)).returncode == 0
    assert (asked(elsewhere, "rows"), asked(elsewhere, "bare")) == (rows, [])
    with archive.reading(file) as opened:
        assert set(files(site.var / "media")) <= set(opened.media)


def test_a_storage_without_folders_on_disk_is_backed_up_and_restored(home, tmp_path):
    file = tmp_path / "site.tar"

    before, after = asked(home, "take_and_restore_without_paths", target=str(file))

    assert before == after == files(home.var / "media") != {}


def of_tomorrow(manifest, _members):
    manifest["migrations"].append("articles.0999_tomorrow")


def of_the_other_engine(manifest, members):
    manifest["engine"] = "postgresql" if is_sqlite() else "sqlite"
    member = next(one for one, _data in members if one.name.startswith("database."))
    noted, name = manifest["members"].pop(member.name), archive.DATABASES[manifest["engine"]]
    manifest["members"][name], member.name = noted, name


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (of_tomorrow, "was made by a newer version of Lembar: articles.0999_tomorrow is unknown here."),
        pytest.param(
            of_the_other_engine, "is of a site on {other}, and this one is on {own}.", marks=pytest.mark.drill
        ),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_is_touched(backup, elsewhere, tmp_path, change, why):
    file, before = rewritten(backup, tmp_path / "other.tar", change), whole(elsewhere)

    said = refusal(elsewhere.manage("restore", str(file)))

    other, own = ("postgresql", "sqlite") if is_sqlite() else ("sqlite", "postgresql")
    assert said == f"{file} {why.format(other=other, own=own)}"
    assert whole(elsewhere) == before


@pytest.mark.drill
def test_a_damaged_file_is_one_sentence_and_nothing_is_touched(backup, elsewhere, tmp_path):
    with tarfile.open(backup) as tar:
        place = tar.getmember("secret_key").offset_data  # behind all files
    changed = bytearray(backup.read_bytes())
    changed[place] ^= 1
    (file := tmp_path / "changed.tar").write_bytes(changed)
    before = whole(elsewhere)

    said = refusal(elsewhere.manage("restore", str(file)))

    assert said == f"{file} is no backup, or is damaged: secret_key has another checksum."
    assert whole(elsewhere) == before
    assert not (elsewhere.var / "media").exists()


@pytest.mark.drill
@both_engines
def test_a_site_with_people_is_refused_and_replaced_when_asked(home, backup, new_site):
    used = new_site()
    asked(used, "settle")
    (used.var / "media" / "old.jpg").write_bytes(b"of the old site")
    before = whole(used)

    said = refusal(used.manage("restore", str(backup)))
    kept = whole(used)
    told = used.manage("restore", str(backup), "--overwrite")

    assert said == "This site has people already. To replace it with the backup, give --overwrite."
    assert kept == before
    assert (told.returncode, whole(used)) == (0, whole(home))


KILLED_WHILE_WRITING = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute("UPDATE community_user SET pen_name = pen_name || ' yang lama'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.drill
@pytest.mark.skipif("not is_sqlite()", reason="SQLite's log")
def test_the_log_of_a_killed_site_is_not_played_into_the_new_one(home, backup, new_site):
    used = new_site()
    asked(used, "settle")
    subprocess.run([sys.executable, "-c", KILLED_WHILE_WRITING, used.var / NAME])
    assert (used.var / f"{NAME}-wal").stat().st_size > 0

    told = used.manage("restore", str(backup), "--overwrite")

    assert (told.returncode, whole(used)) == (0, whole(home))


def test_a_site_with_media_alone_is_refused(backup, elsewhere):
    (elsewhere.var / "media").mkdir()
    (elsewhere.var / "media" / "a.jpg").write_bytes(b"x")

    said = refusal(elsewhere.manage("restore", str(backup)))

    assert said == "This site has media already. To replace them with those of the backup, give --overwrite."


def test_a_site_that_is_served_is_refused(backup, elsewhere):
    lock = claim(elsewhere.var, SERVED_AT)
    try:
        said = refusal(elsewhere.manage("restore", str(backup)))
    finally:
        os.close(lock)

    assert said == f"{elsewhere.var} is already being served at {SERVED_AT}. Stop it first."


def test_a_file_that_is_not_there_is_one_sentence(elsewhere, tmp_path):
    said = refusal(elsewhere.manage("restore", str(tmp_path / "none.tar")))

    assert said == f"{tmp_path / 'none.tar'} cannot be read: No such file or directory."


@pytest.mark.drill
@both_engines
def test_an_older_backup_is_migrated(new_site, elsewhere, tmp_path):
    """Of a site one migration behind."""
    older, file = new_site(), tmp_path / "older.tar"
    *_older, before_the_last, _last = sorted(one.stem for one in (ROOT / "articles/migrations").glob("0*.py"))
    assert older.manage("migrate", "articles", before_the_last, "--verbosity=0").stderr == ""
    older.manage("backup", str(file))

    told = elsewhere.manage("restore", str(file))

    assert "its database was migrated to this one.\n" in told.stdout
    assert elsewhere.manage("migrate", "--check").returncode == 0
    assert asked(older, "rows").keys() <= asked(elsewhere, "rows").keys()


@pytest.mark.drill
def test_a_kill_around_the_switch_leaves_the_old_site_or_the_new_one(home, backup, new_site):
    """Before the rename that makes it count, and before each file's; PostgreSQL has come to its commit by then."""
    wanted = ["old", "new", "new", "new"] if is_sqlite() else ["keys to come", "new", "new"]

    assert kills(new_site(), home, backup, {"os.rename"}) == wanted


@both_engines
@pytest.mark.skipif("is_sqlite()", reason="SQLite's file is replaced as a whole")
def test_a_table_of_a_newer_version_is_in_nobodys_way(home, backup, elsewhere):
    with psycopg.connect(elsewhere.environment["DATABASE_URL"]) as database:
        database.execute("CREATE TABLE tomorrow (person bigint REFERENCES community_user)")

    told = elsewhere.manage("restore", str(backup))

    assert (told.returncode, whole(elsewhere)) == (0, whole(home))


@both_engines
@pytest.mark.skipif("is_sqlite()", reason="PostgreSQL's programs")
def test_the_password_goes_by_the_environment(home, tmp_path):
    """PostgreSQL's program is replaced by one that notes how it was called."""
    (program := tmp_path / "pg_dump").write_text('#!/bin/sh\necho "$@" "$PGPASSWORD" >&2\nexit 1\n')
    program.chmod(0o755)
    scheme, rest = home.environment["DATABASE_URL"].split("://")
    url = f"{scheme}://{rest.replace('@', ':rahasia@')}"

    said = refusal(Site(home.var, **home.environment | {"DATABASE_URL": url, "PATH": f"{tmp_path}:/usr/bin:/bin"})
                   .manage("backup", str(tmp_path / "site.tar")))  # fmt: skip

    assert said.startswith("pg_dump failed: --format=custom")
    assert said.endswith(" rahasia")
    assert said.count("rahasia") == 1


@both_engines
@pytest.mark.skipif("is_sqlite()", reason="PostgreSQL's programs")
def test_a_missing_program_is_named_with_its_package(home, backup, tmp_path):
    without = Site(home.var, **home.environment | {"PATH": str(tmp_path)})

    assert refusal(without.manage("backup", str(tmp_path / "site.tar"))) == (
        "There is no pg_dump on this machine. Debian package: postgresql-client"
    )
    assert not (tmp_path / "site.tar").exists()
