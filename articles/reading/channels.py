"""Owns what a feed holds: the newest articles of the site, of a topic or of a writer, whole with what is around."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from uuid import UUID, uuid5

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Disclaimer, LiveTopic, RevisionPhoto, Submission
from articles.pages import LISTS, of_topic
from articles.reading.topics import published_topic
from articles.showing import FEED, Sheet, sent_sheets
from community.models import Handle
from community.stamps import of_person

LENGTH = 20
# An entry's id is made of the article's code alone: neither a new title nor a new host makes it another entry.
IDS = UUID("7d0b6c0e-6d0f-4b0e-9f5e-2f6d1c5a9e11")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # a date that stays, for what never changed


@dataclass(frozen=True)
class Entry:
    """One article of a feed, its sheet drawn for elsewhere, and the disclaimers that its writer attested to."""

    article: Article
    sheet: Sheet
    disclaimers: list[Disclaimer]

    @property
    def id(self) -> str:
        return uuid5(IDS, self.article.code).urn

    @property
    def address(self) -> str:
        return settings.ORIGIN + self.article.get_absolute_url()

    @property
    def author_address(self) -> str:
        return settings.ORIGIN + self.article.author.get_absolute_url()

    @property
    def changed_at(self) -> datetime:
        """When it went live as it is, or was last corrected."""
        return max([self.article.live_at, *(one.at for one in self.article.corrections.all())])

    @property
    def is_whole(self) -> bool:
        return settings.FEEDS == "full"

    @property
    def topics(self) -> list[str]:
        return [row.topic.name for row in self.article.live_topics.all()]

    @property
    def cover(self) -> RevisionPhoto | None:
        return self.sheet.cover


@dataclass
class Channel:
    """`name` is the start of its addresses' names ("", "topic-", "writer-"), `args` what they are made of. The entries
    are read and drawn when they are asked for: an old address only redirects. `stamps` say when they are others. An
    empty feed bears the time when it `began`: one that rose by itself would make other bytes with every drawing."""

    title: str
    description: str
    page: str
    name: str
    args: tuple[str, ...]
    live: QuerySet[Article]
    stamps: tuple[str, ...]
    began: datetime = LONG_AGO

    @cached_property
    def entries(self) -> list[Entry]:
        return newest_entries(self.live)

    @property
    def address(self) -> str:
        return settings.ORIGIN + self.page

    def own_address(self, kind: str) -> str:
        return settings.ORIGIN + reverse(f"reading:{self.name}{kind}", args=self.args)

    @property
    def changed_at(self) -> datetime:
        return max((entry.changed_at for entry in self.entries), default=self.began)


def site_channel() -> Channel:
    return Channel(
        title=settings.SITE_NAME,
        description=_("Writing by citizens, read before it is published."),
        page=reverse("reading:front"),
        name="",
        args=(),
        live=Article.objects.live(),
        stamps=(LISTS,),
    )


def topic_channel(slug: str) -> Channel:
    """The feed of a topic, or of what its old address leads to: `args` then hold another slug. Raises Http404."""
    topic, _also = published_topic(slug)
    if topic.merged_into:
        topic, _also = published_topic(topic.merged_into)
    under = LiveTopic.objects.filter(topic=topic.pk).order_by("-first_published_at", "-article")
    return Channel(
        title=f"{topic.name} · {settings.SITE_NAME}",
        description=topic.description or _("Articles about %(topic)s.") % {"topic": topic.name},
        page=topic.get_absolute_url(),
        name="topic-",
        args=(topic.slug,),
        live=Article.objects.live().filter(pk__in=under.values("article")[:LENGTH]),
        stamps=(of_topic(topic),),
        began=topic.accepted_at or LONG_AGO,
    )


def writer_channel(handle: str) -> Channel:
    """The feed of a writer, by any handle they ever had: `args` then hold the one of now. Raises Http404."""
    found = (
        Handle.objects.select_related("user")
        .prefetch_related("user__handles")
        .filter(name=handle.lower(), user__is_active=True)
        .first()
    )
    if found is None:
        raise Http404("handle")
    person = found.user
    return Channel(
        title=f"{person.pen_name} · {settings.SITE_NAME}",
        description=person.tagline or _("Articles by %(name)s.") % {"name": person.pen_name},
        page=person.get_absolute_url(),
        name="writer-",
        args=(person.handle,),
        live=Article.objects.live().filter(author=person),
        stamps=(of_person(person),),
        began=person.joined_at,
    )


def newest_entries(live: QuerySet[Article]) -> list[Entry]:
    """The newest of `live` with their bodies, in a fixed number of queries."""
    topics = Prefetch("live_topics", LiveTopic.objects.select_related("topic").order_by("position"))
    newest = live.newest_first().select_related("author", "live_revision")
    articles = list(newest.prefetch_related(topics, "author__handles", "corrections")[:LENGTH])
    revisions = [article.live_revision for article in articles]
    askings = Submission.objects.filter(revision__in=revisions, live_at__isnull=False).with_attested()
    attested = {asking.revision_id: asking.attested for asking in askings}
    return [
        Entry(article, sheet, attested[article.live_revision_id])
        for article, sheet in zip(articles, sent_sheets(revisions, FEED), strict=True)
    ]
