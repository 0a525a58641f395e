"""Owns why a topic is none of its own any more: who merged or declined it, when and why, and whether it was undone."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

UNDONE_WITHIN = timedelta(days=7)


class Ending(models.TextChoices):
    MERGED = "merged", _("merged")
    SYNONYM = "synonym", _("made a synonym")
    DECLINED = "declined", _("declined")


class TopicEndingQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(undone_at=None)

    def recent(self):
        """Those that may still be undone, and those of the same days that were; the newest first."""
        return self.filter(at__gt=timezone.now() - UNDONE_WITHIN).order_by("-at", "-pk")


class TopicEnding(models.Model):
    """One in force a topic. `into` is what was named then; `Topic.merged_into` is where that leads now.

    The endings in force are a forest: undoing one gives its topic back, with all that was under it.
    """

    topic = models.ForeignKey("Topic", models.PROTECT, related_name="endings")
    into = models.ForeignKey("Topic", models.PROTECT, null=True, related_name="gained")
    how = models.CharField(max_length=10, choices=Ending)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = TopicEndingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="newest_endings_first")]
        constraints = [
            models.UniqueConstraint(fields=["topic"], condition=Q(undone_at=None), name="one_ending_in_force"),
            models.CheckConstraint(
                condition=Q(how=Ending.DECLINED, into=None) & ~Q(reason="")
                | Q(how__in=[Ending.MERGED, Ending.SYNONYM], into__isnull=False),
                name="declined_for_a_reason_or_into_another",
            ),
            models.CheckConstraint(condition=Q(into=None) | ~Q(into=F("topic")), name="ended_in_another"),
            models.CheckConstraint(
                condition=Q(undone_by=None, undone_at=None) | Q(undone_by__isnull=False, undone_at__isnull=False),
                name="undone_by_someone_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.get_how_display()}"

    @property
    def may_be_undone(self) -> bool:
        return self.undone_at is None and timezone.now() < self.at + UNDONE_WITHIN
