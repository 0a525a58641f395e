"""Owns what templates cannot say by themselves: an icon of the sprite, a moment in words, how a mark or a found word
looks."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from articles.listed import Under
from articles.reading.linked_data import news_article, path_of_article, path_of_topic
from articles.reading.parts import PublishedPage
from articles.searching import Piece
from community import pieces
from community.characters import beginning
from community.models import BadgeKind
from community.wording import in_full
from newsroom.staticfiles import modules_of
from newsroom.threshold import why_sign_in

register = template.Library()
register.simple_tag(pieces.drawn)
register.simple_tag(pieces.drawn_large)

NO_MARKUP = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
MARKS = {
    BadgeKind.STAFF: ("staff", "staff"),
    BadgeKind.VERIFIED_WRITER: ("verified", "verified"),
    BadgeKind.IDENTITY: ("identity", "identity"),
}


@register.simple_tag
def icon(name: str, css: str = "icon") -> SafeString:
    """A symbol of `icons.svg`, hidden from screen readers: the word always stands beside it."""
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, static("icons.svg"), name)


@register.simple_tag
def module(name: str) -> SafeString:
    """A script module, and before it what it imports, so that the browser asks for all of it at once."""
    needed = format_html_join("", '<link rel="modulepreload" href="{}">', ((static(one),) for one in modules_of(name)))
    return format_html('{}<script type="module" src="{}"></script>', needed, static(name))


@register.simple_tag
def mark(badge) -> SafeString:
    css, symbol = MARKS[BadgeKind(badge.kind)]
    return format_html('<span class="mark mark-{}">{}{}</span>', css, icon(symbol), BadgeKind(badge.kind).label)


@register.inclusion_tag("_why_sign_in.html", takes_context=True)
def reason_to_sign_in(context):
    """A sentence of ours about the page that somebody wanted; nothing that the address says stands there."""
    request = context["request"]
    return {"why": why_sign_in(request.POST.get("next") or request.GET.get("next", ""))}


@register.inclusion_tag("lembar/refused.html")
def refused_fields(form, photos=()):
    """What a form, and those of its photos, cannot keep: a link to each field, by its name, with the sentence.

    What concerns a form as a whole stands at its head, drawn with its fields.
    """
    forms = [(form, ""), *((one, one.name) for one in photos)]
    found = [(of, field) for one, of in forms for field in one if one.is_bound and field.errors]
    return {"found": [{"of": of, "field": field, "sentence": field.errors[0]} for of, field in found]}


@register.simple_tag
def linked_data(told: dict) -> SafeString:
    """A JSON-LD block. No sign of markup is left in it, whatever the words are (as Django's `json_script` does it)."""
    words = json.dumps(told, ensure_ascii=False).translate(NO_MARKUP)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(words))


@register.simple_tag
def linked_data_of(shown: PublishedPage) -> SafeString:
    """The blocks of an article's page: itself, and the path to it."""
    told = (news_article(shown), path_of_article(shown))
    return format_html_join("\n  ", "{}", ((linked_data(one),) for one in told))


@register.simple_tag
def linked_path_of(topic: Under) -> SafeString:
    """The block of a topic's page: the path to it."""
    return linked_data(path_of_topic(topic))


@register.filter
def marked(text: Iterable[Piece]) -> SafeString:
    """A text of a search's result, with what was looked for marked."""
    parts = (format_html("<mark>{}</mark>", one.text) if one.marked else one.text for one in text)
    return format_html_join("", "{}", ((part,) for part in parts))


@register.filter
def moment(value: datetime) -> str:
    """ "Sabtu, 18 Juli 2026, 14.30 WIB": a moment in full, in the site's zone."""
    return in_full(value) if value else ""


@register.filter
def day(value: datetime) -> str:
    """ "18 Juli 2026"."""
    return formatted(timezone.localtime(value), "j F Y") if value else ""


@register.filter
def weekday(value: datetime) -> str:
    """ "Sabtu, 18 Juli 2026"."""
    return formatted(timezone.localtime(value), "l, j F Y") if value else ""


@register.filter
def clock(value: datetime) -> str:
    """ "14.30"."""
    return formatted(timezone.localtime(value), gettext("H:i")) if value else ""


@register.filter
def clock_zone(value: datetime) -> str:
    """ "14.30 WIB"."""
    return formatted(timezone.localtime(value), gettext("H:i T")) if value else ""


@register.filter
def today_or_day(value: datetime, today: str) -> str:
    """ "14.30 WIB" for `today`, else the day: a page may be kept, so never "an hour ago"."""
    local = timezone.localtime(value)
    return formatted(local, gettext("H:i T")) if local.date().isoformat() == today else formatted(local, "j F Y")


@register.filter
def clock_or_day(value: datetime, today: str) -> str:
    """ "14.30" for `today`, "24 Nov" for earlier: the narrow column of the front page."""
    local = timezone.localtime(value)
    return formatted(local, gettext("H:i")) if local.date().isoformat() == today else formatted(local, "j M")


@register.filter
def clock_or_moment(value: datetime) -> str:
    """ "14.30" for today, any other day in full: what somebody did, in rooms that are drawn at each look."""
    return clock(value) if timezone.localtime(value).date() == timezone.localdate() else in_full(value)


@register.filter
def at_clock_or_moment(value: datetime) -> str:
    """ "pukul 14.30" for today, any other day in full: the same within a sentence."""
    told = clock_or_moment(value)
    return gettext("at %(clock)s") % {"clock": told} if told == clock(value) else told


@register.filter
def iso(value: datetime) -> str:
    """For `<time datetime>` and machines, with the offset of the site's zone."""
    return timezone.localtime(value).isoformat(timespec="seconds") if value else ""


@register.filter
def span(value: timedelta) -> str:
    """A length of time in whole hours or minutes, in words: "18 jam"."""
    minutes = max(1, round(value.total_seconds() / 60))
    if minutes < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = round(minutes / 60)
    return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}


@register.filter
def short_span(value: timedelta) -> str:
    """For the desk: "1 j 12 m"."""
    minutes = int(abs(value.total_seconds()) // 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return gettext("%(hours)d h %(minutes)02d m") % {"hours": hours, "minutes": minutes}
    return gettext("%(minutes)d m") % {"minutes": minutes}


@register.filter
def shortened(text: str, most: int) -> str:
    """`text`, or its beginning with an ellipsis; cut before it is escaped, and between whole signs."""
    return text if len(text) <= most else f"{beginning(text, most - 1).rstrip()}…"


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that a narrow page breaks after its at-sign, not within a word."""
    return format_html("{}{}<wbr>{}", *address.partition("@"))


@register.filter
def absolute(path: str) -> str:
    """A path with the site's own origin before it."""
    return settings.ORIGIN + path
