"""Owns the limits of what is taken, and the sizes and kinds of what is written. Known to both sides of the child."""

from enum import StrEnum

MOST_BYTES = 25_000_000
LEAST_SIZE = (360, 120)
MOST_SCANS = 100
OPENED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "HEIF")
# A stereo JPEG opens as MPO; its first picture counts.
ACCEPTED = {*OPENED, "MPO"}
# What 300 MB of memory decode, by measurement: Pillow keeps four bytes a pixel, some decoders as much again. A baseline
# JPEG is decoded smaller than it is.
MOST_PIXELS = {"JPEG": 100_000_000, "MPO": 100_000_000, "WEBP": 17_000_000, "AVIF": 24_500_000, "HEIF": 24_500_000}
MOST_PIXELS_ELSE = 40_000_000
MOST_MEMORY = 300 * 1024 * 1024
MOST_SECONDS = 10

KINDS = ("avif", "webp", "jpg")
CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
WIDTHS = (360, 720, 1200, 1600)
SQUARES = (96, 192, 400)


class Fault(StrEnum):
    """Why a picture is not taken. The sentences stand in darkroom.py."""

    NOT_A_PICTURE = "not-a-picture"
    TOO_MANY_BYTES = "too-many-bytes"
    TOO_MANY_PIXELS = "too-many-pixels"
    TOO_SMALL = "too-small"
    UNUSUAL = "unusual"
    DAMAGED = "damaged"
    TOO_HARD = "too-hard"
    NOT_NOW = "not-now"


def widths_of(width: int) -> list[int]:
    """The widths of a photo's renditions in pixels: the fixed ones that are smaller, and its own up to the largest."""
    return sorted({wide for wide in WIDTHS if wide < width} | {min(width, WIDTHS[-1])})
