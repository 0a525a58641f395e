"""The settings of a signed-in person."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.forms import ProfileForm
from community.models import HandleTaken, User
from community.typed import own_room


@own_room
@require_http_methods(["GET", "POST"])
def settings(request):
    person = User.objects.with_public_face().get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, by=person)
    if request.method == "GET":
        return render(request, "community/settings.html", {"form": form, "person": person})
    if form.is_valid() and saved(form):
        messages.success(request, _("Your settings are saved."))
        return redirect("community:settings")
    return render(request, "community/settings.html", {"form": form, "person": person}, status=422)


def saved(form: ProfileForm) -> bool:
    try:
        with transaction.atomic():
            form.save()
    except HandleTaken:
        form.refuse_taken_handle()
        return False
    return True
