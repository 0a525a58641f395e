"""Owns where our rules meet allauth's: which addresses it may lead to, what it calls people and the site."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community import sessions
from community.addresses import address_of
from community.links import is_safe_next
from community.watching import note, trace

NOWHERE = "192.0.0.8"  # an address that nobody has (RFC 7600), where nobody can tell


def display_name(user) -> str:
    return user.pen_name


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url) -> bool:
        return bool(url) and is_safe_next(url)

    def get_client_ip(self, request) -> str:
        return address_of(request) or NOWHERE

    def login(self, request, user):
        super().login(request, user)
        sessions.begin(request.session, of_staff=user.is_superuser or user.has_perm("articles.moderate"))
        note("signed-in", request, level=logging.INFO, account=user.pk, by=ways_of(request, user))

    def logout(self, request):
        note("signed-out", request, level=logging.INFO, account=request.user.pk)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        note("sign-in-refused", request, login=trace(credentials.get("email") or ""))

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note("sign-in-braked", request, login=trace(credentials.get("email") or ""))
            raise

    def set_password(self, user, password):
        super().set_password(user, password)
        note("password-set", self.request, level=logging.INFO, account=user.pk)

    def send_mail(self, template_prefix, email, context):
        super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME})


def ways_of(request, user) -> str:
    """How this session was proven, such as `password+totp`."""
    return "+".join(one.get("type") or one["method"] for one in get_authentication_records(request, user))


class CodeForm(AuthenticateForm):
    """The second factor at sign-in: the one field of its page, so typing may begin at once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autofocus": True, "inputmode": "numeric"}


class AddPasskeyForm(AddWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"), max_length=60, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Name of the key"), max_length=60)
