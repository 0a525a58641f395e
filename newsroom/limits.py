"""Owns how often somebody may do what: counted by account, else by network, in a cache of its own (caches.py).

Signing in, up and resetting are counted by allauth (settings.py); its answers are put into the same words.
"""

import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from operator import itemgetter

from django.core.cache import caches
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Reason
from community.addresses import network_of
from community.typed import by_script, hand_back
from community.watching import note, trace
from newsroom.templatetags.lembar import span

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """So many in each span of `seconds`; `by_network` where the page is the same for everybody and knows no account."""

    kind: str
    times: int
    seconds: int
    by_network: bool = False


SAVE = Limit("save", 600, 600)  # the studio saves every two seconds at most
UPLOAD = Limit("upload", 120, 600)
SEND = Limit("send", 30, 3600)
COMPLETE = Limit("complete", 300, 60)
SEARCH = Limit("search", 60, 60, by_network=True)
SUGGEST = Limit("suggest", 300, 60, by_network=True)
GONE = Limit("gone", 600, 60, by_network=True)  # each device asks once in five minutes; many share a network
LIMITS = {
    "writing:new": {"POST": SAVE, "PATCH": SAVE},
    "writing:edit": {"POST": SAVE, "PATCH": SAVE},
    "writing:merge": {"POST": SAVE},
    "writing:upload": {"POST": UPLOAD},
    "writing:receipt": {"POST": SEND},
    "writing:object": {"POST": SEND},
    "writing:topics": {"GET": COMPLETE},
    "writing:read-also": {"GET": COMPLETE},
    "community:settings": {"POST": UPLOAD},
    "community:confirm-again": {"POST": SEND},
    "reading:search": {"GET": SEARCH},
    "reading:suggest": {"GET": SUGGEST},
    "reading:gone": {"GET": GONE},
}
ALLAUTHS = 60  # seconds: most of its limits are by the minute


class LimitMiddleware:
    """Refuse with 429 what comes too often, before the view begins."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 429 and "Retry-After" not in response:
            note("too-often", request, kind="allauth")
            return refused(request, ALLAUTHS)
        return response

    def process_view(self, request, view, args, kwargs):
        counted = [(seconds_to_wait(one, who(request, one), times), one) for one, times in asked(request)]
        wait, limit = max(counted, key=itemgetter(0), default=(0, None))
        if not wait:
            return None
        note("too-often", request, kind=limit.kind, by=trace(who(request, limit)))
        return refused(request, wait)


def asked(request) -> Iterator[tuple[Limit, int]]:
    """What a request counts as, and how often. The form without script saves, sends and uploads at one address."""
    method = "GET" if request.method == "HEAD" else request.method
    if (limit := LIMITS.get(request.resolver_match.view_name, {}).get(method)) is None:
        return
    yield limit, 1
    if limit is SAVE and method == "POST":
        if request.POST.get("verb") == "submit":
            yield SEND, 1
        if files := len(request.FILES.getlist("upload")):
            yield UPLOAD, files


def who(request, limit: Limit) -> str:
    if not limit.by_network and request.user.is_authenticated:
        return f"account {request.user.pk}"
    return f"network {network_of(request)}"


def seconds_to_wait(limit: Limit, by: str, times: int = 1) -> int:
    """Count so many more; 0 while it is allowed. Without a cache nobody is refused: a limit takes no site down."""
    cache, now = caches["limits"], timezone.now().timestamp()
    number, left = int(now // limit.seconds), limit.seconds - now % limit.seconds
    key = f"limit:{limit.kind}:{number}:{by}".replace(" ", "-")
    try:
        cache.add(key, 0, limit.seconds)
        counted = cache.incr(key, times)
    except Exception:  # each cache's client has its own faults; a key that lapsed in between is a ValueError
        log.exception("Nothing is counted for limits: the cache does not answer.")
        return 0
    return math.ceil(left) if counted > limit.times else 0


def refused(request, wait: int):
    """In words, with what was typed, and for scripts as JSON."""
    in_minutes = timedelta(minutes=math.ceil(wait / 60))
    sentence = _("That was too much at once. Try again in %(span)s.") % {"span": span(in_minutes)}
    if by_script(request):
        response = JsonResponse({"sentence": sentence, "note": sentence}, status=429)
    else:
        response = hand_back(request, sentence, status=429, codes=Reason.values)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "private, no-store"
    return response
