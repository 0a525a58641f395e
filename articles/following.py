"""Owns what somebody follows: people and topics, the newest articles of either, beginning and stopping.

A topic is followed through `Topic.leads_to`: whoever followed one that was merged follows its successor, once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.lifecycle import StepRefused
from articles.models import Article, FollowedTopic, LiveTopic, Topic
from articles.models.topic import leading
from articles.order import Place, after
from community.models import Follow, User

MOST = 300  # of each kind
FULL = _("You follow %(most)d already. Stop following one of them first.")


@dataclass(frozen=True)
class Followed:
    """The keys of whom and what somebody follows."""

    people: list[int]
    topics: list[int]

    def __bool__(self) -> bool:
        return bool(self.people or self.topics)


def followed_by(user: User) -> Followed:
    """In one query."""
    lead = Coalesce("topic__merged_into", "topic")
    topics = FollowedTopic.objects.filter(user=user).annotate(kind=Value("topic"), what=lead)
    people = Follow.objects.filter(follower=user).annotate(kind=Value("person"), what=Coalesce("whom", "whom"))
    rows = list(topics.values_list("kind", "what").union(people.values_list("kind", "what")))
    return Followed([key for kind, key in rows if kind == "person"], [key for kind, key in rows if kind == "topic"])


def newest(followed: Followed, before: Place | None, number: int) -> list[Place]:
    """The newest `number` articles of what is followed, after the place `before`; two queries.

    The first asks each source, by its index, for the time of its `number`th: at the latest of these times as many are
    found already, so that nothing older need be looked at, however much the sources hold.
    """
    by_people = Article.objects.live().filter(after(before, "pk") if before else Q())
    by_topics = LiveTopic.objects.filter(after(before, "article") if before else Q()).order_by()
    floor = max(_reached(followed, by_people, by_topics, number), default=None)
    late = Q(first_published_at__gte=floor) if floor else Q()
    people = by_people.filter(late, author__in=followed.people).values_list("first_published_at", "pk")
    topics = by_topics.filter(late, topic__in=followed.topics).values_list("first_published_at", "article")
    return list(people.union(topics).order_by("-first_published_at", "-pk")[:number])


def _reached(followed: Followed, by_people, by_topics, number: int) -> Iterable[datetime]:
    of_person = by_people.filter(author=OuterRef("pk")).order_by("-first_published_at", "-pk")
    of_topic = by_topics.filter(topic=OuterRef("pk")).order_by("-first_published_at", "-article")
    people, topics = (
        model.objects.filter(pk__in=keys).annotate(
            reached=Subquery(rows.values("first_published_at")[number - 1 : number])
        )
        for model, keys, rows in ((User, followed.people, of_person), (Topic, followed.topics, of_topic))
    )
    return filter(None, (row for (row,) in people.values_list("reached").union(topics.values_list("reached"))))


def topics_of(user: User) -> list[Topic]:
    """The topics that somebody follows, by name, each once."""
    rows = FollowedTopic.objects.filter(user=user).select_related("topic__merged_into")
    return sorted(leading(row.topic for row in rows), key=lambda topic: topic.key)


def people_of(user: User) -> list[User]:
    """The people that somebody follows, by name, with what a card shows of them."""
    keys = Follow.objects.filter(follower=user).values("whom")
    return list(User.objects.filter(pk__in=keys).with_public_face().order_by("pen_name", "pk"))


def follows(user: User, what: User | Topic) -> bool:
    return _rows(user, what).exists()


def follow(user: User, what: User | Topic) -> None:
    """However often it is pressed. Raises StepRefused."""
    if _rows(user, what).exists():
        return
    model, own = (FollowedTopic, {"user": user}) if isinstance(what, Topic) else (Follow, {"follower": user})
    if model.objects.filter(**own).count() >= MOST:
        raise StepRefused(FULL % {"most": MOST})
    model.objects.get_or_create(**own, **({"topic": what} if isinstance(what, Topic) else {"whom": what}))


def stop(user: User, what: User | Topic) -> None:
    _rows(user, what).delete()


def _rows(user: User, what: User | Topic):
    if isinstance(what, Topic):
        return FollowedTopic.objects.filter(Q(topic=what) | Q(topic__merged_into=what), user=user)
    return Follow.objects.filter(follower=user, whom=what)
