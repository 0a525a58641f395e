"""Owns the versions of the footer that a writer attests to. Texts are never edited, only superseded."""

from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.revision import NeverChanges


class DisclaimerQuerySet(models.QuerySet):
    def in_force(self) -> "Disclaimer":
        """The version that a submission made now attests to. The first one comes from a migration."""
        return self.filter(in_force_from__lte=timezone.now()).latest("in_force_from", "number")


class Disclaimer(NeverChanges):
    number = models.PositiveIntegerField(_("version"), unique=True)
    text_id = models.TextField(_("text in Indonesian"))
    text_en = models.TextField(_("text in English"))
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)

    objects = DisclaimerQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(text_id="") & ~models.Q(text_en=""), name="disclaimer_in_both_languages"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def text(self) -> str:
        """The words in the language of the page."""
        return self.text_en if (get_language() or "").startswith("en") else self.text_id
