"""Owns how the site stands on a phone: manifest, the worker that keeps what was read, the page without a network."""

import hashlib
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.body import ID_SHAPE
from articles.models import Article
from articles.pages import LISTS
from articles.reading.public import kept, public, reads

PAPER = "#ffffff"
JAVASCRIPT = "text/javascript; charset=utf-8"
ASK_EACH_TIME = "no-cache"  # a worker that is wrong must not outlive its mending
WORKER = [f"worker/{name}.js" for name in ("answering", "keeping", "moments", "tidying")]
REMARK = re.compile(rb"^// .*\n", re.MULTILINE)
ICONS = [("any-192", "192x192", "any"), ("any-512", "512x512", "any"), ("maskable-512", "512x512", "maskable")]
SHORT = 12  # letters that a phone shows under an icon
CODES = re.compile(rf"(?<![^,]){ID_SHAPE}(?![^,])")
MOST_CODES = 50  # more than any device keeps


@public
@require_safe
def manifest(request):
    """What a phone shows when the site is put on its home screen. https://www.w3.org/TR/appmanifest/"""
    told = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:SHORT].strip(),
        "description": _("Writing by citizens, read by a moderator before it is published."),
        "lang": get_language(),
        "dir": "ltr",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["news", "books"],
        "icons": [icon(name, sizes, purpose) for name, sizes, purpose in ICONS],
        "shortcuts": [{"name": words, "url": reverse(name)} for words, name in shortcuts()],
    }
    return kept(JsonResponse(told, content_type="application/manifest+json"))


def icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(f"app/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}


def shortcuts() -> list[tuple[str, str]]:
    """What a long press on the icon offers, and the names of the addresses."""
    return [
        (_("Latest"), "reading:latest"),
        (_("Search"), "reading:search"),
        (_("Start writing"), "writing:new"),
        (_("Kept on this device"), "reading:offline"),
    ]


@public
@require_safe
def offline(request):
    """What the worker shows when there is no network; its script lists what is kept on the device."""
    return kept(drawn(request), LISTS)


def drawn(request) -> HttpResponse:
    return render(request, "articles/offline.html", {"zone": settings.TIME_ZONE})


@public
@require_safe
def worker(request):
    """The service worker, at the root so that it stands before every page. A change of the page without a network, or
    of anything that it loads, is another version, which phones take in at their next visit."""
    page, script = drawn(request).content, b"\n".join(part(name) for name in WORKER)
    version = hashlib.sha256(page + script).hexdigest()[:12]
    said = {"Cache-Control": ASK_EACH_TIME, "Content-Type": JAVASCRIPT, "Service-Worker-Allowed": "/"}
    return kept(HttpResponse(f'const VERSION = "{version}";\n'.encode() + script, headers=said), LISTS)


@public
@reads("codes")
@require_safe
def gone(request):
    """Which of the articles that a device keeps are not public any more, or never were. It asks for all in one request,
    which nobody counts as a reading, and which no cache answers."""
    codes = list(dict.fromkeys(CODES.findall(request.GET.get("codes", ""))))[:MOST_CODES]
    live = set(Article.objects.live().filter(code__in=codes).values_list("code", flat=True))
    told = {"gone": [code for code in codes if code not in live]}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def part(name: str) -> bytes:
    """A file of the worker without its remarks; phones take in one script, whole."""
    return REMARK.sub(b"", Path(finders.find(name)).read_bytes())
