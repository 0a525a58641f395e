"""Owns what people see when something is not there, not allowed, or broken."""

from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.models import Reason
from community.typed import hand_back


def bad_request(request, exception=None):
    return render(request, "error.html", {"sign": "400", "title": _("We could not read that request")}, status=400)


def forbidden(request, exception=None):
    return render(request, "error.html", {"sign": "403", "title": _("You may not open this page")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    """A form without its token: nothing was kept, so the words come back to be copied."""
    way_on = _("Go back, reload the page and try again. If it happens once more, sign in anew.")
    return hand_back(request, _("This form was open for too long"), status=403, way_on=way_on, codes=Reason.values)


def server_error(request):
    """The page of a fault of ours: no query, nothing that can break again."""
    return render(request, "500.html", status=500)
