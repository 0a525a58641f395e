"""Owns the words of the desk that chief editors edit: the points of the checklist, and templates of messages."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import body


class WordingQuerySet(models.QuerySet):
    def in_force(self):
        """In the order that the desk shows. A retired one stays as a row."""
        return self.filter(retired_at=None)


class Wording(models.Model):
    """Texts in both languages. `version` rises with every change, so that two who edit at once do not lose one."""

    text_id = models.TextField(_("text in Indonesian"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=1)
    version = models.PositiveIntegerField(default=1, editable=False)
    retired_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = WordingQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text_id="") & ~Q(text_en=""), name="%(class)s_in_both_languages"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def text(self) -> str:
        """In the language of the page."""
        return in_language(self.text_id, self.text_en, get_language())


class ChecklistPoint(Wording):
    """What a moderator must have looked at before approving. A form names it by `key`, whatever its words are now."""

    key = models.CharField(max_length=12, unique=True, default=body.new_id, editable=False)

    class Meta(Wording.Meta):
        verbose_name = _("point of the checklist")
        verbose_name_plural = _("points of the checklist")


class TemplateKind(models.TextChoices):
    """For which decision a message is meant."""

    RETURN = "return", _("to ask for changes")
    DECLINE = "decline", _("to decline")


class MessageTemplate(Wording):
    """A message that moderators begin with. Only its words go to the writer; `name` is for the list."""

    kind = models.CharField(_("for"), max_length=10, choices=TemplateKind, default=TemplateKind.RETURN)
    name_id = models.CharField(_("name in Indonesian"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)

    class Meta(Wording.Meta):
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        constraints = [
            *Wording.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(name_id="") & ~Q(name_en=""), name="message_template_named_in_both_languages"
            ),
            models.CheckConstraint(condition=Q(kind__in=TemplateKind.values), name="known_kind_of_message_template"),
        ]

    @property
    def name(self) -> str:
        return in_language(self.name_id, self.name_en, get_language())

    def text_for(self, person) -> str:
        """In the language of whoever reads it, as far as they said."""
        return in_language(self.text_id, self.text_en, person.language or settings.LANGUAGE_CODE)


def in_language(indonesian: str, english: str, language: str | None) -> str:
    return english if (language or "").startswith("en") else indonesian
