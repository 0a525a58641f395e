"""Owns what a backup takes and in which order, so that every row in it has its files.

The database is of one moment, the media are read after it. That order is right for files that stand before their row
says so and go after it (articles/photos.py, community/portraits.py, articles/sharing.py): what a row of the moment
names stood then, and is missing later only when it was deleted since. Two kinds are deleted although nobody removed
anything: the upload of a photo that is being rendered, and a portrait that another replaces. Those are read first,
within the moment; when one of them is gone, the moment is given up for a later one, whose rows no longer name it. Of
the rest, what goes while the backup is taken was being removed, and a share picture is drawn again.

The other order would lose what was uploaded after the media were read and before the database was.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from articles.models import Photo, PhotoState
from community.models import User
from newsroom.backing_up import media, moment, postgres
from newsroom.backing_up.archive import DATABASES, KEYS, MEDIA, Writing, written
from newsroom.backing_up.refusal import Refusal


def take(target: Path, *, overwrite: bool = False) -> dict[str, dict]:
    """Write a backup of the site, which may be served meanwhile; what is in it. Raises Refusal."""
    _check_target(target, overwrite)
    if connection.vendor == "postgresql":
        postgres.check_programs("pg_dump")
    database = DATABASES[connection.vendor]
    with written(target) as (writing, drafts):
        with _settled_moment(writing) as when:
            facts = {"engine": connection.vendor, "taken_at": timezone.now().isoformat(), "migrations": _migrations()}
            moment.dump(when, drafts / database)
        with (drafts / database).open("rb") as file:
            writing.add(database, file)
        (drafts / database).unlink()
        for name in media.names():
            _copy(writing, name)
        _add_keys(writing)
        writing.seal(**facts)
        _check_target(target, overwrite)
    return writing.members


def _check_target(target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise Refusal(f"{target} is a folder. Name a file.")
    if target.exists() and not overwrite:
        raise Refusal(f"{target} exists. Name another file, or give --overwrite.")


@contextmanager
def _settled_moment(writing: Writing) -> Iterator[str]:
    """A moment of which every file that is deleted in passing was read; what is gone at two moments is lost already."""
    lost: set[str] = set()
    while True:
        with moment.one_moment() as when:
            gone = {name for name in _passing() if not _copy(writing, name)}
            if gone <= lost:
                yield when
                return
        lost = gone


def _passing() -> list[str]:
    """The files that this moment's rows need and that go without anything being removed."""
    waiting = Photo.objects.filter(state=PhotoState.WAITING).only("code")
    people = User.objects.exclude(portrait_code="").only("portrait_code", "portrait_tint")
    return [photo.upload_at for photo in waiting] + [name for person in people for name in person.portrait.files]


def _copy(writing: Writing, name: str) -> bool:
    """Whether it is in the backup now; each file is read once, since it never changes."""
    if MEDIA + name not in writing.members:
        if (data := media.read(name)) is None:
            return False
        writing.add(MEDIA + name, io.BytesIO(data))
    return True


def _migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _add_keys(writing: Writing) -> None:
    """A key that lies in var/ while the environment names another one is not the site's."""
    for name in KEYS:
        path = settings.VAR / name
        if path.exists() and (name != "secret_key" or path.read_text() == settings.SECRET_KEY):
            writing.add(name, io.BytesIO(path.read_bytes()))
