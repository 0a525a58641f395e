"""Owns an earlier state of a working copy, kept so that its writer can bring it back."""

import json
import zlib

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body


class Why(models.TextChoices):
    """What was about to happen to the working copy when this state of it was kept."""

    WRITING = "writing", _("while writing")
    MERGE = "merge", _("before two versions were merged")
    MUCH = "much", _("before much of the text changed")
    BROUGHT = "brought", _("before an earlier version was brought back")
    EDITED = "edited", _("before a moderator's edit")


class DraftSnapshot(models.Model):
    """`packed` is the body's JSON, compressed; `topics` are names with commas between, the main one first."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="draft_snapshots")
    at = models.DateTimeField(default=timezone.now)
    why = models.CharField(max_length=8, choices=Why)
    title = models.CharField(max_length=200, blank=True)
    dek = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=60, blank=True)
    topics = models.TextField(blank=True)
    words = models.PositiveIntegerField()
    packed = models.BinaryField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["article", "-at"], name="earlier_states_of_a_draft"),
            models.Index(fields=["at"], name="earlier_states_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.at})"

    @property
    def body(self) -> dict:
        return json.loads(zlib.decompress(self.packed))

    @staticmethod
    def pack(doc: dict) -> bytes:
        return zlib.compress(body.canonical(doc).encode())
