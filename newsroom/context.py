"""Owns what every template may know about the site."""

from email.utils import parseaddr

from django.conf import settings

from articles.models import Topic


def site(request):
    """The site's names, its address without a slash at the end, and where to write to: where its mails come from."""
    return {
        "site_name": settings.SITE_NAME,
        "origin": settings.ORIGIN,
        "contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        "demo": settings.DEMO,
        "canonical": settings.ORIGIN + request.path,
        "menu": Topic.objects.in_menu,  # called, and queried, only where a template draws the menu
    }
