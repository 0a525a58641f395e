"""Owns the lanes of the queue: what each holds, and how many. Every number is the length of the list it opens."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Standing, Submission, SubmissionState
from articles.models.submission import CLAIM_LASTS, DECIDED, SubmissionQuerySet
from community.spans import under_way

LATELY = timedelta(days=30)  # the longest that a lane looks back
BEHIND_US = ("today", "decided", "objections")
WAITING = Q(state=SubmissionState.WAITING)


@dataclass(frozen=True)
class Lane:
    key: str
    name: str
    count: int


def conditions(user) -> dict[str, tuple[str, Q]]:
    now = timezone.now()
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rules = {
        "mine": (_("Mine"), WAITING & Q(claimed_by=user) & under_way("claimed_until", CLAIM_LASTS, now)),
        "waiting": (_("Waiting"), WAITING if user.has_perm("articles.lead") else WAITING & Q(escalated_at=None)),
        "updates": (_("Updates to published articles"), WAITING & Q(article__standing=Standing.LIVE)),
        "escalated": (_("Escalated"), WAITING & Q(escalated_at__isnull=False)),
        "overdue": (_("Overdue"), WAITING & Q(due_at__lt=now)),
        "today": (_("My decisions of today"), Q(state__in=DECIDED, decided_by=user, decided_at__gte=midnight)),
        "decided": (_("Decided, last three days"), Q(state__in=DECIDED, decided_at__gt=now - timedelta(days=3))),
    }
    if user.has_perm("articles.lead"):
        lately = Q(decided_at__gt=now - LATELY)
        rules["objections"] = (_("Objections to edits, last 30 days"), lately & ~Q(objection=""))
    return rules


def lanes(user) -> list[Lane]:
    """Every lane with its number, in one query for what waits and one for what was decided lately."""
    rules = conditions(user)
    counted = {key: Count("pk", filter=rule) for key, (_name, rule) in rules.items()}
    seen = Submission.objects.visible_to(user)
    lately = seen.filter(decided_at__gt=timezone.now() - LATELY)
    numbers = seen.waiting().aggregate(**{key: one for key, one in counted.items() if key not in BEHIND_US})
    numbers |= lately.aggregate(**{key: one for key, one in counted.items() if key in BEHIND_US})
    return [Lane(key, name, numbers[key]) for key, (name, _rule) in rules.items()]


def in_lane(user, key: str) -> SubmissionQuerySet:
    """What a lane holds by due time, the decided ones by decision."""
    _name, rule = conditions(user)[key]
    found = Submission.objects.visible_to(user).filter(rule).for_queue()
    return found.order_by("-decided_at", "-pk") if key in BEHIND_US else found.by_due_time()


def next_in_line(user, passed: list[int]) -> int | None:
    """The one to read next, by due time: waiting, not in `passed`, not in somebody else's hands."""
    _name, rule = conditions(user)["waiting"]
    held = under_way("claimed_until", CLAIM_LASTS, timezone.now()) & ~Q(claimed_by=user)
    found = Submission.objects.visible_to(user).filter(rule).exclude(held).exclude(pk__in=passed)
    return found.by_due_time().values_list("pk", flat=True).first()
