"""Owns which pictures are taken: formats, bytes, pixels and sides, judged on the header before a pixel is decoded.

Runs in the child (child.py), so it knows nothing of Django. The traps are those of the corpora's README.
"""

import io

import pi_heif
from PIL import AvifImagePlugin, Image

from community.pictures.policy import ACCEPTED, LEAST_SIZE, MOST_PIXELS, MOST_PIXELS_ELSE, MOST_SCANS, OPENED, Fault

# What Pillow raises for pictures that are none, broken or hostile.
BROKEN = (OSError, ValueError, SyntaxError, RuntimeError)
_XMP = ("xmp", "XML:com.adobe.xmp", "Raw profile type xmp")

# Our own limits are judged right after the header is read; Pillow's would only warn where they count.
Image.MAX_IMAGE_PIXELS = None
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pi_heif.register_heif_opener()
pi_heif.options.DECODE_THREADS = 1


class Refused(Exception):
    """Not taken, for one `fault`."""

    def __init__(self, fault: Fault):
        super().__init__(fault)
        self.fault = fault


def opened(data: bytes) -> Image.Image:
    """The picture with its header read and within the limits. Raises Refused."""
    try:
        image = Image.open(io.BytesIO(data), formats=OPENED)
        _check(image, data)
    except BROKEN as error:
        raise Refused(Fault.TOO_MANY_PIXELS if _is_vast_webp(data) else Fault.NOT_A_PICTURE) from error
    return image


def _is_vast_webp(data: bytes) -> bool:
    """Whether an extended WebP claims a canvas over the limit, for which the decoder does not even begin."""
    if data[:4] != b"RIFF" or data[8:16] != b"WEBPVP8X":
        return False
    width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
    return width * height > MOST_PIXELS["WEBP"]


def orientation(image: Image.Image) -> int:
    """The turn that Exif asks for, 1 to 8; what XMP alone asks for does not count, as in browsers."""
    if not has_exif(image):
        return 1
    xmp = {key: image.info.pop(key) for key in _XMP if key in image.info}
    told = image.getexif().get(0x0112, 1)
    image.info.update(xmp)
    return told if isinstance(told, int) and 1 <= told <= 8 else 1


def has_exif(image: Image.Image) -> bool:
    """Whether Exif was met so far. Asking Pillow for a PNG's, which may follow the pixels, decodes them all."""
    return image.format != "PNG" or "exif" in image.info or "Raw profile type exif" in image.info


def upright_size(image: Image.Image) -> tuple[int, int]:
    """Width and height in pixels as people see it."""
    width, height = image.size
    return (height, width) if orientation(image) > 4 else (width, height)


def _check(image: Image.Image, data: bytes) -> None:
    if image.format not in ACCEPTED:
        raise Refused(Fault.NOT_A_PICTURE)
    progressive = bool(image.info.get("progressive"))
    most = MOST_PIXELS_ELSE if progressive else MOST_PIXELS.get(image.format, MOST_PIXELS_ELSE)
    if image.width * image.height > most:
        raise Refused(Fault.TOO_MANY_PIXELS)
    # A progressive JPEG begins anew with every scan; thousands of them would keep the worker busy for half a minute.
    if progressive and data.count(b"\xff\xda") > MOST_SCANS:
        raise Refused(Fault.UNUSUAL)
    width, height = upright_size(image)
    if width < LEAST_SIZE[0] or height < LEAST_SIZE[1]:
        raise Refused(Fault.TOO_SMALL)
