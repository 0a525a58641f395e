"""Owns the least that a photo's renditions cost: a JPEG from stdin, decoded smaller, to the same files in a folder.

`python -m tests.benches.bare_pillow FOLDER`. No limit, no profile, no hash; each width from the next larger one.
"""

import sys
from pathlib import Path

from PIL import Image, ImageOps

WIDTHS = (1600, 1200, 720, 360)
KINDS = {
    "JPEG": {"quality": 80, "progressive": True, "optimize": True},
    "WEBP": {"quality": 78},
    "AVIF": {"quality": 60, "speed": 8},
}


def main(folder: Path) -> None:
    with Image.open(sys.stdin.buffer) as source:
        source.draft("RGB", (WIDTHS[0], 1))
        image = ImageOps.exif_transpose(source).convert("RGB")
    for width in WIDTHS:
        image = image.resize((width, round(image.height * width / image.width)), Image.Resampling.LANCZOS)
        for kind, options in KINDS.items():
            image.save(folder / f"{width}.{kind.lower()}", kind, **options)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
