"""Owns what other machines are still to be told of: which address of ours changed, for whom, when it is told."""

from django.db import models
from django.utils import timezone


class PingKind(models.TextChoices):
    """Who is told: the hub that feeds name, or search engines."""

    WEBSUB = "websub", "WebSub"
    INDEXNOW = "indexnow", "IndexNow"


class Ping(models.Model):
    """One address that changed at `noted_at` and was not told yet. The row goes when it was taken, unless the address
    changed once more meanwhile."""

    kind = models.CharField(max_length=8, choices=PingKind)
    path = models.CharField(max_length=500)
    noted_at = models.DateTimeField(default=timezone.now)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "path"], name="an_address_told_once"),
            models.CheckConstraint(condition=models.Q(kind__in=PingKind.values), name="known_ping_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"
