"""Owns what sites of the tests begin with, made once and then copied: the SQLite file in which every migration was
applied, and the static files as they are collected.

That takes eight seconds and three, and a run of the tests needs both several times.
"""

import hashlib
import shutil
from contextlib import suppress
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
STATIC = ["requirements/run.txt", "newsroom/staticfiles.py", "*/static/**/*.*"]
COLLECT = """
from django.core.management import call_command
from newsroom import prepare
prepare._when_changed("static", prepare._of_static_files, lambda: call_command("collectstatic", "--noinput", "-v0"))
"""


def copy_of_migrated(folder: Path, wanted: Path) -> None:
    """Put it at `wanted`; `folder` is where it is kept between runs."""
    wanted.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(migrated(folder), wanted)


def copy_of_collected(folder: Path, var: Path) -> None:
    """Put the static files into a site's `var`, with their stamp: of other sources than ours it collects them anew."""
    kept = folder / f"collected-{digest(STATIC)}"
    if not kept.exists():
        for older in set(folder.glob("collected-*")) - {kept}:
            shutil.rmtree(older, ignore_errors=True)  # another process of the run may be at it
        with TemporaryDirectory(dir=folder) as made:
            site = Site(Path(made) / "var")
            assert site.manage("shell", "--no-imports", "-c", COLLECT).stderr == ""
            (site.var / "secret_key").unlink()
            with suppress(OSError):  # another one was faster
                site.var.rename(kept)
    shutil.copytree(kept, var, dirs_exist_ok=True)


def migrated(folder: Path) -> Path:
    """The file as it is kept, made when there is none of these migrations."""
    kept = folder / f"{digest()}.sqlite3"
    if not kept.exists():
        with TemporaryDirectory(dir=folder) as var:
            made = Site(Path(var) / "var").manage("migrate", "--verbosity=0")
            assert made.stderr == ""
            (Path(var) / "var" / NAME).rename(kept)  # another run of the gate may have been faster, and copy from it
            for older in set(folder.glob("*.sqlite3")) - {kept}:
                older.unlink(missing_ok=True)
    return kept


def digest(sources: list[str] = SOURCES) -> str:
    """Another one as soon as anything changes that the migrated database, or what these make, depends on."""
    files = sorted(path for pattern in sources for path in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
