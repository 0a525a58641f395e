"""Owns what page caches compare: which fact of the public pages changed last, numbered in the order of commits."""

from django.db import models


class PageStamp(models.Model):
    """A fact that pages are drawn from, as `person:3`, and the number of its last change.

    The row without a key holds the highest number. Its lock is held until the commit, so a higher number is never seen
    before a lower one, on any node and whatever its clock says. `raised_at` is for machines that ask when a page last
    changed; nothing of ours compares it.
    """

    key = models.CharField(max_length=40, unique=True, blank=True)
    number = models.BigIntegerField(default=0, db_index=True)
    raised_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.key} {self.number}"
