"""Owns the pictures of an article that other sites show: their addresses, when the worker draws them, when they go."""

import hashlib
import io

from django.core.files.storage import default_storage
from django_tasks import task
from PIL import Image

from articles import cards
from articles.models import Article, RevisionPhoto
from community.paths import path_of
from community.pictures.storing import names_in, put

AFTER_PHOTOS = -10  # a writer waits for a photo, nobody for a card
AT_A_TIME = 50
LOOK = 1  # raised when the cards are drawn in another way


def key_of(article: Article, cover: RevisionPhoto | None) -> str:
    """`key_from` what the pictures of a live article show."""
    return key_from(article.live_revision.title, article.author.pen_name, cover.photo.sha256 if cover else "")


def key_from(title: str, pen_name: str, cover: str) -> str:
    """16 letters of a hash over all that the pictures show, the cover by its own hash, "" without one: another title,
    pen name or cover is another address."""
    shown = [LOOK, title, pen_name, cover]
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def addresses(code: str, key: str, *, has_cover: bool) -> dict[str, str]:
    """The path of every shape that there is: the card always, the cuts of a cover when it has one."""
    shapes = cards.SHAPES if has_cover else {"card": cards.CARD}
    return {shape: path_of("reading:share", code, key, shape) for shape in shapes}


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
    found = Article.objects.live().filter(code=code).select_related("author", "live_revision")
    article = found.defer("body", "live_revision__body").first()
    return (article, article.live_revision.photos.covers().first()) if article else None


def ask_again(article: Article) -> None:
    """What was drawn is lost, or shows another state: the clock has it drawn. Writes once, however often asked."""
    Article.objects.filter(pk=article.pk).exclude(card_key="").update(card_key="")


def draw_missing() -> int:
    """Ask the worker for what is not drawn yet; found by a query, so that no lost task is missed. How many."""
    codes = list(Article.objects.live().filter(card_key="").values_list("code", flat=True)[:AT_A_TIME])
    for code in codes:
        draw.enqueue(code)
    return len(codes)


@task(queue_name="slow", priority=AFTER_PHOTOS)
def draw(code: str) -> None:
    """Draw what the live article shows now; what was drawn for an earlier state goes. Safe to run twice."""
    draw_live(code)
    found = live_with_cover(code)  # afresh: it may have been taken down, or drawn for a newer state, meanwhile
    forget_files(code, but=key_of(*found) if found else "")


def draw_live(code: str) -> None:
    """Write the pictures of a live article, unless they stand there."""
    if (found := live_with_cover(code)) is None:
        return
    article, cover = found
    key = key_of(article, cover)
    picture = _picture(cover) if cover else None
    for shape, data in cards.drawn(article.live_revision.title, article.author.pen_name, picture).items():
        put(stored_at(code, key, shape), data)
    Article.objects.filter(pk=article.pk).update(card_key=key)


def _picture(cover: RevisionPhoto) -> Image.Image | None:
    """Our own rendition, so it may be opened here; None when its file is lost."""
    try:
        with default_storage.open(cover.photo.stored_at(cover.photo.widths[-1], "jpg")) as file:
            return Image.open(io.BytesIO(file.read())).convert("RGB")
    except FileNotFoundError:
        return None


def forget_files(code: str, *, but: str = "") -> None:
    """Delete the pictures of an article, except those under the key `but`."""
    for name in names_in(f"share/{code}"):
        if not but or not name.startswith(f"share/{code}/{but}-"):
            default_storage.delete(name)
