"""Owns what a public view is: drawn for nobody, in the site's language, the same bytes for everybody.

What a page was drawn from goes to the page cache in front of Django by the request's environment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import wraps
from typing import Protocol

from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils import timezone

from articles import pages
from community.stamps import Keyed

FRESH_FOR = 60  # seconds a browser or CDN may show a public page without asking again
CACHE_CONTROL = f"public, max-age={FRESH_FOR}, s-maxage={FRESH_FOR}, stale-while-revalidate={FRESH_FOR}"
DRAWN_FROM = "wsgi.drawn_from"  # a list of the page cache's, by which a request is nobody's; no header has such a name


@dataclass(frozen=True)
class DrawnFrom:
    """A page is wrong as soon as one of `stamps` is raised, a minute after `aged` was, and from `until` on. Who gets it
    reads the article with the key `counted`, if there is one."""

    stamps: frozenset[str]
    aged: frozenset[str]
    until: datetime | None
    counted: int | None = None


class NobodyMiddleware:
    """What the page cache asks for comes of nobody: what would find out who asks, whether they may and how often, and
    what compresses for one browser, is passed by."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if DRAWN_FROM not in request.META:
            return self.get_response(request)
        request.resolver_match = match = resolve(request.path_info)
        return match.func(request, *match.args, **match.kwargs)


class Nobody:
    """Stands where the person would be. Touching it in a public view is a fault of ours, found by raising."""

    def __getattr__(self, name):
        raise RuntimeError(f"A public view looked at the person ({name}).")

    def __bool__(self):
        raise RuntimeError("A public view looked at the person.")


HIDDEN = ("user", "session", "_messages")


def public(view):
    """Hide user, session and messages from `view` while it draws; let its good answers be kept for a minute."""

    @wraps(view)
    def drawn_for_nobody(request: HttpRequest, *args, **kwargs):
        kept = {name: getattr(request, name) for name in HIDDEN if hasattr(request, name)}
        for name in kept:
            setattr(request, name, Nobody())
        try:
            response = view(request, *args, **kwargs)
        finally:
            for name, value in kept.items():
                setattr(request, name, value)
        if response.status_code == 200:
            response.headers.setdefault("Cache-Control", CACHE_CONTROL)
            if hasattr(response, "drawn_from"):
                request.META.get(DRAWN_FROM, []).append(response.drawn_from)
        return response

    drawn_for_nobody.in_site_language = drawn_for_nobody.is_public = True
    drawn_for_nobody.csrf_exempt = True  # nothing is posted here, so a POST is told that instead of what it lacks
    drawn_for_nobody.reads = getattr(view, "reads", ())
    return drawn_for_nobody


def reads(*names: str):
    """Name the parameters that a public view reads; the page cache drops all others."""

    def named(view):
        view.reads = names
        return view

    return named


class Marked(Keyed, Protocol):
    """A person, or what was read of one, with the marks in force."""

    @property
    def marks(self) -> Iterable: ...


def kept(
    response: HttpResponse,
    *stamps: str,
    people: Iterable[Marked] = (),
    aged: Iterable[str] = (),
    until: datetime | None = None,
    counted: int | None = None,
    **shown,
) -> HttpResponse:
    """Let the page cache keep a page that shows these `people`, with their marks, and these articles and topics; until
    a mark or the day ends, and `until` at the longest."""
    people = list(people)
    ends = [badge.until for person in people for badge in person.marks if badge.until] + ([until] if until else [])
    response.drawn_from = DrawnFrom(
        frozenset(stamps) | pages.drawn_from(people=people, **shown),
        frozenset(aged),
        min([*ends, _midnight()]),
        counted,
    )
    return response


def _midnight() -> datetime:
    """The end of the site's day: until then a time of it stands without its date."""
    return timezone.make_aware(datetime.combine(timezone.localdate() + timedelta(days=1), time.min))
