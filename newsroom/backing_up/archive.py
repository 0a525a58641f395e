"""Owns what a backup file is: an uncompressed tar of known members, the last two its manifest and the manifest's seal.

Not compressed: photos and what pg_dump writes are compressed already, and so each member can be reached without the
others. Whoever wants less sends the file through a compressor.
"""

import hashlib
import io
import json
import os
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from newsroom.backing_up.refusal import Refusal

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
KEYS = ("secret_key", "site.json")
MEDIA = "media/"
FACTS = {"format": int, "engine": str, "taken_at": str, "migrations": list, "members": dict}
MOST_OF_A_MANIFEST = 1 << 30
CHUNK = 1 << 20
UNREADABLE = (tarfile.TarError, EOFError, ValueError, OverflowError, RecursionError)  # what broken headers raise
BLOCK, RECORD = tarfile.BLOCKSIZE, tarfile.RECORDSIZE


@dataclass(frozen=True)
class Writing:
    """A backup that is being written: its tar, and by name the size and SHA-256 of what is in it so far."""

    tar: tarfile.TarFile
    members: dict[str, dict]

    def add(self, name: str, file: BinaryIO) -> None:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        self.members[name] = {"size": file.seek(0, os.SEEK_END), "sha256": digest}
        file.seek(0)
        self._append(name, file, self.members[name]["size"])

    def seal(self, **facts) -> None:
        """The last that is written: without it nothing of the file counts."""
        manifest = json.dumps({"format": FORMAT, **facts, "members": self.members}, indent=1).encode()
        line = f"{hashlib.sha256(manifest).hexdigest()}  {MANIFEST}\n".encode()
        for name, data in ((MANIFEST, manifest), (SEAL, line)):
            self._append(name, io.BytesIO(data), len(data))

    def _append(self, name: str, file: BinaryIO, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(time.time())
        self.tar.addfile(info, file)


@contextmanager
def written(target: Path) -> Iterator[tuple[Writing, Path]]:
    """A new backup, and a folder for drafts beside it. It bears its name only when it is whole and on the disk."""
    with TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        draft = Path(folder, "draft.tar")
        draft.touch(mode=0o600)
        with draft.open("wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writing(tar, {}), Path(folder)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """What was renamed in it stays so after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Reading:
    """A backup whose manifest is whole and fits its members; their bytes are judged as they are copied."""

    path: Path
    tar: tarfile.TarFile
    manifest: dict

    @property
    def members(self) -> dict[str, dict]:
        return self.manifest["members"]

    def copy(self, name: str, target: BinaryIO | None = None) -> None:
        """Write a member's bytes, or only judge them. Raises Refusal when they are not those of the manifest."""
        digest, source = hashlib.sha256(), self.tar.extractfile(name)
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            if target:
                target.write(chunk)
        if digest.hexdigest() != self.members[name]["sha256"]:
            raise damaged(self.path, f"{name} has another checksum")

    def data(self, name: str) -> bytes:
        """A member as a whole; a photo has 25 MB at the most."""
        self.copy(name, held := io.BytesIO())
        return held.getvalue()

    @property
    def media(self) -> list[str]:
        """The storage's names."""
        return [name.removeprefix(MEDIA) for name in self.members if name.startswith(MEDIA)]


@contextmanager
def reading(path: Path) -> Iterator[Reading]:
    """Raises Refusal when it is no backup, is damaged, or is of a newer format."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refusal(f"{path} cannot be read: {os.strerror(error.errno)}.") from error
    with file, _opened(path, file) as tar:
        try:
            found = tar.getmembers()
            manifest = _sealed(path, tar, found)
            _check_members(path, found, manifest)
        except UNREADABLE as error:
            raise damaged(path, "it is no whole tar file") from error
        yield Reading(path, tar, manifest)


def _opened(path: Path, file: BinaryIO) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=file, mode="r:")
    except UNREADABLE as error:
        raise damaged(path, "it is no whole tar file") from error


def damaged(path: Path, why: str) -> Refusal:
    return Refusal(f"{path} is no backup, or is damaged: {why}.")


def _sealed(path: Path, tar: tarfile.TarFile, found: list[tarfile.TarInfo]) -> dict:
    """The manifest, when its seal is that of its bytes and we know its format."""
    if [member.name for member in found[-2:]] != [MANIFEST, SEAL] or not all(map(_is_plain, found[-2:])):
        raise damaged(path, "it does not end with a manifest")
    if found[-2].size > MOST_OF_A_MANIFEST or found[-1].size > BLOCK:
        raise damaged(path, "its manifest is too large")
    text, seal = (tar.extractfile(member).read() for member in found[-2:])
    if seal != f"{hashlib.sha256(text).hexdigest()}  {MANIFEST}\n".encode():
        raise damaged(path, "its manifest has another checksum")
    try:
        manifest = json.loads(text)
        known = isinstance(manifest["format"], int) and manifest["format"] <= FORMAT
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise damaged(path, "its manifest cannot be read") from error
    if not known:
        raise Refusal(f"{path} was made by a newer version of Lembar (format {manifest['format']}).")
    if not all(isinstance(manifest.get(name), kind) for name, kind in FACTS.items()):
        raise damaged(path, "its manifest is incomplete")
    return manifest


def _check_members(path: Path, found: list[tarfile.TarInfo], manifest: dict) -> None:
    """Exactly the members of the manifest, plain files under names that we write, and nothing after the last."""
    for member in found:
        if not _is_plain(member):
            raise damaged(path, f"{member.name!r} is no plain file")
        if member.name not in (MANIFEST, SEAL) and not _is_known(member.name, manifest["engine"]):
            raise damaged(path, f"{member.name!r} is unknown")
    sizes = {member.name: member.size for member in found[:-2]}
    if len(sizes) != len(found) - 2 or sizes != _sizes_in(manifest):
        raise damaged(path, "its members are not those of its manifest")
    if DATABASES.get(manifest["engine"]) not in sizes:
        raise damaged(path, "it holds no database")
    end = found[-1].offset_data + -(-found[-1].size // BLOCK) * BLOCK + 2 * BLOCK
    if path.stat().st_size != -(-end // RECORD) * RECORD:
        raise damaged(path, "its end is not where it should be")


def _sizes_in(manifest: dict) -> dict[str, int]:
    noted = {name: one if isinstance(one, dict) else {} for name, one in manifest["members"].items()}
    return {name: one.get("size") for name, one in noted.items() if isinstance(one.get("sha256"), str)}


def _is_plain(member: tarfile.TarInfo) -> bool:
    return member.type in (tarfile.REGTYPE, tarfile.AREGTYPE) and member.sparse is None


def _is_known(name: str, engine: str) -> bool:
    """A key, this engine's database, or a file of the media; no part of a path is empty or begins with a dot."""
    if not name.startswith(MEDIA):
        return name in KEYS or name == DATABASES.get(engine)
    parts = name.removeprefix(MEDIA).split("/")
    return all(part and not part.startswith(".") and not set(part) & set("\\\0") for part in parts)
