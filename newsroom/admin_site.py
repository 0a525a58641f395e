"""Owns the door of the stock admin: the same sign-in as everywhere, administrators alone, with a second factor."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect

from community.secondfactor import ask_for_second_factor, has_second_factor
from community.watching import note


class LembarAdminSite(AdminSite):
    def has_permission(self, request):
        return request.user.is_active and request.user.is_superuser and has_second_factor(request)

    def login(self, request, extra_context=None):
        """Not a second sign-in: it leads to the one there is, and tells nobody else that there is an admin."""
        wanted = request.GET.get("next") or "/admin/"
        if self.has_permission(request):
            return redirect("admin:index")
        if not request.user.is_authenticated:
            return redirect_to_login(wanted, "account_login")
        note("refused", request, account=request.user.pk, lacks="superuser-with-second-factor")
        if not request.user.is_superuser:
            raise Http404("admin")
        return ask_for_second_factor(request)
