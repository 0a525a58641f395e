"""Owns whether a session was proven by a second factor, which the desk and the admin ask for."""

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from community.typed import page_of


def has_second_factor(request) -> bool:
    """Whether this session's sign-in, or a later proof, used a passkey, an authenticator's or a recovery code."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def ask_for_second_factor(request):
    """Lead to setting one up, or to proving it again, and back to where the person wanted to go."""
    if not is_mfa_enabled(request.user):
        way = reverse("mfa_activate_totp")
    else:
        ways = get_adapter().get_reauthentication_methods(request.user)
        way = next(one["url"] for one in ways if one["id"].startswith("mfa_reauthenticate"))
    return redirect(f"{way}?{urlencode({'next': page_of(request)})}")
