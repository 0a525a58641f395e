"""Owns topics and which articles stand under them. Rows are set by topics.py, tending.py,
merging.py and, for an archive that is loaded, loading/ alone."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from articles.models.topic_ending import Ending, TopicEnding
from articles.topicnames import KEY_LENGTH, letter_of
from community.paths import path_of

MENU_PLACES = range(1, 9)
UNTOLD = Q(accepted_at__isnull=False, told_at=None)
BETWEEN_WORDS = (" ", "-", "\u2010", "\u2013", "/", "&")


class TopicQuerySet(models.QuerySet):
    def in_menu(self):
        return self.filter(menu_place__isnull=False, merged_into=None).order_by("menu_place", "pk")

    def public(self):
        """Topics with an address: the accepted ones, and whatever leads to one of them, by merging or as a synonym."""
        return self.filter(Q(accepted_at__isnull=False) | Q(merged_into__accepted_at__isnull=False))

    def untold(self):
        """Accepted, and whoever proposed it was not told."""
        return self.filter(UNTOLD)

    def proposed(self):
        """Neither accepted, nor merged into another, nor declined."""
        return self.filter(accepted_at=None, merged_into=None, declined_at=None)

    def listed(self):
        """Topics with live articles, by key."""
        return self.filter(accepted_at__isnull=False, merged_into=None, tally__number__gt=0).order_by("key")

    def counted(self):
        """Each with its `live_count` at hand."""
        return self.select_related("tally")

    def beginning(self, key: str):
        """Those of which the name, or a word of it, begins with this folded text."""
        words = Q(key__startswith=key)
        for sign in BETWEEN_WORDS:
            words |= Q(key__contains=sign + key)
        return self.filter(words)

    def synonyms(self):
        """The names that a topic is also called by. A merged proposal leads there, and is nobody's word for it."""
        said = TopicEnding.objects.in_force().filter(topic=OuterRef("pk"), how=Ending.SYNONYM)
        return self.filter(merged_into__isnull=False).filter(Q(accepted_at__isnull=False) | Exists(said))


class Topic(TagBase):
    """`key` is the name without marks, case and doubled spaces (articles/topicnames.py): one topic a key.

    A topic proposed by a writer has no `accepted_at`; the desk's approval of an article that carries it accepts it.
    A synonym is a topic that leads to another, so that one key rules both. `merged_into` never leads to a merged one.
    """

    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    menu_place = models.PositiveSmallIntegerField(_("place in the menu"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    declined_at = models.DateTimeField(null=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    told_at = models.DateTimeField(null=True, editable=False)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        indexes = [models.Index(fields=["id"], condition=UNTOLD, name="topics_to_tell_of")]
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(key=""), name="topic_has_slug_and_key"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="topic_not_into_itself"
            ),
            models.CheckConstraint(
                condition=Q(declined_at=None) | Q(accepted_at=None, merged_into=None), name="only_proposals_declined"
            ),
            models.CheckConstraint(
                condition=Q(menu_place=None) | Q(menu_place__range=(MENU_PLACES[0], MENU_PLACES[-1])),
                name="menu_of_eight",
            ),
            models.UniqueConstraint(
                fields=["menu_place"], condition=Q(merged_into=None), name="one_topic_a_menu_place"
            ),
        ]

    def get_absolute_url(self) -> str:
        return path_of("reading:topic", self.slug)

    @property
    def leads_to(self) -> "Topic | None":
        """What stands where this one was named: itself, its successor, or nothing for a declined proposal."""
        return None if self.declined_at else self.merged_into or self

    def and_what_leads_here(self) -> tuple[int, ...]:
        """The keys of a topic that others may have been merged into, and of those."""
        return (self.pk, *self.merged.order_by("pk").values_list("pk", flat=True))

    @property
    def live_count(self) -> int:
        """How many live articles stand under it. Reads `tally`: select it along."""
        tally = getattr(self, "tally", None)
        return tally.number if tally else 0

    @property
    def letter(self) -> str:
        """What it stands under in a list by name."""
        return letter_of(self.key)

    @property
    def is_proposal(self) -> bool:
        return not (self.accepted_at or self.merged_into_id or self.declined_at)


def leading(topics: Iterable[Topic]) -> list[Topic]:
    """What these topics lead to, in their order, each once. Reads `merged_into`: select it along."""
    return list({shown.pk: shown for topic in topics if (shown := topic.leads_to)}.values())


class ArticleTopic(ItemBase):
    """A topic of a working copy. Position 1 is the main one, the chip above the title."""

    content_object = models.ForeignKey("Article", models.CASCADE, related_name="topic_rows")
    tag = models.ForeignKey(Topic, models.PROTECT, related_name="article_rows")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="a_topic_once_an_article"),
            models.UniqueConstraint(fields=["content_object", "position"], name="a_place_once_an_article"),
            models.CheckConstraint(condition=Q(position__range=(1, 5)), name="one_to_five_topics"),
        ]


class LiveTopic(models.Model):
    """A topic of a live article: written by *go live*, deleted by *withdraw* and *remove*; topic pages read only it."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="live_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="live_rows")
    position = models.PositiveSmallIntegerField()
    first_published_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["topic", "-first_published_at", "-article"], name="live_topic_newest_first")]
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="a_live_topic_once"),
            models.UniqueConstraint(fields=["article", "position"], name="a_live_place_once"),
        ]


class TopicTally(models.Model):
    """How many rows of LiveTopic a topic has, since counting them grows with the archive. Moved by
    tallying.py alone.

    No column of Topic: a step locks its topics first and these rows last, when it knows which have changed. Without a
    constraint: a wrong number must keep nobody from taking an article down.
    """

    topic = models.OneToOneField(Topic, models.CASCADE, primary_key=True, related_name="tally")
    number = models.IntegerField()
