"""Owns which mails a person wants no more: a row is a group of notices that is not mailed. Without rows all are."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.models.notice import Group


class MailRefusal(models.Model):
    of = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_refusals")
    group = models.CharField(max_length=10, choices=Group)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "group"], name="a_group_refused_once"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="known_group_of_notices"),
        ]

    def __str__(self) -> str:
        return f"{self.of}: {self.get_group_display()}"
