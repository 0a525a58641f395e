"""Owns what a topic's name leads to: merging, synonyms, declined proposals, and undoing each of them.

What was sent (RevisionTopic) and what stands in drafts (ArticleTopic) is never touched: it is read through
`Topic.leads_to`. LiveTopic follows at once. Locks are taken in one order: the oldest topic of all, so that these steps
pass one at a time; the topics, by key; the articles, by key; last the numbers of topics, by key (tallying.py).
"""

from collections import Counter

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import pages, tallying, tending, topics
from articles.lifecycle import StepRefused
from articles.models import Article, Ending, LiveTopic, RevisionTopic, Submission, Topic, TopicEnding
from articles.rules import NOT_YOURS
from articles.topicnames import topic_key
from community.models import User


@transaction.atomic
def merge(topic: Topic, *, into: Topic, by: User, reason: str = "") -> TopicEnding:
    """Let everything under `topic` stand under `into`. Moderators may do it with proposals. Raises StepRefused."""
    topic, into = tending.locked(topic, into)
    _refuse_unless_whole(topic, by)
    if topic == into:
        raise StepRefused(_("A topic cannot be merged into itself."))
    if into.merged_into_id == topic.pk:
        raise StepRefused(_("“%(name)s” leads here already.") % {"name": into.name})
    if into.leads_to != into:
        raise StepRefused(_("“%(name)s” leads elsewhere itself. Choose another.") % {"name": into.name})
    if not into.accepted_at:
        raise StepRefused(_("“%(name)s” is only proposed. Accept it first.") % {"name": into.name})
    return _end(topic, into, Ending.MERGED, by, reason)


@transaction.atomic
def add_synonym(topic: Topic, name: str, *, by: User) -> TopicEnding:
    """Let this cleaned name lead to `topic`. Raises StepRefused for the name of another topic."""
    tending.one_at_a_time()
    meant = Topic.objects.filter(key=topic_key(name)).first() or topics.find_or_propose(name)
    topic, meant = tending.locked(topic, meant)
    if not by.has_perm("articles.lead") or not topic.accepted_at or topic.merged_into_id:
        raise StepRefused(NOT_YOURS)
    if meant == topic:
        raise StepRefused(_("This is the topic's own name."))
    if meant.merged_into_id:
        raise StepRefused(_("“%(name)s” leads to “%(other)s” already.") % _both(meant, meant.merged_into))
    if meant.accepted_at:
        raise StepRefused(_("“%(name)s” is a topic of its own. Merge it instead.") % {"name": meant.name})
    _in_force(meant).update(undone_by=by, undone_at=timezone.now())  # it may have been declined before
    return _end(meant, topic, Ending.SYNONYM, by, "")


@transaction.atomic
def decline(topic: Topic, *, by: User, reason: str) -> TopicEnding:
    """Strike a proposal from everything that carries it; its writers read the reason. Raises StepRefused.

    A text that waits and has no other topic would go live without one: such a proposal is merged instead.
    """
    (topic,) = tending.locked(topic)
    if not topic.is_proposal or not by.has_perm("articles.moderate"):
        raise StepRefused(_("Only a proposal can be declined."))
    if not reason:
        raise StepRefused(_("Say why; the writers who proposed it read it."))
    waiting = Submission.objects.open().filter(revision__topics__topic=topic).select_related("revision")
    if any(one.revision.shown_topics == [topic] for one in waiting.prefetch_related("revision__topics__topic")):
        raise StepRefused(_("A waiting article has no other topic. Choose one that takes its place."))
    Topic.objects.filter(pk=topic.pk).update(declined_at=timezone.now())
    return TopicEnding.objects.create(topic=topic, how=Ending.DECLINED, by=by, reason=reason)


@transaction.atomic
def undo(ending: TopicEnding, *, by: User) -> Topic:
    """Give the topic back as it was: its articles, its address, what led to it, its place in the menu.

    Within seven days, by a chief editor or by whoever did it. Raises StepRefused.
    """
    tending.one_at_a_time()
    ending = TopicEnding.objects.select_related("topic__merged_into").get(pk=ending.pk)
    _refuse_unless_undoable(ending, by)
    topic = tending.locked(ending.topic, *filter(None, [ending.topic.merged_into]))[0]
    ending.undone_by, ending.undone_at = by, timezone.now()
    ending.save(update_fields=["undone_by", "undone_at"])
    under, successor = _under(topic), topic.merged_into
    carrying = tending.sent_under([topic.pk, *under])
    if tending.held(carrying) and successor:
        topic.accepted_at = topic.accepted_at or timezone.now()  # it has readers
    place, topic.menu_place = topic.menu_place, None
    topic.merged_into, topic.declined_at = None, None
    topic.save(update_fields=["merged_into", "declined_at", "accepted_at", "menu_place"])
    Topic.objects.filter(pk__in=under).update(merged_into=topic)
    tending.put_back_in_menu(topic, place)
    if successor:
        tallying.move(_given_back(topic, successor, carrying))
    pages.everything_anew(*map(pages.of_topic, filter(None, [topic, successor])))
    return topic


def _refuse_unless_undoable(ending: TopicEnding, by: User) -> None:
    own = ending.by_id == by.pk and by.has_perm("articles.moderate")
    if not by.has_perm("articles.lead") and not own:
        raise StepRefused(NOT_YOURS)
    if not ending.may_be_undone:
        raise StepRefused(_("This was undone already, or is older than seven days."))


def _refuse_unless_whole(topic: Topic, by: User) -> None:
    if topic.leads_to != topic:
        raise StepRefused(_("“%(name)s” was merged or declined already.") % {"name": topic.name})
    if not by.has_perm("articles.lead" if topic.accepted_at else "articles.moderate"):
        raise StepRefused(NOT_YOURS)


def _end(topic: Topic, into: Topic, how: Ending, by: User, reason: str) -> TopicEnding:
    """What led to `topic` leads to `into`; of an article that had both the later place goes. What no reader
    knew has no rows, declined or not: the live articles that were sent with it stand under `into` from now on."""
    shown = Article.objects.filter(live_topics__topic=topic)
    held = tending.held(shown if topic.accepted_at else tending.sent_under([topic.pk]))
    ending = TopicEnding.objects.create(topic=topic, into=into, how=how, by=by, reason=reason)
    Topic.objects.filter(Q(pk=topic.pk) | Q(merged_into=topic)).update(merged_into=into, declined_at=None)
    pair = LiveTopic.objects.filter(topic__in=[topic, into])
    before = pair.filter(article=OuterRef("article"), position__lt=OuterRef("position"))
    moves = topics.taken_away(pair.filter(Exists(before)))
    moved = LiveTopic.objects.filter(topic=topic).update(topic=into)
    moves.update({topic.pk: -moved, into.pk: moved})
    moves.update(topics.list_again([] if topic.accepted_at else held))
    tallying.move(moves)
    pages.everything_anew(pages.of_topic(into))
    return ending


def _given_back(topic: Topic, successor: Topic, carrying: QuerySet[Article]) -> Counter[int]:
    """Let the articles that carry `topic` stand under it again; beside its successor where they carry that, too."""
    still = Q(topic=successor) | Q(topic__merged_into=successor)
    both = Exists(RevisionTopic.objects.filter(still, revision=OuterRef("article__live_revision")))
    rows = LiveTopic.objects.filter(topic=successor, article__in=carrying.values("pk"))
    twofold = list(rows.filter(both).values_list("article", flat=True))
    moved = rows.filter(~both).update(topic=topic)
    moves = topics.list_again(twofold)
    moves.update({topic.pk: moved, successor.pk: -moved})
    return moves


def _under(topic: Topic) -> set[int]:
    """Every topic that leads to this one by the endings in force, through others too."""
    found: set[int] = set()
    level = {topic.pk}
    while level:
        level = set(TopicEnding.objects.in_force().filter(into__in=level).values_list("topic", flat=True))
        found |= level
    return found


def _in_force(topic: Topic):
    return TopicEnding.objects.in_force().filter(topic=topic)


def _both(one: Topic, other: Topic) -> dict[str, str]:
    return {"name": one.name, "other": other.name}
