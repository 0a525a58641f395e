"""Owns what a change of name does to marks: those given to a name are on hold until an administrator has looked."""

from django.utils import timezone

from community.models import NameChange, User
from community.names import fold


def rename(person: User, *, before: str) -> None:
    """Note the change of `person`, who has the new name already; marks are held unless only case or accents changed."""
    NameChange.objects.create(user=person, before=before, after=person.pen_name)
    if fold(before) != fold(person.pen_name):
        person.badges.filter(revoked_at=None, held_since=None).update(held_since=timezone.now())
