"""Owns what people see when something is not there, not allowed, or broken."""

import errno
import sys

from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from articles.models import Reason
from community.typed import by_script, hand_back, signed_out, typed_in

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
SECONDS = "30"  # until it is worth trying again


def bad_request(request, exception=None):
    """Also where a session could not be written: because the database is away, or because it was ended elsewhere."""
    if isinstance(exception, SessionInterrupted):
        fault = exception.__context__.__context__  # Django's session store tells the one by the other
        return server_error(request, fault) if will_pass(fault) else signed_out(request, Reason.values)
    return render(request, "error.html", {"sign": "400", "title": _("We could not read that request")}, status=400)


def forbidden(request, exception=None):
    return render(request, "error.html", {"sign": "403", "title": _("You may not open this page")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def csrf_failure(request, reason=""):
    """A form without its token: nothing was kept, so the words come back to be copied."""
    way_on = _("Go back, reload the page and try again. If it happens once more, sign in anew.")
    title = _("This form was open for too long")
    return hand_back(request, title, status=403, way_on=way_on, codes=Reason.values)


def server_error(request, fault: BaseException | None = None):
    """A fault of ours is 500; when the database or a disk is away or full it is 503, and worth trying again.

    No query, nothing that can break again; what was typed comes back to be copied.
    """
    passes = will_pass(fault or sys.exc_info()[1])
    title = _("We cannot keep anything right now") if passes else _("Something broke on our side")
    status = 503 if passes else 500
    if by_script(request):
        response = JsonResponse({"sentence": title, "note": title}, status=status)
    else:
        told = {"sign": status, "title": title, "typed": "\n\n".join(typed_in(request, Reason.values))}
        response = render(request, "500.html", told, status=status)
    if passes:
        response["Retry-After"] = SECONDS
    return response


def will_pass(fault: BaseException | None) -> bool:
    """Whether what we stand on is away: the database, a disk without room, a bucket, what counts sign-ins."""
    if isinstance(fault, OSError) and fault.errno in NO_ROOM:
        return True
    return isinstance(fault, OperationalError | InterfaceError) or type(fault).__module__.startswith(
        ("botocore", "redis")
    )
