"""Owns what machines read in lists: RSS and Atom of the site, the sitemap, robots.txt."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Article, Disclaimer, Submission, Topic
from articles.reading.public import public
from articles.showing import FEED, Sheet, sent_sheets

FEED_LENGTH = 20
SITEMAP_LENGTH = 50_000


@dataclass(frozen=True)
class Entry:
    """One article of a feed, with the sheet drawn for elsewhere and the disclaimer that its writer attested to."""

    article: Article
    sheet: Sheet
    disclaimer: Disclaimer


def newest_entries() -> list[Entry]:
    articles = list(Article.objects.live().newest_first().for_cards().defer(None)[:FEED_LENGTH])  # with their bodies
    revisions = [article.live_revision for article in articles]
    askings = Submission.objects.filter(revision__in=revisions, live_at__isnull=False).select_related("disclaimer")
    attested = {asking.revision_id: asking.disclaimer for asking in askings}
    sheets = sent_sheets(revisions, FEED)
    return [
        Entry(article, sheet, attested[article.live_revision_id])
        for article, sheet in zip(articles, sheets, strict=True)
    ]


class NewestFeed(Feed):
    """The newest articles with their whole text, each followed by the disclaimer that its writer attested to."""

    title = settings.SITE_NAME
    description = _("Writing by citizens, read before it is published.")
    language = settings.LANGUAGE_CODE
    description_template = "articles/feed_item.html"

    def link(self):
        return settings.ORIGIN + "/"

    def feed_url(self):
        return settings.ORIGIN + reverse("reading:rss")

    def items(self):
        return newest_entries()

    def item_title(self, item):
        return item.article.live_revision.title

    def item_link(self, item):
        return settings.ORIGIN + item.article.get_absolute_url()

    item_guid = item_link

    def item_author_name(self, item):
        return item.article.author.pen_name

    def item_pubdate(self, item):
        return item.article.first_published_at

    def item_updateddate(self, item):
        return item.article.live_at

    def item_categories(self, item):
        return [row.topic.name for row in item.article.live_topics.all()]


class NewestAtomFeed(NewestFeed):
    feed_type = Atom1Feed
    subtitle = NewestFeed.description

    def feed_url(self):
        return settings.ORIGIN + reverse("reading:atom")


rss = public(require_safe(NewestFeed()))
atom = public(require_safe(NewestAtomFeed()))


@public
@require_safe
def sitemap(request):
    shown = ("code", "live_at", "live_revision__title", "live_revision__article")
    articles = Article.objects.live().newest_first().select_related("live_revision").only(*shown)[:SITEMAP_LENGTH]
    pages = [reverse(f"reading:{name}") for name in ("front", "latest", "topics", "about", "rules")]
    context = {
        "articles": articles,
        "pages": pages,
        "topics": Topic.objects.with_live_counts(),
        "origin": settings.ORIGIN,
    }
    return render(request, "articles/sitemap.xml", context, content_type="application/xml")


@public
@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /write/", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /search/"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.ORIGIN}/sitemap.xml", ""]), content_type="text/plain")
