"""The settings of a signed-in person."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.forms import MailForm, ProfileForm
from community.models import HandleTaken, Portrait, User
from community.pictures.policy import CONTENT_TYPES, KINDS, SQUARES
from community.stamps import of_person, raise_stamps
from community.typed import own_room


@own_room
@require_http_methods(["GET", "POST"])
def settings(request):
    person = User.objects.with_public_face().get(pk=request.user.pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ProfileForm(*posted, by=person)
    if request.method == "GET":
        return show_settings(request, person, form)
    if form.is_valid() and saved(form):
        with translation.override(person.language or translation.get_language()):
            messages.success(request, _("Your settings are saved."))
        return redirect("community:settings")
    return show_settings(request, person, form, status=422)


def show_settings(request, person, form, mail_form=None, status=200):
    context = {"form": form, "mail_form": mail_form or MailForm(by=person), "person": person}
    return render(request, "community/settings.html", context, status=status)


@own_room
@require_http_methods(["GET", "POST"])
def mail_settings(request):
    """Which notices come by mail too. Whoever comes by a link finds the settings."""
    if request.method == "GET":
        return redirect("community:settings")
    person = User.objects.with_public_face().get(pk=request.user.pk)
    form = MailForm(request.POST, by=person)
    if not form.is_valid():
        return show_settings(request, person, ProfileForm(by=person), form, status=422)
    form.save()
    messages.success(request, _("Your mails are as you wish. The bell shows everything."))
    return redirect("community:settings")


@require_safe
def portrait(request, code, size, kind):
    """One square of a portrait that somebody has now; the same for everybody."""
    if size not in SQUARES or kind not in KINDS or not User.objects.filter(portrait_code=code, is_active=True).exists():
        raise Http404("portrait")
    try:
        with default_storage.open(Portrait(code, "").stored_at(size, kind)) as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404("portrait") from error
    return HttpResponse(data, content_type=CONTENT_TYPES[kind], headers={"Cache-Control": "public, max-age=86400"})


portrait.in_site_language = True  # it says nothing, so nobody is looked up to choose a language


def saved(form: ProfileForm) -> bool:
    try:
        with transaction.atomic():
            raise_stamps(of_person(form.save()))
    except HandleTaken:
        form.refuse_taken_handle()
        return False
    return True
