"""The search of readers: a page with results and filters, and what is offered while one types. Drawn for nobody."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import F
from django.http import Http404, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import searching, suggesting
from articles.listed import Listed, cards_from, columns_of
from articles.models import Article, RevisionPhoto, Topic
from articles.reading.people import published
from articles.reading.public import kept, public, reads
from community.models import Handle, User
from community.prepared import prepared

LENGTH = 20
MOST_PAGES = 25
FIRST_YEAR = 1900
OFFERED = 6
NARROWER = 3
SHAPE = re.compile(r"[A-Za-z0-9_.-]{1,120}")
NUMBER = re.compile(r"[1-9]\d{0,3}", re.ASCII)


class Result(NamedTuple):
    """An article that was found: its title, and a piece of its text, in marked pieces."""

    article: Listed
    title: list[searching.Piece]
    text: list[searching.Piece]


@public
@reads("q", "topic", "writer", "year", "page")
@require_safe
def search(request):
    """The best articles first. Without words it is the empty form, the same for everybody."""
    words = searching.typed_words(request)
    if not words:
        return kept(render(request, "articles/search.html", {"words": ""}))
    topic, writer, year = chosen_topic(request), chosen_writer(request), chosen_year(request)
    topics = topic.and_what_leads_here() if topic else ()
    wanted = searching.asked(words, topics=topics, writer=writer and writer.pk, year=year)
    if moved := moved_to(request.GET, topic, writer):
        return redirect(moved, permanent=True)
    found = searching.find(wanted)
    number = page_number(request, len(found.pks))
    context = {
        "words": words,
        "topic": topic,
        "writer": writer,
        "year": year,
        "found": found,
        "rows": results(found, number),
        "previous": str(number - 1) if number > 1 else "",
        "next": str(number + 1) if len(found.pks) > number * LENGTH and number < MOST_PAGES else "",
        "years": years_to_choose(year),
    }
    context |= beside(words, number, topic, writer) | narrower(context["rows"], len(found.pks), topic, writer)
    return render(request, "articles/search.html", context)


def moved_to(asked: QueryDict, topic: Topic | None, writer: User | None) -> str:
    """The same search by the names that stand now for a merged topic and a former handle; "" where it has neither."""
    now = asked.copy()
    if topic and topic.merged_into:
        now["topic"] = topic.merged_into.slug
    if writer and asked["writer"].lower() != writer.handle:
        now["writer"] = writer.handle
    return f"{reverse('reading:search')}?{now.urlencode()}" if now != asked else ""


def beside(words: str, number: int, topic: Topic | None, writer: User | None) -> dict:
    """Topics and writers that are called so, on the first page, where none is chosen yet."""
    return {
        "topics": suggesting.found_by(words)[:OFFERED] if number == 1 and not topic else [],
        "people": people_named(words) if number == 1 and not writer else [],
    }


def narrower(rows: list[Result], found: int, topic: Topic | None, writer: User | None) -> dict:
    """Topics and writers of these rows, to search in them alone. Reads what the rows brought along."""
    topics = (topic for row in rows for topic in row.article.topics)
    return {
        "in_topics": [] if topic else most_of(topics, found),
        "by_writers": [] if writer else most_of((row.article.author for row in rows), found),
    }


def most_of(said: Iterable, found: int) -> list:
    """The few that stand most often, without what all that was found has: that narrows nothing."""
    return [one for one, number in Counter(said).most_common(NARROWER) if number < found]


def results(found: searching.Found, number: int) -> list[Result]:
    """One page of what was found, the best first."""
    pks = found.pks[(number - 1) * LENGTH : number * LENGTH]
    rows, captions = _columns_with_text(pks), captions_of(pks)
    return [
        Result(
            card,
            searching.marked(card.title, found.asked),
            searching.excerpt(card.dek, row[-1], found.asked, captions[card.pk]),
        )
        for card, row in sorted(zip(cards_from(rows), rows, strict=True), key=lambda one: pks.index(one[0].pk))
    ]


@prepared
def _columns_with_text(articles):
    return columns_of(Article.objects.live().filter(pk__in=articles), "live_revision__body")


def captions_of(articles: list[int]) -> dict[int, list[str]]:
    """Of all the pictures that their pages show, by the articles' keys."""
    found = defaultdict(list)
    for article, caption in _caption_columns(articles):
        found[article].append(caption)
    return found


@prepared
def _caption_columns(articles):
    rows = RevisionPhoto.objects.shown().filter(
        revision__article__pk__in=articles, revision=F("revision__article__live_revision")
    )
    return rows.values_list("revision__article_id", "caption")


def shaped(request, name: str) -> str:
    """A slug or handle that was asked for. Raises Http404 for what can be none."""
    typed = request.GET.get(name, "")
    if typed and not SHAPE.fullmatch(typed):
        raise Http404(name)
    return typed


def chosen_topic(request) -> Topic | None:
    slug = shaped(request, "topic")
    return get_object_or_404(Topic.objects.public().select_related("merged_into"), slug=slug) if slug else None


def chosen_writer(request) -> User | None:
    name = shaped(request, "writer").lower()
    handles = Handle.objects.filter(user__is_active=True).select_related("user").prefetch_related("user__handles")
    return get_object_or_404(handles, name=name).user if name else None


def number_in(request, name: str) -> int | None:
    """A number that was asked for. Raises Http404 for what is none, or is longer than any of ours."""
    typed = request.GET.get(name, "")
    if typed and not NUMBER.fullmatch(typed):
        raise Http404(name)
    return int(typed) if typed else None


def chosen_year(request) -> int | None:
    """Raises Http404 for what is no year of a site like this."""
    year = number_in(request, "year")
    if year and not FIRST_YEAR <= year < 2100:
        raise Http404("year")
    return year


def years_to_choose(chosen: int | None) -> list[int]:
    """The last eight, the newest first, and the one that the address asks for."""
    now = timezone.localtime().year
    return sorted({*range(now - 7, now + 1), *([chosen] if chosen else [])}, reverse=True)


def page_number(request, found: int) -> int:
    """Raises Http404 for what is no page of these results."""
    number = number_in(request, "page") or 1
    if number > MOST_PAGES or (number > 1 and (number - 1) * LENGTH >= found):
        raise Http404("page")
    return number


def people_named(words: str) -> list[User]:
    """Published writers whose pen name has these words; a sign without a letter or digit names nobody."""
    named, telling = published(), [word for word in words.split() if any(map(str.isalnum, word))]
    for word in telling[:4]:
        named = named.filter(pen_name__icontains=word)
    return list(named.with_public_face().order_by("pen_name", "pk")[:OFFERED]) if telling else []


@public
@reads("q")
@require_safe
def suggest(request):
    """Titles and topics that go on as was typed, for the field's own list."""
    words = searching.typed_words(request)
    offered = [article.live_revision.title for article in searching.titles_with(words, OFFERED)] if words else []
    offered += [topic.name for topic in suggesting.found_by(words)[:OFFERED]] if words else []
    response = JsonResponse({"offered": list(dict.fromkeys(offered))})
    response["Cache-Control"] = "public, max-age=60"
    return response
