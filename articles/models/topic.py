"""Owns topics and which articles stand under them. Rows are made and set by articles/topics.py alone."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase


class TopicQuerySet(models.QuerySet):
    def in_menu(self):
        return self.filter(menu_place__isnull=False, merged_into=None).order_by("menu_place", "pk")

    def public(self):
        """Topics with a page: those that carry, or carried, a published article, and the successors of merged ones."""
        return self.filter(accepted_at__isnull=False)

    def with_live_counts(self):
        """Topics that have live articles, by name, each with their number as `live_count`."""
        return (
            self.public()
            .filter(merged_into=None)
            .annotate(live_count=Count("live_rows"))
            .filter(live_count__gt=0)
            .order_by("name")
        )

    def choosable(self):
        """What a writer is offered: accepted topics that were not merged away."""
        return self.filter(accepted_at__isnull=False, merged_into=None).order_by("name")


class Topic(TagBase):
    """`key` is the name without marks, case and doubled spaces (articles/topicnames.py): one topic a key.

    A topic proposed by a writer has no `accepted_at`; the desk's approval of an article that carries it accepts it.
    """

    key = models.CharField(max_length=120, unique=True, editable=False)
    description = models.TextField(_("description"), blank=True)
    menu_place = models.PositiveSmallIntegerField(_("place in the menu"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.CheckConstraint(condition=~Q(slug="") & ~Q(key=""), name="topic_has_slug_and_key"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="topic_not_into_itself"
            ),
        ]


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
