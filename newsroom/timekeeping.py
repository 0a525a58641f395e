"""Owns what is noticed of a wrong clock: that steps which were taken lie ahead of the machine's time.

A clock that is ahead is not noticed until it is right again; then, as while one is behind, the rows know better.
"""

import logging

from django.utils import timezone

from articles.models import Transition
from community.spans import SLACK

LOOKED_AT = 100  # so many of the last steps: once they lie behind us, nobody is told any more

log = logging.getLogger(__name__)


def is_behind() -> bool:
    """Whether one of the last steps was taken later than now."""
    last = Transition.objects.order_by("-pk").values_list("at", flat=True)[:LOOKED_AT]
    return max(last, default=timezone.now()) > timezone.now() + SLACK


def note() -> None:
    """Once a minute, in the clock's log."""
    if is_behind():
        log.error(
            "Steps lie in the future: the machine's clock is behind, or was ahead. docs/running.md says what then."
        )
