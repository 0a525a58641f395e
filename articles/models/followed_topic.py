"""Owns which topics somebody follows. Seen by whoever follows alone."""

from django.conf import settings
from django.db import models


class FollowedTopic(models.Model):
    """`topic` is what was pressed. What it leads to is followed, so that a merge and its undoing move no row."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="followed_topics")
    topic = models.ForeignKey("Topic", models.PROTECT, related_name="+")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="a_topic_followed_once")]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.topic_id}"
