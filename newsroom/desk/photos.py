"""The chief editors' room for one photo: where it stands, what it is like, taking it down."""

from django.contrib import messages
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from articles import likeness, takedown
from articles.lifecycle import StepRefused
from articles.models import Photo
from newsroom.desk.door import chief_room
from newsroom.desk.forms import PhotoTakeDownForm

MOST_SHOWN = 50


def found_photo(request, code) -> Photo:
    return get_object_or_404(Photo.objects.select_related("owner", "article__live_revision", "removed_by"), code=code)


@chief_room
@require_safe
def photo(request, code):
    return show(request, found_photo(request, code))


def show(request, photo: Photo, form=None, refusal="", status=200):
    context = {
        "photo": photo,
        "uploads": uploads(photo),
        "likenesses": [one for one in likeness.told([photo], to=request.user).get(photo.pk, []) if not one.same],
        "form": form or PhotoTakeDownForm(),
        "refusal": refusal,
    }
    return render(request, "desk/photo.html", context, status=status)


def uploads(photo: Photo) -> QuerySet[Photo]:
    """Every upload of the same bytes that is still there, this one among them."""
    same = Photo.objects.filter(sha256=photo.sha256, removed_at=None).select_related("owner", "article__live_revision")
    return same.defer("article__body", "article__live_revision__body")[:MOST_SHOWN]


@chief_room
@require_POST
def take_down(request, code):
    found = found_photo(request, code)
    form = PhotoTakeDownForm(request.POST)
    if not form.is_valid():
        return show(request, found, form, status=422)
    try:
        number = takedown.take_down(found, by=request.user, **form.cleaned_data)
    except StepRefused as refusal:
        return show(request, found_photo(request, code), form, refusal=refusal.sentence, status=409)
    told = ngettext("Taken down: %(number)d upload.", "Taken down: %(number)d uploads.", number)
    messages.success(request, told % {"number": number} + " " + _("Readers see it no more."))
    return redirect("desk:photo", code)
