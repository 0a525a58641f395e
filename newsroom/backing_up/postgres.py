"""Owns how PostgreSQL's own programs dump and restore the database that is configured."""

import os
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from newsroom.backing_up.refusal import Refusal

# What the backup does not know may hang on what it replaces, so every table goes first, in the same transaction.
EMPTY = """DO $$ DECLARE name text; BEGIN
FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', name);
END LOOP; END $$;
"""


def check_programs(*programs: str) -> None:
    """Raises Refusal."""
    for program in programs:
        if not shutil.which(program):
            raise Refusal(f"There is no {program} on this machine. Debian package: postgresql-client")


def dump(moment: str, file: Path) -> None:
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={file}")


def restore(file: Path, drafts: Path) -> None:
    """All or nothing. `pg_restore --single-transaction` cannot drop the tables that a newer version made, which would
    keep hold of those that it replaces; so it writes its script, and psql runs it in one transaction after EMPTY.
    """
    emptying, script = drafts / "empty.sql", drafts / "restore.sql"
    emptying.write_text(EMPTY)
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges"]
    _run("pg_restore", *options, f"--file={script}", str(file))
    files = [f"--file={emptying}", f"--file={script}"]
    _run("psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", *files)


def _run(program: str, *arguments: str) -> None:
    """Whom to ask goes by the environment, which no list of processes shows. Raises Refusal with what it said first."""
    check_programs(program)
    place = connection.settings_dict
    told = {"HOST": "HOST", "PORT": "PORT", "USER": "USER", "PASSWORD": "PASSWORD", "DATABASE": "NAME"}
    asked = {f"PG{name}": str(place[key]) for name, key in told.items() if place[key]}
    asked |= {
        f"PG{name.upper()}": said for name, said in place["OPTIONS"].items() if isinstance(said, str)
    }  # as sslmode
    done = subprocess.run(
        [program, *arguments], env=os.environ | asked, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with status {done.returncode}"]
        raise Refusal(f"{program} failed: {said[0]}")
