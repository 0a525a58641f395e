"""Owns a small site that backups are taken of, and how two sites are compared to the row and the byte.

The upper half runs in the test; the lower half in a process beside it, on the site's own settings.
"""

import hashlib
import io
import json
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management import call_command
from django.db import connection
from django.test import override_settings

from articles import photos, publishing
from articles.models import Photo, PhotoState, Submission, SubmissionState
from community import portraits
from community.models import User
from newsroom.backing_up import media
from tests.drills import ledger
from tests.factories import a_draft, a_moderator, a_photo, a_picture, a_writer, approve, later, sent, with_cover
from tests.factories import with_portrait as portrayed
from tests.races import Racer
from tests.site import ROOT, Site


def asked(site: Site, name: str, **said):
    """What a function of the lower half answers in a process of this site; spelt so that nobody counts it to it."""
    beside = Racer(Site(site.var, LEMBAR_VAR=f"{site.var}/.", **_database_of(site)))
    try:
        return beside.do(f"tests.backed_up.{name}", **said)
    finally:
        beside.leave()


def _database_of(site: Site) -> dict[str, str]:
    return {name: value for name, value in site.environment.items() if name == "DATABASE_URL"}


def whole(site: Site) -> dict:
    """All that a site is: a digest of every table, the bytes of every file, and its keys."""
    found = asked(site, "rows")  # first: the first process of a site makes its key
    keys = {name: (site.var / name).read_text() for name in ("secret_key", "site.json") if (site.var / name).exists()}
    return {"rows": found, "media": files(site.var / "media"), "keys": keys}


def files(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


KILLED = """
import os, signal, sys
left, events = int(sys.argv[1]), set(sys.argv[2].split())
def count(event, arguments):
    global left
    if event in events:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
sys.argv = ["manage.py", *sys.argv[3:]]
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""


def kills(used: Site, home: Site, backup: Path, events: set[str]) -> list[str]:
    """What a restore over a used site leaves when it is killed before the first of these events, the second, ...

    Until one comes through, which must leave the site of the backup. Each begins with the used site as it was.
    """
    asked(used, "settle")
    (used.var / "site.json").write_text('{"name": "Yang Lama", "place": "Bau-Bau"}')
    before = used.var.with_name("before.tar")
    assert used.manage("backup", str(before)).returncode == 0
    old, new, left = whole(used), whole(home), []
    while restored_until(used, backup, len(left), events) != 0:
        left.append(which(whole(used), old, new))
        assert used.manage("restore", str(before), "--overwrite").returncode == 0
        assert whole(used) == old
    assert whole(used) == new
    return left


def restored_until(site: Site, backup: Path, steps: int, events: set[str]) -> int:
    command = [sys.executable, "-c", KILLED, str(steps), " ".join(events), "restore", str(backup), "--overwrite"]
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True).returncode


def which(now: dict, old: dict, new: dict) -> str:
    """By its rows, its keys, and every file that it has; a kill may leave some more, which nobody is shown."""
    for name, rows, keys in (("old", old, old), ("new", new, new), ("keys to come", new, old)):
        if (
            now["rows"] == rows["rows"]
            and now["keys"] == keys["keys"]
            and rows["media"].items() <= now["media"].items()
        ):
            return name
    return "a mix"


def rewritten(backup: Path, wanted: Path, change: Callable[[dict, list], None]) -> Path:
    """The same backup after `change` of its manifest and its members, each `[TarInfo, bytes]`, sealed anew."""
    with tarfile.open(backup) as tar:
        members = [[member, tar.extractfile(member).read()] for member in tar.getmembers()]
    manifest = json.loads(members[-2][1])
    change(manifest, members := members[:-2])
    text = json.dumps(manifest).encode()
    seal = f"{hashlib.sha256(text).hexdigest()}  manifest.json\n".encode()
    last = [[tarfile.TarInfo("manifest.json"), text], [tarfile.TarInfo("manifest.sha256"), seal]]
    with tarfile.open(wanted, "w", format=tarfile.PAX_FORMAT) as tar:
        for info, data in members + last:
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return wanted


def rows() -> dict[str, str]:
    """By its name a digest of every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f'SELECT * FROM "{table}"')
            lines = sorted(map(repr, cursor.fetchall()))
            found[table] = f"{len(lines)} {hashlib.sha256(repr(lines).encode()).hexdigest()}"
    return found


def settle() -> None:
    """People with portraits, a live article under a photo, a draft with one that waits and one that was taken out."""
    writer = portrayed(a_writer())
    live = with_cover(a_draft(by=writer))
    with later(seconds=-60):
        approve(sent(live), by=a_moderator())
    publishing.publish_due()
    draft = a_draft(by=writer)
    photos.take_out(a_photo(draft, a_picture("navy", size=(400, 250))))
    a_photo(draft, a_picture("olive", size=(400, 250)), ready=False)


def bare() -> list[str]:
    """The photos that lack a file: a ready one any of its renditions, a waiting one its upload."""
    waiting = Photo.objects.filter(state=PhotoState.WAITING)
    needed = [(photo.code, photo.upload_at) for photo in waiting]
    for photo in Photo.objects.filter(state=PhotoState.READY):
        needed += [(photo.code, photo.stored_at(width, kind)) for width in photo.widths for kind in photo.formats]
    return [f"{code} lacks {name}" for code, name in needed if not default_storage.exists(name)]


def uploads() -> dict[str, str]:
    """The checksum of every upload that any photo had."""
    return {photo.upload_at: photo.sha256 for photo in Photo.objects.all()}


def lacking(*, texts: list[dict], approved: list[int]) -> list[str]:
    """What was acknowledged and is not there, half states, and files that a row names in vain."""
    decided = Submission.objects.filter(pk__in=approved, state=SubmissionState.APPROVED)
    return [
        *(fault for text in texts for fault in ledger.lost(text)),
        *(
            fault
            for submission in Submission.objects.select_related("article")
            for fault in ledger.half_asked(submission)
        ),
        *(f"Submission {pk} is not approved" for pk in set(approved) - set(decided.values_list("pk", flat=True))),
        *bare(),
    ]


class Passing(FileSystemStorage):
    """A photo is finished, a portrait changed, and in a later moment a row written, just before files are read."""

    def _open(self, name, mode="rb"):
        folder = name.rpartition("/")[0]
        later_act = say_later if portray_anew in PASSED else portray_anew
        act = develop_waiting if folder == "uploads" else later_act
        if name.startswith(("uploads/", "portraits/")) and act not in PASSED and folder not in PASSED.values():
            PASSED[act] = folder
            other = Thread(target=_and_close, args=[act])
            other.start()
            other.join()
        return super()._open(name, mode)


PASSED: dict[Callable, str] = {}  # what was done, and at which folder


def _and_close(act: Callable[[], object]) -> None:
    try:
        act()
    finally:
        connection.close()


def develop_waiting() -> None:
    photos.develop(Photo.objects.filter(state=PhotoState.WAITING).first())


def portray_anew() -> None:
    person = User.objects.exclude(portrait_code="").first()
    portraits.set_portrait(person, portraits.draw(a_picture("red")))


def say_later(words: str = "kemudian") -> None:
    User.objects.exclude(portrait_code="").update(tagline=words)


def take_while_files_pass(*, target: str) -> dict[str, str]:
    """Rows as they are after what passed with files, and before what was written once all files were held."""
    PASSED.clear()
    say_later("dulu")
    with _stored_in("tests.backed_up.Passing"):
        call_command("backup", target, verbosity=0, stdout=io.StringIO())
    assert set(PASSED) == {develop_waiting, portray_anew, say_later}
    say_later("dulu")
    return rows()


def take_and_restore_without_paths(*, target: str) -> list[dict[str, str]]:
    """The files before the backup, and after a restore into an empty storage; neither has a folder on the disk."""
    held = {name: media.read(name) for name in media.names()}
    found = []
    for command, options in (("backup", {}), ("restore", {"overwrite": True})):
        with _stored_in("django.core.files.storage.InMemoryStorage"):
            if command == "backup":
                for name, data in held.items():
                    media.add(name, data)
            call_command(command, target, stdout=io.StringIO(), **options)
            found.append({name: hashlib.sha256(media.read(name)).hexdigest() for name in media.names()})
    return found


@contextmanager
def _stored_in(backend: str) -> Iterator[None]:
    with override_settings(STORAGES=settings.STORAGES | {"default": {"BACKEND": backend}}):
        yield
