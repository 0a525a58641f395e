"""Owns the demo's texts: read from articles/*.txt, written and sent as their writers would do it."""

import tomllib
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from unittest import mock

from django.utils import timezone

from articles import attesting, drafting, photos, plaintext, sending
from articles.models import Article, Photo
from articles.snapshots import PASSPORT
from community.models import User
from newsroom.demo.drawing import draw

FOLDER = Path(__file__).parent / "articles"


@contextmanager
def at(moment: datetime):
    """Everything inside happens at `moment`."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


@dataclass
class Manuscript:
    """One file: front matter between `+++` lines, then the text in the textarea's grammar."""

    number: int
    text: str
    title: str
    dek: str
    place: str
    author: str
    state: str
    topics: list[str]
    hours_ago: float
    cover: dict | None = None
    photos: list[dict] = field(default_factory=list)
    remarks: list[dict] = field(default_factory=list)
    reason: str = ""
    message: str = ""

    def draw(self) -> None:
        """Draw all its pictures, which takes longest of everything and is remembered."""
        for entry in [*self.photos, *([self.cover] if self.cover else [])]:
            master(entry["master"])


@cache
def manuscripts() -> list[Manuscript]:
    return [read(path) for path in sorted(FOLDER.glob("*.txt"))]


def read(path: Path) -> Manuscript:
    _, front, text = path.read_text().split("+++\n", 2)
    return Manuscript(number=int(path.name[:2]), text=text.strip(), **tomllib.loads(front))


@cache
def master(name: str) -> bytes:
    return draw(name)


def send(manuscript: Manuscript, *, by: User, codes: dict[int, str]) -> Article:
    """The article, sent unless it is a draft. `codes` are those of the manuscripts told before, for the read-alsos."""
    article = drafting.begin(by=by)
    shown = {entry["name"]: upload(entry, article) for entry in manuscript.photos}
    cover = upload(manuscript.cover, article) if manuscript.cover else None
    text = manuscript.text
    for name, photo in shown.items():
        text = text.replace(f"(foto {name})", f"(foto {photo.code})")
    for number, code in codes.items():
        text = text.replace(plaintext.read_also_line(f"{number:02d}"), plaintext.read_also_line(code))
    draft = drafting.Draft(
        fields={
            **{name: getattr(manuscript, name) for name in ("title", "dek", "place")},
            "body": plaintext.from_text(text, article.body),
        },
        topics=manuscript.topics,
        cover=cover.code if cover else "",
    )
    article = drafting.save(article, draft, by=by, base=article.draft_version)
    if manuscript.state != "draft":
        agreed = attesting.statement_for(article).key
        sending.submit(article, by=by, seen_version=article.draft_version, attested=agreed)
    return article


def upload(entry: dict, article: Article) -> Photo:
    """Keep the drawn master like an upload that was judged, and render it at once; the same one only the first time."""
    passport = {name: entry[name] for name in PASSPORT if name in entry}
    photo = photos.keep(master(entry["master"]), article=article, by=article.author, **passport)
    photos.develop(photo)
    return photo
