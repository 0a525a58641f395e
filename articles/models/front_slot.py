"""Owns what editors put on the front page: which article, as what, from when until when, whether taken off."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from community.models import Suspension


class FrontKind(models.TextChoices):
    LEAD = "lead", _("lead")
    PICK = "pick", _("editors' pick")


UNTOLD_PICK = Q(off=None, told_at=None)


class FrontSlotQuerySet(models.QuerySet):
    def kept(self):
        """Nobody took them off."""
        return self.filter(off=None)

    def not_over(self, now: datetime):
        """In force, or planned for later."""
        return self.kept().filter(Q(until=None) | Q(until__gt=now))

    def begun(self, now: datetime):
        return self.filter(since__lte=now)

    def gone(self, since: datetime, now: datetime):
        """Shown, and gone between the two: by their time, or taken off. Each with the moment, the latest first."""
        by_time, by_hand = (
            Q(off=None, until__range=(since, now)),
            Q(off__at__range=(since, now), off__at__gt=F("since")),
        )
        return self.filter(by_time | by_hand).annotate(gone_at=Coalesce("off__at", "until")).order_by("-gone_at", "-pk")

    def with_suspensions(self, now: datetime):
        """Each with whether its writer is suspended, and when a suspension of theirs begins or ends next."""
        of_writer = Suspension.objects.filter(user=OuterRef("article__author"))
        begins = of_writer.filter(since__gt=now).order_by("since").values("since")[:1]
        ends = of_writer.filter(until__gt=now).order_by("until").values("until")[:1]
        in_force = of_writer.filter(Q(until=None) | Q(until__gt=now), since__lte=now)
        return self.annotate(
            suspended=Exists(in_force), suspended_from=Subquery(begins), suspended_until=Subquery(ends)
        )

    def for_desk(self):
        """All that a row of the desk shows, in one query."""
        light = self.select_related("article__live_revision", "article__author", "put__by", "off__by")
        return light.defer("article__body", "article__live_revision__body")

    def in_order(self):
        """As readers see them: the lead, then the picks from the first on."""
        return self.order_by("kind", "place", "pk")


class FrontSlot(models.Model):
    """An article on the front page from `since` until `until`; without an end as long as nobody takes it off.

    `put` and `off` are the steps of the log by which it came and went before its time: they say who, when and why.
    `told_at` is since when its writer was told that it stands there.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="front_slots")
    kind = models.CharField(max_length=4, choices=FrontKind)
    place = models.PositiveIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    put = models.OneToOneField("Transition", models.PROTECT, related_name="front_slot")
    off = models.OneToOneField("Transition", models.PROTECT, null=True, related_name="front_slot_ended")
    told_at = models.DateTimeField(null=True, editable=False)

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["until"], condition=Q(off=None), name="front_slots_kept"),
            models.Index(fields=["since"], condition=UNTOLD_PICK, name="front_slots_to_tell_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FrontKind.values), name="known_kind_of_front_slot"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="front_slot_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["since"], condition=Q(kind=FrontKind.LEAD, off=None), name="one_lead_begins_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["kind"], condition=Q(kind=FrontKind.LEAD, until=None, off=None), name="one_lead_without_an_end"
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(until=None, off=None), name="one_slot_without_an_end_an_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article_id}"

    @property
    def title(self) -> str:
        """Of its article as it is live; of one that was taken down its code."""
        live = self.article.live_revision
        return live.title if live else self.article.code


class FrontPage(models.Model):
    """The one row that each change of the front page locks. `version` rises with it: a form names the one it showed."""

    version = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_front_page")]

    def __str__(self) -> str:
        return str(self.version)
