"""Owns what a site was founded as, its name and its place: kept in var/ beside the key, where settings.py reads it."""

import json
import os
from pathlib import Path


def founded(var: Path) -> dict[str, str]:
    """`name` and `place`; nothing of a site that was never founded."""
    path = var / "site.json"
    return json.loads(path.read_text()) if path.exists() else {}


def keep_founded(var: Path, *, name: str, place: str) -> None:
    """Whole or not at all: written under another name first."""
    draft = var / f".site.{os.getpid()}"
    draft.write_text(json.dumps({"name": name, "place": place}, ensure_ascii=False))
    draft.replace(var / "site.json")
