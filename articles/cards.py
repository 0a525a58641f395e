"""Owns how an article looks where it is shared: a card with title and writer, and its cover cut to three shapes."""

import io
from functools import cache

from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, ImageOps

from community.characters import beginning

INK, INK_2, PAPER, KUNYIT, NILA = "#14171F", "#4A5163", "#FFFFFF", "#F5B81C", "#2B3A91"
FONT = "fonts/plus-jakarta-sans-latin-wght-normal.woff2"
CARD = (1200, 630)
# What search engines ask for: https://developers.google.com/search/docs/appearance/structured-data/article
CUTS = {"wide": (1200, 675), "classic": (1200, 900), "square": (1200, 1200)}
SHAPES = {"card": CARD, **CUTS}
MARGIN, COVER_FROM = 64, 720
TITLE_SIZES = (68, 60, 54, 48, 42, 36)
MOST_LINES = 6
NO_SUCH_LETTER = "\U0010ffff"


def drawn(title: str, writer: str, cover: Image.Image | None) -> dict[str, bytes]:
    """The JPEG of every shape; those cut from the cover only when there is one."""
    pictures = {"card": card(title, writer, cover)}
    if cover:
        pictures |= {shape: ImageOps.fit(cover, size, Image.Resampling.LANCZOS) for shape, size in CUTS.items()}
    return {shape: _jpeg(picture) for shape, picture in pictures.items()}


def card(title: str, writer: str, cover: Image.Image | None) -> Image.Image:
    """Title and writer on paper, the cover at the right; of size CARD. Letters that our font lacks are left out, and a
    title of which too little would be left gives its place to the site's name."""
    image = Image.new("RGB", CARD, PAPER)
    if cover:
        image.paste(ImageOps.fit(cover, (CARD[0] - COVER_FROM, CARD[1])), (COVER_FROM, 0))
    pen, width = ImageDraw.Draw(image), (COVER_FROM if cover else CARD[0]) - 2 * MARGIN
    pen.text((MARGIN, 52), settings.SITE_NAME, fill=NILA, font=_font(34))
    pen.rectangle((MARGIN, 100, MARGIN + 72, 108), fill=KUNYIT)
    size, lines = _fitted(_known(title) or settings.SITE_NAME, width)
    pen.multiline_text((MARGIN, 148), "\n".join(lines), fill=INK, font=_font(size), spacing=size * 0.18)
    pen.text((MARGIN, CARD[1] - 84), _cut(_known(writer), width, 30), fill=INK_2, font=_font(30, 600))
    return image


def _fitted(title: str, width: int) -> tuple[int, list[str]]:
    """The largest size at which the title stands in its room, and its lines; at the smallest one it is cut."""
    for size in TITLE_SIZES:
        lines = _lines(title, width, size)
        if len(lines) * size * 1.36 <= 370 and len(lines) <= MOST_LINES:
            return size, lines
    return size, [*lines[: MOST_LINES - 1], _cut(" ".join(lines[MOST_LINES - 1 :]), width, size)]


def _lines(text: str, width: int, size: int) -> list[str]:
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _font(size).getlength(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    return [_cut(one, width, size) for one in (*lines, line)]


def _cut(text: str, width: int, size: int) -> str:
    """As much of `text` as the width takes, with an ellipsis when it is cut."""
    if _font(size).getlength(text) <= width:
        return text
    while text and _font(size).getlength(f"{text}\u2026") > width:
        text = beginning(text, len(text) - 1).rstrip()
    return f"{text}\u2026"


def _known(text: str) -> str:
    """`text` without the signs that our font cannot draw; "" when those are more than a third of its letters."""
    font = _font(34)
    missing = bytes(font.getmask(NO_SUCH_LETTER))
    kept = "".join(sign for sign in text if sign.isspace() or bytes(font.getmask(sign)) != missing)
    return " ".join(kept.split()) if 3 * len(kept) >= 2 * len(text) else ""


@cache
def _font(size: int, weight: int = 800) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(finders.find(FONT), size)
    font.set_variation_by_axes([weight])
    return font


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=84, optimize=True, progressive=True)
    return out.getvalue()
