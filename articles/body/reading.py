"""Owns what is read off a document in normal form: its words, headings, photos and read-alsos."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.body.schema import HEADINGS, LISTS, Kind, Node

_WORD = re.compile(r"\w+(?:[-'\u2019]\w+)*")
_TYPED = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Heading:
    """One line of the table of contents: `level` 2 for a section, 3 for a heading in it; `id` is the block's."""

    level: int
    id: str
    text: str


def units(blocks: list[Node]) -> Iterator[Node]:
    """Everything that has an id: blocks, and the items of lists after their list, in order of appearance."""
    for block in blocks:
        yield block
        if block["type"] in LISTS:
            yield from block["content"]


def inline_of(unit: Node) -> list[Node]:
    """The texts and breaks of a text block or of an item; nothing for lists and atoms."""
    if unit["type"] == Kind.ITEM:
        inline: list[Node] = unit["content"][0].get("content", [])
        return inline
    return [] if unit["type"] in LISTS else unit.get("content", [])


def shown_inline(unit: Node) -> list[Node]:
    """`inline_of` without breaks and spaces at the end: the editor holds one there while the writer types."""
    nodes = inline_of(unit)
    last = len(nodes)
    while last and not nodes[last - 1].get("text", "").strip():
        last -= 1
    return nodes[:last]


def text_of(unit: Node) -> str:
    """The words of one text block or item; a break is a line end."""
    return "".join(node.get("text", "\n") for node in inline_of(unit))


def lone_address(block: Node) -> str:
    """The address of a paragraph that holds one link and nothing else, or a typed address alone; "" of every other
    block. What was typed is not cleaned."""
    typed = text_of(block).strip()
    nodes = [node for node in inline_of(block) if node.get("text", "\n").strip() or node["type"] == Kind.BREAK]
    found = {mark["attrs"]["href"] for node in nodes for mark in node.get("marks", ()) if mark["type"] == "link"}
    linked = all(any(mark["type"] == "link" for mark in node.get("marks", ())) for node in nodes)
    if block["type"] != Kind.PARAGRAPH:
        return ""
    if linked and len(found) == 1:
        return found.pop()
    return typed if not found and _TYPED.fullmatch(typed) else ""


def lone_addresses(doc: Node) -> dict[str, tuple[str, str]]:
    """Address and words of every such link, by the id of its paragraph."""
    found = {block["attrs"]["id"]: (lone_address(block), text_of(block)) for block in doc["content"]}
    return {block: said for block, said in found.items() if said[0]}


def plain_text(doc: Node) -> str:
    """All words: text blocks and items with a blank line between. For search, excerpts and feeds."""
    texts = (text_of(unit).strip() for unit in units(doc["content"]))
    return "\n\n".join(text for text in texts if text)


def word_count(doc: Node) -> int:
    """Number of words; "rumah-rumah" and "Ma'ruf" are one each."""
    return sum(len(_WORD.findall(text_of(unit))) for unit in units(doc["content"]))


def outline(doc: Node) -> list[Heading]:
    """The table of contents in order; headings without words are left out, as they are when rendered."""
    found = []
    for block in doc["content"]:
        if block["type"] in HEADINGS and (text := text_of(block).strip()):
            found.append(Heading(HEADINGS[block["type"]], block["attrs"]["id"], text))
    return found


def photo_ids(doc: Node) -> list[str]:
    """Public ids of the photos that the text names, each once, in order; "" for a photo block that names none."""
    return list(dict.fromkeys(block["attrs"]["photo"] for block in doc["content"] if block["type"] == Kind.PHOTO))


def read_also_codes(doc: Node) -> list[str]:
    """Codes of the articles that the text points to, each once, in order."""
    return list(dict.fromkeys(block["attrs"]["code"] for block in doc["content"] if block["type"] == Kind.READALSO))


def block_text(doc: Node, block_id: str) -> str:
    """The words of the block or item with that id, a list's items on a line each; "" when it is not there."""
    for block in doc["content"]:
        if block["attrs"]["id"] == block_id and block["type"] in LISTS:
            return "\n".join(text_of(item) for item in block["content"])
    return next((text_of(unit) for unit in units(doc["content"]) if unit["attrs"]["id"] == block_id), "")


def block_words(block: Node) -> str:
    """The words of one block, a list's items on a line each; for an atom, what it shows."""
    if block["type"] in LISTS:
        return "\n".join(text_of(item) for item in block["content"])
    attrs = block["attrs"]
    return text_of(block) or {
        "photo": f"(foto {attrs.get('photo')})",
        "readalso": f"(baca juga {attrs.get('code')})",
    }.get(block["type"], "")


def photo_code(doc: Node, block_id: str) -> str:
    """The public id of the photo that the block with that id shows; "" when it shows none."""
    shown = (block["attrs"] for block in doc["content"] if block["type"] == Kind.PHOTO)
    return next((attrs["photo"] for attrs in shown if attrs["id"] == block_id), "")
