"""Owns how far the caches in front of the site were told what changed."""

from django.db import models
from django.utils import timezone


class Purge(models.Model):
    """The one row: they were told of every stamp up to `number`; after `tries` in vain again at `next_at`."""

    number = models.BigIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_purge")]

    def __str__(self) -> str:
        return str(self.number)
