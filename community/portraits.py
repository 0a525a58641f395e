"""Owns how a person gets a portrait: the child that decodes photos decodes it, only squares written anew are kept."""

import secrets
from dataclasses import dataclass
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction

from community.models import Portrait, User
from community.pictures import darkroom
from community.pictures.darkroom import ChildKilled, RefusedPicture
from community.pictures.policy import Fault
from community.pictures.storing import put


@dataclass(frozen=True)
class Drawn:
    """A portrait that was decoded and is not stored yet: its files by name."""

    portrait: Portrait
    files: dict[str, bytes]


def draw(data: bytes) -> Drawn:
    """Decode a file in the child, outside any transaction, since that takes its time. Raises RefusedPicture."""
    try:
        with darkroom.developed(data, "portray") as (found, folder):
            fresh = Portrait(secrets.token_hex(4), found["tint"])
            written = sorted(folder.iterdir())
            files = {fresh.stored_at(int(file.stem), file.suffix[1:]): file.read_bytes() for file in written}
            return Drawn(fresh, files)
    except ChildKilled as killed:
        raise RefusedPicture(Fault.NOT_NOW) from killed


def set_portrait(person: User, drawn: Drawn) -> None:
    """Store the squares, then let the person have them; what stood before goes last.

    A kill in between leaves files that nobody is shown.
    """
    before = person.portrait
    for name, data in drawn.files.items():
        put(name, data)
    _let_have(person, drawn.portrait.code, drawn.portrait.tint)
    transaction.on_commit(partial(_forget, before))


def remove_portrait(person: User) -> None:
    before = person.portrait
    _let_have(person, "", "")
    transaction.on_commit(partial(_forget, before))


def _let_have(person: User, code: str, tint: str) -> None:
    person.portrait_code, person.portrait_tint = code, tint
    person.save(update_fields=["portrait_code", "portrait_tint"])


def _forget(portrait: Portrait | None) -> None:
    for name in portrait.files if portrait else ():
        default_storage.delete(name)
