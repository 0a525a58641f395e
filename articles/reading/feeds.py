"""Owns how feeds are written down: RSS, Atom and JSON Feed of every channel. Drawn for nobody (public.py).

Times are the site's, as everywhere: an article of half past midnight bears one day wherever it is named.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, rfc3339_date
from django.utils.html import escape
from django.utils.timezone import localtime
from django.views.decorators.http import require_safe

from articles.reading.channels import Channel, Entry
from articles.reading.linked_data import moment
from articles.reading.public import kept, public
from articles.reading.writable import writable
from community.stamps import of_person

CONTENT = "http://purl.org/rss/1.0/modules/content/"
JSON_FEED = "https://jsonfeed.org/version/1.1"


class Dated:
    """A feed changes when what it holds does: Django's own would say now while there is nothing in it."""

    def latest_post_date(self):
        return self.feed["changed_at"]


class Rss(Dated, Rss201rev2Feed):
    """RSS 2.0 with the dek as description and the text in content:encoded. When an item changed it can't say itself."""

    def rss_attributes(self):
        return super().rss_attributes() | {"xmlns:content": CONTENT}

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Dated, Atom1Feed):
    """Atom with the dek as summary and the text as content."""

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        if settings.WEBSUB_HUB:
            handler.addQuickElement("link", None, {"rel": "hub", "href": settings.WEBSUB_HUB})

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def text_of(entry: Entry) -> str:
    """Cover, text, corrections and disclaimers as HTML with whole addresses; by the setting a link instead of the
    text."""
    return render_to_string("articles/feed_item.html", {"obj": entry})


def as_xml(channel: Channel, kind: str) -> HttpResponse:
    told = {
        "title": channel.title,
        "link": channel.address,
        "description": channel.description,
        "subtitle": channel.description,
        "language": settings.LANGUAGE_CODE,
        "feed_url": channel.own_address(kind),
        "changed_at": localtime(channel.changed_at),
    }
    feed = (Atom if kind == "atom" else Rss)(**writable(told))
    for entry in channel.entries:
        feed.add_item(**writable(xml_item(entry)))
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def xml_item(entry: Entry) -> dict:
    """In both kinds the description is HTML, and the title is not."""
    article, revision = entry.article, entry.article.live_revision
    return {
        "title": revision.title,
        "link": entry.address,
        "description": escape(revision.dek),
        "content": text_of(entry),
        "author_name": article.author.pen_name,
        "author_link": entry.author_address,
        "pubdate": localtime(article.first_published_at),
        "updateddate": localtime(entry.changed_at),
        "unique_id": entry.id,
        "unique_id_is_permalink": False,
        "categories": entry.topics,
    }


def as_json(channel: Channel, kind: str) -> JsonResponse:
    """JSON Feed 1.1."""
    told = {
        "version": JSON_FEED,
        "title": channel.title,
        "home_page_url": channel.address,
        "feed_url": channel.own_address(kind),
        "description": channel.description,
        "language": settings.LANGUAGE_CODE,
        "items": [json_item(entry) for entry in channel.entries],
    }
    if settings.WEBSUB_HUB:
        told["hubs"] = [{"type": "WebSub", "url": settings.WEBSUB_HUB}]
    return JsonResponse(writable(told), content_type="application/feed+json", json_dumps_params={"ensure_ascii": False})


def json_item(entry: Entry) -> dict:
    article, revision = entry.article, entry.article.live_revision
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": revision.title,
        "summary": revision.dek,
        "content_html": text_of(entry),
        "date_published": moment(article.first_published_at),
        "date_modified": moment(entry.changed_at),
        "authors": [{"name": article.author.pen_name, "url": entry.author_address}],
        "tags": entry.topics,
        "language": settings.LANGUAGE_CODE,
    }
    return item | ({"image": settings.ORIGIN + entry.cover.photo.plain} if entry.cover else {})


WRITERS = {"rss": as_xml, "atom": as_xml, "json": as_json}


def feed(channel_of: Callable[..., Channel], kind: str):
    """The view of one kind of feed. An old slug or handle leads to the one of now."""

    @public
    @require_safe
    def shown(request, *args, **kwargs):
        channel = channel_of(*args, **kwargs)
        if channel.args != tuple(kwargs.values()):
            return redirect(f"reading:{channel.name}{kind}", *channel.args, permanent=True)
        writers = [of_person(entry.article.author) for entry in channel.entries]
        targets = [target for entry in channel.entries for target in entry.sheet.read_alsos]
        return kept(WRITERS[kind](channel, kind), *channel.stamps, *writers, articles=targets)

    return shown
