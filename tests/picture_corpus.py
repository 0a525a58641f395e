"""Owns the corpus of pictures for tests: how it is made, and what its manifest asks of what became of a file."""

import importlib
import io
import json
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

from PIL import Image

from tests.corpora import HERE

CORPORA = HERE / "corpora"
INWARDS, TOLERANCE, LEAST_HEIGHT = 12, 24, 48
LIKE, UNLIKE = 10, 16
# A file that we refuse may be refused for another true reason: a cut one cannot always be told from noise.
REASONS = {
    "not-a-picture": {"not-a-picture", "damaged"},
    "damaged": {"not-a-picture", "damaged"},
    "too-small": {"too-small"},
    "too-large": {"too-many-pixels", "too-many-bytes"},
    "format-not-allowed": {"not-a-picture"},
}


def made(folder: Path, *groups: str) -> dict[str, dict]:
    """Write the pictures of these functions of make_pictures.py; the manifest's lines by file."""
    with mock.patch.object(sys, "path", [str(CORPORA), *sys.path]):
        maker = importlib.import_module("make_pictures")
    maker.out, maker.rows = folder, []
    for group in groups:
        getattr(maker, group)()
    return {line["file"]: line for line in maker.rows}


def heic() -> dict[str, dict]:
    """The three files that only another library writes. They are kept, with their lines."""
    lines = (CORPORA / "heic" / "manifest.jsonl").read_text().splitlines()
    return {line["file"]: line for line in map(json.loads, lines)}


@dataclass
class Became:
    """What became of an upload: the fault it was refused for, or the size it is shown at, the bytes of its renditions
    by width and kind, what the passport was filled with, and its difference hash with that of its mirror."""

    fault: str = ""
    size: tuple[int, int] = (0, 0)
    renditions: dict[tuple[int, str], bytes] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    hash: int = 0
    mirrored: int = 0


def faults(line: dict, became: Became) -> list[str]:
    """Where `became` is not what the manifest's line asks for."""
    if line["verdict"] == "refuse":
        right = became.fault in REASONS[line["reason"]]
        return [] if right else [f"{line['reason']} wanted, not {became.fault or 'accepted'}"]
    if became.fault:
        return [] if line["verdict"] == "either" else [f"refused: {became.fault}"]
    wrong = [] if became.size == tuple(line.get("size", became.size)) else [f"size {became.size}"]
    wrong += _of_corners(line.get("corners"), became) + _of_words(line, became)
    stored = [(name, text) for name, data in became.renditions.items() for text in line.get("absent", [])]
    return wrong + [f"{text!r} in {name}" for name, text in stored if text.encode() in became.renditions[name]]


def _of_corners(corners: list | None, became: Became) -> list[str]:
    """The four corners of the largest and the smallest rendition, in every format."""
    widths = sorted({width for width, _kind in became.renditions})
    wrong = []
    for (width, kind), data in became.renditions.items():
        image = opened(data)
        if corners is None or width not in (widths[0], widths[-1]) or image.height < LEAST_HEIGHT:
            continue
        right, bottom = image.width - INWARDS, image.height - INWARDS
        places = [(INWARDS, INWARDS), (right, INWARDS), (right, bottom), (INWARDS, bottom)]
        seen = [image.getpixel(place) for place in places]
        if any(far(*pair) for pair in zip(seen, corners, strict=True)):
            wrong.append(f"corners of {width}.{kind} are {seen}")
    return wrong


def far(seen: tuple, wanted: list) -> bool:
    return any(abs(one - other) > TOLERANCE for one, other in zip(seen, wanted, strict=True))


def _of_words(line: dict, became: Became) -> list[str]:
    """Those words of `expect` that speak of stored bytes and of the passport; the form's are the drill's."""
    wrong = [f"{name} carries notes" for name, data in became.renditions.items() if notes_in(data)]
    for word in line.get("expect", []):
        name, _, value = word.partition(":")
        column = {"creator-offered": "creator", "credit-offered": "source"}.get(name)
        if column and became.offered.get(column) != value:
            wrong.append(f"{word}, not {became.offered.get(column)!r}")
        if name == "no-entity-expansion" and became.offered.get("source"):
            wrong.append(f"{word}: {became.offered['source']!r}")
        if name == "upright-unless-xmp":
            wrong += _of_corners([[200, 30, 30], [30, 160, 60], [230, 200, 40], [40, 60, 190]], became)
    return wrong


def notes_in(data: bytes) -> set[str]:
    """The kinds of notes in a rendition: none of ours has any."""
    image = opened(data)
    return {"exif", "xmp", "comment", "icc_profile", "photoshop", "XML:com.adobe.xmp"} & image.info.keys()


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB") if image.mode != "RGB" else image


def unlike(line: dict, all_of_them: dict[str, Became]) -> list[str]:
    """Where the difference hashes do not say what the line says of another file."""
    mine, wrong = all_of_them[line["file"]].hash, []
    for word, right in (
        ("like", lambda other: bits(mine, other.hash) <= LIKE),
        ("unlike", lambda other: bits(mine, other.hash) > UNLIKE),
        ("like_mirrored", lambda other: bits(mine, other.mirrored) <= LIKE),
    ):
        if word in line and not right(all_of_them[line[word]]):
            wrong.append(f"not {word} {line[word]}")
    return wrong


def bits(one: int, other: int) -> int:
    return (one ^ other).bit_count()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` with some of its bytes turned, cut out, doubled or filled; of one in ten the end is gone."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(changed))
        piece = changed[at : at + chance.choice([1, 1, 1, 2, 4, 40])]
        turned = bytes(chance.randrange(256) for _ in piece)
        changed[at : at + len(piece)] = chance.choice([turned, b"", piece * 2, b"\xff" * len(piece)])
    return bytes(changed[: chance.randrange(1, len(changed))] if chance.random() < 0.1 else changed)
