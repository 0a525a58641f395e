"""Owns who gets a photo's bytes: the public once it is public, before that its owner and the moderators."""

from django.core.files.storage import default_storage
from django.http import HttpResponse, HttpResponseNotFound
from django.views.decorators.http import require_safe

from articles.models import Photo
from community.pictures.policy import CONTENT_TYPES

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOBODY_ELSE = "private, no-store"


@require_safe
def media(request, code, sha, width, kind):
    """One rendition. The person is looked at only when the photo is not public, so a public answer never varies."""
    photo = Photo.objects.filter(code=code).first()
    if (
        photo is None
        or not photo.is_ready
        or sha != photo.sha256[:16]
        or kind not in photo.formats
        or width not in photo.widths
    ):
        return _not_here()
    if photo.public_since:
        return _file(photo, width, kind, FOR_EVER)
    if not Photo.objects.visible_to(request.user).filter(pk=photo.pk).exists():
        return _not_here()
    return _file(photo, width, kind, FOR_NOBODY_ELSE)


media.in_site_language = True  # it says nothing, so nobody is looked up to choose a language


def _file(photo: Photo, width: int, kind: str, cache_control: str):
    """Whole in memory: a rendition has some hundred kilobytes at the most."""
    try:
        with default_storage.open(photo.stored_at(width, kind)) as file:
            data = file.read()
    except FileNotFoundError:
        return _not_here()
    return HttpResponse(data, content_type=CONTENT_TYPES[kind], headers={"Cache-Control": cache_control})


def _not_here():
    return HttpResponseNotFound(headers={"Cache-Control": "no-store"})
