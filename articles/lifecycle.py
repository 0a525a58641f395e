"""Owns the two tables of steps: what may become of an asking and of an article, who may do it, what it needs.

The only module that assigns a state, but for archives that are loaded (loading/rows.py). The tables feed the buttons,
the guard and the tests; sending.py, deciding.py and publishing.py hold what else happens at each step, in the same
transaction.
"""

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from articles import rules
from articles.models import Article, Revision, Standing, Submission, SubmissionState, Transition, Verb
from articles.rules import Said
from community.models import User

NOTHING = ""  # the state of an asking that is not there yet


class StepRefused(Exception):
    """A step that may not be taken now. `sentence` says why, to whoever tried; `rule` is what spoke against it, where
    one of the table's did.
    """

    def __init__(self, sentence: str | Promise, rule: rules.Rule | None = None):
        super().__init__(sentence)
        self.sentence, self.rule = sentence, rule


@dataclass(frozen=True)
class Step:
    """One row of a table: from which states, to which, by whom, and what else must hold.

    What fails in `when` hides the button too; what fails in `needs` is told to whoever pressed it.
    """

    from_: Set[str]
    to: str
    who: Callable[[User | None, Article], bool]
    when: tuple[rules.Rule, ...] = ()
    needs: tuple[rules.Rule, ...] = ()


WAITING, RETURNED, DECLINED, APPROVED, RECALLED, CLOSED = (
    SubmissionState.WAITING,
    SubmissionState.RETURNED,
    SubmissionState.DECLINED,
    SubmissionState.APPROVED,
    SubmissionState.RECALLED,
    SubmissionState.CLOSED,
)
PRIVATE, LIVE, WITHDRAWN, REMOVED, BINNED = (
    Standing.PRIVATE,
    Standing.LIVE,
    Standing.WITHDRAWN,
    Standing.REMOVED,
    Standing.BINNED,
)
# What every decision and edit needs: nobody else holds it, and the revision that was read is what stands there.
DECIDING = (rules.claim_is_free, rules.read_what_was_sent)

ASKING: dict[Verb, Step] = {
    Verb.SUBMIT: Step(
        from_={NOTHING},
        to=WAITING,
        who=rules.is_author,
        when=(rules.nothing_open, rules.may_be_sent),
        needs=(
            rules.email_confirmed,
            rules.not_suspended,
            rules.last_decision_told,
            rules.seen_is_saved,
            rules.nothing_lacking,
            rules.differs_from_refused,
            rules.differs_from_live,
            rules.attested,
        ),
    ),
    Verb.RECALL: Step(from_={WAITING, APPROVED}, to=RECALLED, who=rules.is_author, when=(rules.not_live_yet,)),
    Verb.RETURN: Step(
        from_={WAITING},
        to=RETURNED,
        who=rules.is_other_moderator,
        when=(rules.chief_if_escalated,),
        needs=(*DECIDING, rules.reason_given, rules.remark_or_message),
    ),
    Verb.DECLINE: Step(
        from_={WAITING},
        to=DECLINED,
        who=rules.is_other_moderator,
        when=(rules.chief_if_escalated,),
        needs=(*DECIDING, rules.reason_given, rules.message_given),
    ),
    Verb.APPROVE: Step(
        from_={WAITING},
        to=APPROVED,
        who=rules.is_other_moderator,
        when=(rules.chief_if_escalated,),
        needs=(*DECIDING, rules.writer_was_asked, rules.checklist_done, rules.time_is_ahead),
    ),
    Verb.UNDO: Step(
        from_={RETURNED, DECLINED, APPROVED},
        to=WAITING,
        who=rules.is_other_moderator,
        when=(rules.own_decision, rules.within_ten_seconds, rules.may_be_sent),
    ),
    Verb.CALL_OFF: Step(
        from_={APPROVED},
        to=WAITING,
        who=rules.is_other_moderator,
        when=(rules.not_live_yet,),
        needs=(rules.words_given,),
    ),
    Verb.REVERSE: Step(
        from_={RETURNED, DECLINED},
        to=WAITING,
        who=rules.is_other_chief,
        when=(rules.within_a_day, rules.no_newer_asking, rules.may_be_sent),
        needs=(rules.words_given,),
    ),
    Verb.ESCALATE: Step(
        from_={WAITING},
        to=WAITING,
        who=rules.is_other_moderator,
        when=(rules.not_escalated,),
        needs=(rules.claim_is_free, rules.words_given),
    ),
    Verb.DE_ESCALATE: Step(
        from_={WAITING},
        to=WAITING,
        who=rules.is_other_moderator,
        when=(rules.is_escalated, rules.own_escalation_or_chief),
        needs=(rules.claim_is_free,),
    ),
    Verb.EDIT: Step(
        from_={WAITING}, to=WAITING, who=rules.is_other_moderator, when=(rules.chief_if_escalated,), needs=DECIDING
    ),
    Verb.CLOSE: Step(from_={WAITING, APPROVED}, to=CLOSED, who=rules.is_other_chief, when=(rules.not_live_yet,)),
}

STANDING: dict[Verb, Step] = {
    Verb.GO_LIVE: Step(from_={PRIVATE, LIVE}, to=LIVE, who=rules.is_clock),
    Verb.WITHDRAW: Step(from_={LIVE}, to=WITHDRAWN, who=rules.is_other_chief, needs=(rules.words_given,)),
    Verb.RESTORE: Step(from_={WITHDRAWN}, to=LIVE, who=rules.is_other_chief, needs=(rules.words_given,)),
    Verb.REMOVE: Step(
        from_={PRIVATE, LIVE, WITHDRAWN, BINNED},
        to=REMOVED,
        who=rules.is_other_chief,
        needs=(rules.words_given, rules.reference_given),
    ),
    Verb.PICK: Step(from_={LIVE}, to=LIVE, who=rules.is_other_chief),
    Verb.UNPICK: Step(from_={LIVE}, to=LIVE, who=rules.is_other_chief, needs=(rules.words_given,)),
    Verb.DISCARD: Step(
        from_={PRIVATE}, to=BINNED, who=rules.is_author, when=(rules.nothing_open, rules.last_decision_told)
    ),
    Verb.BRING_BACK: Step(from_={BINNED}, to=PRIVATE, who=rules.is_author),
}


def steps_open_to(by: User | None, article: Article, submission: Submission | None = None) -> list[Verb]:
    """The verbs whose button `by` is shown. What is said with a step (`needs`) is judged when it is taken."""
    said = Said(article=article, submission=submission, by=by, now=timezone.now())
    rows = [(verb, step, submission.state if submission else NOTHING) for verb, step in ASKING.items()]
    rows += [(verb, step, article.standing) for verb, step in STANDING.items()]
    return [
        verb
        for verb, step, state in rows
        if state in step.from_ and step.who(by, article) and all(need(said) is None for need in step.when)
    ]


def guard(step: Step, state: str, said: Said) -> None:
    """Raise StepRefused unless `said` may be done from `state` by whoever says it."""
    if not step.who(said.by, said.article):
        raise StepRefused(rules.NOT_YOURS)
    if state not in step.from_:
        raise StepRefused(rules.moved_on(said))
    for need in (*step.when, *step.needs):
        if (sentence := need(said)) is not None:
            raise StepRefused(sentence, need)


def move_asking(verb: Verb, said: Said, **changes: Any) -> Transition:
    """Move a locked, freshly read submission one step, leave the trace, free the claim. Call inside a transaction."""
    submission = said.submission
    step, before = ASKING[verb], submission.state
    guard(step, before, said)
    decided = dict.fromkeys(("decided_by", "decided_at", "effective_at", "publish_at")) | {"reason": "", "message": ""}
    keep = {"claimed_by": None, "claimed_until": None, **(decided if step.to in (WAITING, RECALLED, CLOSED) else {})}
    for name, value in (keep | changes | {"state": step.to}).items():
        setattr(submission, name, value)
    submission.save()
    return _trace(verb, said, before, step.to)


def begin_asking(said: Said, snapshot: Callable[[], Revision], **fields: Any) -> Submission:
    """Make the submission of a locked article; `snapshot` is taken only when nothing speaks against it."""
    step = ASKING[Verb.SUBMIT]
    guard(step, NOTHING, said)
    said.submission = Submission.objects.create(article=said.article, revision=snapshot(), state=step.to, **fields)
    _trace(Verb.SUBMIT, said, NOTHING, step.to)
    return said.submission


def move_article(verb: Verb, said: Said, **changes: Any) -> Transition:
    """Move a locked, freshly read article one step and leave the trace. Call inside a transaction."""
    step, before = STANDING[verb], said.article.standing
    guard(step, before, said)
    for name, value in (changes | {"standing": step.to}).items():
        setattr(said.article, name, value)
    said.article.save(update_fields=["standing", *changes])
    return _trace(verb, said, before, step.to)


def _trace(verb: Verb, said: Said, before: str, after: str) -> Transition:
    return Transition.objects.create(
        article=said.article,
        submission=said.submission,
        revision=said.submission.revision if said.submission else said.article.live_revision,
        verb=verb,
        from_state=before,
        to_state=after,
        by=said.by,
        reason=said.reason,
        message=said.message,
        reference=said.reference,
    )
