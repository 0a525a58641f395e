"""Owns what is made ready before the site is served, each part only when its sources changed."""

import fcntl
import hashlib
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import Error, connection

from articles import indexing, tallying
from community import sealing
from community.models import User
from newsroom import catalogues, staticfiles
from newsroom.address import CannotServe
from newsroom.demo import community

log = logging.getLogger(__name__)


def prepare() -> None:
    """Catalogues, media folder, database, seals, static files, and the demo on the very first run. Raises CannotServe.

    Catalogues come first: a process that has looked for one does not look again. One command prepares at a time.
    """
    Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # until it is closed
        catalogues.compile_changed()
        _when_changed("database", _of_the_database, lambda: call_command("migrate", interactive=False, verbosity=0))
        if broken := sealing.seal_anew():
            log.error("%s second factors lie sealed under another key: name it in LEMBAR_SECRET_KEY_BEFORE.", broken)
        _when_changed("static", _of_static_files, lambda: call_command("collectstatic", interactive=False, verbosity=0))
        indexing.index_missing()
        tallying.mend()
        if settings.DEMO:
            _open_the_demo()


def _open_the_demo() -> None:
    """Only in an empty site: demo accounts, whose password everyone knows, are never planted in one that is used."""
    if community.exists():
        return
    if User.objects.exists():
        raise CannotServe(f"{settings.VAR} holds a site that is no demo. Serve it with make run DEMO=0.")
    community.build()


def _when_changed(name: str, fingerprint: Callable[[], str], make: Callable[[], object]) -> None:
    stamp = settings.VAR / f"{name}.stamp"
    if not stamp.exists() or stamp.read_text() != fingerprint():
        make()
        stamp.write_text(fingerprint())


def _of_the_database() -> str:
    """Which migrations there are, in which database, and how far it is: one that was put back is migrated again."""
    place = connection.settings_dict
    return _digest(place["NAME"], place["HOST"], place["PORT"], *_applied(), *_states("migrations", "*.py"))


def _applied() -> tuple:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*), max(id) FROM django_migrations")
            return cursor.fetchone()
    except Error:
        return ()


def _of_static_files() -> str:
    """What is collected, and how: the storage joins and shortens files."""
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    return _digest(manifest.exists(), _state(Path(staticfiles.__file__)), *_states("static", "**/*.*"))


def _states(folder: str, pattern: str) -> Iterator[tuple[str, int, int]]:
    """Path, time and size of every file that our apps and the packages keep in this folder."""
    for config in apps.get_app_configs():
        for path in sorted(Path(config.path, folder).glob(pattern)):
            yield _state(path)


def _state(path: Path) -> tuple[str, int, int]:
    state = path.stat()
    return str(path), state.st_mtime_ns, state.st_size


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()
