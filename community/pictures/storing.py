"""Owns how a file that we wrote is put into the storage under exactly its name, and taken out with its whole folder."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def put(name: str, data: bytes) -> None:
    """Store `data` under exactly this name; what a killed process left half written there is replaced."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def names_in(folder: str) -> list[str]:
    """The files that lie in a folder now, with their whole names; none when it is not there."""
    try:
        _folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return []
    return [f"{folder}/{name}" for name in names]
