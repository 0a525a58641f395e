"""Owns the way from an untrusted upload to clean renditions, and which photos the public may see.

Nothing of the upload is served: pictures are decoded, turned upright, put on white and written anew. The limits and the
traps are those of the corpora's README.
"""

import hashlib
import io
from datetime import timedelta

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from PIL import Image

from articles import pictures
from articles.models import Article, Photo, PhotoState, Standing
from articles.models.photo import FORMATS
from community.models import User

MOST_BYTES = 25_000_000
MOST_PIXELS = 40_000_000
MOST_PIXELS_BASELINE_JPEG = 100_000_000
LEAST_SIZE = (360, 120)
MOST_SCANS = 100
OPENED = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
ACCEPTED = {*OPENED, "MPO"}  # a stereo JPEG opens as MPO; its first picture counts
# Our own limits are judged right after the header is read; Pillow's would only warn where they count.
Image.MAX_IMAGE_PIXELS = None
# What Pillow raises for pictures that are none, broken or hostile.
BROKEN = (OSError, ValueError, SyntaxError)
MOST_TRIES = 3
LAPSES_AFTER = timedelta(seconds=60)
UNREADABLE = _("This file could not be read as a picture.")


class RefusedPicture(ValueError):
    """An upload that is not taken. `sentence` is for the writer; `too_large` asks for status 413."""

    def __init__(self, sentence, *, too_large: bool = False):
        super().__init__(sentence)
        self.sentence, self.too_large = sentence, too_large


def receive(upload: File, *, article: Article, by: User) -> Photo:
    """Take an upload whose header keeps the limits; the worker does the rest. Raises RefusedPicture.

    The file is on disk before the row says so, and row and task are one transaction: a kill leaves no photo that
    nobody will ever render.
    """
    check_header(upload)
    photo = Photo(owner=by, article=article, sha256=_digest(upload))
    _keep_upload(photo, upload)
    with transaction.atomic():
        photo.save()
        render_photo.enqueue(photo.code)
    return photo


def check_header(upload: File) -> None:
    """Judge bytes, format and size without decoding a pixel. Raises RefusedPicture."""
    if upload.size > MOST_BYTES:
        raise RefusedPicture(_("This file is larger than 25 MB. Choose a smaller one."), too_large=True)
    try:
        upload.seek(0)
        with Image.open(upload, formats=OPENED) as image:
            _check_size(image)
            progressive = image.info.get("progressive")
        if progressive and _scans(upload) > MOST_SCANS:
            raise RefusedPicture(_("This picture is built in an unusual way. Save it anew in another program."))
    except RefusedPicture:
        raise
    except BROKEN as error:
        raise RefusedPicture(_("This is not a picture that we can use. Choose a JPEG, PNG, WebP or AVIF.")) from error


def _check_size(image: Image.Image) -> None:
    baseline = image.format == "JPEG" and not image.info.get("progressive")
    width, height = image.size
    if image.format not in ACCEPTED:
        raise RefusedPicture(_("This is not a picture that we can use. Choose a JPEG, PNG, WebP or AVIF."))
    if width * height > (MOST_PIXELS_BASELINE_JPEG if baseline else MOST_PIXELS):
        raise RefusedPicture(_("This picture has too many pixels. Make it smaller first."), too_large=True)
    if _orientation(image) > 4:
        width, height = height, width
    if width < LEAST_SIZE[0] or height < LEAST_SIZE[1]:
        raise RefusedPicture(_("This picture is too small: at least 360 × 120 pixels."))


def _scans(upload: File) -> int:
    """How often a progressive JPEG begins anew; thousands of times would keep the worker busy for half a minute."""
    upload.seek(0)
    return upload.read().count(b"\xff\xda")


def _orientation(image: Image.Image) -> int:
    told = image.getexif().get(0x0112, 1)
    return told if isinstance(told, int) else 1


def _digest(upload: File) -> str:
    upload.seek(0)
    return hashlib.file_digest(upload.file, "sha256").hexdigest()


def _keep_upload(photo: Photo, upload: File) -> None:
    upload.seek(0)
    _write(photo.upload_at, upload.read())


def _write(name: str, data: bytes) -> None:
    """Put `data` under exactly this name; what a killed process left half written there is replaced."""
    if default_storage.exists(name):
        default_storage.delete(name)
    default_storage.save(name, ContentFile(data))


def develop(photo: Photo) -> None:
    """Render a waiting photo, or note that it cannot be. Safe to run twice: the row says ready when all files stand.

    A disk that is full, or a storage that is away, raises: the photo stays waiting and is tried again.
    """
    waiting = Photo.objects.filter(pk=photo.pk, state=PhotoState.WAITING)
    waiting.update(tries=F("tries") + 1, tried_at=timezone.now())
    twin = Photo.objects.filter(sha256=photo.sha256, state=PhotoState.READY).first()
    clean = None if twin else _opened(photo)
    if twin is None and clean is None:
        waiting.update(state=PhotoState.FAILED, failure=str(UNREADABLE))
        return
    found = {name: getattr(twin, name) for name in ("width", "height", "tint")} if twin else _render(photo, clean)
    if not waiting.update(state=PhotoState.READY, failure="", **found) and not _shown_elsewhere(photo):
        _delete_files(photo)  # removed meanwhile
    elif not Photo.objects.filter(sha256=photo.sha256, state=PhotoState.WAITING).exists():
        default_storage.delete(photo.upload_at)


def _opened(photo: Photo) -> Image.Image | None:
    """The upload as a clean picture; None when it is none."""
    with default_storage.open(photo.upload_at) as upload:
        data = io.BytesIO(upload.read())
    try:
        with Image.open(data, formats=OPENED) as image:
            return pictures.clean(image)
    except BROKEN:
        return None


def _render(photo: Photo, clean: Image.Image) -> dict:
    """Write every rendition. Returns width, height and tint."""
    photo.width, photo.height = clean.size
    for width in photo.widths:
        smaller = clean.resize((width, max(1, round(clean.height * width / clean.width))), Image.Resampling.LANCZOS)
        for kind in FORMATS:
            _write(photo.stored_at(width, kind), pictures.encoded(smaller, kind))
    return {"width": clean.width, "height": clean.height, "tint": pictures.tint(clean)}


@task(queue_name="slow")
def render_photo(code: str) -> None:
    """What the worker runs. The task names a row; what is to do is read from it."""
    if photo := Photo.objects.filter(code=code, state=PhotoState.WAITING).first():
        develop(photo)


def retry_lapsed() -> int:
    """Ask again for photos whose worker died over them, at most three tries in all; how many were asked for.

    A photo that nobody began yet needs no asking: its task waits in the queue.
    """
    lapsed = Photo.objects.filter(state=PhotoState.WAITING, tries__gt=0, tried_at__lt=timezone.now() - LAPSES_AFTER)
    lapsed.filter(tries__gte=MOST_TRIES).update(state=PhotoState.FAILED, failure=str(UNREADABLE))
    asked = list(lapsed)
    for photo in asked:
        with transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(tried_at=timezone.now())
            render_photo.enqueue(photo.code)
    return len(asked)


def remove_all(article: Article) -> None:
    """Serve nothing of a removed article's photos any more; `sweep` deletes the files. Call inside a transaction."""
    article.photos.update(state=PhotoState.REMOVED, public_since=None)


def sweep() -> int:
    """Delete the files of removed photos that no other photo shows; how many photos were swept.

    Found by a query and noted only afterwards, so that a kill in between costs nothing.
    """
    removed = list(Photo.objects.filter(state=PhotoState.REMOVED).exclude(sha256=""))
    for photo in removed:
        if not _shown_elsewhere(photo):
            _delete_files(photo)
        Photo.objects.filter(pk=photo.pk).update(sha256="")
    return len(removed)


def _shown_elsewhere(photo: Photo) -> bool:
    return Photo.objects.filter(sha256=photo.sha256).exclude(state=PhotoState.REMOVED).exists()


def _delete_files(photo: Photo) -> None:
    names = [photo.stored_at(width, kind) for width in photo.widths for kind in FORMATS]
    for name in [photo.upload_at, *names]:
        default_storage.delete(name)


def show_only_live(article: Article) -> None:
    """Make exactly the photos of the live revision public, since now or since before. Call inside a transaction."""
    live = article.live_revision_id if article.standing == Standing.LIVE else None
    shown = article.photos.filter(shown_in__revision=live) if live else article.photos.none()
    pks = set(shown.values_list("pk", flat=True))
    article.photos.filter(public_since__isnull=False).exclude(pk__in=pks).update(public_since=None)
    article.photos.filter(public_since=None, pk__in=pks).update(public_since=timezone.now())
