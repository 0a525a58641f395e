"""Owns whom loaded articles belong to: their writers, their topics, and who answers for what was read elsewhere."""

from django.contrib.auth.models import Group
from django.db.models import Min
from django.utils import timezone

from articles import topics
from articles.loading.told import NOWHERE, Person, RefusedLoad
from articles.models import Topic
from community.models import Handle, User
from community.models.handle import HandleTaken

HANDLE = "pemuat"  # of who decides what is loaded: shown nowhere, and nobody can sign in


def writers(people: list[Person]) -> list[User]:
    """The people with these handles, each made when nobody has it."""
    known = {handle.name: handle.user for handle in Handle.objects.select_related("user")}
    if twice := len(people) - len({person.handle for person in people}):
        raise RefusedLoad(f"{twice} of the writers share a handle with another.")
    return [known.get(person.handle) or _made(person) for person in people]


def decider() -> User:
    """The moderator who is noted as having decided; pages show the staff instead of a name."""
    if found := User.objects.filter(email=HANDLE + NOWHERE).first():
        return found
    person = _made(Person("Pemuat naskah", HANDLE, "", HANDLE + NOWHERE))
    person.groups.add(Group.objects.get(name="Moderators"))
    return person


def _made(person: Person) -> User:
    """Without a password: whoever owns the address asks for a new one."""
    if User.objects.filter(email=person.email).exists():
        raise RefusedLoad(f"“{person.email}” is the address of somebody here.")
    user = User.objects.create_user(person.email, pen_name=person.pen_name, bio=person.bio)
    try:
        Handle.objects.change(user, person.handle)
    except HandleTaken as taken:
        raise RefusedLoad(f"The handle “{person.handle}” is, or looks like, somebody's here.") from taken
    if not person.email.endswith(NOWHERE):
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def accepted(names: list[str]) -> list[Topic]:
    """The topics of these cleaned names, in their order, each open to readers."""
    found = topics.named(names)
    waiting = Topic.objects.proposed().filter(pk__in=[topic.pk for topic in found])
    waiting.update(accepted_at=timezone.now(), told_at=timezone.now())
    again = {topic.pk: topic for topic in Topic.objects.filter(pk__in=[topic.pk for topic in found])}
    if struck := [topic.name for topic in again.values() if topic.declined_at]:
        raise RefusedLoad(f"The topic “{struck[0]}” was declined here.")
    return [again[topic.pk] for topic in found]


def note_first_publication(people: list[User]) -> None:
    """Writers since their oldest article, and here since then."""
    for person in User.objects.filter(pk__in=[one.pk for one in people]).annotate(
        at=Min("articles__first_published_at")
    ):
        if person.at:
            first = {"first_published_at": person.at, "joined_at": min(person.at, person.joined_at)}
            User.objects.filter(pk=person.pk).update(**first)
