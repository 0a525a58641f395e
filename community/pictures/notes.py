"""Owns what a file says of its own maker: by-line, credit and caption out of Exif, IPTC and XMP.

Runs in the child (child.py). Only offered in the passport, for the writer to confirm; places, serial numbers and the
rest are never read.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from PIL import Image, IptcImagePlugin

from community.pictures.opening import has_exif

LONGEST = {"creator": 120, "source": 120, "caption": 300}
_IPTC = {"creator": (2, 80), "source": (2, 110), "caption": (2, 120)}
_EXIF = {"creator": 0x013B, "caption": 0x010E}
_XMP = {"creator": "creator", "source": "Credit", "caption": "description"}


def offered(image: Image.Image) -> dict[str, str]:
    """creator, source and caption, as far as the file tells them; IPTC before XMP before Exif."""
    found: dict[str, str] = {}
    for read in (_of_iptc, _of_xmp, _of_exif):
        told: dict[str, str] = {}
        with suppress(Exception):  # whatever a hostile block raises, the picture itself is judged elsewhere
            told = read(image)
        for name, text in told.items():
            if text := " ".join(text.split())[: LONGEST[name]]:
                found.setdefault(name, text)
    return found


def _of_iptc(image: Image.Image) -> dict[str, str]:
    blocks = IptcImagePlugin.getiptcinfo(image) or {}
    told = {name: blocks.get(key, b"") for name, key in _IPTC.items()}
    return {name: _decoded(text[0] if isinstance(text, list) else text) for name, text in told.items()}


def _of_exif(image: Image.Image) -> dict[str, str]:
    exif = image.getexif() if has_exif(image) else {}
    return {name: text for name, tag in _EXIF.items() if isinstance(text := exif.get(tag), str)}


def _of_xmp(image: Image.Image) -> dict[str, str]:
    """Pillow reads it with defusedxml, which refuses entities."""
    names = {key: name for name, key in _XMP.items()}
    return {names[key]: text for key, text in reversed(list(_leaves(image.getxmp()))) if key in names}


def _leaves(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text below `node`, under the name of the nearest property that is no container of RDF."""
    if isinstance(node, str):
        yield key, node
    elif isinstance(node, list):
        for one in node:
            yield from _leaves(one, key)
    elif isinstance(node, dict):
        for name, one in node.items():
            if name != "lang":
                yield from _leaves(one, key if name in ("Seq", "Alt", "Bag", "li", "text") else name)


def _decoded(text: bytes) -> str:
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1")
