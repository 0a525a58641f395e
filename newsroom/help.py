"""Owns the help inside the product: docs/help/ in light text, in the language of whoever reads."""

from functools import cache

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles import body, plaintext

FOLDER = settings.BASE_DIR / "docs" / "help"
PAGES = ("writers", "moderators")


@require_safe
def first_page(request):
    return redirect("help", PAGES[0])


@require_safe
def help_page(request, page: str):
    if page not in PAGES:
        raise Http404("help")
    language = get_language()
    shown = {name: told(name, language) for name in PAGES}
    title, text = shown[page]
    others = [(name, other) for name, (other, _text) in shown.items()]
    return render(request, "help.html", {"page": page, "title": title, "text": text, "pages": others})


@cache
def told(page: str, language: str) -> tuple[str, SafeString]:
    """Its title, and the rest as it is read."""
    title, _line, text = (FOLDER / f"{page}.{language}.md").read_text().partition("\n")
    return title.removeprefix("# "), body.render(plaintext.from_text(text, body.empty()))
