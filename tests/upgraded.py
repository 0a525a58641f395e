"""Owns the databases of earlier releases (tests/releases/), and how one is compared before and after its upgrade.

The upper half runs in the test; the lower half in a process beside it, on the database that was unpacked.
"""

import html
import json
import lzma
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import global_settings, settings
from django.db import connection
from django.test import Client, override_settings

from articles.models import Transition
from community.models import Notice, User
from newsroom import clock
from newsroom.demo.community import PASSWORD, TOTP_SECRET
from tests.migrated import NAME
from tests.postgres import beside
from tests.races import Racer
from tests.rooms import signed_in
from tests.site import ROOT, Site

RELEASES = ROOT / "tests/releases"
ADDRESSES = (RELEASES / "first.addresses").read_text().split()
# What the framework and the migrations themselves keep; tasks and sessions were left out when it was packed.
OF_THE_MACHINERY = {"django_migrations", "django_content_type", "django_session", "sqlite_sequence"}
# The passwords are real ones; nothing was collected, and a test's client names a host of its own.
AS_SERVED = override_settings(
    PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS,
    STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    ALLOWED_HOSTS=["testserver"],
)


def unpacked(name: str) -> bytes:
    return lzma.decompress((RELEASES / f"{name}.xz").read_bytes())


@contextmanager
def first_release(var: Path, server: str = "") -> Iterator[Site]:
    """Its site, on SQLite or in a database of that PostgreSQL; it has the demo community and no files."""
    var.mkdir()
    if not server:
        (var / NAME).write_bytes(unpacked("first.sqlite3"))
        yield Site(var)
        return
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("CREATE DATABASE lembar_first_release")
        try:
            url = beside(server, "lembar_first_release")
            command = ["psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", url]
            subprocess.run(command, input=unpacked("first.sql"), check=True, stdout=subprocess.DEVNULL)
            yield Site(var, DATABASE_URL=url)
        finally:
            admin.execute("DROP DATABASE lembar_first_release WITH (FORCE)")


@dataclass(frozen=True)
class Upgrade:
    """What a release's database said before `migrate`, what went wrong with it, and how long it took."""

    before: dict
    seconds: float
    lost: list[str]
    wrong_pages: list[str]
    kept_out: list[str]
    missing_in_queue: list[int]
    told_of_the_past: int
    wrong_numbers: int
    is_clean: bool

    def told(self) -> str:
        held = {name: len(found) for name, found in self.before.items() if name != "rows"}
        rows = sum(map(len, self.before["rows"].values()))
        return f"{self.seconds:.1f} s for {rows} rows: {held}"


def upgraded(site: Site, people: int | None = None) -> Upgrade:
    """`people` is how many try to sign in afterwards; all of them when None."""
    racer = Racer(site)
    before, began = racer.do("tests.upgraded.facts"), time.monotonic()
    told = site.manage("migrate", "--verbosity=0")
    seconds = time.monotonic() - began
    assert (told.returncode, told.stderr) == (0, "")
    found = Upgrade(
        before,
        seconds,
        lost=lost(before, racer.do("tests.upgraded.facts")),
        wrong_pages=racer.do("tests.upgraded.wrong_pages", articles=before["articles"], live=before["live"]),
        kept_out=racer.do("tests.upgraded.kept_out", most=people),
        missing_in_queue=racer.do("tests.upgraded.missing_in_queue", waiting=before["waiting"]),
        told_of_the_past=racer.do("tests.upgraded.told_of_the_past"),
        wrong_numbers=racer.do("articles.tallying.mend"),
        is_clean=site.manage("migrate", "--check").returncode == 0,
    )
    racer.leave()
    return found


def lost(old: dict, new: dict) -> list[str]:
    """What was there before and is not there, or is otherwise."""
    rows = [
        f"{table} {key}"
        for table, keys in old["rows"].items()
        for key in sorted(set(keys) - set(new["rows"].get(table, [])))
    ]
    others = [name for name in old if name != "rows"]
    return rows + [f"{name}: {old[name]} is now {new[name]}" for name in others if new[name] != old[name]]


def facts() -> dict:
    """By plain SQL, since the models of now cannot read the tables of then."""
    articles = {code: [title, words(body)] for code, title, body in selected("code, title, body FROM articles_article")}
    return {
        "rows": {table: keys(table) for table in tables()},
        "articles": articles,
        "live": column("code FROM articles_article WHERE standing = 'live'"),
        "waiting": column("id FROM articles_submission WHERE state = 'waiting'"),
        "hashes": column("sha256 FROM articles_revision"),
        "people": column("email FROM community_user"),
        "handles": column("name FROM community_handle"),
    }


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(set(connection.introspection.table_names(cursor)) - OF_THE_MACHINERY)


def keys(table: str) -> list[str]:
    """The primary keys of its rows."""
    with connection.cursor() as cursor:
        key = connection.introspection.get_primary_key_column(cursor, table)
    return [str(value) for value in column(f'"{key}" FROM "{table}"')]


def column(what: str) -> list:
    return [row[0] for row in selected(what)]


def selected(what: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} ORDER BY 1")
        return cursor.fetchall()


def words(body: str | dict) -> str:
    return " ".join(_words(json.loads(body) if isinstance(body, str) else body))


def _words(node: dict) -> Iterator[str]:
    if "text" in node:
        yield node["text"]
    for part in node.get("content", []):
        yield from _words(part)


@AS_SERVED
def wrong_pages(*, articles: dict[str, list[str]], live: list[str]) -> list[str]:
    """The live articles that do not show their title at the address they always had."""
    wrong = []
    for code in live:
        path = next(path for path in ADDRESSES if path.split("/")[2] == code)
        answer = Client().get(path)
        if answer.status_code != 200 or articles[code][0] not in html.unescape(answer.content.decode()):
            wrong.append(f"{path} {answer.status_code}")
    return wrong


@AS_SERVED
def kept_out(*, most: int | None) -> list[str]:
    """Who cannot sign in any more by password, and by the code of an authenticator where they have one."""
    people = list(User.objects.order_by("-authenticator__pk", "pk"))
    return [person.email for person in [*people[-1:], *people[:-1]][:most] if not gets_in(person)]


def gets_in(person: User) -> bool:
    client = Client()
    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    if person.authenticator_set.exists():
        code = format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))
        answer = client.post(answer["Location"], {"code": code})
    return answer.status_code == 302 and client.get("/write/").status_code == 200


@AS_SERVED
def missing_in_queue(*, waiting: list[int]) -> list[int]:
    """The askings that waited, and wait for no chief editor now; a link of the queue leads to each."""
    chief = User.objects.filter(groups__name="Chief editors").first()
    page = signed_in(chief).get("/desk/").content.decode()
    return [pk for pk in waiting if f'href="/desk/{pk}/"' not in page]


def told_of_the_past() -> int:
    """Notices, whose mails the clock sends, of what happened before the upgrade: nobody wants them."""
    clock.tick(clock.JOBS)
    return Notice.objects.count() + Transition.objects.untold().count()
