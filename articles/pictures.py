"""Owns what becomes of a picture's pixels: upright, in sRGB, on white, in a new file with nothing of the old."""

import io

from PIL import Image, ImageChops, ImageCms, ImageOps


def clean(image: Image.Image) -> Image.Image:
    """The first frame upright, in sRGB, on white, as a new picture that carries nothing else of the file."""
    if image.format in ("JPEG", "MPO"):
        image.draft("RGB" if image.mode in ("RGB", "L", "YCbCr") else image.mode, (1600, 1600))
    profile = image.info.get("icc_profile")
    image.load()
    image = ImageOps.exif_transpose(image)
    if image.mode.startswith(("I;16", "I")):
        image = image.convert("I").point(lambda value: value / 257).convert("L")
    if image.mode == "CMYK" and "adobe" not in image.info:
        image = ImageChops.invert(image)  # Pillow inverts every CMYK JPEG, and only Adobe's are written inverted
    image = _to_srgb(image, profile)
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    fresh = Image.new("RGB", image.size)
    fresh.paste(image.convert("RGB"))
    return fresh


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert by the embedded profile; a broken one, or one of another colour space, means sRGB."""
    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB")) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def encoded(image: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "webp":
        image.save(out, "WEBP", quality=78, method=2)
    else:
        image.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue()


def tint(image: Image.Image) -> str:
    """The class of the mean colour: each channel's quarter as a digit from 0 to 3."""
    return "".join(str(channel // 64) for channel in image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))
