"""Owns what writers are told of their texts and topics: made by the clock once a step has taken effect.

Found by queries, so a night of downtime costs nothing. A step is told in the transaction that notes it as told: a clock
that is killed between any two lines leaves either both or neither, and tells it the next time. What is no longer so
when its turn comes (undone, taken back) is never told.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise

from articles import sending
from articles.deciding import locked
from articles.models import (
    Article,
    FrontSlot,
    Reason,
    RevisionTopic,
    Submission,
    SubmissionState,
    Topic,
    Transition,
    Verb,
)
from articles.models.submission import TEN_SECONDS
from articles.rules import Said
from community.models import Kind
from community.notices import tell
from community.spans import past

AT_A_TIME, MOST_LOOKED_AT = 100, 1000  # told; looked at, so that those that fail keep no others waiting
DECISIONS = [Verb.RETURN, Verb.DECLINE]
NO_TIME = timedelta()

log = logging.getLogger(__name__)


def tell_steps() -> int:
    """Tell the authors of every step that has taken effect, the oldest first; how many were told.

    A step that is nobody's news is noted as told, too: so one short index holds all that is to be looked at.
    """
    now = timezone.now()
    effective = past("at", TEN_SECONDS, now) | ~Q(verb__in=DECISIONS) & past("at", NO_TIME, now)
    due = (
        Transition.objects.untold()
        .filter(effective)
        .order_by("at", "pk")
        .select_related("submission", "revision")
        .defer("revision__body")
    )
    return tell_each(tell_step, due)


def tell_topics() -> int:
    """Tell whoever proposed a topic first that it was accepted; how many topics were told of."""
    due = Topic.objects.untold().filter(past("accepted_at", NO_TIME, timezone.now())).order_by("pk")
    return tell_each(tell_topic, due)


def tell_each(telling: Callable[..., bool], due: QuerySet) -> int:
    """Tell some of what is due, as far as it can be told; of how many somebody heard."""
    news = filter(None, (_tried(telling, row) for row in list(due[:MOST_LOOKED_AT])))
    return sum(islice(news, AT_A_TIME))


def _tried(telling: Callable[..., bool], row: Transition | Topic | FrontSlot) -> bool:
    """One that fails keeps no other from being told."""
    try:
        return telling(row)
    except Exception:
        log.exception("Nobody could be told of %r; the clock tries again.", row)
        return False


@transaction.atomic
def tell_step(step: Transition) -> bool:
    """Whether the author was told. The locks let an undo that is under way end first."""
    kind, is_so, words = TELLING.get(Verb(step.verb), (None, None, None))
    said = _locked(step) if kind else None
    is_new = Transition.objects.filter(pk=step.pk, told_at=None).update(told_at=timezone.now())
    if not (kind and is_new and is_so(step, said)):
        return False
    title = _title(step, said)
    told = {"title": title, "update": bool(said.submission and said.submission.is_update)} | words(step, said)
    tell(said.article.author, kind, about=said.article.code, occasion=str(step.pk), **told)
    return True


def _title(step: Transition, said: Said) -> str:
    """What the text is called to its author: a moderator's title only with the answer that brings it."""
    if said.submission and step.verb not in (Verb.RETURN, Verb.GO_LIVE):
        return said.submission.own_revision.title
    if said.submission and step.verb == Verb.RETURN:
        return said.submission.told_revision.title
    return step.revision.title if step.revision else said.article.title


def _locked(step: Transition) -> Said:
    """The asking and its article, or the article of a step that moved nothing else."""
    if step.submission:
        return locked(step.submission, by=None)
    article = Article.objects.select_for_update().get(pk=step.article_id)
    return Said(article=article, by=None, now=timezone.now())


def still_asked(step: Transition, said: Said) -> bool:
    return said.submission.state not in (SubmissionState.RECALLED, SubmissionState.CLOSED)


def still_decided(step: Transition, said: Said) -> bool:
    """Neither undone nor reversed since."""
    return not said.submission.transitions.filter(pk__gt=step.pk).exists()


def still_stands(step: Transition, said: Said) -> bool:
    """The article is where this step left it."""
    return said.article.standing == step.to_state


def was_known(step: Transition, said: Said) -> bool:
    """A decision that was taken back within its ten seconds was never shown to its writer."""
    before = said.submission.transitions.filter(verb__in=[*DECISIONS, Verb.APPROVE], pk__lt=step.pk).last()
    return still_asked(step, said) and step.at - before.at >= TEN_SECONDS


def of_receipt(step: Transition, said: Said) -> dict:
    waits = said.submission.told_state == SubmissionState.WAITING
    return {
        "path": reverse("writing:receipt", args=[said.article.code]),
        "place": sending.place(said.submission) if waits else "",
        "due_at": said.submission.due_at,
    }


def of_return(step: Transition, said: Said) -> dict:
    remarks = list(said.submission.remarks.all())
    anchor = f"remark-{remarks[0].pk}" if remarks else "answer"
    told = [{"quote": _quoted(one.quote), "reason": _why(one.reason), "text": one.text} for one in remarks]
    return {
        "path": f"{reverse('writing:edit', args=[said.article.code])}#{anchor}",
        "by": step.by.pen_name if step.by.shown_as_editor else "",
        "reason": _why(step.reason),
        "message": step.message,
        "remarks": told,
    }


def _quoted(words: str) -> str:
    """The beginning of a block; one that is a whole sentence needs no dots."""
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}…"


def of_decline(step: Transition, said: Said) -> dict:
    path = f"{reverse('writing:edit', args=[said.article.code])}#answer"
    return {"path": path, "reason": _why(step.reason), "message": step.message}


def of_publication(step: Transition, said: Said) -> dict:
    return {"path": reverse("reading:article-code", args=[said.article.code]), "live_at": said.submission.live_at}


def of_taking_back(step: Transition, said: Said) -> dict:
    path = reverse("writing:receipt", args=[said.article.code])
    return {"path": path, "message": step.message, "reversed": "yes" if step.verb == Verb.REVERSE else ""}


def of_withdrawal(step: Transition, said: Said) -> dict:
    return {"path": reverse("writing:edit", args=[said.article.code]), "message": step.message}


def of_restoring(step: Transition, said: Said) -> dict:
    return {"path": reverse("reading:article-code", args=[said.article.code]), "message": step.message}


def had_begun(step: Transition, said: Said) -> bool:
    """What was planned and never stood there was never told."""
    return step.front_slot_ended.since <= step.at


def of_unpicking(step: Transition, said: Said) -> dict:
    path = reverse("reading:article-code", args=[said.article.code])
    by = step.by.pen_name if step.by.shown_as_editor else ""
    return {"path": path, "message": step.message, "by": by}


def of_removal(step: Transition, said: Said) -> dict:
    return {"path": reverse("writing:dashboard"), "message": step.message}


def _why(reason: str) -> dict[str, str]:
    return in_every_language(Reason(reason).label)


def in_every_language(words: Promise | str) -> dict[str, str]:
    """A sentence of ours by language: whoever reads it may change theirs."""
    told = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            told[language] = str(words)
    return told


# verb -> kind of notice, whether it is still so, what else is said of it
TELLING = {
    Verb.SUBMIT: (Kind.SENT, still_asked, of_receipt),
    Verb.RETURN: (Kind.RETURNED, still_decided, of_return),
    Verb.DECLINE: (Kind.DECLINED, still_decided, of_decline),
    Verb.GO_LIVE: (Kind.PUBLISHED, still_stands, of_publication),
    Verb.CALL_OFF: (Kind.CALLED_OFF, was_known, of_taking_back),
    Verb.REVERSE: (Kind.CALLED_OFF, was_known, of_taking_back),
    Verb.WITHDRAW: (Kind.WITHDRAWN, still_stands, of_withdrawal),
    Verb.RESTORE: (Kind.RESTORED, still_stands, of_restoring),
    Verb.UNPICK: (Kind.UNPICKED, had_begun, of_unpicking),
    Verb.REMOVE: (Kind.REMOVED, still_stands, of_removal),
}


@transaction.atomic
def tell_topic(topic: Topic) -> bool:
    """Whether there was somebody to tell: the author of the first text that was sent with it.

    When their own text brought the topic along, the mail about that text is enough.
    """
    now = timezone.now()
    if not Topic.objects.untold().filter(pk=topic.pk).update(told_at=now):
        return False
    first = RevisionTopic.objects.filter(topic=topic).select_related("revision__article__author").order_by("pk").first()
    if first is None or topic.leads_to != topic:
        return False
    author = first.revision.article.author
    mailed = _went_live_with(topic).filter(article__author=author).exists()
    path = topic.get_absolute_url()
    tell(author, Kind.TOPIC_ACCEPTED, about=topic.slug, path=path, mail=not mailed, name=topic.name)
    return True


def _went_live_with(topic: Topic):
    """Askings whose going live accepted the topic."""
    around = topic.accepted_at - timedelta(seconds=1), topic.accepted_at + timedelta(seconds=1)
    return Submission.objects.filter(live_at__range=around, revision__topics__topic=topic)
