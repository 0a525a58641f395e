"""Owns how often articles were read, and which were read most."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReadingCount(models.Model):
    """How often an article's page was sent within one hour to somebody who is no robot. Nothing of readers is kept."""

    article = models.ForeignKey("Article", models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="an_hour_of_an_article_once")]
        indexes = [models.Index(fields=["hour"], name="readings_by_hour")]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.hour:%Y-%m-%d %H}: {self.number}"


class Span(models.TextChoices):
    DAY = "day", _("24 hours")
    WEEK = "week", _("7 days")


class MostRead(models.Model):
    """One place of the list of most read articles; the clock writes the lists anew when they change."""

    span = models.CharField(max_length=4, choices=Span)
    place = models.PositiveSmallIntegerField()
    article = models.ForeignKey("Article", models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["span", "place"], name="one_article_a_place")]

    def __str__(self) -> str:
        return f"{self.span} {self.place}: {self.article_id}"
