"""Owns where somebody is signed in: the sessions noted at each sign-in, what they are called, and their end."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import User

# What a browser says of itself, the telling part first: each later one is said by those before it as well.
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
]
SYSTEMS = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
]
CARRIED = ("Android", "iPhone", "iPad")


def sessions_of(request) -> list[UserSession]:
    """Those of the person who asks, this one first, then the newest. One from before they were noted is not known."""
    here = request.session.session_key
    found = UserSession.objects.purge_and_list(request.user)
    if not any(one.session_key == here for one in found):
        agent = request.headers.get("User-Agent", "")
        found.append(UserSession(user=request.user, session_key=here, user_agent=agent))
    for one in found:
        one.is_here, one.device = one.session_key == here, device(one.user_agent)
        one.is_carried = any(sign in one.user_agent for sign in CARRIED)
    return sorted(found, key=lambda one: (not one.is_here, -one.created_at.timestamp()))


def others(request, pk: str) -> list[UserSession]:
    """Which of the person's other sessions is meant: one by its number, or `all`."""
    own = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    return list(own if pk == "all" else own.filter(pk=pk) if pk.isdecimal() and len(pk) < 19 else own.none())


def end_all_of(person: User) -> int:
    """Sign somebody out everywhere, wherever that is noted; how many sessions that were."""
    found = list(UserSession.objects.filter(user=person))
    for one in found:
        one.end()
    return len(found)


def device(agent: str) -> str:
    """ "Chrome, Android": enough to know one's own by."""
    named = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, named)) or _("An unknown browser")


def forget_ended() -> int:
    """Delete sessions that have run out, and what was noted of those that are no more; how many notes."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
    stands = Session.objects.filter(session_key=OuterRef("session_key"))
    return UserSession.objects.filter(~Exists(stands)).delete()[0]
