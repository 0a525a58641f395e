"""Owns how a public page is drawn whole: of the values that it shows, and of nothing else (community/pieces.py)."""

from django.http import HttpRequest, HttpResponse

from articles.listed import menu
from community.pieces import drawn_whole
from community.site import about_site


def draw_page(request: HttpRequest, template: str, /, **shown: object) -> HttpResponse:
    """Of the request it knows the path alone. Raises TypeError for what is no value."""
    if "menu" not in shown:
        shown["menu"] = menu()
    return HttpResponse(drawn_whole(template, **about_site(request.path), **shown))
