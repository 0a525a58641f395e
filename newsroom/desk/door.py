"""Owns who may enter the desk: moderators with a second factor; for everybody else it is not there."""

from functools import wraps

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.models import Reason
from community.secondfactor import ask_for_second_factor, has_second_factor
from community.typed import hand_back, signed_out, typed_in
from community.watching import note


def desk_room(view=None, *, permission="articles.moderate"):
    """Let in whoever holds `permission` and has shown a second factor in this session."""

    def guarded(view):
        @never_cache
        @wraps(view)
        def entered(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return signed_out(request, codes=Reason.values)
            if not request.user.has_perm(permission):
                note("refused", request, account=request.user.pk, lacks=permission)
                raise Http404("desk")
            if not has_second_factor(request):
                note("refused", request, account=request.user.pk, lacks="second-factor")
                if typed_in(request, Reason.values):
                    title = _("Show your second factor first")
                    return hand_back(request, title, status=403, codes=Reason.values)
                return ask_for_second_factor(request)
            return view(request, *args, **kwargs)

        return entered

    return guarded(view) if view else guarded


def chief_room(view):
    return desk_room(view, permission="articles.lead")
