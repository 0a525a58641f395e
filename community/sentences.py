"""Owns what is said of each kind of notice, in the active language: what happened, what follows, what to do now.

Everything is plain text; templates escape it. What somebody typed stands between marks that keep its direction to
itself, so that a title in Arabic turns no word around it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as formatted
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from community.characters import isolated
from community.models import BadgeKind, Kind, Notice
from community.models.badge import MEANINGS


@dataclass(frozen=True)
class Remark:
    quote: str
    reason: str
    text: str


@dataclass(frozen=True)
class Sentences:
    """One notice in words. Bell: `line`, `hint`. Mail: all of it, `lead` before what a moderator said, `then` after."""

    word: str
    tone: str  # of mail and bell: good, wait, yours, bad
    icon: str
    heading: str
    line: str
    lead: list[str]
    then: list[str]
    action: str
    hint: str = ""
    reason: str = ""
    message: str = ""
    remarks: list[Remark] = field(default_factory=list)

    @property
    def opening(self) -> str:
        return " ".join(filter(None, self.lead))

    @property
    def closing(self) -> list[str]:
        return list(filter(None, self.then))

    @property
    def subject(self) -> str:
        return " ".join(f"{self.word}: {self.heading}".split())


class Told:
    """The parameters of a notice, ready for sentences."""

    def __init__(self, notice: Notice):
        self.told = notice.told

    def __getitem__(self, name: str) -> str:
        """A parameter as text; "" when it was not given."""
        return in_words(self.told.get(name, ""))

    @property
    def title(self) -> dict[str, str]:
        return {"title": isolated(self["title"])}

    @property
    def is_update(self) -> bool:
        return bool(self.told.get("update"))

    @property
    def remarks(self) -> list[Remark]:
        return [Remark(*(in_words(one[part]) for part in ("quote", "reason", "text"))) for one in self.told["remarks"]]

    def moment(self, name: str) -> str:
        """ "Sabtu, 18 Juli 2026, 14.30 WIB"; "" when it was not given."""
        at = parse_datetime(self.told.get(name) or "")
        return formatted(timezone.localtime(at), "l, j F Y, H.i T") if at else ""


def in_words(told) -> str:
    """Text, or of a mapping of languages the one that is active, else the site's."""
    if isinstance(told, dict):
        return told.get(get_language()) or told[settings.LANGUAGE_CODE]
    return str(told)


def sentences(notice: Notice) -> Sentences:
    return SAID[Kind(notice.kind)](Told(notice))


def sent(told: Told) -> Sentences:
    due = {"due": told.moment("due_at")}
    place = told.title | {"place": told["place"]}
    line = _("“%(title)s” is in the queue.") % place
    if told["place"]:
        line = _("“%(title)s” is in the queue, at place %(place)s.") % place
    return Sentences(
        _("Received"), "wait", "clock", told["title"], line,
        hint=_("Answered by %(due)s at the latest") % due,
        lead=[line, _("You read an answer by %(due)s at the latest.") % due],
        then=[
            _("Readers keep the version before until the new one is approved.") if told.is_update else "",
            _("While it waits nobody changes it. To go on writing, take it back on its page."),
        ],
        action=_("See the receipt"),
    )  # fmt: skip


def returned(told: Told) -> Sentences:
    said = told.title | {"who": isolated(told["by"]) or _("A moderator"), "count": len(told.remarks)}
    return Sentences(
        _("Needs changes"), "yours", "remark", told["title"], _asked(said),
        lead=[
            _("%(who)s read “%(title)s” and asks for changes. Now it is your turn.") % said,
            _("Readers keep the version before.") if told.is_update else _("It is not published."),
        ],
        reason=told["reason"], message=told["message"], remarks=told.remarks,
        then=[
            _("Change what the remarks ask for, or answer there why you do not, and send it again."),
            _("You read an answer within 24 hours after that."),
        ],
        action=_("See the remarks in their place") if told.remarks else _("Go on writing"),
    )  # fmt: skip


def _asked(said: dict) -> str:
    if not said["count"]:
        return _("%(who)s asks for changes to “%(title)s”.") % said
    many = ngettext(
        "%(who)s asks for changes to “%(title)s”: %(count)d remark.",
        "%(who)s asks for changes to “%(title)s”: %(count)d remarks.",
        said["count"],
    )
    return many % said


def declined(told: Told) -> Sentences:
    line = _("“%(title)s” was declined. Read why, and how to go on.") % told.title
    lead = _("“%(title)s” was read and will not be published.") % told.title
    if told.is_update:
        line = _("The update of “%(title)s” was declined. Readers keep the version before.") % told.title
        lead = _("The update of “%(title)s” was read and will not be published. Readers keep the version before.")
        lead %= told.title
    return Sentences(
        _("Declined"), "bad", "close", told["title"], line,
        lead=[lead],
        reason=told["reason"], message=told["message"],
        then=[
            _("The text stays yours. Change it and you can send it again; exactly the same cannot be sent."),
        ],
        action=_("Read the answer"),
    )  # fmt: skip


def published(told: Told) -> Sentences:
    said = told.title | {"when": told.moment("live_at")}
    line = _("“%(title)s” is published.") % said
    lead = _("“%(title)s” was approved; everybody can read it since %(when)s.") % said
    if told.is_update:
        line = _("The update of “%(title)s” is published.") % said
        lead = _("The update of “%(title)s” was approved; everybody can read it since %(when)s.") % said
    return Sentences(
        _("Published"), "good", "check", told["title"], line,
        lead=[line if not said["when"] else lead],
        then=[
            _("Did a mistake slip in? Change the text and send it again; readers keep this version until then."),
        ],
        action=_("Read it as readers do"),
    )  # fmt: skip


def called_off(told: Told) -> Sentences:
    line = _("The approval of “%(title)s” was called off. It waits for review again.") % told.title
    return Sentences(
        _("Called off"), "wait", "undo", told["title"], line,
        lead=[
            line,
            _("Readers keep the version before.") if told.is_update else _("It is not published."),
        ],
        message=told["message"],
        then=[_("You need not do anything: a moderator decides again, and you read it at once.")],
        action=_("See where it stands"),
    )  # fmt: skip


def topic_accepted(told: Told) -> Sentences:
    name = {"name": isolated(told["name"])}
    return Sentences(
        _("Topic accepted"), "good", "check", told["name"],
        _("The topic “%(name)s”, which you proposed, is accepted.") % name,
        lead=[_("The topic “%(name)s”, which you proposed, is accepted.") % name],
        then=[_("Readers find texts under it, and every writer can choose it now. You need not do anything.")],
        action=_("See the topic"),
    )  # fmt: skip


def mark_granted(told: Told) -> Sentences:
    kind = BadgeKind(told["mark"])
    mark = {"mark": kind.label, "until": told.moment("until")}
    return Sentences(
        _("Mark granted"), "good", "verified", str(kind.label),
        _("You bear the mark “%(mark)s” now.") % mark,
        lead=[
            _("You bear the mark “%(mark)s” now. Readers see it beside your name.") % mark,
            _("It says to them: %(meaning)s") % {"meaning": MEANINGS[kind]},
        ],
        then=[
            _("It ends on %(until)s.") % mark if mark["until"] else "",
            _("When you take another pen name, it rests until somebody has looked at the new one."),
        ],
        action=_("See your page"),
    )  # fmt: skip


def mark_revoked(told: Told) -> Sentences:
    mark = {"mark": BadgeKind(told["mark"]).label, "contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}
    return Sentences(
        _("Mark taken back"), "bad", "flag", str(mark["mark"]),
        _("The mark “%(mark)s” was taken back.") % mark,
        lead=[_("The mark “%(mark)s” was taken back. Readers do not see it beside your name any more.") % mark],
        message=told["reason"],
        then=[_("Your texts stay as they are. Do you think this is wrong? Write to %(contact)s.") % mark],
        action=_("See your page"),
    )  # fmt: skip


SAID: dict[Kind, Callable[[Told], Sentences]] = {
    Kind.SENT: sent,
    Kind.RETURNED: returned,
    Kind.DECLINED: declined,
    Kind.PUBLISHED: published,
    Kind.CALLED_OFF: called_off,
    Kind.TOPIC_ACCEPTED: topic_accepted,
    Kind.MARK_GRANTED: mark_granted,
    Kind.MARK_REVOKED: mark_revoked,
}
