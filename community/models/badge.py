"""Owns the marks of people: who granted which, when, on what evidence, until when, and who took it back and why."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BadgeKind(models.TextChoices):
    STAFF = "staff", _("Staff")
    VERIFIED_WRITER = "verified_writer", _("Verified writer")
    IDENTITY = "identity", _("Identity confirmed")


class Evidence(models.TextChoices):
    """What kind of thing the granting was founded on: readers are told the kind, never the thing."""

    DOCUMENT = "document", _("an identity document that the staff saw")
    RECORD = "record", _("the record of their published texts")
    EMPLOYMENT = "employment", _("their work on this site")
    OTHER = "other", _("something else that the staff saw")


RANK = list(BadgeKind)
MEANINGS = {
    BadgeKind.STAFF: _("Works on this site."),
    BadgeKind.VERIFIED_WRITER: _("The staff looked at the record of their articles."),
    BadgeKind.IDENTITY: _("The staff knows the name behind the pen name."),
}


AnyMark = TypeVar("AnyMark", bound="Borne")
UNTOLD = Q(told_at=None) | Q(revoked_at__gt=F("told_at"))


class Borne:
    """Whether a mark is shown, and where, of whatever knows these facts of it."""

    kind: str
    until: datetime | None
    held_since: datetime | None
    revoked_at: datetime | None

    @property
    def in_force(self) -> bool:
        """A mark on hold is shown to nobody: its bearer took another name since it was granted."""
        return (
            self.revoked_at is None and self.held_since is None and (self.until is None or self.until > timezone.now())
        )

    @property
    def rank(self) -> int:
        """Place in a row of marks: staff first."""
        return RANK.index(BadgeKind(self.kind))


class BadgeQuerySet(models.QuerySet):
    def untold(self):
        """Granted or taken back, and the person was not told since."""
        return self.filter(UNTOLD)


class Badge(Borne, models.Model):
    """One granted mark. A person *has* a mark when a row is in force now; there is no boolean."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="badges")
    kind = models.CharField(_("kind"), max_length=20, choices=BadgeKind)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    granted_at = models.DateTimeField(auto_now_add=True)
    evidence_kind = models.CharField(
        _("kind of evidence"), max_length=12, choices=Evidence, default=Evidence.OTHER, help_text=_("Readers see it.")
    )
    evidence = models.TextField(
        _("evidence"), help_text=_("What you saw that supports this mark. Never shown to readers.")
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)
    held_since = models.DateTimeField(
        _("on hold since"),
        null=True,
        blank=True,
        help_text=_("After a change of name. Clear this field once you have checked the new name."),
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True, editable=False
    )
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_reason = models.TextField(
        _("reason for taking it back"), blank=True, help_text=_("Whoever bore the mark reads it.")
    )
    told_at = models.DateTimeField(null=True, editable=False)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark")
        verbose_name_plural = _("marks")
        indexes = [models.Index(fields=["id"], condition=UNTOLD, name="marks_to_tell_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind"], condition=Q(revoked_at=None), name="one_standing_mark_of_a_kind"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None, revoked_reason="")
                | (Q(revoked_at__isnull=False, revoked_by__isnull=False) & ~Q(revoked_reason="")),
                name="revoked_by_someone_for_a_reason",
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="mark_has_evidence"),
            models.CheckConstraint(condition=~Q(granted_by=F("user")), name="nobody_marks_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.user}"

    @property
    def granter(self) -> str:
        """The pen name of who granted it, when they choose to be named; else nothing, and the page says the staff."""
        return self.granted_by.pen_name if self.granted_by.shown_as_editor else ""

    @property
    def meaning(self) -> str:
        return MEANINGS[BadgeKind(self.kind)]


def shown_marks(badges: Iterable[AnyMark]) -> list[AnyMark]:
    """Those in force now, in the order of their kinds."""
    return sorted((badge for badge in badges if badge.in_force), key=lambda badge: badge.rank)
