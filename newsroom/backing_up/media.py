"""Owns how a backup reads and writes the media: through Django's storage alone, wherever that keeps them."""

from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from community.pictures.storing import put

TRIES = 5


def names(folder: str = "") -> Iterator[str]:
    """Every file, by the storage's name; names that begin with a dot are nobody's."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    within = f"{folder}/" if folder else ""
    yield from (within + name for name in sorted(files) if not name.startswith("."))
    for name in sorted(folders):
        if name and not name.startswith("."):
            yield from names(within + name)


def read(name: str) -> bytes | None:
    """A file's bytes, None when it is not there. One that grew meanwhile is being written, and read again."""
    data = None
    for _try in range(TRIES):
        try:
            with default_storage.open(name) as file:
                data = file.read()
            if default_storage.size(name) == len(data):
                break
        except FileNotFoundError:
            return None
    return data


def add(name: str, data: bytes) -> bool:
    """Store a file unless one is there; whether it was stored."""
    if default_storage.exists(name):
        return False
    default_storage.save(name, ContentFile(data))
    return True


def make_equal(name: str, data: bytes) -> None:
    if read(name) != data:
        put(name, data)


def delete(name: str) -> None:
    default_storage.delete(name)
