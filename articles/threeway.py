"""Owns how two versions of a working copy become one again: three ways, by field, and by block of the text.

What only one side changed is taken from it; what both changed differently is asked for, and mine stands until then.
The table of rules is the editor's design, "Merge".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.body.schema import Node

Side = Node | None  # one block as a side has it; None: that side has none


@dataclass(frozen=True)
class Ask:
    """Two versions of one field or block, `key` its name or id. A side that dropped the block has None."""

    key: str
    mine: str | Side
    theirs: str | Side


@dataclass
class Merged:
    """The proposal. `taken` are the keys that came from the other version; `moved`: both sides moved blocks."""

    fields: dict[str, str] = field(default_factory=dict)
    blocks: list[Node] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    moved: bool = False


def merge(base: Mapping | None, mine: Mapping, theirs: Mapping) -> Merged:
    """`base`, `mine` and `theirs` map names of fields to strings, and "body" to a clean document.

    Without a base everything that differs is asked for. A field that `mine` or `base` does not name was not touched.
    """
    merged = Merged()
    for key, their in theirs.items():
        if key != "body":
            old = None if base is None else base.get(key, their)
            merged.fields[key] = _one(merged, key, old, mine.get(key, their), their)
    _merge_blocks(merged, *(side and _by_id(side["body"]) for side in (base, mine, theirs)))
    return merged


def _one(merged: Merged, key: str, old, my, their):
    """Which of two versions stands, noting what was taken or must be asked."""
    if my == their or old == their:
        return my
    if old is not None and old == my:
        merged.taken.append(key)
        return their
    merged.asks.append(Ask(key, my, their))
    return my


def _by_id(doc: Node) -> dict[str, Node]:
    return {block["attrs"]["id"]: block for block in doc["content"]}


def _merge_blocks(merged: Merged, base: dict | None, mine: dict, theirs: dict) -> None:
    mine_moved, theirs_moved = (base is not None and _moved(base, side) for side in (mine, theirs))
    merged.moved = mine_moved and theirs_moved
    leads, follows = (theirs, mine) if theirs_moved and not mine_moved else (mine, theirs)
    for block_id in _in_one_order(list(leads), list(follows)):
        if block := _block(merged, block_id, base, mine.get(block_id), theirs.get(block_id)):
            merged.blocks.append(block)
    asked = {ask.key for ask in merged.asks}
    order = [block["attrs"]["id"] for block in merged.blocks]
    merged.asks.sort(key=lambda ask: order.index(ask.key) if ask.key in order else -1)
    merged.taken = [key for key in merged.taken if key not in asked]


def _block(merged: Merged, key: str, base: dict | None, my: Side, their: Side) -> Side:
    """The block that stands; for a question in which mine is gone, theirs holds the place until it is answered."""
    if base is not None:
        old = base.get(key)
        if my == their or old == their:
            return my
        if old == my:
            merged.taken.append(key)
            return their
    elif my == their:
        return my
    merged.asks.append(Ask(key, my, their))
    return my or their


def _moved(base: dict, side: dict) -> bool:
    """Whether the blocks that both have stand in another order."""
    return [key for key in base if key in side] != [key for key in side if key in base]


def _in_one_order(leads: list[str], follows: list[str]) -> list[str]:
    """The order of `leads`; what only `follows` has stands after its neighbour there."""
    order, known = list(leads), set(leads)
    before = ""
    for key in follows:
        if key not in known:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    return order
