"""Owns the shape of the document: its nodes, their ids, and how a broken one is refused.

A document is the JSON that the editor's `doc.toJSON()` gives, in the normal form that `clean()` makes. The schema is
that of the editor's design; the same table stands in newsroom/static/studio/schema.js.
"""

import json
import secrets
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Node = dict[str, Any]

NUMBERS_START = range(1, 10_000)

ID_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # what new ids are made of: no letter that looks like a digit
ID_SHAPE = "[a-z0-9]{8}"  # what an id of a block, an article or a photo looks like, whoever made it


class Kind(StrEnum):
    """The types of nodes, as the editor names them."""

    DOC = "doc"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    HEADING = "heading"
    QUOTE = "quote"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    ITEM = "item"
    LINE = "line"
    RULE = "rule"
    PHOTO = "photo"
    READALSO = "readalso"
    TEXT = "text"
    BREAK = "break"


LISTS = {Kind.BULLETS, Kind.NUMBERS}
ATOMS = {Kind.RULE, Kind.PHOTO, Kind.READALSO}
HEADINGS = {Kind.SECTION: 2, Kind.HEADING: 3}
TEXT_BLOCKS = {Kind.PARAGRAPH, Kind.QUOTE, *HEADINGS}


# What a writer is told of JSON that our own editor cannot have made.
UNREADABLE = _("The text arrived damaged and was not saved. Reload the page and try again.")


class BrokenDocument(Exception):
    """Not a document, or one over a limit; nothing of it may be saved.

    `sentence` tells the writer; `too_large` is for more bytes than we take (answered 413, anything else 422).
    """

    def __init__(self, sentence: str | Promise, *, too_large: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.too_large = too_large


def kind_of(node: Node) -> str:
    """The type that a node from outside claims; "" when it is no word."""
    kind = node.get("type")
    return kind if isinstance(kind, str) else ""


def new_id() -> str:
    """A fresh block id: 8 characters, none of which is mistaken for another when read aloud."""
    return "".join(secrets.choice(ID_ALPHABET) for _position in range(8))


def empty() -> Node:
    """A document with one empty paragraph."""
    return {"type": "doc", "content": [{"type": "paragraph", "attrs": {"id": new_id()}}]}


def canonical(doc: Node) -> str:
    """The same string for equal documents, since PostgreSQL's jsonb forgets the order of keys. Hashes go over this."""
    return json.dumps(doc, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
