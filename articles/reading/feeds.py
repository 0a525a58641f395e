"""Owns what machines read in lists: RSS and Atom of the site, the sitemap, robots.txt."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.models import Article, Topic
from articles.reading.public import public
from articles.showing import FEED, sent_sheet

FEED_LENGTH = 20
SITEMAP_LENGTH = 50_000


class NewestFeed(Feed):
    """The newest articles with their whole text, each followed by the disclaimer that its writer attested to."""

    title = settings.SITE_NAME
    description = _("Writing by citizens, read before it is published.")
    language = settings.LANGUAGE_CODE
    description_template = "articles/feed_item.html"

    def link(self):
        return settings.ORIGIN + "/"

    def items(self):
        return Article.objects.live().newest_first().for_cards()[:FEED_LENGTH]

    def item_title(self, item):
        return item.live_revision.title

    def item_link(self, item):
        return settings.ORIGIN + item.get_absolute_url()

    item_guid = item_link

    def item_author_name(self, item):
        return item.author.pen_name

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.live_at

    def item_categories(self, item):
        return [row.topic.name for row in item.live_topics.all()]

    def get_context_data(self, item, **kwargs):
        asking = item.live_revision.submissions.select_related("disclaimer").get(live_at__isnull=False)
        return {"sheet": sent_sheet(item.live_revision, FEED), "disclaimer": asking.disclaimer}


class NewestAtomFeed(NewestFeed):
    feed_type = Atom1Feed
    subtitle = NewestFeed.description


rss = public(require_safe(NewestFeed()))
atom = public(require_safe(NewestAtomFeed()))


@public
@require_safe
def sitemap(request):
    articles = Article.objects.live().newest_first().select_related("live_revision")[:SITEMAP_LENGTH]
    pages = [reverse(f"reading:{name}") for name in ("front", "latest", "topics", "about", "rules")]
    context = {"articles": articles, "pages": pages, "topics": Topic.objects.with_live_counts(), "origin": settings.ORIGIN}
    return render(request, "articles/sitemap.xml", context, content_type="application/xml")


@public
@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /write/", "Disallow: /desk/", "Disallow: /accounts/", "Disallow: /search/"]
    return HttpResponse("\n".join([*lines, f"Sitemap: {settings.ORIGIN}/sitemap.xml", ""]), content_type="text/plain")
