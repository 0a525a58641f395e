"""Owns which pen names a person had: before, after, when. Append only; shown to administrators alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameChange(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="name_changes")
    before = models.CharField(_("before"), max_length=60)
    after = models.CharField(_("after"), max_length=60)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("change of name")
        verbose_name_plural = _("changes of name")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.before} \u2192 {self.after}"
