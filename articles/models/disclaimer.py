"""Owns the versions of the footers that writers attest to, the site's own and those of topics, and who attested."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.revision import NeverChanges


def in_language(text_id: str, text_en: str) -> str:
    """The one in the language of the page."""
    return text_en if (get_language() or "").startswith("en") else text_id


class DisclaimerQuerySet(models.QuerySet):
    def standing(self) -> dict[int | None, "Disclaimer"]:
        """By topic, None for the site: the version in force now, which may say that the topic needs no text any more.

        Of those whose time has come the last one made: it also supersedes what was planned before it. One query.
        """
        begun = self.filter(in_force_from__lte=timezone.now()).order_by("number")
        return {row.topic_id: row for row in begun}

    def in_force(self) -> "Disclaimer":
        """The site's version that a submission made now attests to. The first one comes from a migration."""
        own = self.filter(topic=None)
        return own.standing().get(None) or own.earliest("number")  # a clock may be behind all of them

    def in_force_of(self, topics: list[int]) -> dict[int, "Disclaimer"]:
        """By topic, the version in force now; a topic whose last version withdrew its text has none. One query."""
        standing = self.filter(topic__in=topics).standing()
        return {topic: row for topic, row in standing.items() if row.text_id}

    def newest_first(self):
        return self.order_by("-number")


class Disclaimer(NeverChanges):
    """Texts are never edited, only superseded. `number` counts from 1, for the site and for each topic.

    A topic's version without texts says that the topic needs none from then on.
    """

    topic = models.ForeignKey("Topic", models.PROTECT, null=True, blank=True, related_name="disclaimers")
    number = models.PositiveIntegerField(_("version"))
    text_id = models.TextField(_("text in Indonesian"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    in_force_from = models.DateTimeField(_("in force from"), default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False)

    objects = DisclaimerQuerySet.as_manager()

    class Meta:
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=Q(topic=None), name="a_version_of_the_site_once"),
            models.UniqueConstraint(fields=["topic", "number"], name="a_version_of_a_topic_once"),
            models.CheckConstraint(
                condition=~Q(text_id="") & ~Q(text_en="") | Q(topic__isnull=False, text_id="", text_en=""),
                name="disclaimer_in_both_languages",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.number}" if self.topic_id else f"{self.number}"

    @property
    def text(self) -> str:
        """The words in the language of the page."""
        return in_language(self.text_id, self.text_en)


class Attestation(NeverChanges):
    """A topic's disclaimer that a writer attested to with a submission, beside the site's own."""

    submission = models.ForeignKey("Submission", models.CASCADE, related_name="attestations")
    disclaimer = models.ForeignKey(Disclaimer, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "disclaimer"], name="a_disclaimer_attested_once"),
            models.UniqueConstraint(fields=["submission", "position"], name="an_attested_place_once"),
        ]
