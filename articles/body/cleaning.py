"""Owns how any JSON becomes a document in normal form: a new tree, in which no word of the old one is missing.

`clean(clean(x)) == clean(x)`. What the schema does not know is taken apart, never cut: an unknown block becomes a
paragraph, unknown inline nodes become text, nested lists become flat. What cannot be read at all is refused whole.
"""

import json
import re
from itertools import groupby
from typing import Any

from articles.body.limits import refuse_over_limit, refuse_too_large
from articles.body.reading import inline_of, units
from articles.body.runs import BREAK, SPACE, Run, inline, run_of
from articles.body.schema import (
    ATOMS,
    ID_SHAPE,
    LISTS,
    NUMBERS_START,
    TEXT_BLOCKS,
    UNREADABLE,
    BrokenDocument,
    Kind,
    Node,
    empty,
    kind_of,
    new_id,
)

_ID = re.compile(ID_SHAPE)
_PUBLIC_ID = re.compile("[A-Za-z0-9_-]{1,64}")
_KNOWN = LISTS | ATOMS | TEXT_BLOCKS
Piece = Run | Node


def parse(raw: str | bytes) -> Node:
    """The cleaned document in `raw`, JSON in UTF-8 of at most 512 KB. Raises BrokenDocument."""
    data = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    refuse_too_large(len(data))
    try:
        doc = json.loads(data.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError):
        raise BrokenDocument(UNREADABLE) from None
    return clean(doc)


def clean(doc: object) -> Node:
    """A new tree in normal form, within the limits. Raises BrokenDocument, and then nothing may be saved."""
    if not isinstance(doc, dict) or doc.get("type") != Kind.DOC:
        raise BrokenDocument(UNREADABLE)
    try:
        blocks = [block for child in _children(doc) for block in _top_level(child)]
    except RecursionError:
        raise BrokenDocument(UNREADABLE) from None
    cleaned: Node = {"type": "doc", "content": blocks or empty()["content"]}
    _give_ids(cleaned)
    refuse_over_limit(cleaned)
    return cleaned


def _top_level(node: Node) -> list[Node]:
    """A known block as it is; anything else becomes a paragraph, and the blocks found in it stand beside it."""
    if kind_of(node) in _KNOWN:
        return _block(node)
    return _as_blocks(Kind.PARAGRAPH, node, _flatten([node]))


def _block(node: Node) -> list[Node]:
    """One known block, cleaned; several when others were hidden inside it."""
    kind = Kind(node["type"])
    if kind in LISTS:
        return _list(kind, node)
    if kind in TEXT_BLOCKS:
        return _as_blocks(kind, node, _flatten(_children(node)))
    inside = _flatten(_children(node))
    return [
        {"type": kind.value, "attrs": _attrs(kind, node)},
        *(_as_blocks(Kind.PARAGRAPH, {}, inside) if inside else []),
    ]


def _list(kind: Kind, node: Node) -> list[Node]:
    """A flat list; what cannot stand in one follows it. Nothing when no item is left."""
    items: list[Node] = []
    others: list[Node] = []
    for child in _children(node):
        for block in _as_blocks(Kind.ITEM, child, _flatten([child])):
            if block["type"] in LISTS:
                items += block["content"]
            elif block["type"] in ATOMS:
                others.append(block)
            else:
                items.append(_with_inline(Kind.ITEM, {"id": block["attrs"]["id"]}, inline_of(block)))
    made = [{"type": kind.value, "attrs": _attrs(kind, node), "content": items}] if items else []
    return [*made, *others]


def _as_blocks(kind: Kind, node: Node, pieces: list[Piece]) -> list[Node]:
    """Runs as blocks of `kind`, the first under the node's own id; the blocks among `pieces` stand between them."""
    blocks: list[Node] = []
    attrs = _attrs(kind, node)
    for is_run, group in groupby(pieces, key=lambda piece: isinstance(piece, Run)):
        if is_run:
            blocks.append(_with_inline(kind, attrs, inline(kind, group)))  # type: ignore[arg-type]
            attrs = attrs | {"id": ""}
        else:
            blocks.extend(group)  # type: ignore[arg-type]
    return blocks or [_with_inline(kind, attrs, [])]


def _flatten(nodes: list[Node]) -> list[Piece]:
    """The words of `nodes` as runs, and every known block among them, cleaned. Strange containers are opened.

    Two strangers side by side (cells of a table) get a space between, or their words would grow together.
    """
    found: list[Piece] = []
    was_strange = False
    for node in nodes:
        kind = kind_of(node)
        is_strange = kind not in _KNOWN and kind not in {Kind.TEXT, Kind.BREAK}
        if kind in _KNOWN:
            found += _block(node)
            continue
        if is_strange and was_strange:
            found.append(SPACE)
        if kind == Kind.TEXT:
            found.append(run_of(node))
        elif kind == Kind.BREAK:
            found.append(BREAK)
        found += _flatten(_children(node))
        was_strange = is_strange
    return found


def _children(node: Node) -> list[Node]:
    """The nodes inside `node`; words that stand in a node of another type than text come first."""
    content = node.get("content")
    if content is None:
        content = []
    elif not isinstance(content, list) or not all(isinstance(child, dict) for child in content):
        raise BrokenDocument(UNREADABLE)
    if isinstance(node.get("text"), str) and kind_of(node) != Kind.TEXT:
        return [{"type": "text", "text": node["text"]}, *content]
    return content


def _attrs(kind: Kind, node: Node) -> Node:
    """Exactly the attributes of `kind`, each valid; an id that is not becomes "" and is given later."""
    given: Any = node.get("attrs")
    if not isinstance(given, dict):
        given = {}
    attrs: Node = {"id": given.get("id", "")}
    if kind == Kind.QUOTE:
        attrs["pull"] = given.get("pull") is True
    elif kind == Kind.NUMBERS:
        start = given.get("start")
        attrs["start"] = start if type(start) is int and start in NUMBERS_START else 1
    elif kind in {Kind.PHOTO, Kind.READALSO}:
        name = "photo" if kind == Kind.PHOTO else "code"
        public = given.get(name)
        attrs[name] = public if isinstance(public, str) and _PUBLIC_ID.fullmatch(public) else ""
    return attrs


def _with_inline(kind: Kind, attrs: Node, inline: list[Node]) -> Node:
    """A text block or an item, as `toJSON` writes it: without `content` when it is empty."""
    content: Node = {"content": inline} if inline else {}
    if kind == Kind.ITEM:
        return {"type": "item", "attrs": attrs, "content": [{"type": "line", **content}]}
    return {"type": kind.value, "attrs": attrs, **content}


def _give_ids(doc: Node) -> None:
    """Every unit gets an id of its own; the first that claims a valid one keeps it."""
    seen: set[str] = set()
    for unit in units(doc["content"]):
        claimed = unit["attrs"]["id"]
        if not isinstance(claimed, str) or not _ID.fullmatch(claimed) or claimed in seen:
            unit["attrs"]["id"] = new_id()
        seen.add(unit["attrs"]["id"])
