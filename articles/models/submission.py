"""Owns one asking: which revision, where it stands, when an answer is due, who holds it, what was decided."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.disclaimer import Attestation
from community.spans import is_under_way, over, under_way


class SubmissionState(models.TextChoices):
    """Where an asking stands. Assigned by articles/lifecycle.py, for archives by loading/rows.py, alone."""

    WAITING = "waiting", _("waiting for review")
    RETURNED = "returned", _("needs changes")
    DECLINED = "declined", _("declined")
    APPROVED = "approved", _("approved")
    RECALLED = "recalled", _("taken back")
    CLOSED = "closed", _("closed")


class Reason(models.TextChoices):
    """Why something is returned, declined or remarked on: sentences for the writer, never codes."""

    SOURCE_MISSING = "source_missing", _("A claim needs a source")
    CLICKBAIT = "clickbait", _("The title promises more than the text holds")
    PHOTO_RIGHTS = "photo_rights", _("A photo's source or permission is unclear")
    FACTUAL_ERROR = "factual_error", _("Something here is not correct")
    PERSONAL_ATTACK = "personal_attack", _("It attacks a person or a group")
    PRIVATE_DATA = "private_data", _("It shows private data")
    COPIED = "copied", _("It is copied from elsewhere")
    PROMOTION = "promotion", _("It is an advertisement")
    UNCLEAR = "unclear", _("Readers will not be able to follow this")
    OTHER = "other", _("Another reason, told in the message")


REFUSED = [SubmissionState.RETURNED, SubmissionState.DECLINED]
DECIDED = [*REFUSED, SubmissionState.APPROVED]
DUE_SOON = timedelta(hours=3)
TEN_SECONDS = timedelta(seconds=10)  # from a decision until it takes effect
CLAIM_LASTS = timedelta(minutes=15)
MODERATE = "articles.moderate"
NEWS_LENGTH = 280
EDIT_TOLD = [SubmissionState.RETURNED, SubmissionState.APPROVED]  # the answers that bring a light edit to the writer
OPEN = Q(state=SubmissionState.WAITING) | Q(state=SubmissionState.APPROVED, live_at=None)


class SubmissionQuerySet(models.QuerySet):
    def open(self):
        """Waiting, or approved and not yet live. At most one an article, by constraint."""
        return self.filter(OPEN)

    def waiting(self):
        return self.filter(state=SubmissionState.WAITING)

    def visible_to(self, user):
        """What `user` may review: everything that is not their own, if they are a moderator; else nothing."""
        return self.exclude(article__author=user) if user.has_perm(MODERATE) else self.none()

    def by_due_time(self):
        return self.order_by("due_at", "pk")

    def due_to_go_live(self, now):
        """An approval that plans nothing goes live when it takes effect."""
        due = Q(publish_at__lte=now) | Q(publish_at=F("effective_at"))
        return self.filter(due, state=SubmissionState.APPROVED, live_at=None).effective(now)

    def effective(self, now):
        """Decisions that are told to the writer."""
        return self.filter(over("effective_at", TEN_SECONDS, now))

    def undoable(self, now):
        return self.filter(under_way("effective_at", TEN_SECONDS, now))

    def due_to_copy(self, now):
        """Mended askings whose answer took effect, while the writer's working copy has the edit not yet."""
        answered = self.filter(state__in=EDIT_TOLD).effective(now)
        return answered.filter(as_sent__isnull=False, copied_at=None, is_suggestion=False)

    def with_attested(self):
        """With the disclaimers that each attested to, in one query more."""
        own = Prefetch("attestations", Attestation.objects.select_related("disclaimer__topic"))
        return self.select_related("disclaimer").prefetch_related(own)

    def for_queue(self):
        """All that a row of the queue shows, in a fixed number of queries."""
        moderating = ModelBackend().with_perm(MODERATE).filter(pk=OuterRef("claimed_by"))
        light = self.select_related("article__author", "revision", "claimed_by", "decided_by").defer("article__body")
        light = light.annotate(
            holder_moderates=Exists(moderating), number_sent=Coalesce("as_sent__number", "revision__number")
        )
        topics = "revision__topics__topic__merged_into"
        return light.prefetch_related("article__author__badges", "article__author__handles", topics, "revision__photos")


class Submission(models.Model):
    """A decision is told to the writer, and takes effect, from `effective_at` on: ten seconds after it was made.

    `revision` is what is decided on. Once a moderator has mended it, `as_sent` is what the writer sent; `copied_at` is
    since when the working copy has the mended words, and `objection` what the writer says to them. To a writer who
    wanted to be asked first when it was decided it `is_suggestion`, copied when they take it over. `news` is what
    the writer of an update says is new in it; readers see it when it goes live (`Correction`).
    """

    article = models.ForeignKey("Article", models.PROTECT, related_name="submissions")
    revision = models.ForeignKey("Revision", models.PROTECT, related_name="submissions")
    as_sent = models.ForeignKey("Revision", models.PROTECT, null=True, related_name="+")
    copied_at = models.DateTimeField(null=True, editable=False)
    objection = models.TextField(blank=True)
    is_suggestion = models.BooleanField(default=False, editable=False)
    news = models.CharField(max_length=NEWS_LENGTH, blank=True)
    disclaimer = models.ForeignKey("Disclaimer", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=SubmissionState, default=SubmissionState.WAITING, editable=False)
    submitted_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    holder_moderates: bool | None = None  # brought along by `for_queue`
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    effective_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    message = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True)
    live_at = models.DateTimeField(null=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        permissions = [("moderate", "Can review submissions"), ("lead", "Can lead the desk")]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state=SubmissionState.WAITING), name="queue_by_due_time"),
            models.Index(
                fields=["-decided_at", "-id"], condition=Q(decided_at__isnull=False), name="decided_newest_first"
            ),
            models.Index(
                fields=["publish_at"],
                condition=Q(state=SubmissionState.APPROVED, live_at=None),
                name="approved_to_go_live",
            ),
            models.Index(
                fields=["article"],
                condition=Q(as_sent__isnull=False, copied_at=None, is_suggestion=False),
                name="light_edits_to_copy",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article"], condition=OPEN, name="one_open_asking_an_article"),
            models.CheckConstraint(
                condition=Q(
                    state__in=DECIDED, decided_by__isnull=False, decided_at__isnull=False, effective_at__isnull=False
                )
                | (~Q(state__in=DECIDED) & Q(decided_by=None, decided_at=None, effective_at=None)),
                name="decided_by_someone_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=REFUSED) | ~Q(reason=""),
                name="refused_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(state=SubmissionState.WAITING, claimed_by__isnull=False, claimed_until__isnull=False),
                name="claimed_while_waiting_by_someone_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state=SubmissionState.APPROVED, publish_at__isnull=False)
                | (~Q(state=SubmissionState.APPROVED) & Q(publish_at=None, live_at=None)),
                name="only_the_approved_go_live",
            ),
            models.CheckConstraint(
                condition=Q(as_sent__isnull=False) | Q(copied_at=None, objection="", is_suggestion=False),
                name="only_the_mended_is_copied_or_objected_to",
            ),
            models.CheckConstraint(condition=Q(state__in=SubmissionState.values), name="known_submission_state"),
        ]

    def __str__(self) -> str:
        return f"{self.revision}, {self.get_state_display()}"

    @property
    def has_taken_effect(self) -> bool:
        return not is_under_way(self.effective_at, TEN_SECONDS, timezone.now())

    @property
    def told_state(self) -> SubmissionState:
        """What the writer is told: a decision shows as waiting until it takes effect."""
        return SubmissionState(self.state) if self.has_taken_effect else SubmissionState.WAITING

    @property
    def own_revision(self):
        """What the writer sent, whatever a moderator mended in it since."""
        return self.as_sent or self.revision

    @property
    def edit_is_told(self) -> bool:
        """Whether a moderator mended it and the writer may see that: with the answer, never before."""
        return self.as_sent_id is not None and self.told_state in EDIT_TOLD

    @property
    def told_revision(self):
        """What the writer is shown of it."""
        return self.revision if self.edit_is_told and not self.is_suggestion else self.own_revision

    @property
    def is_update(self) -> bool:
        """Whether readers could already read an earlier revision when this one was sent."""
        first = self.article.first_published_at
        return first is not None and first < self.submitted_at

    @property
    def time_left(self) -> timedelta:
        """Until the answer is due; negative when it is late."""
        return self.due_at - timezone.now()

    @property
    def overdue_by(self) -> timedelta:
        return -self.time_left

    @property
    def is_due_soon(self) -> bool:
        return self.time_left < DUE_SOON

    @property
    def attested(self) -> list:
        """The disclaimers that its writer agreed to: the site's, then the topics'. Reads `attestations`."""
        return [self.disclaimer, *(row.disclaimer for row in self.attestations.all())]

    @property
    def holder(self):
        """Who works on it now; whoever moderates no more holds nothing. A list brings that along (`for_queue`)."""
        if not is_under_way(self.claimed_until, CLAIM_LASTS, timezone.now()):
            return None
        known = self.holder_moderates
        return self.claimed_by if (self.claimed_by.has_perm(MODERATE) if known is None else known) else None

    def is_claimed_by_another(self, user) -> bool:
        return self.holder not in (None, user)
