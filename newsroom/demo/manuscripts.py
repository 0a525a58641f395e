"""Owns the demo's texts: read from articles/*.txt, written and sent as their writers would do it."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from articles import drafting, photos, plaintext, sending
from articles.models import Article, Disclaimer, Photo
from articles.snapshots import PASSPORT
from community.models import User
from newsroom.demo.drawing import draw

FOLDER = Path(__file__).parent / "articles"


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
        text = text.replace(f"(baca juga {number:02d})", f"(baca juga {code})")
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
        sending.submit(
            article, by=by, seen_version=article.draft_version, attested=Disclaimer.objects.in_force().number
        )
    return article


def upload(entry: dict, article: Article) -> Photo:
    """Take the drawn master as an upload and render it at once; the same picture is rendered only the first time."""
    file = SimpleUploadedFile(f"{entry['master']}.jpg", master(entry["master"]), "image/jpeg")
    photo = photos.receive(file, article=article, by=article.author)
    photos.develop(photo)
    Photo.objects.filter(pk=photo.pk).update(**{name: entry[name] for name in PASSPORT if name in entry})
    return photo
