"""What is no backup of ours, or no longer whole, is refused before anything of it is used."""

import io
import tarfile

import pytest

from newsroom.backing_up import archive
from newsroom.backing_up.refusal import Refusal
from tests.backed_up import rewritten

MEMBERS = {"database.sqlite3": b"rows" * 5000, "secret_key": b"k" * 50, "media/photos/ab/1.jpg": b"jpeg" * 400}


@pytest.fixture
def backup(tmp_path):
    (file := tmp_path / "kept" / "site.tar").parent.mkdir()
    with archive.written(file) as (writing, _drafts):
        for name, data in MEMBERS.items():
            writing.add(name, io.BytesIO(data))
        writing.seal(engine="sqlite", taken_at="2026-11-29T08:00:00+00:00", migrations=["articles.0001_initial"])
    return file


def read_all(path):
    with archive.reading(path) as opened:
        for name in opened.members:
            opened.copy(name)


def judged(path):
    """The sentence of a file that is refused; all of it is read."""
    with pytest.raises(Refusal) as caught:
        read_all(path)
    return str(caught.value).removeprefix(f"{path} is no backup, or is damaged: ")


def cut(backup, wanted, bytes_left):
    wanted.write_bytes(backup.read_bytes()[:bytes_left])
    return wanted


@pytest.mark.parametrize("share", [0, 0.3, 0.9])
def test_a_truncated_file_is_refused(backup, tmp_path, share):
    assert judged(cut(backup, tmp_path / "cut.tar", int(backup.stat().st_size * share)))


def test_a_file_that_lacks_its_last_byte_is_refused(backup, tmp_path):
    assert judged(cut(backup, tmp_path / "cut.tar", -1)) == "its end is not where it should be."


@pytest.mark.parametrize("data", [b"", b"not a tar" * 500, b"\0" * 10240])
def test_what_is_no_tar_is_refused(tmp_path, data):
    (file := tmp_path / "site.tar").write_bytes(data)

    assert judged(file)


def test_one_changed_byte_in_any_member_or_its_header_is_refused(backup, tmp_path):
    with tarfile.open(backup) as tar:
        places = [
            place for one in tar.getmembers() for place in (one.offset + 20, one.offset_data, one.offset_data + 9)
        ]
    whole_file, let_through = backup.read_bytes(), []

    for place in places:
        changed = bytearray(whole_file)
        changed[place] ^= 1
        (file := tmp_path / "changed.tar").write_bytes(changed)
        try:
            judged(file)
        except pytest.fail.Exception:
            let_through.append(place)

    assert let_through == []


def link(kind):
    def change(_manifest, members):
        members[0][0].type, members[0][0].linkname = kind, "/etc/passwd"
        members[0][1] = b""

    return change


def renamed(name):
    """A member under another name, noted so in the manifest."""

    def change(manifest, members):
        member = next(one for one, _data in members if one.name.startswith("media/"))
        manifest["members"][name] = manifest["members"].pop(member.name)
        member.name = name

    return change


def twice(_manifest, members):
    members.append(members[0])


def unnoted(_manifest, members):
    members.append([tarfile.TarInfo("media/more"), b"more"])


def missing(_manifest, members):
    members.pop()


def without_database(manifest, members):
    names = set(archive.DATABASES.values())
    members[:] = [one for one in members if one[0].name not in names]
    manifest["members"] = {name: one for name, one in manifest["members"].items() if name not in names}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (link(tarfile.SYMTYPE), "is no plain file."),
        (link(tarfile.LNKTYPE), "is no plain file."),
        (link(tarfile.FIFOTYPE), "is no plain file."),
        (renamed("/etc/passwd"), "'/etc/passwd' is unknown."),
        (renamed("media//etc/passwd"), "'media//etc/passwd' is unknown."),
        (renamed("media/../../passwd"), "'media/../../passwd' is unknown."),
        (renamed("media/.hidden"), "'media/.hidden' is unknown."),
        (renamed("serve.lock"), "'serve.lock' is unknown."),
        (twice, "its members are not those of its manifest."),
        (unnoted, "its members are not those of its manifest."),
        (missing, "its members are not those of its manifest."),
        (without_database, "it holds no database."),
        (lambda manifest, _members: manifest.pop("migrations"), "its manifest is incomplete."),
        (lambda manifest, _members: manifest.update(members={"secret_key": 1}), "its members are not those of its"),
    ],
)  # fmt: skip
def test_what_no_backup_of_ours_holds_is_refused(backup, tmp_path, change, why):
    assert why in judged(rewritten(backup, tmp_path / "made.tar", change))


def test_a_backup_that_was_only_sealed_anew_is_taken(backup, tmp_path):
    """So the refusals above are about what was changed."""
    read_all(rewritten(backup, tmp_path / "made.tar", lambda *_: None))


def test_a_higher_format_is_a_newer_version(backup, tmp_path):
    newer = rewritten(backup, tmp_path / "newer.tar", lambda manifest, _: manifest.update(format=2))

    assert judged(newer) == f"{newer} was made by a newer version of Lembar (format 2)."
