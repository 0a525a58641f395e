"""Owns the SQLite file in which every migration was applied: made once for the migrations that there are, then copied.

Applying them takes eight seconds, and a run of the tests needs the file several times.
"""

import hashlib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.site import ROOT, Site

NAME = "lembar.sqlite3"
SOURCES = [
    "requirements/run.txt",
    "newsroom/settings.py",
    "newsroom/databases.py",
    *(f"{app}/migrations/*.py" for app in ("articles", "community")),
]


def copy_of_migrated(folder: Path, wanted: Path) -> None:
    """Put it at `wanted`; `folder` is where it is kept between runs."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(migrated(folder), wanted)


def migrated(folder: Path) -> Path:
    """The file as it is kept, made when there is none of these migrations."""
    kept = folder / f"{digest()}.sqlite3"
    if not kept.exists():
        with TemporaryDirectory(dir=folder) as var:
            made = Site(Path(var) / "var").manage("migrate", "--verbosity=0")
            assert made.stderr == ""
            for older in folder.glob("*.sqlite3"):
                older.unlink()
            (Path(var) / "var" / NAME).rename(kept)
    return kept


def digest() -> str:
    """Another one as soon as anything changes that the migrated database depends on."""
    files = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
