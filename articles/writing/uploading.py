"""The studio's own address for photos: taking one file, and telling how far the worker is with it."""

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import likeness, photonames, photos
from articles.closing import DraftIsGone, refuse_closed
from articles.lifecycle import StepRefused
from articles.models import Article, Photo
from articles.writing.calls import Refused, studio_call
from articles.writing.forms import PassportForm
from articles.writing.saving import found


@studio_call
@require_POST
def upload(request, code: str):
    """Take the one file `upload`, or `copy` an own photo by its code. The same bytes again are the same photo."""
    article = found(request, code)
    try:
        refuse_closed(article)
    except StepRefused as refusal:
        raise Refused(410 if isinstance(refusal, DraftIsGone) else 409, refusal.sentence) from refusal
    if "copy" in request.POST:
        return copy(request, article)
    if (file := request.FILES.get("upload")) is None:
        raise Refused(422, _("No file arrived. Choose it again."))
    try:
        taken = photos.receive(file, article=article, by=request.user)
    except photos.RefusedPicture as refusal:
        raise Refused(422, refusal.sentence) from refusal
    return JsonResponse(told(request, article, taken), status=201)


def copy(request, article: Article) -> JsonResponse:
    """A photo that was pasted from another of one's own articles."""
    own = Photo.objects.filter(owner=request.user, code=request.POST["copy"][:8]).first()
    if own is None or (taken := photos.copied(own, into=article, by=request.user)) is None:
        raise Refused(404, _("This photo is not yours, or it is not here any more."))
    return JsonResponse(told(request, article, taken), status=201)


@studio_call
@require_safe
def photo(request, code: str, photo: str):
    """One photo with its passport as it is stored, for the page that waits for its picture."""
    article = found(request, code)
    return JsonResponse(told(request, article, get_object_or_404(article.photos.on_the_form(), code=photo)))


def told(request, article: Article, photo: Photo) -> dict:
    passport = PassportForm(instance=photo, prefix=photo.code)
    passport.likenesses = likeness.told([photo], to=article.author).get(photo.pk, [])
    passport.name = photonames.of_draft(article, [*article.photos.on_the_form(), photo])[photo.code]
    context = {"passport": passport, "photo": photo, "cover": article.cover and article.cover.code}
    return {"code": photo.code, "state": photo.state, "html": render_to_string("articles/_draft_photo.html", context)}
