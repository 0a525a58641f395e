"""Owns the document as light text, for the textarea that stands where the editor cannot run.

A blank line between blocks; `## ` section, `### ` heading, `> ` quote, `>> ` pull quote, `- ` and `1. ` lists, `***`
rule, `(foto ID)`, `(baca juga KODE)`; inside a block as in lightmarks. Untouched text gives the stored block back.
"""

import re
from dataclasses import dataclass, field
from itertools import chain

from articles import body
from articles.body import Kind
from articles.body.limits import refuse_long_list, refuse_too_many
from articles.body.reading import shown_inline, text_of
from articles.body.schema import ID_ALPHABET, LISTS, Node
from articles.elsewhere import is_address, shelf_of
from articles.lightmarks import read_inline, write_inline
from articles.realigning import align, inherit_ids
from community.links import RefusedAddress, clean_link

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_HEADING = re.compile(r"(#{1,6})(?:\s+(.*))?", re.DOTALL)
_QUOTE = re.compile(r"(>>?)\s*(.*)", re.DOTALL)
_BULLET = re.compile(r"[-*\u2022]\s+(.*)", re.DOTALL)
_NUMBER = re.compile(r"([1-9][0-9]{0,3})[.)]\s+(.*)", re.DOTALL)
_RULE = re.compile(r"(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,}")
_NAMED = re.compile(r"\((?:(foto|photo)|baca\s+juga|read\s+also)\s+([A-Za-z0-9_-]{1,64}|\?)\)", re.IGNORECASE)
# "(foto pribadi)" is somebody's words: a code is eight signs as we make them, or at least mixes letters and digits.
_CODE = re.compile(rf"[{ID_ALPHABET}]{{8}}|(?=.*[0-9])(?=.*[A-Za-z]).*|\?")
_STARTS = {Kind.SECTION: "## ", Kind.HEADING: "### ", Kind.PARAGRAPH: ""}


@dataclass
class _Draft:
    """A block while its lines are read: `rows` are the light texts of its items, or one for another block."""

    kind: Kind
    attrs: Node = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)


def to_text(doc: Node) -> str:
    """`doc`, in normal form, as light text. Blocks without words have none."""
    return "\n\n".join(chunk for chunk in map(_write_block, doc["content"]) if chunk)


def from_text(text: str, stored: Node) -> Node:
    """The document that `text` means, in normal form, where `stored` is the one that the textarea was filled with.

    Untouched chunks give the stored blocks back whole; the others are read, and take the id of the most similar old
    block of their type. No word is lost, whatever was typed. Raises BrokenDocument when it is over a limit.
    """
    chunks = _chunks(text)
    refuse_too_many(len(chunks))
    keys, groups = _stored_groups(stored)
    kept = align(chunks, keys)
    read = [[] if at is not None else _read_chunk(chunk) for chunk, at in zip(chunks, kept, strict=True)]
    near = [place for place, blocks in zip(_places(kept), read, strict=True) for _block in blocks]
    gone = sorted(set(range(len(groups))) - set(kept))
    old = [(at, block) for at in gone for block in groups[at] if _write_block(block)]
    inherit_ids(list(chain(*read)), near, old)
    blocks = [block for at, fresh in zip(kept, read, strict=True) for block in (fresh if at is None else groups[at])]
    return body.clean({"type": "doc", "content": blocks or _without_words(stored)})


def _places(kept: list[int | None]) -> list[int]:
    """For each chunk about where it would have stood among the stored groups, counted from the last one that was."""
    places = []
    place = 0
    for at in kept:
        place = place if at is None else at
        places.append(place)
        place += 1
    return places


def _chunks(text: str) -> list[str]:
    """The parts between blank lines, without spaces at the ends of lines, as phones leave them."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return [chunk.strip() for chunk in _BLANK.split("\n".join(lines)) if chunk.strip()]


def _stored_groups(stored: Node) -> tuple[list[str], list[list[Node]]]:
    """For each stored block with words its chunk, and the block with the empty ones around it, which have no chunk."""
    keys: list[str] = []
    groups: list[list[Node]] = []
    before: list[Node] = []
    for block in stored["content"]:
        if key := "\n".join(_chunks(_write_block(block))):
            keys.append(key)
            groups.append([*before, block])
            before = []
        elif groups:
            groups[-1].append(block)
        else:
            before.append(block)
    return keys, groups


def _without_words(stored: Node) -> list[Node]:
    """What is left of `stored` when the textarea is empty: an empty block keeps its id when there was nothing else."""
    return [] if any(map(_write_block, stored["content"])) else stored["content"]


def _write_block(block: Node) -> str:
    """The chunk of one block; "" for one without words, which readers do not see either."""
    kind, attrs = block["type"], block["attrs"]
    if kind in LISTS:
        items = [item for item in block["content"] if text_of(item).strip()]
        return "\n".join(_write_item(item, at, attrs) for at, item in enumerate(items))
    if kind == Kind.RULE:
        return "***"
    if kind == Kind.PHOTO:
        return f"(foto {attrs['photo'] or '?'})"
    if kind == Kind.READALSO:
        return read_also_line(attrs["code"])
    if not text_of(block).strip():
        return ""
    start = (">> " if attrs["pull"] else "> ") if kind == Kind.QUOTE else _STARTS[kind]
    return f"{start}{write_inline(shown_inline(block), at_block_start=not start)}".strip()


def read_also_line(code: str) -> str:
    """The chunk that points at the article of this code."""
    return f"(baca juga {code or '?'})"


def _write_item(item: Node, at: int, attrs: Node) -> str:
    start = f"{attrs['start'] + at}." if "start" in attrs else "-"
    return f"{start} {write_inline(shown_inline(item))}".strip()


def _read_chunk(chunk: str) -> list[Node]:
    """The blocks of one chunk: each line says by its start what it is; plain lines are one paragraph."""
    drafts: list[_Draft] = []
    for line in _logical_lines(chunk):
        draft = _read_line(line)
        if drafts and _continues(drafts[-1], draft):
            drafts[-1].rows += draft.rows
        else:
            drafts.append(draft)
    return [_finished(draft) for draft in drafts]


def _logical_lines(chunk: str) -> list[str]:
    """The lines of a chunk; one that ends in a backslash goes on in the next."""
    lines: list[str] = []
    goes_on = False
    for line in chunk.split("\n"):
        if goes_on:
            lines[-1] += f"\n{line}"
        else:
            lines.append(line.strip())
        goes_on = (len(line) - len(line.rstrip("\\"))) % 2 == 1
    return lines


def _read_line(line: str) -> _Draft:
    if _RULE.fullmatch(line):
        return _Draft(Kind.RULE)
    if (named := _NAMED.fullmatch(line)) and _CODE.fullmatch(named[2]):
        return _Draft(Kind.PHOTO, {"photo": named[2]}) if named[1] else _Draft(Kind.READALSO, {"code": named[2]})
    if found := _HEADING.fullmatch(line):
        return _Draft(Kind.SECTION if len(found[1]) < 3 else Kind.HEADING, rows=[found[2] or ""])
    if found := _QUOTE.fullmatch(line):
        return _Draft(Kind.QUOTE, {"pull": found[1] == ">>"}, [found[2]])
    if found := _BULLET.fullmatch(line):
        return _Draft(Kind.BULLETS, rows=[found[1]])
    if found := _NUMBER.fullmatch(line):
        return _Draft(Kind.NUMBERS, {"start": int(found[1])}, [found[2]])
    return _Draft(Kind.PARAGRAPH, rows=[line])


def _continues(last: _Draft, draft: _Draft) -> bool:
    """Whether the line belongs to the block above. A number that jumps begins a list of its own, so it is not lost."""
    if draft.kind != last.kind:
        return False
    if draft.kind == Kind.NUMBERS:
        return draft.attrs["start"] in {last.attrs["start"] + len(last.rows), last.attrs["start"]}
    return draft.kind in {Kind.PARAGRAPH, Kind.BULLETS}


def _finished(draft: _Draft) -> Node:
    """The draft as a node, still to be cleaned."""
    node: Node = {"type": draft.kind.value, "attrs": {"id": "", **draft.attrs}}
    if draft.kind in LISTS:
        refuse_long_list(len(draft.rows))
        lines = [{"type": "line", "content": read_inline(row)} for row in draft.rows]
        return {**node, "content": [{"type": "item", "attrs": {"id": ""}, "content": [line]} for line in lines]}
    return {**node, "content": _lone_link(draft) or read_inline("\n".join(draft.rows))}


def _lone_link(draft: _Draft) -> list[Node]:
    """An address alone on its line that would stand as a card needs no brackets; nothing for anything else."""
    typed = draft.rows[0] if draft.kind == Kind.PARAGRAPH and len(draft.rows) == 1 else ""
    if not is_address(typed):
        return []
    try:
        address = clean_link(typed)
    except RefusedAddress:
        return []
    marks = [{"type": "link", "attrs": {"href": address}}]
    return [{"type": "text", "text": typed, "marks": marks}] if shelf_of(address) else []
