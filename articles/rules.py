"""Owns each single condition of a step, as a sentence for whoever is refused; lifecycle.py says which step needs it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import attesting, checks, snapshots
from articles.models import Article, ChecklistPoint, Revision, Standing, Submission, Transition, Verb
from articles.models.submission import REFUSED, TEN_SECONDS
from community.models import User
from community.spans import is_under_way, is_within

Sentence = str | Promise
NOT_YOURS = _("You may not do this here.")
A_DAY = timedelta(days=1)


@dataclass
class Said:
    """One try at a step: on what, by whom, when, and what was said with it. `by` is None for the clock."""

    article: Article
    by: User | None
    now: datetime
    submission: Submission | None = None
    seen: Revision | None = None
    seen_version: int = 0
    attested: frozenset[int] = frozenset()  # the disclaimers that stood beside the tick
    statement: attesting.Statement | None = None  # those that are in force for the text now
    checked: frozenset[str] = frozenset()
    shown: frozenset[str] | None = None  # the points of the checklist that stood on the page, where it says so
    reason: str = ""
    message: str = ""
    reference: str = ""
    publish_at: datetime | None = None


Rule = Callable[[Said], Sentence | None]


def is_author(by: User | None, article: Article) -> bool:
    return by is not None and by.pk == article.author_id


def is_other_moderator(by: User | None, article: Article) -> bool:
    """Nobody decides on their own work."""
    return by is not None and by.pk != article.author_id and by.has_perm("articles.moderate")


def is_other_chief(by: User | None, article: Article) -> bool:
    return by is not None and by.pk != article.author_id and by.has_perm("articles.lead")


def is_clock(by: User | None, article: Article) -> bool:
    return by is None


def nothing_open(said: Said) -> Sentence | None:
    return _("This article is already waiting for an answer.") if said.article.submissions.open().exists() else None


def email_confirmed(said: Said) -> Sentence | None:
    return None if said.by.has_confirmed_email() else _("Confirm your e-mail address first; the link is in your mail.")


def not_suspended(said: Said) -> Sentence | None:
    return _("You may not send articles for now.") if said.by.is_suspended() else None


def may_be_sent(said: Said) -> Sentence | None:
    sendable = said.article.standing in (Standing.PRIVATE, Standing.LIVE)
    return None if sendable else _("An article that was taken down or thrown away cannot be sent.")


def last_decision_told(said: Said) -> Sentence | None:
    told = not said.article.submissions.undoable(said.now).exists()
    return None if told else _("A moderator has just decided. You will read the answer in a few seconds.")


def seen_is_saved(said: Said) -> Sentence | None:
    same = said.article.draft_version == said.seen_version
    return None if same else _("The draft was changed elsewhere since you opened this page. Read it again, then send.")


def nothing_lacking(said: Said) -> Sentence | None:
    return _("Something is still missing. The list says what.") if checks.lacking(said.article) else None


def differs_from_refused(said: Said) -> Sentence | None:
    refused = said.article.submissions.filter(state__in=REFUSED)
    last = refused.order_by("-pk").first()
    back = {last.told_revision.sha256, last.own_revision.sha256} if last else set()
    same = bool(back) and snapshots.digest(said.article) in back
    return _("This is exactly what came back to you. Change what the remarks ask for, then send.") if same else None


def differs_from_live(said: Said) -> Sentence | None:
    live = said.article.live_revision
    same = live is not None and live.sha256 == snapshots.digest(said.article)
    return _("Readers have exactly this already. Change what you want to update, then send.") if same else None


def attested(said: Said) -> Sentence | None:
    if said.statement and said.attested == said.statement.key:
        return None
    if said.attested:
        return _("The writer's statement has changed since you opened this page. Read it, tick it, then send.")
    return _("Tick that you agree to the writer's statement, then send.")


def not_live_yet(said: Said) -> Sentence | None:
    return _("The article is already published.") if said.submission.live_at else None


def claim_is_free(said: Said) -> Sentence | None:
    if not said.submission.is_claimed_by_another(said.by):
        return None
    return _("%(name)s is working on this one.") % {"name": said.submission.claimed_by.pen_name}


def chief_if_escalated(said: Said) -> Sentence | None:
    blocked = said.submission.escalated_at and not said.by.has_perm("articles.lead")
    return _("This one was escalated: a chief editor decides.") if blocked else None


def read_what_was_sent(said: Said) -> Sentence | None:
    return None if said.seen == said.submission.revision else _("What you had on screen is not what stands here now.")


def writer_was_asked(said: Said) -> Sentence | None:
    """Whoever wants to be asked first publishes no words of somebody else that they have not taken over."""
    asking = said.submission
    is_edited = asking.revision.sha256 != asking.own_revision.sha256 and not asking.copied_at
    return ask_first(said.article.author) if is_edited and said.article.author.ask_before_edits else None


def ask_first(author: User) -> Sentence:
    return _("%(name)s wants to be asked first. Ask for changes: your edit goes along as a suggestion.") % {
        "name": author.pen_name
    }


def not_escalated(said: Said) -> Sentence | None:
    return _("It was escalated already.") if said.submission.escalated_at else None


def is_escalated(said: Said) -> Sentence | None:
    return None if said.submission.escalated_at else _("Nobody has escalated it.")


def own_escalation_or_chief(said: Said) -> Sentence | None:
    escalated = Transition.objects.filter(submission=said.submission, verb=Verb.ESCALATE).last()
    own = escalated is not None and escalated.by_id == said.by.pk
    return None if own or said.by.has_perm("articles.lead") else _("Only who escalated it, or a chief editor, can.")


def reason_given(said: Said) -> Sentence | None:
    return None if said.reason else _("Choose a reason; the writer reads it as a sentence.")


def message_given(said: Said) -> Sentence | None:
    return None if said.message else _("Write a message to the writer.")


def remark_or_message(said: Said) -> Sentence | None:
    told = said.message or said.submission.remarks.exists()
    return None if told else _("Leave a remark or write a message, so that the writer knows what to change.")


def checklist_done(said: Said) -> Sentence | None:
    lacking = unticked(said.checked)
    if said.shown is not None and set(lacking) - said.shown:
        return _("The checklist has a new point since you opened this page. Go through it first.")
    return _("Go through the whole checklist first.") if lacking else None


def unticked(checked: Collection[str]) -> list[str]:
    """The points of the checklist that are in force and still open."""
    in_force = ChecklistPoint.objects.in_force().values_list("key", flat=True)
    return [key for key in in_force if key not in checked]


def time_is_ahead(said: Said) -> Sentence | None:
    past = said.publish_at is not None and said.publish_at < said.now
    return _("This time is past. Leave it empty to publish now.") if past else None


def own_decision(said: Said) -> Sentence | None:
    return None if said.submission.decided_by_id == said.by.pk else _("Only who decided can undo it.")


def within_ten_seconds(said: Said) -> Sentence | None:
    return (
        None
        if is_under_way(said.submission.effective_at, TEN_SECONDS, said.now)
        else _("The ten seconds are over; the decision stands.")
    )


def within_a_day(said: Said) -> Sentence | None:
    still = is_within(said.submission.decided_at, A_DAY, said.now)
    return None if still else _("A decision can be reversed for a day, not longer.")


def no_newer_asking(said: Said) -> Sentence | None:
    newer = said.article.submissions.filter(pk__gt=said.submission.pk).exists()
    return _("The writer has sent it again since.") if newer else None


def words_given(said: Said) -> Sentence | None:
    return None if said.message else _("Say why; it is kept in the log.")


def reference_given(said: Said) -> Sentence | None:
    return None if said.reference else _("Name the reference, such as the letter or the case.")


def moved_on(said: Said) -> Sentence:
    """Why the state no longer fits: who did what since."""
    steps = said.article.transitions.select_related("by")
    if is_author(said.by, said.article):
        steps = steps.exclude(verb=Verb.EDIT)  # told with the answer, not before
    last = steps.last()
    if last is None:
        return NOT_YOURS
    if is_author(said.by, said.article) and (untold := last_decision_told(said)) is not None:
        return untold
    who = last.by.pen_name if last.by else _("the clock")
    return _("This has moved on: %(who)s, “%(verb)s”.") % {"who": who, "verb": last.get_verb_display()}
