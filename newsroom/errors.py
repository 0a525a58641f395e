"""Owns what people see when something is not there, not allowed, or broken."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def bad_request(request, exception=None):
    return render(request, "error.html", {"sign": "400", "title": _("We could not read that request")}, status=400)


def forbidden(request, exception=None):
    return render(request, "error.html", {"sign": "403", "title": _("You may not open this page")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    """A form without its token: nothing was kept, so the words come back to be copied."""
    typed = [value for key, values in request.POST.lists() if key not in HIDDEN for value in values if len(value) > 20]
    context = {"sign": "403", "title": _("This form was open for too long"), "typed": "\n\n".join(typed)}
    return render(request, "error.html", context, status=403)


HIDDEN = {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword"}


def server_error(request):
    """The page of a fault of ours: no query, nothing that can break again."""
    return render(request, "500.html", status=500)
