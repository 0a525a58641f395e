"""Where somebody is signed in, and how they sign out elsewhere."""

import logging

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from community import signedin
from community.typed import own_room
from community.watching import note


@own_room
@require_safe
def sessions(request):
    return render(request, "community/sessions.html", {"sessions": signedin.sessions_of(request)})


@own_room
@require_http_methods(["GET", "POST"])
@reauthentication_required
def end(request):
    """Those of the form are one's own, or there is nothing to end: somebody may have signed out there meanwhile.

    A proof of the password leads back to what was pressed, or by GET if that was forgotten: then to the list.
    """
    if request.method == "GET":
        return redirect("community:sessions")
    found = signedin.others(request, request.POST.get("session", ""))
    for one in found:
        one.end()
    if found:
        note("session-ended", request, level=logging.INFO, account=request.user.pk, count=len(found))
        told = ngettext("Signed out on %(number)d device.", "Signed out on %(number)d devices.", len(found))
        messages.success(request, told % {"number": len(found)})
    else:
        messages.info(request, _("Nobody was signed in there any more."))
    return redirect("community:sessions")
