"""Owns the pictures of an article that other sites show: their addresses, when the worker draws them, when they go."""

import hashlib
import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django_tasks import task
from PIL import Image

from articles import cards
from articles.models import Article, RevisionPhoto

AFTER_PHOTOS = -10  # a writer waits for a photo, nobody for a card
LOOK = 1  # raised when the cards are drawn in another way


def key_of(article: Article, cover: RevisionPhoto | None) -> str:
    """16 letters of a hash over all that the pictures show: another title, pen name or cover is another address."""
    shown = [LOOK, article.live_revision.title, article.author.pen_name, cover.photo.sha256 if cover else ""]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def addresses(article: Article, cover: RevisionPhoto | None) -> dict[str, str]:
    """The path of every shape that there is: the card always, the cuts of a cover when it has one."""
    key = key_of(article, cover)
    shapes = cards.SHAPES if cover else {"card": cards.CARD}
    return {shape: reverse("reading:share", args=[article.code, key, shape]) for shape in shapes}


def stored_at(code: str, key: str, shape: str) -> str:
    return f"share/{code}/{key}-{shape}.jpg"


def read(code: str, key: str, shape: str) -> bytes | None:
    """The picture; None while the worker has not drawn it."""
    try:
        with default_storage.open(stored_at(code, key, shape)) as file:
            return file.read()
    except FileNotFoundError:
        return None


def live_with_cover(code: str) -> tuple[Article, RevisionPhoto | None] | None:
    found = Article.objects.live().filter(code=code).select_related("author", "live_revision").defer("body").first()
    return (found, found.live_revision.photos.covers().first()) if found else None


@task(queue_name="slow", priority=AFTER_PHOTOS)
def draw(code: str) -> None:
    """Draw what the live article shows now; what was drawn for an earlier state goes. Safe to run twice."""
    forget_files(code, but=draw_live(code))


def draw_live(code: str) -> str:
    """Write the pictures; the key they stand under, "" when the article is not live."""
    if (found := live_with_cover(code)) is None:
        return ""
    article, cover = found
    key = key_of(article, cover)
    picture = _picture(cover) if cover else None
    for shape, data in cards.drawn(article.live_revision.title, article.author.pen_name, picture).items():
        name = stored_at(code, key, shape)
        if default_storage.exists(name):
            default_storage.delete(name)
        default_storage.save(name, ContentFile(data))
    return key


def _picture(cover: RevisionPhoto) -> Image.Image | None:
    """Our own rendition, so it may be opened here; None when its file is lost."""
    try:
        with default_storage.open(cover.photo.stored_at(cover.photo.widths[-1], "jpg")) as file:
            return Image.open(io.BytesIO(file.read())).convert("RGB")
    except FileNotFoundError:
        return None


def forget_files(code: str, *, but: str = "") -> None:
    """Delete the pictures of an article, except those under the key `but`."""
    try:
        _folders, names = default_storage.listdir(f"share/{code}")
    except FileNotFoundError:
        return
    for name in names:
        if not but or not name.startswith(f"{but}-"):
            default_storage.delete(f"share/{code}/{name}")
