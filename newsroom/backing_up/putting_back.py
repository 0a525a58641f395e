"""Owns the order of a restore: judge everything, add what is missing, switch, and only then take away what was there.

The database's switch is the moment from which the site is the new one. Before it files are only added, under names
that no row of the old site knows; after it those that no row of the new one knows are deleted. So rows have their files
on whichever side a kill falls, on every storage; it leaves at most files that nobody is shown. On SQLite database and
keys switch together. On PostgreSQL the keys follow the commit by one rename: a kill in those milliseconds leaves the
new rows under the old name and key, and the same restore with --overwrite mends it.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from community.models import User
from newsroom.backing_up import media, postgres, switching
from newsroom.backing_up.archive import DATABASES, KEYS, MEDIA, Reading, damaged
from newsroom.backing_up.refusal import Refusal


def check(path: Path, backup: Reading, *, overwrite: bool) -> None:
    """Touches nothing. Raises Refusal when this backup cannot become this site."""
    manifest = backup.manifest
    if manifest["engine"] != connection.vendor:
        raise Refusal(f"{path} is of a site on {manifest['engine']}, and this one is on {connection.vendor}.")
    if unknown := sorted(set(map(str, manifest["migrations"])) - _known()):
        raise Refusal(f"{path} was made by a newer version of Lembar: {unknown[0]} is unknown here.")
    try:
        datetime.fromisoformat(manifest["taken_at"])
    except ValueError as error:
        raise damaged(path, "its manifest has no time") from error
    if connection.vendor == "postgresql":
        postgres.check_programs("pg_restore", "psql")
    if not overwrite:
        _check_empty()
    for name in backup.members:
        backup.copy(name)


def put_back(backup: Reading) -> bool:
    """Make the site the one of a backup that `check` let pass; whether its database had to be migrated.

    Only for who holds the lock on var/.
    """
    with switching.stage(settings.VAR) as draft:
        _prepare(backup, draft)
        switching.switch(draft)
    for name in set(media.names()) - set(backup.media):
        media.delete(name)
    for name in backup.media:
        media.make_equal(name, backup.data(MEDIA + name))
    return _migrate(backup)


def _prepare(backup: Reading, draft: Path) -> None:
    """All but the switch, which on PostgreSQL is the last thing here. What failed takes back the files it added.

    Not what was killed: whether PostgreSQL came to its commit nobody knows then.
    """
    added: list[str] = []
    try:
        for name in backup.media:
            if media.add(name, backup.data(MEDIA + name)):
                added.append(name)
        switching.ready(draft, _staged(backup, draft))
        connection.close()
        if connection.vendor == "postgresql":
            postgres.restore(draft / DATABASES["postgresql"], draft)
    except Exception:
        for name in added:
            media.delete(name)
        raise


def _staged(backup: Reading, draft: Path) -> dict[str, Path]:
    """Where each file belongs that is moved. A site that was never founded has no name, whatever stood here."""
    database = DATABASES[connection.vendor]
    (draft / "site.json").write_text("{}")
    for name in {database, *KEYS} & backup.members.keys():
        _write(backup, name, draft)
    places = {name: settings.VAR / name for name in KEYS}
    if connection.vendor == "sqlite":
        places[database] = Path(connection.settings_dict["NAME"]).resolve()
    return places


def _write(backup: Reading, name: str, draft: Path) -> None:
    (draft / name).touch(mode=0o600)
    with (draft / name).open("wb") as file:
        backup.copy(name, file)


def _known() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _check_empty() -> None:
    if User._meta.db_table in connection.introspection.table_names() and User.objects.exists():
        raise Refusal("This site has people already. To replace it with the backup, give --overwrite.")
    if next(media.names(), None):
        raise Refusal("This site has media already. To replace them with those of the backup, give --overwrite.")


def _migrate(backup: Reading) -> bool:
    older = set(backup.manifest["migrations"]) < _known()
    if older:
        call_command("migrate", interactive=False, verbosity=0)
    return older
