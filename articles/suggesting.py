"""Owns which topics are offered to whoever types or looks around: by what was typed, and by use.

Only accepted topics and what leads to them: a proposal is a word of somebody's draft until the desk has read it.
"""

from collections import Counter
from itertools import groupby

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from articles.listed import Under
from articles.models import LiveTopic, Topic
from articles.topicnames import topic_key
from community.prepared import prepared

MOST = 8
NAMED = ("topic__name", "topic__slug")
NEWEST = 100  # articles of a topic that are looked at
LOOKED_AT = 3000  # of the newest rows: what is used most lately, at a cost that does not grow with the archive


def suggested(typed: str) -> list[Topic]:
    """At most eight for these first letters of a name, a synonym or a word of one: the very name, then by use lately.

    A synonym is left out where its topic is offered itself; what each leads to has its `live_count` at hand.
    """
    key = topic_key(typed)
    if not key:
        return []
    used = _used_lately()
    found = Topic.objects.public().beginning(key).values_list("key", "pk", "merged_into")
    ranked = sorted((name != key, -used[into or pk], into is not None, name, pk, into) for name, pk, into in found)
    offered: dict[int, int] = {}
    for *_rank, pk, into in ranked:
        offered.setdefault(into or pk, pk)
    chosen = list(offered.values())[:MOST]
    topics = Topic.objects.select_related("tally", "merged_into__tally").in_bulk(chosen)
    return [topics[pk] for pk in chosen]


def found_by(typed: str) -> QuerySet[Topic]:
    """The topics with live articles that are named so; by key."""
    return named_so(Topic.objects.listed(), typed)


def named_so(topics: QuerySet[Topic], typed: str) -> QuerySet[Topic]:
    """Those of `topics` of which the name, a synonym, or a word of either, begins so."""
    named = Topic.objects.beginning(topic_key(typed))
    return topics.filter(Q(pk__in=named.values("pk")) | Q(pk__in=named.values("merged_into")))


def most_used(number: int) -> list[Topic]:
    """The topics that stand most often among what was published last."""
    used = _used_lately()
    pks = sorted(used, key=lambda pk: (-used[pk], pk))[:number]
    found = Topic.objects.in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def _used_lately() -> Counter[int]:
    """Topics by how often. Counted here: joined with what was typed, SQLite's planner compares all with all."""
    return Counter(LiveTopic.objects.order_by("-pk").values_list("topic", flat=True)[:LOOKED_AT])


def plain_list(number: int = 60) -> list[tuple[str, list[Topic]]]:
    """The most used topics for a page without script: those of the menu, then the others by their letter."""
    used = {topic.pk: topic for topic in most_used(number)}
    menu = list(Topic.objects.in_menu())
    rest = sorted((topic for pk, topic in used.items() if not topic.menu_place), key=lambda topic: topic.key)
    letters = [(letter, list(found)) for letter, found in groupby(rest, key=lambda topic: topic.letter)]
    return [(_("In the menu"), menu), *letters] if menu else letters


def together_with(topic: int) -> list[Under]:
    """Topics that the newest articles of this one carry too, the most frequent first."""
    return [Under(*row) for row in _together(topic)]


@prepared
def _together(topic):
    under = LiveTopic.objects.filter(topic=topic).order_by("-first_published_at", "-article_id")[:NEWEST]
    beside = LiveTopic.objects.filter(article__in=under.values("article")).exclude(topic=topic)
    named = beside.values(*NAMED).annotate(together=Count("pk"))
    return named.order_by("-together", "topic__key").values_list(*NAMED)[:MOST]
