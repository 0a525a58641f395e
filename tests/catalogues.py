"""Owns the check that every sentence of the code stands translated in the catalogues: `python -m tests.catalogues`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("articles", "community", "newsroom", "templates", "manage.py")
SOURCE_LANGUAGE = "en"  # the code's own: an empty translation says the same
ABSENT = "=== SKIPPED: completeness of the catalogues. Debian package: gettext ==="


def findings() -> list[str]:
    """A line for each sentence that a catalogue lacks, has only half, or has for nothing."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for room in ROOMS:
            (shutil.copytree if (ROOT / room).is_dir() else shutil.copy)(ROOT / room, copy / room)
        command = [sys.executable, "manage.py", "makemessages", "--all", "--no-location", "--verbosity=0"]
        subprocess.run(command, cwd=copy, check=True)
        fresh = sorted(copy.glob("newsroom/locale/*/LC_MESSAGES/*.po"))
        return [line for po in fresh for line in _compare(po, ROOT / po.relative_to(copy))]


def _compare(fresh: Path, kept: Path) -> list[str]:
    kept_entries = polib.pofile(str(kept)) if kept.exists() else []
    known = {(entry.msgctxt, entry.msgid) for entry in kept_entries if not entry.obsolete}
    language, lines = kept.parts[-3], []
    for entry in polib.pofile(str(fresh)):
        if entry.obsolete and (entry.msgctxt, entry.msgid) in known:
            lines.append(f"{language}: no longer said: {entry.msgid}")
        elif not entry.obsolete and (entry.msgctxt, entry.msgid) not in known:
            lines.append(f"{language}: missing: {entry.msgid}")
        elif not entry.obsolete and (entry.fuzzy or not (entry.translated() or language == SOURCE_LANGUAGE)):
            lines.append(f"{language}: untranslated: {entry.msgid}")
    return lines


if __name__ == "__main__":
    if not (shutil.which("xgettext") and shutil.which("msgmerge")):
        print(ABSENT, file=sys.stderr)
    elif found := findings():
        sys.exit("\n".join([*found, "Run `make messages` and translate."]))
