"""Owns what robots are told: the sitemap index with its parts, the news of two days, and robots.txt."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import CharField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Correction, Topic
from articles.models.article import SPAN
from articles.pages import LISTS, TOPIC
from articles.reading.people import published
from articles.reading.public import kept, public
from articles.reading.writable import writable
from community.models import PageStamp, User
from community.stamps import PEOPLE, PERSON

PAGES = ("front", "latest", "topics", "people", "corrections", "about", "rules")
# https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS_FOR, MOST_NEWS = timedelta(days=2), 1000
# From the article that changed last in a part to that of the next one, by one look into `live_by_part`, which both
# engines find by this very division alone.
LAST_OF_EACH_PART = """
    WITH RECURSIVE latest (id) AS (
        SELECT one.id FROM (
            SELECT id FROM articles_article WHERE standing = 'live' ORDER BY id / SPAN, live_at DESC LIMIT 1
        ) AS one
        UNION ALL
        SELECT (
            SELECT next.id FROM articles_article AS next
            WHERE next.standing = 'live' AND next.id / SPAN > latest.id / SPAN
            ORDER BY next.id / SPAN, next.live_at DESC LIMIT 1
        ) FROM latest WHERE latest.id IS NOT NULL
    )
    SELECT article.id, article.live_at FROM latest JOIN articles_article AS article ON article.id = latest.id
"""


def _articles() -> QuerySet[Article]:
    return Article.objects.live().annotate(changed_at=F("live_at"))


def _topics() -> QuerySet[Topic]:
    return Topic.objects.listed().annotate(changed_at=_raised_at(TOPIC))


def _writers() -> QuerySet[User]:
    return published().annotate(changed_at=_raised_at(PERSON))


def _raised_at(kind: str) -> Subquery:
    """When the page of each row last changed: its stamp's time, found by the stamp's key."""
    key = Concat(Value(kind), Cast(OuterRef("pk"), CharField()))
    return Subquery(PageStamp.objects.filter(key=key).values("raised_at"))


PARTS = {"articles": _articles, "topics": _topics, "writers": _writers}


@public
@require_safe
def index(request):
    """Every part that has rows, with when one of them last changed, in four queries."""
    shown = [{"address": reverse("reading:sitemap-pages")}]
    for kind, rows in PARTS.items():
        changes = _changes_of_articles() if kind == "articles" else _by_part(rows(), "pk", "changed_at")
        for span, last in sorted(changes.items()):
            shown.append({"address": reverse("reading:sitemap-part", args=[kind, span]), "changed_at": last})
    return xml("articles/sitemap_index.xml", {"parts": shown})


def _changes_of_articles() -> dict[int, datetime]:
    latest = Article.objects.raw(LAST_OF_EACH_PART.replace("SPAN", str(SPAN)))
    corrected = _by_part(Correction.objects, "article_id", "at")
    return {article.pk // SPAN: _later(article.live_at, corrected.get(article.pk // SPAN)) for article in latest}


def _by_part(rows: QuerySet, key: str, moment: str) -> dict[int, datetime | None]:
    """The last of these moments in each part that has rows."""
    spans = rows.order_by().annotate(span=F(key) / SPAN).values("span")
    return dict(spans.annotate(last=Max(moment)).values_list("span", "last"))


def _later(*moments: datetime | None) -> datetime | None:
    return max(filter(None, moments), default=None)


@public
@require_safe
def pages(request):
    return xml("articles/sitemap.xml", {"rows": [{"address": reverse(f"reading:{name}")} for name in PAGES]})


@public
@require_safe
def part(request, kind, span):
    """At most 10,000 addresses. A part without rows is not here."""
    if kind not in PARTS or span > 10**9:
        raise Http404("sitemap")
    rows = PARTS[kind]().filter(pk__gte=span * SPAN, pk__lt=(span + 1) * SPAN).order_by("pk")
    shown = list(ROWS[kind](rows))
    if not shown:
        raise Http404("sitemap")
    return xml("articles/sitemap.xml", {"rows": shown})


def _article_rows(rows: QuerySet[Article]) -> Iterable[dict]:
    last = Correction.objects.filter(article=OuterRef("pk")).order_by("-at").values("at")[:1]
    light = rows.annotate(corrected_at=Subquery(last)).select_related("live_revision")
    for article in light.only("code", "live_revision__title", "live_revision__article"):
        yield {"address": article.get_absolute_url(), "changed_at": _later(article.changed_at, article.corrected_at)}


def _topic_rows(rows: QuerySet[Topic]) -> Iterable[dict]:
    for topic in rows.only("slug"):
        yield {"address": topic.get_absolute_url(), "changed_at": topic.changed_at}


def _writer_rows(rows: QuerySet[User]) -> Iterable[dict]:
    for person in rows.prefetch_related("handles").only("pk"):
        yield {"address": person.get_absolute_url(), "changed_at": person.changed_at}


ROWS = {"articles": _article_rows, "topics": _topic_rows, "writers": _writer_rows}


@public
@require_safe
def news(request):
    """What was first published within two days, the newest first. The page ends when its oldest article does."""
    since = timezone.now() - NEWS_FOR
    rows = Article.objects.live().filter(first_published_at__gt=since).newest_first().select_related("live_revision")
    articles = list(rows.defer("body", "live_revision__body")[:MOST_NEWS])
    until = articles[-1].first_published_at + NEWS_FOR if articles else None
    told = {"articles": articles, "name": settings.SITE_NAME, "language": settings.LANGUAGE_CODE}
    return xml("articles/news_sitemap.xml", told, until=until)


def xml(template: str, context: dict, **kept_by) -> HttpResponse:
    source = writable(render_to_string(template, context))
    return kept(HttpResponse(source, content_type="application/xml; charset=utf-8"), LISTS, PEOPLE, **kept_by)


@public
@require_safe
def indexnow(request):
    """The key that search engines compare with the one that changes are told with (announcing.py)."""
    if not settings.INDEXNOW_KEY:
        raise Http404("indexnow")
    return kept(HttpResponse(settings.INDEXNOW_KEY, content_type="text/plain; charset=utf-8"))


@public
@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /write/", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /search/"]
    lines += ["Disallow: /saved/", "Disallow: /following/", "Disallow: /me/"]
    lines += [f"Sitemap: {settings.ORIGIN}{reverse(f'reading:{name}')}" for name in ("sitemap", "sitemap-news")]
    return kept(HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8"))
