"""Owns that words of a form that was not taken are handed back, to be copied: nothing typed is lost with a session."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

HIDDEN = {
    "csrfmiddlewaretoken",
    "password",
    "password1",
    "password2",
    "oldpassword",
    "version",
    "verb",
    "code",
    "cover",
    "up_to",
}


def typed_in(request) -> list[str]:
    """What a person typed into the form: not secrets, nor what the page put there."""
    return [value for key, values in request.POST.lists() if key not in HIDDEN for value in values if value.strip()]


def hand_back(request, title: str, *, sign: str, status: int):
    """A page with everything that was typed."""
    typed = "\n\n".join(typed_in(request))
    return render(request, "error.html", {"sign": sign, "title": title, "typed": typed}, status=status)


def own_room(view):
    """A signed-in person's page, kept in no cache. Whoever was signed out while typing gets the words back."""

    @never_cache
    @wraps(view)
    def entered(request, *args, **kwargs):
        if not request.user.is_authenticated and typed_in(request):
            return hand_back(request, _("You have been signed out"), sign="401", status=401)
        return login_required(view)(request, *args, **kwargs)

    return entered


def refuse_grown(form) -> None:
    """Cleaning may lengthen words (NFC takes some letters apart); the database keeps no longer ones. For `clean`."""
    for name, field in form.fields.items():
        most, words = getattr(field, "max_length", None), form.cleaned_data.get(name)
        if most and isinstance(words, str) and len(words) > most:
            form.add_error(name, _("This is too long: use at most %(most)d characters.") % {"most": most})
