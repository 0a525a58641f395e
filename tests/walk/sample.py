"""Owns the sample article: read from its file, so that nothing of it is typed into a test."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
PLACES = [
    os.environ.get("LEMBAR_SAMPLES", ""),
    HERE.parents[2] / "shared" / "samples",
    HERE.parent / "samples",
]
PHOTO, READ_ALSO = re.compile(r"^> photo: (\{.*\})$", re.M), re.compile(r"^> read-also: (.+)$", re.M)


@dataclass(frozen=True)
class Sample:
    """`front` is the front matter; `text` the body with the file's own marks; photos and read-alsos in order."""

    front: dict
    text: str

    @property
    def photos(self) -> list[dict]:
        return [yaml.safe_load(found) for found in PHOTO.findall(self.text)]

    @property
    def read_alsos(self) -> list[str]:
        return READ_ALSO.findall(self.text)

    @property
    def sections(self) -> list[str]:
        return re.findall(r"^## (.+)$", self.text, re.M)

    @property
    def subsections(self) -> list[str]:
        return re.findall(r"^### (.+)$", self.text, re.M)

    @property
    def contents(self) -> list[str]:
        """The table of contents: from three sections on."""
        return self.sections if len(self.sections) > 2 else []

    @property
    def items(self) -> list[str]:
        return [as_read(item) for item in re.findall(r"^(?:- |\d+\. )(.+)$", self.text, re.M)]

    @property
    def quotes(self) -> list[str]:
        return [as_read(quote) for quote in re.findall(r"^>>? (?!photo:|read-also:)(.+)$", self.text, re.M)]

    @property
    def paragraphs(self) -> list[str]:
        chunks = [chunk.strip() for chunk in self.text.split("\n\n")]
        return [as_read(chunk) for chunk in chunks if chunk and not re.match(r"#|>|- |\d+\. |\*\*\*$", chunk)]

    @property
    def credits(self) -> list[str]:
        """The credit line of each picture, the cover's first: source and creator, once when they are the same."""
        shown = [self.front["cover"], *self.photos]
        return [
            one["source"] if one["source"] == one["creator"] else f"{one['source']}/{one['creator']}" for one in shown
        ]

    @property
    def secrets(self) -> list[str]:
        """What nobody may find before publication: title, dek, captions, credits, every sentence of the text."""
        shown = [self.front["cover"], *self.photos]
        found = [self.front["title"], self.front["dek"], *self.credits]
        found += [one[name] for one in shown for name in ("caption", "alt")]
        return [*found, *self.sections, *self.subsections, *self.items, *self.quotes, *self.paragraphs]


def as_read(typed: str) -> str:
    """What a reader sees of a line: without the marks of bold, italics and links."""
    words = re.sub(r"\[([^]]+)\]\([^)]+\)", r"\1", typed)
    return re.sub(r"\*\*(.+?)\*\*|(?<!\w)_(.+?)_(?!\w)", lambda found: found[1] or found[2], words)


def read_sample() -> Sample:
    folder = next(Path(place) for place in PLACES if place and (Path(place) / "article.md").exists())
    _, front, text = (folder / "article.md").read_text().split("---\n", 2)
    front = yaml.safe_load(front)
    dateline = re.compile(rf"^\*\*{re.escape(front['place'])}, [^*]+\*\* – ")
    return Sample(front, dateline.sub("", text.strip()))


SAMPLE = read_sample()
