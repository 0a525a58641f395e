"""Owns what every test stands on: a database in a file, quick passwords, folders of its own, PostgreSQL on demand."""

import gc
import os
from itertools import count

import pytest
from django.conf import settings as site_settings
from django.core.cache import caches
from django.utils import translation
from hypothesis import settings as properties

from community import pieces
from newsroom import catalogues
from tests import postgres as postgres_server
from tests.corpora import corpus
from tests.migrated import copy_of_migrated, migrated
from tests.site import ROOT

FOLDERS = count(1)
# How often a rule is tried with made-up input: `make drill` names the long one.
properties.register_profile("gate", max_examples=30, deadline=None)
properties.register_profile("long", max_examples=2000, deadline=None)
properties.load_profile("gate")


def pytest_configure(config):
    gc.set_threshold(20_000, 50, 50)  # the tests make few rings, and looking for them takes a twentieth of the time
    catalogues.compile_changed()  # before any process of the run has looked for one
    site_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    site_settings.WHITENOISE_AUTOREFRESH = True  # else every client reads the whole folder first
    site_settings.STATIC_ROOT = ROOT / "newsroom" / "static"  # nothing is collected, and a missing folder is a warning
    config.migrated = config.cache.mkdir("migrated")
    if not hasattr(config, "workerinput") and is_sqlite():
        migrated(config.migrated)  # once, before the processes of the run begin
    site_settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


def pytest_report_header():
    return f"corpora: {corpus('names.jsonl').parent}"


def pytest_make_parametrize_id(val):
    """Whole texts and pictures do not become names of tests: each is sent to every process of the run, often."""
    return f"{type(val).__name__} of {len(val)}" if isinstance(val, str | bytes) and len(val) > 200 else None


def is_sqlite() -> bool:
    return site_settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb():
    """The file of `django_db_modify_db_settings` is there already, and migrated."""
    return is_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, tmp_path_factory):
    """On SQLite a file: the one in memory ignores the timeout between threads. It need not outlive a power cut."""
    database = site_settings.DATABASES["default"]
    if is_sqlite():
        file = tmp_path_factory.mktemp("database") / "test.sqlite3"
        copy_of_migrated(request.config.migrated, file)
        database["TEST"]["NAME"] = str(file)
        database["OPTIONS"]["init_command"] = database["OPTIONS"]["init_command"].replace("=FULL", "=OFF")
    else:
        database["TEST"]["TEMPLATE"] = postgres_server.migrated(os.environ["DATABASE_URL"])
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(autouse=True)
def nothing_drawn_before():
    """A page that an earlier test drew of equal values would be answered without its template."""
    pieces._drawn_whole.cache_clear()


@pytest.fixture(autouse=True)
def folders_of_its_own(settings, tmp_path_factory):
    """Counted here: pytest looks through all of its numbered folders for the next number, each time."""
    settings.MEDIA_ROOT = tmp_path_factory.getbasetemp() / "media" / str(next(FOLDERS))
    settings.MEDIA_ROOT.mkdir(parents=True)


@pytest.fixture(autouse=True)
def no_limits_from_before():
    """Rate limits and used codes live in the caches."""
    for name in site_settings.CACHES:
        caches[name].clear()


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are compared in the language of the source; pages speak the site's, which the middleware sets."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def postgres():
    """The URL of a real PostgreSQL."""
    try:
        with postgres_server.postgres() as url:
            yield url
    except postgres_server.NoPostgres as absent:
        pytest.skip(str(absent))


def pytest_collection_modifyitems(items):
    """The walk takes longest: it begins first in one process, and the other tests fill the rest.

    Tests that need the migrations' rows again come before those that leave an emptied database with new content types.
    """
    items.sort(key=lambda item: ("walk" not in item.path.parts, _empties(item)))


def _empties(item) -> int:
    said = marker.kwargs if (marker := item.get_closest_marker("django_db")) else {}
    return 0 if not said.get("transaction") else 1 if said.get("serialized_rollback") else 2
