"""Owns what robots are told: the sitemap index with its parts, and robots.txt."""

from django.conf import settings
from django.db.models import Count, F, Max
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, LiveTopic, Topic
from articles.pages import LISTS
from articles.reading.public import kept, public
from community.models import User

# A part holds the rows whose keys lie in one span, so it keeps its rows and its address however many follow.
SPAN = 10_000
PAGES = ("front", "latest", "topics", "people", "corrections", "about", "rules")
PARTS = {
    "articles": lambda: Article.objects.live(),
    "topics": lambda: Topic.objects.filter(pk__in=LiveTopic.objects.values("topic")),
    "writers": lambda: User.objects.filter(pk__in=Article.objects.live().values("author"), is_active=True),
}


@public
@require_safe
def index(request):
    """Every part that has rows, in three queries; that of the articles with when one of them last changed."""
    shown = [{"address": reverse("reading:sitemap-pages")}]
    for kind, rows in PARTS.items():
        spans = rows().order_by().annotate(span=F("pk") / SPAN).values("span").annotate(rows=Count("pk"))
        if kind == "articles":
            spans = spans.annotate(changed_at=Max("live_at"))
        for found in spans.order_by("span"):
            address = reverse("reading:sitemap-part", args=[kind, found["span"]])
            shown.append({"address": address, "changed_at": found.get("changed_at")})
    return xml(request, "articles/sitemap_index.xml", {"parts": shown})


@public
@require_safe
def pages(request):
    return xml(request, "articles/sitemap.xml", {"rows": [{"address": reverse(f"reading:{name}")} for name in PAGES]})


@public
@require_safe
def part(request, kind, span):
    """At most 10,000 addresses. A part without rows is not here."""
    if kind not in PARTS or span > 10**9:
        raise Http404("sitemap")
    rows = PARTS[kind]().filter(pk__gte=span * SPAN, pk__lt=(span + 1) * SPAN).order_by("pk")
    shown = ROWS[kind](rows)
    if not shown:
        raise Http404("sitemap")
    return xml(request, "articles/sitemap.xml", {"rows": shown})


def _articles(rows) -> list[dict]:
    light = rows.select_related("live_revision").only(
        "code", "live_at", "live_revision__title", "live_revision__article"
    )
    return [{"address": article.get_absolute_url(), "changed_at": article.live_at} for article in light]


def _topics(rows) -> list[dict]:
    return [{"address": reverse("reading:topic", args=[topic.slug])} for topic in rows.only("slug")]


def _writers(rows) -> list[dict]:
    people = rows.prefetch_related("handles").only("pk")
    return [{"address": reverse("reading:profile", args=[person.handle])} for person in people]


ROWS = {"articles": _articles, "topics": _topics, "writers": _writers}


def xml(request, template: str, context: dict) -> HttpResponse:
    return kept(render(request, template, context, content_type="application/xml; charset=utf-8"), LISTS)


@public
@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /write/", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /search/"]
    lines += ["Disallow: /saved/", "Disallow: /me/"]
    lines += [f"Sitemap: {settings.ORIGIN}/sitemap.xml", ""]
    return kept(HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8"))
