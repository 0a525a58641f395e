"""Owns how people are told: one notice an event, however often it is told, with its mail asked for along with it."""

from django.utils import timezone

from community import mailing
from community.models import Kind, Notice, User

MOST_COUNTED = 100


def tell(person: User, kind: Kind, *, about: str, occasion: str = "", path: str, mail: bool = True, **told) -> Notice:
    """Let `person` know, once: a second telling of this kind, `about` (a public code) and `occasion` changes nothing.

    `told` are the parameters of the sentences (community/sentences.py); without `mail` only the bell shows it. Call
    inside the transaction that notes the event as told.
    """
    fields = {"told": told, "path": path, "made_at": timezone.now()}
    event = {"of": person, "kind": kind, "about": about, "occasion": occasion}
    notice, is_new = Notice.objects.get_or_create(**event, defaults=fields)
    if is_new and mail and mailing.is_wanted(person, notice.group):
        mailing.ask(notice)
    return notice


def unread_number(person: User) -> int:
    """How many the bell counts; more than 99 are 100, and nobody needs to know how many more."""
    return Notice.objects.belonging_to(person).unread()[:MOST_COUNTED].count()
