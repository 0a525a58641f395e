"""Owns what the drills share: a served site on each engine, a process that reads its rows, a Chromium."""

import pytest

from tests.postgres import a_database
from tests.races import Racer
from tests.site import Site
from tests.walk.conftest import DemoSite
from tests.walk.watching import a_chromium, watching


@pytest.fixture(scope="module")
def watcher():
    with watching() as started:
        yield started


@pytest.fixture(scope="module")
def chromium():
    with a_chromium() as started:
        yield started


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The newest texts stand; the worker tells the rest."""
    site = DemoSite(tmp_path_factory.mktemp("demo") / "var", LEMBAR_DEMO="1").start("--prepare")
    yield site
    site.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    """The environment that names a database on each engine."""
    if request.param == "sqlite":
        yield {}
    else:
        with a_database(request.getfixturevalue("postgres")) as url:
            yield {"DATABASE_URL": url}


@pytest.fixture
def notary(tmp_path, database):
    """A process that reads the site's rows; its folder is spelt otherwise, so that nobody counts it to the site's."""
    notary = Racer(Site(tmp_path / "var", LEMBAR_VAR=f"{tmp_path}/var/.", **database))
    notary.do("tests.races.migrate")
    yield notary
    notary.leave()


@pytest.fixture
def site(tmp_path, database, notary):
    site = Site(tmp_path / "var", **database).start("--prepare")
    yield site
    site.stop()
