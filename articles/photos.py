"""Owns the way from an untrusted upload to clean renditions, and which photos the public may see.

Nothing of the upload is served: community/pictures/ decodes it in a process of its own and writes it anew.
"""

import hashlib
from datetime import timedelta
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from articles import likeness
from articles.models import Article, Photo, PhotoState, Standing
from community.characters import beginning
from community.models import User
from community.names import clean_text
from community.pictures import darkroom
from community.pictures.darkroom import PATIENCE, RefusedPicture
from community.pictures.policy import MOST_BYTES, Fault
from community.pictures.storing import names_in, put
from community.prepared import prepared
from community.spans import past

MOST_TRIES = 3
LAPSES_AFTER = timedelta(seconds=2 * PATIENCE)
TAKEN_FROM_TWIN = ("width", "height", "tint", "in_avif", "mirrored_hash", *(f"hash_{band}" for band in range(4)))


def receive(upload: File, *, article: Article, by: User) -> Photo:
    """Take an upload whose header keeps the limits; the worker does the rest. Raises RefusedPicture.

    What the file says of its maker is offered in the passport.
    """
    if upload.size > MOST_BYTES:
        raise RefusedPicture(Fault.TOO_MANY_BYTES)
    upload.seek(0)
    data = upload.read()
    held = article.photos.on_the_form().filter(
        sha256=hashlib.sha256(data).hexdigest(), state__in=[PhotoState.WAITING, PhotoState.READY]
    )
    if same := held.first():
        return same  # a sheet that is posted twice brings its files along twice
    offered = darkroom.look(data)["offered"].items()
    told = {name: beginning(clean_text(text), Photo._meta.get_field(name).max_length) for name, text in offered}
    return keep(data, article=article, by=by, offered=any(told.values()), **told)


def keep(data: bytes, *, article: Article, by: User, code: str = "", **passport) -> Photo:
    """Keep what was judged already, for the worker to render.

    The file is on disk before the row says so, and row and task are one transaction: a kill leaves no photo that
    nobody will ever render.
    """
    code = code or Photo.objects.free_code()  # with another's its file would be written over
    photo = Photo(owner=by, article=article, code=code, sha256=hashlib.sha256(data).hexdigest(), **passport)
    put(photo.upload_at, data)
    with transaction.atomic():
        photo.save()
        render_photo.enqueue(photo.code)
    return photo


def copied(photo: Photo, *, into: Article, by: User) -> Photo | None:
    """A ready photo of `by` once more for another of their articles, with its passport; None when it cannot be had.

    What was rendered is found by its hash, so nothing is rendered or stored twice.
    """
    if photo.owner_id != by.pk or photo.state != PhotoState.READY:
        return None
    same = into.photos.on_the_form().filter(sha256=photo.sha256).first()
    if same is None:
        same = Photo.objects.get(pk=photo.pk)
        same.pk, same.code, same.article = None, Photo.objects.free_code(), into
        same.public_since = same.taken_out_at = None
        same._state.adding = True
        same.save()
    return same


def develop(photo: Photo) -> None:
    """Render a waiting photo, or note why it cannot be. Safe to run twice: the row says ready when all files stand.

    A disk that is full, a storage that is away, or a child that was killed raises: the photo stays waiting and is tried
    again.
    """
    waiting = Photo.objects.filter(pk=photo.pk, state=PhotoState.WAITING)
    waiting.update(tries=F("tries") + 1, tried_at=timezone.now())
    twin = Photo.objects.filter(sha256=photo.sha256, state=PhotoState.READY, in_avif=True).first()
    try:
        found = {name: getattr(twin, name) for name in TAKEN_FROM_TWIN} if twin else _render(photo)
    except RefusedPicture as refusal:
        _fail(photo, refusal.fault)
        return
    for name, value in found.items():
        setattr(photo, name, value)
    likes = likeness.likened(photo)
    with transaction.atomic():
        taken = waiting.update(state=PhotoState.READY, failure="", **found)
        likeness.note(likes if taken else [])
    if not taken and not _shown_elsewhere(photo):
        _delete_files(photo)  # removed meanwhile
    default_storage.delete(photo.upload_at)


def _fail(photo: Photo, fault: Fault) -> None:
    """Of what was uploaded nothing stays."""
    Photo.objects.filter(pk=photo.pk, state=PhotoState.WAITING).update(state=PhotoState.FAILED, failure=fault)
    default_storage.delete(photo.upload_at)


def _render(photo: Photo) -> dict:
    """Write every rendition. Returns the columns that are known now. Raises RefusedPicture."""
    with default_storage.open(photo.upload_at) as upload:
        data = upload.read()
    with darkroom.developed(data) as (found, folder):
        for file in sorted(folder.iterdir()):
            put(_stored(photo, file), file.read_bytes())
    return {name: found[name] for name in ("width", "height", "tint")} | {
        "in_avif": True,
        "mirrored_hash": f"{found['mirrored']:016x}",
        **likeness.bands_of(found["hash"]),
    }


def _stored(photo: Photo, file: Path) -> str:
    return photo.stored_at(int(file.stem), file.suffix[1:])


@task(queue_name="slow")
def render_photo(code: str) -> None:
    """What the worker runs. The task names a row; what is to do is read from it."""
    if photo := Photo.objects.filter(code=code, state=PhotoState.WAITING).first():
        develop(photo)


def retry_lapsed() -> int:
    """Ask again for photos whose worker died over them, at most three tries in all; how many were asked for.

    A photo that nobody began yet needs no asking: its task waits in the queue.
    """
    lapsed = Photo.objects.filter(past("tried_at", LAPSES_AFTER, timezone.now()), state=PhotoState.WAITING, tries__gt=0)
    for photo in lapsed.filter(tries__gte=MOST_TRIES):
        _fail(photo, Fault.TOO_HARD)
    asked = list(lapsed)
    for photo in asked:
        with transaction.atomic():
            Photo.objects.filter(pk=photo.pk).update(tried_at=timezone.now())
            render_photo.enqueue(photo.code)
    return len(asked)


def take_out(photo: Photo) -> None:
    """A photo leaves the working copy; one that no revision shows is removed, and its files are swept."""
    photo.taken_out_at = timezone.now()
    if not photo.shown_in.exists():
        photo.state = PhotoState.REMOVED
    photo.save(update_fields=["taken_out_at", "state"])


def take_down(pks: list[int], **why) -> int:
    """Remove these photos for a reason (takedown.py), whatever shows them; how many. Call inside a transaction."""
    now = timezone.now()
    gone = {"state": PhotoState.REMOVED, "public_since": None, "taken_out_at": now, "removed_at": now}
    return Photo.objects.filter(pk__in=pks).update(**gone, **why)


def remove_all(article: Article) -> None:
    """Serve nothing of a removed article's photos any more; `sweep` deletes the files. Call inside a transaction."""
    article.photos.update(state=PhotoState.REMOVED, public_since=None)


def sweep() -> int:
    """Delete the files of removed photos that no other photo shows; how many photos were swept.

    Found by a query and noted only afterwards, so that a kill in between costs nothing. The hashes stay: the same
    picture is known when it comes again.
    """
    removed = list(Photo.objects.filter(state=PhotoState.REMOVED, swept_at=None))
    for photo in removed:
        if not _shown_elsewhere(photo):
            _delete_files(photo)
        Photo.objects.filter(pk=photo.pk).update(swept_at=timezone.now())
    return len(removed)


def _shown_elsewhere(photo: Photo) -> bool:
    return Photo.objects.filter(sha256=photo.sha256).exclude(state=PhotoState.REMOVED).exists()


def _delete_files(photo: Photo) -> None:
    """Whatever lies there: a photo that was removed while it waited never knew its widths."""
    for name in [photo.upload_at, *names_in(photo.folder)]:
        default_storage.delete(name)


def show_only_live(article: Article) -> None:
    """Make exactly the photos of the live revision public, since now or since before. Call inside a transaction."""
    live = article.live_revision_id if article.standing == Standing.LIVE else None
    pks = set(_ready_in(live, article.pk)) if live else set()
    article.photos.filter(public_since__isnull=False).exclude(pk__in=pks).update(public_since=None)
    article.photos.filter(public_since=None, pk__in=pks).update(public_since=timezone.now())


@prepared
def _ready_in(revision, article):
    found = Photo.objects.filter(article=article, shown_in__revision=revision, state=PhotoState.READY)
    return found.values_list("pk", flat=True)
