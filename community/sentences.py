"""Owns what is said of each kind of notice, in the active language: what happened, what follows, what to do now."""

from collections.abc import Callable
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.characters import isolated
from community.models import BadgeKind, Kind, Notice
from community.models.badge import MEANINGS
from community.wording import Sentences, Told


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
        lead=[line, _("You get an answer by %(due)s at the latest.") % due],
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
            _("You get an answer within 24 hours after that."),
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
            _("The article stays yours. Change it and you can send it again; exactly the same cannot be sent."),
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
            _("Did a mistake slip in? Change the article and send it again; readers keep this version until then."),
        ],
        action=_("Read it as readers do"),
    )  # fmt: skip


def called_off(told: Told) -> Sentences:
    line = _("The approval of “%(title)s” was called off. It waits for review again.") % told.title
    if told["reversed"]:
        line = _("The decision on “%(title)s” was taken back. It waits for review again.") % told.title
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


def withdrawn(told: Told) -> Sentences:
    line = _("A chief editor withdrew “%(title)s”. Readers find the reason in its place.") % told.title
    return Sentences(
        _("Withdrawn"), "bad", "close", told["title"], line,
        lead=[line],
        message=told["message"],
        then=[_("The article stays yours. Do you think this is wrong? Write to %(contact)s.") % contact()],
        action=_("Open your article"),
    )  # fmt: skip


def restored(told: Told) -> Sentences:
    line = _("A chief editor published “%(title)s” again.") % told.title
    return Sentences(
        _("Published again"), "good", "check", told["title"], line,
        lead=[line],
        message=told["message"],
        then=[_("Everybody can read it as before. You need not do anything.")],
        action=_("Read it as readers do"),
    )  # fmt: skip


def removed(told: Told) -> Sentences:
    line = _("A chief editor removed “%(title)s”. Nobody can read it any more.") % told.title
    return Sentences(
        _("Removed"), "bad", "close", told["title"], line,
        lead=[line],
        message=told["message"],
        then=[_("Do you think this is wrong? Write to %(contact)s.") % contact()],
        action=_("See your articles"),
    )  # fmt: skip


def picked(told: Told) -> Sentences:
    said = told.title | {"until": told.moment("until"), "who": isolated(told["by"]) or _("A chief editor")}
    line = _("%(who)s chose “%(title)s” for the front page.") % said
    if told["leads"]:
        line = _("%(who)s chose “%(title)s” to lead the front page.") % said
    return Sentences(
        _("On the front page"), "good", "check", told["title"], line,
        hint=_("until %(until)s") % said if said["until"] else "",
        lead=[line],
        then=[
            _("It stands there until %(until)s, then others have their turn.") % said if said["until"] else "",
            _("You need not do anything. Should somebody take it off before its time, you read why.")
            if said["until"]
            else _("You need not do anything. Should somebody take it off, you read why."),
        ],
        action=_("See the front page"),
    )  # fmt: skip


def unpicked(told: Told) -> Sentences:
    said = told.title | {"who": isolated(told["by"]) or _("A chief editor")} | contact()
    line = _("%(who)s took “%(title)s” off the front page.") % said
    return Sentences(
        _("Taken off the front page"), "bad", "undo", told["title"], line,
        lead=[line, _("It stays published, and is found everywhere else as before.")],
        message=told["message"],
        then=[_("You need not do anything. Do you think this is wrong? Write to %(contact)s.") % said],
        action=_("Read it as readers do"),
    )  # fmt: skip


def contact() -> dict[str, str]:
    return {"contact": parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}


def topic_accepted(told: Told) -> Sentences:
    name = {"name": isolated(told["name"])}
    return Sentences(
        _("Topic accepted"), "good", "check", told["name"],
        _("The topic “%(name)s”, which you proposed, is accepted.") % name,
        lead=[_("The topic “%(name)s”, which you proposed, is accepted.") % name],
        then=[_("Readers find articles under it, and every writer can choose it now. You need not do anything.")],
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
    mark = {"mark": BadgeKind(told["mark"]).label} | contact()
    return Sentences(
        _("Mark taken back"), "bad", "flag", str(mark["mark"]),
        _("The mark “%(mark)s” was taken back.") % mark,
        lead=[_("The mark “%(mark)s” was taken back. Readers do not see it beside your name any more.") % mark],
        message=told["reason"],
        then=[_("Your articles stay as they are. Do you think this is wrong? Write to %(contact)s.") % mark],
        action=_("See your page"),
    )  # fmt: skip


SAID: dict[Kind, Callable[[Told], Sentences]] = {
    Kind.SENT: sent,
    Kind.RETURNED: returned,
    Kind.DECLINED: declined,
    Kind.PUBLISHED: published,
    Kind.CALLED_OFF: called_off,
    Kind.WITHDRAWN: withdrawn,
    Kind.RESTORED: restored,
    Kind.REMOVED: removed,
    Kind.PICKED: picked,
    Kind.UNPICKED: unpicked,
    Kind.TOPIC_ACCEPTED: topic_accepted,
    Kind.MARK_GRANTED: mark_granted,
    Kind.MARK_REVOKED: mark_revoked,
}
