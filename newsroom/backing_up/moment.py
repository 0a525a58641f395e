"""Owns the database as it was at one moment: held still for this connection, and dumped, while others go on writing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection

from newsroom.backing_up import postgres


@contextmanager
def one_moment() -> Iterator[str]:
    """All that is read on this connection is of one moment; the name that PostgreSQL gives it, nothing on SQLite.

    No writer waits for it: SQLite keeps what comes later in its log, PostgreSQL in later versions of the rows. Begun by
    hand, since `atomic` would take SQLite's write lock.
    """
    is_sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("BEGIN" if is_sqlite else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            cursor.execute("SELECT count(*) FROM django_migrations" if is_sqlite else "SELECT pg_export_snapshot()")
            name = cursor.fetchone()[0]
            yield "" if is_sqlite else name
        finally:
            cursor.execute("ROLLBACK")


def dump(moment: str, file: Path) -> None:
    """Write the database of this moment. Call inside `one_moment`."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
    else:
        postgres.dump(moment, file)
