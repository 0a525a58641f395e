"""Owns where our rules meet allauth's: which addresses it may lead to, what it calls people and the site."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings

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
