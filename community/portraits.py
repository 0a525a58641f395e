"""Owns how a person gets a portrait: the child that decodes photos decodes it, only squares written anew are kept."""

import secrets
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from community.models import Portrait, User
from community.pictures import darkroom
from community.pictures.darkroom import ChildKilled, RefusedPicture
from community.pictures.policy import MOST_BYTES, Fault


def set_portrait(person: User, data: bytes) -> None:
    """Write the squares under a new code, then let the person have it; what stood before goes last.

    A kill in between leaves files that nobody is shown. Raises RefusedPicture.
    """
    if len(data) > MOST_BYTES:
        raise RefusedPicture(Fault.TOO_MANY_BYTES)
    before, code = person.portrait, secrets.token_hex(4)
    try:
        with darkroom.developed(data, "portray") as (found, folder):
            fresh = Portrait(code, found["tint"])
            for file in sorted(folder.iterdir()):
                name = fresh.stored_at(int(file.stem), file.suffix[1:])
                default_storage.save(name, ContentFile(file.read_bytes()))
    except ChildKilled as killed:
        raise RefusedPicture(Fault.NOT_NOW) from killed
    _let_have(person, fresh.code, fresh.tint)
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
