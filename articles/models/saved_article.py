"""Owns what people keep to read later."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedArticle(models.Model):
    """An article that somebody keeps to read later."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_articles")
    article = models.ForeignKey("Article", models.CASCADE, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "article"], name="an_article_saved_once")]
        indexes = [models.Index(fields=["user", "-saved_at", "-id"], name="saved_by_a_person")]

    def __str__(self) -> str:
        return f"{self.article_id} for {self.user_id}"
