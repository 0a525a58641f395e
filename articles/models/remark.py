"""Owns a moderator's note on a block of what was sent, and what the writer answered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.submission import TEN_SECONDS, Reason, SubmissionState
from community.spans import over


class RemarkQuerySet(models.QuerySet):
    def told(self):
        """What the writer may see: remarks of an asking whose *return* has taken effect."""
        effective = over("submission__effective_at", TEN_SECONDS, timezone.now())
        return self.filter(effective, submission__state=SubmissionState.RETURNED)


class Remark(models.Model):
    """Anchored to a block's id; `quote` keeps the block's first words for when the block is gone.

    `words` are those in the block that it is about, if not the whole; `occurrence` says which of several, from 1.
    """

    submission = models.ForeignKey("Submission", models.PROTECT, related_name="remarks")
    block = models.CharField(max_length=8, blank=True)
    quote = models.CharField(max_length=120, blank=True)
    words = models.CharField(max_length=300, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    text = models.TextField(_("remark"), max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_remark_says_something"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None) | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="closed_by_someone_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(words="") | ~Q(block="") & Q(occurrence__gt=0), name="words_stand_in_a_block"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def answer_with(self, words: str) -> None:
        self.answer, self.answered_at = words, timezone.now() if words else None
        self.save(update_fields=["answer", "answered_at"])
