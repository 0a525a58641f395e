"""Owns what a monitor is told: that the process lives, and whether it can do its work."""

import logging
import tempfile
from functools import cache

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from newsroom import timekeeping

log = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request):
    """The process answers. Asks nothing else, so that a slow database gets no web process killed."""
    return _plain("ok", 200)


@never_cache
@require_safe
def readyz(request):
    """Ready for readers, or the first part that is not: `database`, `migrations` or `media`.

    `clock` is ready as well, so that no proxy takes away a site that works; whoever watches it reads the word.
    """
    if failing := _failing_part():
        return _plain(failing, 503)
    return _plain("clock" if timekeeping.is_behind() else "ok", 200)


def _failing_part() -> str | None:
    try:
        if not _migrations_on_disk() <= MigrationRecorder(connection).applied_migrations().keys():
            return "migrations"
    except Error:
        return "database"
    return None if _takes_files() else "media"


def _takes_files() -> bool:
    """Whether the folder takes a file; of a bucket, whether it answers: writing would cost with every look."""
    try:
        if isinstance(default_storage, FileSystemStorage):
            with tempfile.TemporaryFile(dir=settings.MEDIA_ROOT):
                return True
        default_storage.exists("ready")
        return True
    except Exception as fault:  # each storage has its own faults
        log.warning("The media storage does not answer: %s", fault)
        return False


@cache
def _migrations_on_disk() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations)


def _plain(word: str, status: int) -> HttpResponse:
    return HttpResponse(word, status=status, content_type="text/plain; charset=utf-8")
