"""Owns the switch to a restored database and keys: staged in one folder, and moved into place by whoever comes next.

`var/restoring/` is a draft. Renamed to `var/restored/` it counts: from that moment on every process that starts on this
folder first moves what lies there, so that a kill leaves the old site or the new one.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PLACES = "places.json"


def settled(var: Path) -> Path:
    """`var`, with what a killed restore left to move in its place. settings.py calls it before it reads anything."""
    if (var / "restored").exists():
        _finish(var / "restored")
    return var


@contextmanager
def stage(var: Path) -> Iterator[Path]:
    """A fresh folder, gone afterwards. Only for who holds the lock on `var`."""
    draft = var / "restoring"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def ready(draft: Path, places: dict[str, Path]) -> None:
    """Say where each staged file belongs, and have all of it on the disk."""
    (draft / PLACES).write_text(json.dumps({name: str(place) for name, place in places.items()}))
    os.sync()


def switch(draft: Path) -> None:
    """From the first line on it is done, whatever happens."""
    staged = draft.rename(draft.with_name("restored"))
    os.sync()
    _finish(staged)


def _finish(staged: Path) -> None:
    """Safe to run twice and to run twice at once: under a lock, and what was moved is not moved again."""
    try:
        lock = os.open(staged, os.O_RDONLY)
    except FileNotFoundError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (staged / PLACES).exists():
            for name, place in json.loads((staged / PLACES).read_text()).items():
                if (staged / name).exists():
                    _move(staged / name, Path(place))
        shutil.rmtree(staged, ignore_errors=True)
    finally:
        os.close(lock)


def _move(file: Path, place: Path) -> None:
    """SQLite would play the old database's log into the new one, so that goes first."""
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            place.with_name(place.name + ending).unlink()
    shutil.move(file, place)
