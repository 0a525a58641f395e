"""Owns where the words that a remark is about stand in a document, and how they are marked for whoever reads it."""

import re
from collections.abc import Iterable, Mapping
from itertools import accumulate, pairwise

from articles.body.reading import inline_of, text_of
from articles.body.schema import LISTS, Kind, Node

NOTED = {"type": "noted"}  # a mark of drawn copies only; what is saved is cleaned of it
Place = tuple[str, int]  # words, and which of several equal ones, from 1
Span = tuple[int, int]


def stands_in(block: Node, words: str, occurrence: int) -> bool:
    """Whether the block holds these words so often."""
    return any(_spans(unit, _shape(words), occurrence, before) for unit, before in _counted(block, words))


def noted(doc: Node, places: Mapping[str, Iterable[Place]]) -> Node:
    """A copy of `doc` whose words at `places`, by the ids of their blocks, carry a mark that is drawn as <mark>."""
    blocks = [
        _noted_block(block, list(places[id])) if (id := block["attrs"]["id"]) in places else block
        for block in doc["content"]
    ]
    return {**doc, "content": blocks}


def _units(block: Node) -> list[Node]:
    return block["content"] if block["type"] in LISTS else [block]


def _shape(words: str) -> re.Pattern[str]:
    """A browser says a line end where the text holds a space, and the other way round."""
    return re.compile(r"\s+".join(map(re.escape, words.split())) or r"(?!)")


def _counted(block: Node, words: str) -> list[tuple[Node, int]]:
    """Each unit of the block with how often the words stand before it."""
    units, shape = _units(block), _shape(words)
    numbers = [len(shape.findall(text_of(unit))) for unit in units]
    return list(zip(units, accumulate([0, *numbers[:-1]]), strict=True))


def _spans(unit: Node, shape: re.Pattern[str], occurrence: int, before: int) -> list[Span]:
    found = [match.span() for match in shape.finditer(text_of(unit))]
    at = occurrence - before - 1
    return found[at : at + 1] if at >= 0 else []


def _noted_block(block: Node, places: list[Place]) -> Node:
    spans: dict[int, list[Span]] = {}
    for words, occurrence in places:
        for at, (unit, before) in enumerate(_counted(block, words)):
            spans.setdefault(at, []).extend(_spans(unit, _shape(words), occurrence, before))
    if block["type"] not in LISTS:
        return {**block, "content": _marked(block, spans.get(0, []))} if "content" in block else block
    items = [_noted_item(item, spans.get(at, [])) for at, item in enumerate(block["content"])]
    return {**block, "content": items}


def _noted_item(item: Node, spans: list[Span]) -> Node:
    return {**item, "content": [{**item["content"][0], "content": _marked(item, spans)}]} if spans else item


def _marked(unit: Node, spans: list[Span]) -> list[Node]:
    """The unit's texts, cut where a span begins or ends."""
    cuts = {edge for span in spans for edge in span}
    nodes: list[Node] = []
    start = 0
    for node in inline_of(unit):
        text = node.get("text", "\n")
        edges = [start, *sorted(cut for cut in cuts if start < cut < start + len(text)), start + len(text)]
        for begin, end in pairwise(edges):
            inside = any(first <= begin and end <= last for first, last in spans)
            nodes.append(_cut(node, text[begin - start : end - start], inside))
        start += len(text)
    return nodes


def _cut(node: Node, text: str, inside: bool) -> Node:
    if node["type"] == Kind.BREAK:
        return node
    return {**node, "text": text, **({"marks": [*node.get("marks", []), NOTED]} if inside else {})}
