"""Owns which uploads show the same picture, or nearly: found by the worker when the newer one is developed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Likeness(models.Model):
    """`bits` of 64 differ between the two difference hashes, or those of one and the other mirrored; 0 to 10.

    `same` when the uploaded bytes are equal.
    """

    photo = models.ForeignKey("Photo", models.CASCADE, related_name="likenesses")
    like = models.ForeignKey("Photo", models.CASCADE, related_name="likened")
    bits = models.PositiveSmallIntegerField()
    same = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")
        ordering = ["-same", "bits", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["photo", "like"], name="two_photos_are_likened_once"),
            models.CheckConstraint(condition=~Q(photo=F("like")), name="no_photo_is_like_itself"),
        ]
