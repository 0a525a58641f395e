"""Owns the compiled catalogues: one .mo beside every .po, made without gettext's tools."""

import os
from collections.abc import Iterator
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation.reloader import translation_file_changed


def compile_changed() -> None:
    """Compile each .po whose .mo is missing or was made from another one. A .mo carries the time of its .po.

    Loading the models of a package already asks for a sentence: what was read before this is forgotten, also when
    another process has compiled it meanwhile.
    """
    for po in sources():
        mo, changed = po.with_suffix(".mo"), po.stat().st_mtime_ns
        if not mo.exists() or mo.stat().st_mtime_ns != changed:
            draft = po.with_suffix(f".{os.getpid()}.mo")
            polib.pofile(str(po)).save_as_mofile(str(draft))
            os.utime(draft, ns=(changed, changed))
            draft.replace(mo)
        translation_file_changed(None, mo)


def sources() -> Iterator[Path]:
    for place in settings.LOCALE_PATHS:
        yield from sorted(Path(place).glob("*/LC_MESSAGES/*.po"))
