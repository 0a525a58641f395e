"""Owns which language a page speaks: public pages the site's, signed-in rooms the person's, else the browser's.

Django's LocaleMiddleware is not used: it would make every public answer vary by Accept-Language.
"""

from django.conf import settings
from django.utils import translation


class LanguageMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        translation.activate(settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = settings.LANGUAGE_CODE
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "in_site_language", False):
            return
        chosen = request.user.language if request.user.is_authenticated else ""
        request.LANGUAGE_CODE = chosen or translation.get_language_from_request(request)
        translation.activate(request.LANGUAGE_CODE)
