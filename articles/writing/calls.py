"""Owns how the studio's calls are read: JSON of a signed-in person, answered in JSON and never with a redirect."""

import json
import re
from dataclasses import dataclass
from functools import wraps

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles.body import UNREADABLE
from articles.drafting import Attempt
from articles.models import Device
from articles.writing.words import SAVING

MOST_BYTES = (
    1024 * 1024
)  # the text may have 512 KB; with it come titles, topics and passports, and for a merge another one
MOST_FIELDS = 1000


@dataclass
class Refused(Exception):
    """A call that is not answered as it was meant: the status, and a sentence for the writer."""

    status: int
    sentence: str


def studio_call(view):
    """Answer whoever is signed out with 401, and a page that another person opened with 401 and `other`."""

    @never_cache
    @wraps(view)
    def called(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return JsonResponse({"reason": "out"}, status=401)
        if request.headers.get("X-Writer", str(request.user.pk)) != str(request.user.pk):
            return JsonResponse({"reason": "other", "sentence": str(SAVING["other"])}, status=401)
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return JsonResponse({"sentence": str(refusal.sentence)}, status=refusal.status)

    return called


def read_json(request, most: int = MOST_BYTES) -> dict:
    """The object that was sent. Raises Refused: 415 for another type, 413 for too many bytes, 422 for damage."""
    if request.content_type != "application/json":
        raise Refused(415, _("Only JSON is taken here."))
    if int(request.headers.get("Content-Length") or 0) > most:
        raise Refused(413, _("The text is too large to be saved (over 512 KB)."))
    try:
        said = json.loads(request.body.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise Refused(422, UNREADABLE) from None
    if not isinstance(said, dict):
        raise Refused(422, UNREADABLE)
    return said


def fields_of(said: dict, name: str = "fields") -> dict:
    """The fields by the names of the form's controls: strings, and the document under "body"."""
    fields = said.get(name)
    if not isinstance(fields, dict) or len(fields) > MOST_FIELDS:
        raise Refused(422, UNREADABLE)
    if not all(isinstance(value, dict if key == "body" else str) for key, value in fields.items()):
        raise Refused(422, UNREADABLE)
    return fields


def attempt_of(said: dict, request) -> tuple[int, Attempt]:
    """On which version the page stood, and the name of this try."""
    base, own, tried = said.get("base"), said.get("save_id"), said.get("tried", [])
    if type(base) is not int or not isinstance(own, str) or not isinstance(tried, list):
        raise Refused(422, UNREADABLE)
    if not re.fullmatch("[a-z0-9]{1,32}", own):
        raise Refused(422, UNREADABLE)
    known = frozenset(one for one in tried if isinstance(one, str) and one)
    return base, Attempt(own, known, device_of(request.headers.get("User-Agent", "")), said.get("merged") is True)


def version_of(typed: str) -> int:
    """The version that a form names; 0, which no draft has, for what is no number."""
    return int(typed[:10]) if typed.isascii() and typed.isdecimal() else 0


def device_of(agent: str) -> Device:
    """The kind of device that a browser says it is on. Only ever shown to the writer, so a lie harms nobody."""
    if "iPad" in agent or "Tablet" in agent or ("Android" in agent and "Mobile" not in agent):
        return Device.TABLET
    if "iPhone" in agent:
        return Device.IPHONE
    if "Android" in agent:
        return Device.ANDROID
    return Device.COMPUTER if any(name in agent for name in ("Windows", "Macintosh", "X11", "CrOS")) else Device.OTHER
