"""The process in which pictures are decoded: `python -m community.pictures.child WORK FOLDER`, the file on stdin.

It has 300 MB for pixels, 10 s of processor, and none of our secrets in its environment. Answers with one line of JSON.
"""

import io
import json
import os
import resource
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path

from PIL import Image, ImageOps

from community.pictures import notes, pixels
from community.pictures.opening import BROKEN, Refused, opened, orientation, upright_size
from community.pictures.policy import KINDS, MOST_MEMORY, MOST_SECONDS, SQUARES, Fault, widths_of

MOST_WRITTEN = 64 * 1024 * 1024

LATER = 15  # of niceness: nobody waits for renditions as for a page or a save


def look(data: bytes, _folder: Path) -> dict:
    """Judge the header; what the file says of its maker comes along."""
    width, height = upright_size(opened(data))
    return {"width": width, "height": height, "offered": notes.offered(opened(data))}


def develop(data: bytes, folder: Path) -> dict:
    """Write a photo's renditions, `<width>.<kind>` into `folder`."""
    image = opened(data)
    stored = image.size
    fresh = _cleaned(image, data)
    width, height = reversed(stored) if orientation(image) > 4 else stored
    _write_all(fresh, folder, widths_of(width))
    hashes = {"hash": pixels.difference_hash(fresh), "mirrored": pixels.difference_hash(ImageOps.mirror(fresh))}
    return {"width": width, "height": height, "tint": pixels.tint(fresh), **hashes}


def portray(data: bytes, folder: Path) -> dict:
    """Write a portrait's renditions, squares."""
    fresh = pixels.squared(_cleaned(opened(data), data))
    _write_all(fresh, folder, SQUARES)
    return {"tint": pixels.tint(fresh)}


def _cleaned(image: Image.Image, data: bytes) -> Image.Image:
    try:
        if image.format == "PNG":
            Image.open(io.BytesIO(data), formats=["PNG"]).verify()  # load() does not look at the pixels' checksums
        return pixels.clean(image)
    except BROKEN as error:
        raise Refused(Fault.DAMAGED) from error


def _write_all(image: Image.Image, folder: Path, widths: Iterable[int]) -> None:
    """The largest first, and each smaller one out of the one before."""
    for width in sorted(widths, reverse=True):
        image = pixels.narrowed(image, width)
        for kind in KINDS:
            (folder / f"{width}.{kind}").write_bytes(pixels.encoded(image, kind))


def limit() -> None:
    """What is mapped already is Python and its libraries; the pixels get MOST_MEMORY on top."""
    mapped = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    for name, most in (("AS", mapped + MOST_MEMORY), ("FSIZE", MOST_WRITTEN), ("CORE", 0)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (most, most))
    # At the soft limit the kernel says that time is over, at the hard one it only kills.
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))


def main(work: str, folder: str) -> None:
    warnings.simplefilter("ignore")  # damaged Exif only warns, and says nothing that we need
    data = sys.stdin.buffer.read()
    limit()
    if work == "develop":
        os.nice(LATER)
    try:
        answer = {"look": look, "develop": develop, "portray": portray}[work](data, Path(folder))
    except Refused as refusal:
        answer = {"fault": refusal.fault}
    except MemoryError:
        answer = {"fault": Fault.TOO_HARD}
    print(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:])
