"""Owns the walk's stage: one served demo in an empty folder, and Debian's Chromium."""

import sqlite3
from contextlib import closing, contextmanager

import pytest

from tests.migrated import NAME, copy_of_collected, copy_of_migrated
from tests.site import Site, wait_until
from tests.walk import rooms, studio
from tests.walk.faulty import Faulty
from tests.walk.typing import an_open_paper
from tests.walk.watching import a_chromium, watching

pytest.register_assert_rewrite("tests.walk.reader", "tests.walk.crawl")


class DemoSite(Site):
    """A site with the demo community, its people's password and its administrator's address as /demo/ shows them."""

    password = administrator = ""

    @property
    def base(self) -> str:
        return f"http://localhost:{self.port}"

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture(scope="package")  # its loop must have ended before another test of the process asks the database
def browser():
    with a_chromium() as started:
        yield started


@pytest.fixture(scope="module")
def watcher():
    with watching() as started:
        yield started


@pytest.fixture(scope="package")
def site(request, tmp_path_factory):
    """One demo for all tests of the group "walk", which run in one process."""
    with a_demo(request.config, tmp_path_factory) as served:
        yield served


@contextmanager
def a_demo(config, tmp_path_factory):
    var = tmp_path_factory.mktemp("walk") / "var"
    copy_of_migrated(config.migrated, var / NAME)
    copy_of_collected(config.migrated, var)
    served = DemoSite(var, LEMBAR_DEMO="1").start("--prepare")
    leave_the_rest_untold(served)
    yield served
    served.stop()


def leave_the_rest_untold(site: DemoSite) -> None:
    """The walk needs the newest texts; telling fifty more beside it takes a core half a minute."""
    from newsroom.demo.community import tell_next  # needs Django, which `python -m tests.pictures` does without

    told = (
        "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE task_path = ? AND status IN ('READY', 'RUNNING')"
    )
    drop = "DELETE FROM django_tasks_database_dbtaskresult WHERE task_path = ? AND status = 'READY'"
    with closing(sqlite3.connect(site.var / NAME, timeout=20, isolation_level=None)) as database:

        def is_still() -> bool:
            database.execute(drop, [tell_next.module_path])
            return database.execute(told, [tell_next.module_path]).fetchone() == (0,)

        wait_until(is_still)


@pytest.fixture(scope="package")
def writer(site, browser) -> str:
    """Somebody of the demo, without a second factor, whose code counts only once."""
    rooms.demo_people(browser, site)
    page = rooms.opened(browser, site.base, rooms.WIDE)
    page.goto("/demo/")
    return page.locator("section", has=page.locator("#writers")).locator(".mono").first.inner_text()


@pytest.fixture(scope="package")
def paper(site, browser, writer):
    """A sheet at a desk whose text every test sets anew."""
    with an_open_paper(site, browser, writer) as opened:
        yield opened


@pytest.fixture(scope="package")
def phone_paper(site, browser, writer):
    with an_open_paper(site, browser, writer, phone=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def proxy(site):
    started = Faulty(site.port)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def context(site, browser, writer, proxy):
    """The writer's browser behind the proxy, signed in once."""
    page = rooms.sheet(browser, site, writer, rooms.WIDE, base=proxy.base)
    page.goto("about:blank")
    yield page.context
    page.context.close()


@pytest.fixture
def page(context, proxy):
    """An empty sheet in a tab of its own."""
    proxy.fault = None
    page = context.new_page()
    page.goto("/write/new/")
    studio.ready(page)
    yield page
    page.close()
