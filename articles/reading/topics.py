"""The readers' pages of topics: all of them by name, and one with its articles. Drawn for nobody (public.py)."""

import string
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from articles import readings, searching, suggesting
from articles.listed import cards_from, cards_of, columns_of
from articles.models import Article, LiveTopic, Topic
from articles.order import after
from articles.pages import LISTS
from articles.reading.paging import ONE_MORE, PAGE_LENGTH, Page, named_page, newest_page
from articles.reading.public import kept, public, reads
from articles.reading.whole import draw_page
from articles.topicnames import topic_key
from community.paths import path_of
from community.prepared import prepared

TOPICS_A_PAGE, MOST_USED = 200, 16
LONGEST = 60
BEST = "best"


class AboutTopic(NamedTuple):
    """`number` is that of its live articles, None for none yet; `merged_into` the slug of what its address leads to."""

    pk: int
    name: str
    slug: str
    description: str
    accepted_at: datetime | None
    number: int | None
    merged_into: str | None

    def get_absolute_url(self) -> str:
        return path_of("reading:topic", self.slug)


@public
@reads("q", "from")
@require_safe
def topics(request):
    """By name, 200 a page, from a letter on or found by the beginning of a word; the most used ones on top."""
    words = searching.typed_words(request, LONGEST)
    start = request.GET.get("from", "")
    found = suggesting.found_by(words) if topic_key(words) else Topic.objects.listed()
    page = named_page(found.counted(), start, length=TOPICS_A_PAGE)
    is_overview = page.first and not words
    context = {
        "page": page,
        "words": words,
        "start": start,
        "most_used": suggesting.most_used(MOST_USED) if is_overview and page.older else [],
        "letters": string.ascii_lowercase if page.older or not page.first else "",
    }
    response = render(request, "articles/topics.html", context)
    return response if words else kept(response, LISTS)


@public
@reads("before", "by")
@require_safe
def topic(request, slug):
    """A topic's live articles, the newest or the most read; the address of what was merged leads to its successor."""
    shown, also = published_topic(slug)
    if shown.merged_into:
        return redirect("reading:topic", shown.merged_into, permanent=True)
    page, is_best = page_of(shown, request.GET)
    drawn = draw_page(
        request,
        "articles/topic.html",
        topic=shown,
        is_best=is_best,
        looked_at=readings.LOOKED_AT,
        days=readings.KEPT_FOR.days,
        also_called=also,
        page=page,
        related=suggesting.together_with(shown.pk),
    )
    people = [article.author for article in page.rows]
    return kept(drawn, people=people, topics=[shown], aged=[LISTS])


def page_of(topic: AboutTopic, asked: QueryDict) -> tuple[Page, bool]:
    """One page of the newest, or the one page of the best, and which of the two that is. Raises Http404."""
    if asked.get("by", "") not in ("", BEST):
        raise Http404("order")
    if asked.get("by"):
        best = readings.best_under(topic.pk).values_list("pk", "read")[:PAGE_LENGTH]
        return Page(tuple(cards_of([pk for pk, read in best if read])), "", first=True), True
    return newest_page(partial(_columns_under, topic.pk), asked.get("before", ""), read=cards_from), False


@prepared
def _columns_under(topic, *place):
    """The pointers are read in order, and the articles that they point at."""
    under = LiveTopic.objects.filter(after(place, "article_id"), topic=topic)
    wanted = under.order_by("-first_published_at", "-article_id")[:ONE_MORE]
    return columns_of(Article.objects.live().newest_first().filter(pk__in=wanted.values("article")))


def published_topic(slug: str) -> tuple[AboutTopic, list[str]]:
    """The topic with this address, and what it is also called. Raises Http404."""
    found = {topic.slug: topic for topic in (AboutTopic(*row) for row in _named_or_also_called(slug))}
    if slug not in found:
        raise Http404("topic")
    return found.pop(slug), [topic.name for topic in found.values()]


@prepared
def _named_or_also_called(slug):
    mine, synonym = Q(slug=slug), Q(merged_into__slug=slug, pk__in=Topic.objects.synonyms().values("pk"))
    found = Topic.objects.public().filter(mine | synonym).order_by("key")
    return found.values_list("pk", "name", "slug", "description", "accepted_at", "tally__number", "merged_into__slug")
