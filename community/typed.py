"""Owns what somebody meets who is not signed in, or whose form was not taken: nothing typed is lost with a session."""

from collections.abc import Container
from functools import wraps
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.links import is_safe_next

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
    "seen",
    "shown",
    "checked",
    "block",
    "words",
    "occurrence",
    "carried_reason",
    "take_over",
    "attest",
    "base",
    "language",
    "kind",
    "way",
    "ask_before_edits",
    "shown_as_editor",
    "keep",
    "follow",
    "from",
    "session",
    "again",
    "reopen",
    "submission",
    "lane",
    "row",
    "replaces",
}


def typed_in(request, codes: Container[str] = ()) -> list[str]:
    """What a person typed into the form: not secrets, nor what the page put there, nor the `codes` of a choice."""
    typed = [value for key, values in request.POST.lists() if key not in HIDDEN for value in values]
    return [value for value in typed if value.strip() and value not in codes]


def hand_back(request, title: str, *, status: int, way_on: str = "", codes: Container[str] = ()):
    """A page with everything that was typed; where nothing was, with what else to do."""
    told = {"sign": status, "title": title, "typed": "\n\n".join(typed_in(request, codes)), "way_on": way_on}
    return render(request, "error.html", told, status=status)


def by_script(request) -> bool:
    """Whether one of our scripts asks, which shows a sentence in place and keeps what was typed."""
    return request.headers.get("Accept") == "application/json" or "X-Writer" in request.headers


def own_room(view):
    """A signed-in person's page, kept in no cache."""

    @never_cache
    @wraps(view)
    def entered(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.user.is_authenticated else signed_out(request)

    return entered


def signed_out(request, codes: Container[str] = ()):
    """The words that were typed; a sentence for a script, which shows it in place; or the sign-in, which leads on."""
    if by_script(request):
        told = _("You have been signed out. Sign in again in another tab; what you typed stays here.")
        return JsonResponse({"note": told}, status=401)
    if typed_in(request, codes):
        return hand_back(request, _("You have been signed out"), status=401, codes=codes)
    return redirect_to_login(page_of(request))


def page_of(request) -> str:
    """Where signing in leads to: this page, or the one whose button was pressed."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    came, hosts = request.headers.get("Referer", ""), {request.get_host()}
    if not url_has_allowed_host_and_scheme(came, hosts, require_https=request.is_secure()):
        return "/"
    path = urlsplit(came)._replace(scheme="", netloc="").geturl()
    return path if is_safe_next(path) else "/"


def refuse_grown(form) -> None:
    """Cleaning may lengthen words (NFC takes some letters apart); the database keeps no longer ones. For `clean`."""
    for name, field in form.fields.items():
        most, words = getattr(field, "max_length", None), form.cleaned_data.get(name)
        if most and isinstance(words, str) and len(words) > most:
            form.add_error(name, _("This is too long: use at most %(most)d characters.") % {"most": most})
