"""Owns what every template may know about the site."""

from django.conf import settings

from articles.models import Topic


def site(request):
    """The site's names, and its address without a slash at the end."""
    return {
        "site_name": settings.SITE_NAME,
        "origin": settings.ORIGIN,
        "demo": settings.DEMO,
        "canonical": settings.ORIGIN + request.path,
        "menu": Topic.objects.in_menu,  # called, and queried, only where a template draws the menu
    }
