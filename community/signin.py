"""Owns where our rules meet allauth's: which addresses it may lead to, what it calls people and the site."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.addresses import address_of
from community.links import is_safe_next


def display_name(user) -> str:
    return user.pen_name


class AccountAdapter(DefaultAccountAdapter):
    def is_safe_url(self, url) -> bool:
        return bool(url) and is_safe_next(url)

    def get_client_ip(self, request) -> str:
        return address_of(request) or "unknown"

    def send_mail(self, template_prefix, email, context):
        super().send_mail(template_prefix, email, context | {"site_name": settings.SITE_NAME})


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
