"""Owns the secret key of a site that was given none: made once, kept in var/, readable by its owner alone."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def kept_secret_key(var: Path) -> str:
    """The key in `var/secret_key`, made on the first run.

    Written whole under another name and linked into place, so that two processes starting together agree on one key
    and a kill in between leaves none.
    """
    path = var / "secret_key"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        draft = var / f".secret_key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()
