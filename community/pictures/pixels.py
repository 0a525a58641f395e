"""Owns what becomes of a picture's pixels: upright, in sRGB, on white, in new files with nothing of the old.

Runs in the child (child.py). Large pictures are taken in bands, so that no step holds a second whole one.
"""

import io

from PIL import Image, ImageChops, ImageCms

from community.pictures.opening import orientation
from community.pictures.policy import WIDTHS

LARGEST = WIDTHS[-1]
BAND = 4_000_000  # pixels that are converted at a time
ALPHA = {"RGBA", "LA", "PA", "La", "RGBa"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def clean(image: Image.Image) -> Image.Image:
    """The first frame upright, in sRGB, on white, as a new picture that carries nothing else of the file.

    At least LARGEST wide where it was, and less than twice as wide.
    """
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB" if image.mode in ("RGB", "L", "YCbCr") else image.mode, (LARGEST, LARGEST))
    convert = _converter(image)
    image.load()
    turn = orientation(image)
    factor = max(1, (image.height if turn > 4 else image.width) // LARGEST)
    fresh = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)), "white")
    rows = max(factor, BAND // image.width // factor * factor)
    for top in range(0, image.height, rows):
        band = convert(image.crop((0, top, image.width, min(top + rows, image.height))))
        fresh.paste(band.reduce(factor) if factor > 1 else band, (0, top // factor))
    return fresh.transpose(_TURNS[turn]) if turn in _TURNS else fresh


def _converter(image: Image.Image):
    """How a part of `image` becomes RGB on white in sRGB."""
    profile, inverted = _profile(image), image.mode == "CMYK" and "adobe" not in image.info
    transparency = image.info.get("transparency")

    def convert(part: Image.Image) -> Image.Image:
        if part.mode.startswith("I"):
            part = part.convert("I").point(lambda value: value / 257).convert("L")
        if inverted:
            part = ImageChops.invert(part)  # Pillow inverts every CMYK JPEG, and only Adobe's are written inverted
        if transparency is not None:
            part.info["transparency"] = transparency
            part = part.convert("RGBA")
        part = _to_srgb(part, profile)
        if part.mode in ALPHA:
            part = part.convert("RGBA")
            part = Image.alpha_composite(Image.new("RGBA", part.size, "white"), part)
        return part.convert("RGB")

    return convert


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The embedded profile; None for a broken one, which then means sRGB."""
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    except (KeyError, TypeError, ImageCms.PyCMSError, OSError, ValueError):
        return None


def _to_srgb(part: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    """Convert by the profile; one of another colour space means sRGB."""
    if profile is None or part.mode not in ("RGB", "RGBA"):
        return part
    try:
        return ImageCms.profileToProfile(part, profile, ImageCms.createProfile("sRGB")) or part
    except (ImageCms.PyCMSError, OSError, ValueError):
        return part


def narrowed(image: Image.Image, width: int) -> Image.Image:
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)


def squared(image: Image.Image) -> Image.Image:
    """The middle of it, as a square; of a tall one the upper third, where faces are."""
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 3
    return image.crop((left, top, left + side, top + side))


def encoded(image: Image.Image, kind: str) -> bytes:
    """The file of one rendition. `kind` is avif, webp or jpg."""
    out = io.BytesIO()
    if kind == "avif":
        image.save(out, "AVIF", quality=60, speed=8, max_threads=1)
    elif kind == "webp":
        image.save(out, "WEBP", quality=78, method=2)
    else:
        image.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue()


def tint(image: Image.Image) -> str:
    """The class of the mean colour: each channel's quarter as a digit from 0 to 3."""
    return "".join(str(channel // 64) for channel in image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def difference_hash(image: Image.Image) -> int:
    """64 bits, row by row of 9 x 8 greys: whether a grey is lighter than its right neighbour."""
    greys = list(image.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes())
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (greys[row * 9 + column] > greys[row * 9 + column + 1])
    return bits
