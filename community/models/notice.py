"""Owns what a person should know: of whom, what kind, about what, read or not, mailed or not.

Bell and mail read the same rows. What is said of each kind stands in community/sentences.py.
"""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    SENT = "sent", _("received")
    RETURNED = "returned", _("needs changes")
    DECLINED = "declined", _("declined")
    PUBLISHED = "published", _("published")
    CALLED_OFF = "called_off", _("called off")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESTORED = "restored", _("published again")
    REMOVED = "removed", _("removed")
    PICKED = "picked", _("on the front page")
    UNPICKED = "unpicked", _("taken off the front page")
    TOPIC_ACCEPTED = "topic_accepted", _("topic accepted")
    MARK_GRANTED = "mark_granted", _("mark granted")
    MARK_REVOKED = "mark_revoked", _("mark taken back")


class Group(models.TextChoices):
    """What a person may switch off together. Only the mails: the bell shows everything."""

    ANSWERS = "answers", _("Answers about my texts (needs changes, declined, published, called off, withdrawn)")
    RECEIPTS = "receipts", _("Receipts for what I sent")
    TOPICS = "topics", _("Topics that I proposed")
    FRONT = "front", _("My articles on the front page")
    MARKS = "marks", _("My marks")


GROUP_OF = {
    Kind.SENT: Group.RECEIPTS,
    Kind.PICKED: Group.FRONT,
    Kind.UNPICKED: Group.FRONT,
    Kind.TOPIC_ACCEPTED: Group.TOPICS,
    Kind.MARK_GRANTED: Group.MARKS,
    Kind.MARK_REVOKED: Group.MARKS,
}


class Mail(models.TextChoices):
    """Where the mail of a notice stands. Assigned by community/mailing.py alone.

    *In doubt*: it was handed to the mail server and nobody noted the answer. It is never sent a second time.
    """

    UNWANTED = "unwanted", _("no mail wanted")
    DUE = "due", _("to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    IN_DOUBT = "in_doubt", _("in doubt")
    FAILED = "failed", _("failed")


class NoticeQuerySet(models.QuerySet):
    def belonging_to(self, person):
        """What `person` may see: their own. Another's is not there: 404."""
        return self.filter(of=person)

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self):
        return self.order_by("-made_at", "-pk")

    def before(self, notice: "Notice"):
        """Those further down the list than this one."""
        return self.filter(Q(made_at__lt=notice.made_at) | Q(made_at=notice.made_at, pk__lt=notice.pk))

    def read(self) -> int:
        """Note that these were read; how many were new."""
        return self.unread().update(read_at=timezone.now())


class Notice(models.Model):
    """`about` is a public code; with `occasion` it names one event, so that nobody is told of it twice.

    `told` holds the parameters of the sentences: text, numbers, times in ISO 8601, and words in every language of the
    site as a mapping. `path` is where it leads on our own site.
    """

    of = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    about = models.CharField(_("about"), max_length=100)
    occasion = models.CharField(max_length=20, blank=True)
    told = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    mail = models.CharField(_("mail"), max_length=10, choices=Mail, default=Mail.UNWANTED, editable=False)
    mail_since = models.DateTimeField(_("since"), default=timezone.now)
    mail_next_at = models.DateTimeField(null=True)
    mail_tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    mail_trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["of", "-made_at", "-id"], name="notices_newest_first"),
            models.Index(fields=["of"], condition=Q(read_at=None), name="notices_unread"),
            models.Index(fields=["mail_next_at"], condition=Q(mail=Mail.DUE), name="mails_to_ask_for"),
            models.Index(fields=["mail_since"], condition=Q(mail=Mail.SENDING), name="mails_under_way"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["of", "kind", "about", "occasion"], name="told_once"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="known_kind_of_notice"),
            models.CheckConstraint(condition=Q(mail__in=Mail.values), name="known_state_of_a_mail"),
            models.CheckConstraint(
                condition=Q(mail=Mail.DUE, mail_next_at__isnull=False) | (~Q(mail=Mail.DUE) & Q(mail_next_at=None)),
                name="a_mail_to_be_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/") & ~Q(path__startswith="//"), name="a_notice_leads_to_our_own_site"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.about}"

    @property
    def group(self) -> Group:
        return GROUP_OF.get(Kind(self.kind), Group.ANSWERS)

    @property
    def day(self):
        """The day it was made, in the site's zone."""
        return timezone.localdate(self.made_at)

    @property
    def is_todays(self) -> bool:
        return self.day == timezone.localdate()
