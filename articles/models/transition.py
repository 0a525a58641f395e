"""Owns the trace: who moved what from where to where, when, why, seeing which revision. Append only."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Standing
from articles.models.revision import NeverChanges
from articles.models.submission import MODERATE, Reason, Submission


class Verb(models.TextChoices):
    """Every step of the two tables in articles/lifecycle.py."""

    SUBMIT = "submit", _("submit")
    RECALL = "recall", _("recall")
    RETURN = "return", _("ask for changes")
    DECLINE = "decline", _("decline")
    APPROVE = "approve", _("approve")
    UNDO = "undo", _("undo")
    CALL_OFF = "call_off", _("call off")
    REVERSE = "reverse", _("reverse")
    ESCALATE = "escalate", _("escalate")
    DE_ESCALATE = "deescalate", _("take the escalation back")
    EDIT = "edit", _("light edit")
    CLOSE = "close", _("close")
    GO_LIVE = "go_live", _("go live")
    WITHDRAW = "withdraw", _("withdraw")
    RESTORE = "restore", _("restore")
    REMOVE = "remove", _("remove")
    PICK = "pick", _("put on the front page")
    UNPICK = "unpick", _("take off the front page")
    DISCARD = "discard", _("discard")
    BRING_BACK = "bring_back", _("bring back")


class TransitionQuerySet(models.QuerySet):
    def untold(self):
        """Steps that nobody has looked at yet for what the author should know."""
        return self.filter(told_at=None)

    def visible_to(self, user):
        """What `user` reads in the desk's log: nothing of their own texts, nor of drafts that were never sent."""
        if not user.has_perm(MODERATE):
            return self.none()
        sent = Submission.objects.filter(article=models.OuterRef("article"))
        return self.filter(models.Exists(sent)).exclude(article__author=user)

    def for_log(self):
        """All that a line of the log shows, newest first, in one query."""
        named = self.select_related("article", "revision", "by").order_by("-pk")
        return named.defer("article__body", "revision__body")


class Transition(NeverChanges):
    """Written by the function that moves the state, in the same transaction. `by` is empty for the clock.

    `told_at` is no part of the trace: since when the author was told of it, or need not be.
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="transitions")
    submission = models.ForeignKey("Submission", models.PROTECT, null=True, related_name="transitions")
    revision = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    verb = models.CharField(max_length=10, choices=Verb)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    message = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True)
    told_at = models.DateTimeField(null=True, editable=False)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [
            models.Index(fields=["article", "at"], name="trace_of_an_article"),
            models.Index(fields=["at", "id"], condition=models.Q(told_at=None), name="steps_to_tell_of"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(verb__in=Verb.values), name="known_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.from_state} → {self.to_state}"

    @property
    def told_title(self) -> str:
        """What the text was called then; nothing of one that was removed."""
        return "" if self.revision is None or self.article.standing == Standing.REMOVED else self.revision.title

    @property
    def live_address(self) -> str:
        """Where readers have the article; nowhere when they do not. An old title in it leads to the present one."""
        is_live = self.revision is not None and self.article.standing == Standing.LIVE
        return self.article.address_by(self.revision) if is_live else ""

    @property
    def why(self) -> str:
        """The sentence of the reason and what was said with it."""
        return ". ".join(part for part in (self.get_reason_display(), self.message) if part)
