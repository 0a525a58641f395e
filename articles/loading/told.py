"""Owns the format that is loaded (docs/loading.md): what it may hold, and in which sentence a bad one is refused.

Everything is cleaned as a writer's own typing is, and what a writer could not send is refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import body
from articles.body import BrokenDocument, Kind
from articles.body.schema import Node
from articles.checks import MOST_TOPICS, passport_lacks
from articles.licences import Licence
from articles.models import Article, Photo, PhotoState
from articles.snapshots import PASSPORT
from articles.topicnames import clean_topic_name
from community.links import RefusedAddress, clean_source
from community.models import User
from community.names import RefusedName, clean_handle, clean_pen_name, clean_text, clean_title

KINDS = {"paragraph": Kind.PARAGRAPH, "heading": Kind.SECTION, "subheading": Kind.HEADING, "quote": Kind.QUOTE}
NOWHERE = "@loaded.invalid"  # the address of a writer who is loaded without one, and can never sign in


class RefusedLoad(Exception):
    """Nothing is loaded. `sentence` says what is wrong, and where."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Person:
    pen_name: str
    handle: str
    bio: str
    email: str


@dataclass(frozen=True)
class Shown:
    """A photo where it stands: the name of its file, and its passport."""

    file: str
    passport: dict[str, str]


@dataclass(frozen=True)
class Text:
    """One article. `blocks` are nodes still to be cleaned, and photos in their places; `related` are numbers."""

    name: str
    number: int
    writer: int
    topics: list[int]
    published: datetime
    title: str
    dek: str
    place: str
    cover: Shown | None
    blocks: list[dict | Shown]
    related: list[int] = field(default_factory=list)


def people(told: dict) -> list[Person]:
    rows = _rows(told, "writers")
    return [_person(one, f"Writer {at}") for at, one in enumerate(rows)]


def topics(told: dict) -> list[str]:
    """The names of the topics, cleaned."""
    names = enumerate(_rows(told, "topics"))
    return [_cleaned(clean_topic_name, _string(one, "name", f"Topic {at}"), f"Topic {at}") for at, one in names]


def texts(told: dict, writers: int, topics: int) -> Iterator[Text]:
    """The articles, the oldest first, so that each can point at those before."""
    rows = [(_moment(one, f"Article {at}"), at, one) for at, one in enumerate(_rows(told, "articles"))]
    for published, at, one in sorted(rows, key=lambda row: (row[0], -row[1])):
        yield _text(one, at, published, writers, topics)


def _person(one: dict, name: str) -> Person:
    handle = _cleaned(clean_handle, _string(one, "handle", name).replace("-", "."), name)
    email = (_string(one, "email", name, "") or handle + NOWHERE).lower()
    pen_name = _cleaned(clean_pen_name, _string(one, "name", name), name)
    return Person(pen_name, handle, _short(User, "bio", one, name), _cleaned(_address, email, name))


def _text(one: dict, at: int, published: datetime, writers: int, topics: int) -> Text:
    name = f"Article {at}"
    found = Text(
        name=name,
        number=_index(one, "number", name, at),
        writer=_within(_index(one, "writer", name), writers, f"{name}: there is no writer"),
        topics=[_within(row, topics, f"{name}: there is no topic") for row in _indexes(one, "topics", name)],
        published=published,
        title=_cleaned(clean_title, _string(one, "title", name), name),
        dek=_short(Article, "dek", one, name),
        place=_short(Article, "place", one, name),
        cover=_shown(one["cover"], f"{name}, cover") if one.get("cover") else None,
        blocks=[_block(row, f"{name}, block {place}") for place, row in enumerate(_rows(one, "body", name))],
        related=_indexes(one, "related", name) if "related" in one else [],
    )
    if not found.dek:
        raise RefusedLoad(f"{name}: the summary (dek) is missing.")
    if not 1 <= len(set(found.topics)) == len(found.topics) <= MOST_TOPICS:
        raise RefusedLoad(f"{name} has to stand under one to five topics, each once.")
    return found


def _block(row: dict, name: str) -> dict | Shown:
    kind = row.get("kind")
    if kind == "photo":
        return _shown(row, name)
    if kind not in KINDS:
        raise RefusedLoad(f"{name}: a kind is one of {', '.join([*KINDS, 'photo'])}.")
    return {"type": KINDS[kind].value, "content": [{"type": "text", "text": _string(row, "text", name)}]}


def document(text: Text, blocks: list[dict]) -> Node:
    """The text in normal form."""
    try:
        found = body.clean({"type": "doc", "content": blocks})
    except BrokenDocument as broken:
        raise RefusedLoad(f"{text.name}: {broken.sentence}") from broken
    if not body.word_count(found):
        raise RefusedLoad(f"{text.name}: the text is missing.")
    return found


def _shown(one: Any, name: str) -> Shown:
    """A photo by its file, or by the number that content of other sites has for it; `credit` is who made it."""
    if not isinstance(one, dict) or not isinstance(file := one.get("photo"), int | str) or isinstance(file, bool):
        raise RefusedLoad(f"{name}: a photo names its file.")
    credit = one.get("credit", "")
    given = {"creator": credit, "source": credit, "licence": Licence.OWN.value} | one
    said = {key: _short(Photo, key, given, name) for key in PASSPORT}
    if said["licence"] not in Licence.values:
        raise RefusedLoad(f"{name}: a licence is one of {', '.join(Licence.values)}.")
    if said["source_url"]:
        said["source_url"] = _cleaned(clean_source, said["source_url"], name)
    for lack in passport_lacks(Photo(state=PhotoState.READY, **said), _("Photo")):
        raise RefusedLoad(f"{name}: {lack.sentence}.")
    return Shown(f"{file:02d}.jpg" if isinstance(file, int) else file, said)


def _address(email: str) -> str:
    validate_email(email)
    return email


def _cleaned(clean: Callable[[str], str], text: str, name: str) -> str:
    try:
        return clean(text)
    except (RefusedName, RefusedAddress) as refusal:
        raise RefusedLoad(f"{name}, “{text[:60]}”: {refusal.sentence}") from refusal
    except ValidationError as refusal:
        raise RefusedLoad(f"{name}, “{text[:60]}”: {refusal.messages[0]}") from refusal


def _short(model, key: str, one: dict, name: str) -> str:
    """Free text that fits its column, "" when it is not told."""
    text = clean_text(_string(one, key, name, ""))
    if len(text) > (most := model._meta.get_field(key).max_length):
        raise RefusedLoad(f"{name}: {key} has {len(text)} letters, and {most} is the most.")
    return text


def _string(one: Any, key: str, name: str, default: str | None = None) -> str:
    found = one.get(key, default) if isinstance(one, dict) else None
    if not isinstance(found, str):
        raise RefusedLoad(f"{name} has no {key}.")
    return found


def _moment(one: dict, name: str) -> datetime:
    told = _string(one, "published", name)
    try:
        found = parse_datetime(told)
    except ValueError:
        found = None
    if found is None or not timezone.is_aware(found) or found > timezone.now():
        raise RefusedLoad(
            f"{name}: “{told[:60]}” is no time with an offset that has passed, as 2026-11-01T12:00+07:00."
        )
    return found


def _rows(told: Any, key: str, name: str = "The file") -> list[dict]:
    rows = told.get(key) if isinstance(told, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RefusedLoad(f"{name} has no list of {key}.")
    return rows


def _index(one: dict, key: str, name: str, default: int | None = None) -> int:
    found = one.get(key, default)
    if type(found) is not int or found < 0:
        raise RefusedLoad(f"{name}: {key} is a number from 0 on.")
    return found


def _indexes(one: dict, key: str, name: str) -> list[int]:
    found = one.get(key)
    if not isinstance(found, list) or not all(type(number) is int for number in found):
        raise RefusedLoad(f"{name}: {key} is a list of numbers.")
    return found


def _within(number: int, of: int, none: str) -> int:
    if not 0 <= number < of:
        raise RefusedLoad(f"{none} {number}.")
    return number
