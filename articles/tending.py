"""Owns how the desk keeps topics: accepting proposals, name and description, places in the menu, and their locks."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import pages, tallying, topics
from articles.lifecycle import StepRefused
from articles.models import Article, Topic
from articles.models.topic import MENU_PLACES
from articles.rules import NOT_YOURS
from articles.topicnames import topic_key
from community.models import User


@transaction.atomic
def accept(topic: Topic, *, by: User) -> Topic:
    """Make a proposal a topic that writers may choose and readers find. Raises StepRefused."""
    (topic,) = locked(topic)
    if not topic.is_proposal or not by.has_perm("articles.moderate"):
        raise StepRefused(_("“%(name)s” waits for no decision any more.") % {"name": topic.name})
    carrying = held(sent_under([topic.pk]))
    topic.accepted_at = timezone.now()
    topic.save(update_fields=["accepted_at"])
    tallying.move(topics.list_again(carrying))
    pages.everything_anew(pages.of_topic(topic))
    return topic


@transaction.atomic
def describe(topic: Topic, *, by: User, name: str, description: str, menu_place: int | None) -> Topic:
    """Set what readers are told. The name may change in case and marks only: another name is another topic.

    Raises StepRefused.
    """
    (topic,) = locked(topic)
    if not by.has_perm("articles.lead") or topic.leads_to != topic:
        raise StepRefused(NOT_YOURS)
    if topic_key(name) != topic.key:
        raise StepRefused(_("Only case and accents of a name can change. For another name, merge or add a synonym."))
    if menu_place and not topic.accepted_at:
        raise StepRefused(_("“%(name)s” is only proposed. Accept it first.") % {"name": topic.name})
    topic.name, topic.description = name, description
    topic.save(update_fields=["name", "description"])
    if menu_place != topic.menu_place:
        _place_in_menu(topic, menu_place)
    pages.everything_anew(pages.of_topic(topic))
    return topic


def one_at_a_time() -> None:
    """Let nobody else change what leads where until the transaction ends: all take the oldest topic first."""
    Topic.objects.select_for_update(no_key=True).order_by("pk").values_list("pk").first()


def locked(*wanted: Topic) -> list[Topic]:
    """These topics, locked with all that lead to them, in the order of their keys, and read afresh."""
    one_at_a_time()
    family = Q(pk__in=[topic.pk for topic in wanted]) | Q(merged_into__in=[topic.pk for topic in wanted])
    found = {topic.pk: topic for topic in Topic.objects.select_for_update(no_key=True).filter(family).order_by("pk")}
    return [found[topic.pk] for topic in wanted]


def sent_under(topics: Iterable[int]) -> QuerySet[Article]:
    """The live articles that were sent under one of these, whether readers find them there or not."""
    return Article.objects.live().filter(live_revision__topics__topic__in=topics)


def held(articles: QuerySet[Article]) -> list[int]:
    """The keys of these articles, locked. Call after the topics' locks, and before their rows are touched."""
    rows = Article.objects.filter(pk__in=articles.values("pk")).order_by("pk")
    return list(rows.select_for_update(no_key=True).values_list("pk", flat=True))


def _place_in_menu(topic: Topic, place: int | None) -> None:
    """Put a topic before what stands at this place, or take it out. Raises StepRefused when the menu is full."""
    order = list(Topic.objects.in_menu().exclude(pk=topic.pk))
    if place and len(order) >= len(MENU_PLACES):
        raise StepRefused(_("The menu holds eight topics. Take one out first."))
    Topic.objects.filter(pk__in=[topic.pk, *(other.pk for other in order)]).update(menu_place=None)
    if place:
        order.insert(sum(other.menu_place < place for other in order), topic)
    _number(order)
    topic.menu_place = order.index(topic) + 1 if place else None


def _number(order: Iterable[Topic]) -> None:
    for place, topic in enumerate(order, start=1):
        Topic.objects.filter(pk=topic.pk).update(menu_place=place)


def put_back_in_menu(topic: Topic, place: int | None) -> None:
    """The place that it had before, while the menu has room; another that stands there now moves on."""
    shown = Topic.objects.in_menu()
    if place and not shown.filter(menu_place=place).exists():
        Topic.objects.filter(pk=topic.pk).update(menu_place=place)
    elif place and shown.count() < len(MENU_PLACES):
        _place_in_menu(topic, place)
