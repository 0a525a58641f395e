"""Owns the public lines under a live article: what was wrong and what it says now."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CorrectionKind(models.TextChoices):
    TYPO = "typo", _("Typo")
    UPDATE = "update", _("Update")
    CORRECTION = "correction", _("Correction")


class Line:
    """Where a line stands, of whatever knows its kind."""

    kind: str

    @property
    def anchor(self) -> str:
        """Where it stands on the article's page."""
        return "perkembangan" if self.kind == CorrectionKind.UPDATE else "ralat"


class Correction(Line, models.Model):
    """`submission` is the update whose writer said so when it was sent; the line stands since that went live."""

    article = models.ForeignKey("Article", models.PROTECT, related_name="corrections")
    kind = models.CharField(_("kind"), max_length=10, choices=CorrectionKind, default=CorrectionKind.CORRECTION)
    sentence = models.TextField(_("what was wrong, and what it says now"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(editable=False)
    submission = models.OneToOneField("Submission", models.PROTECT, null=True, editable=False, related_name="+")

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(sentence=""), name="a_correction_says_something"),
            models.CheckConstraint(condition=models.Q(kind__in=CorrectionKind.values), name="known_correction_kind"),
            models.CheckConstraint(
                condition=models.Q(submission=None) | models.Q(kind=CorrectionKind.UPDATE),
                name="what_a_writer_says_is_new_is_an_update",
            ),
        ]

    def __str__(self) -> str:
        return self.sentence[:60]
