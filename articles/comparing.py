"""Owns what changed between two documents: unit by unit, matched by id, and inside a unit word by word.

A unit is a text block, an item of a list or an atom (rule, photo, read-also). revisions_compared.py adds what a
revision has beside its document.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple, cast

from articles.body.reading import shown_inline
from articles.body.runs import BREAK, Run, run_of
from articles.body.schema import ATOMS, LISTS, Kind, Node

MOST_TOKENS = 3000  # in one unit; above it whole sentences are compared
MOST_PAIRS = 50_000  # of equal tokens; their number is what comparing costs, and a text of one word makes it endless
_WORD = re.compile(r"\S+\s*|\s+")  # a word with its trailing space: apart they cost twelve times as much
_SENTENCE_END = re.compile(r"[.!?\u2026]['\")\]\u2019\u201d]*\s+$|\n")

Token = tuple[Run, ...]


class Change(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    MOVED = "moved"
    MOVED_CHANGED = "moved+changed"
    ADDED = "added"
    REMOVED = "removed"


class Piece(NamedTuple):
    """Words that stand in both (SAME), in the new one only (ADDED) or in the old one only (REMOVED)."""

    change: Change
    runs: list[Run]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Unit:
    """Something with an id. `block` is the id of the top-level block that it stands in, its own or its list's."""

    id: str
    block: str
    kind: Kind
    within: Kind | None
    named: str
    runs: tuple[Run, ...]

    @property
    def tokens(self) -> list[Token]:
        return [(run._replace(text=word),) for run in self.runs for word in _WORD.findall(run.text)]

    @property
    def look(self) -> tuple[Kind, Kind | None, str]:
        """All but the words: another kind of block, another photo."""
        return self.kind, self.within, self.named


@dataclass(frozen=True)
class Row:
    """One unit in both documents; `old` is None for an added one, `new` for a removed one."""

    change: Change
    old: Unit | None
    new: Unit | None
    pieces: list[Piece]

    @property
    def unit(self) -> Unit:
        """As it stands now, or stood before it went."""
        return self.new or cast(Unit, self.old)

    @property
    def is_changed(self) -> bool:
        return self.change != Change.SAME

    @property
    def looks_changed(self) -> bool:
        return self.old is not None and self.new is not None and self.old.look != self.new.look


def compare(old: Node, new: Node) -> list[Row]:
    """The rows in the order of `new`; what was removed stands after its former neighbour. Both in normal form."""
    before, after = units_of(old), units_of(new)
    by_id = {unit.id: unit for unit in before}
    kept = [unit.id for unit in after if unit.id in by_id]
    places = {unit.id: place for place, unit in enumerate(before)}
    resting = {kept[at] for at in longest_rise([places[id] for id in kept])}
    rows = [_row(by_id.get(unit.id), unit, unit.id not in resting) for unit in after]
    return _with_removed(rows, before)


def units_of(doc: Node) -> list[Unit]:
    """Every unit that shows something, in order; readers do not see blocks without words either."""
    found = (_unit(node, block, within) for node, block, within in _nodes(doc))
    return [unit for unit in found if unit.runs or unit.kind in ATOMS]


def compare_words(old: Iterable[Token], new: Iterable[Token]) -> list[Piece]:
    """What stayed, went and came, in reading order: SAME and ADDED are the new text, SAME and REMOVED the old.

    White space at the end counts for nothing: a sentence that was added behind the last word leaves that word alone.
    """
    before, after = _measured(_spaced(old), _spaced(new))
    if _pairs(before, after) > MOST_PAIRS:
        return [_piece(Change.REMOVED, before), _piece(Change.ADDED, after)]
    pieces = []
    for verb, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            pieces.append(_piece(Change.SAME, after[c:d]))
        else:
            pieces += [_piece(Change.REMOVED, before[a:b])] if b > a else []
            pieces += [_piece(Change.ADDED, after[c:d])] if d > c else []
    return pieces


def tokens_of_text(text: str) -> tuple[Token, ...]:
    """The tokens of words without marks, such as a title."""
    return tuple((Run(word),) for word in _WORD.findall(text))


def longest_rise(numbers: list[int]) -> list[int]:
    """The places of a longest strictly rising selection of `numbers`, in order."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(tops, number)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1], tops[length : length + 1] = [at], [number]
    chosen = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]


def _nodes(doc: Node) -> Iterator[tuple[Node, str, Kind | None]]:
    for block in doc["content"]:
        own = block["attrs"]["id"]
        if block["type"] in LISTS:
            yield from ((item, own, Kind(block["type"])) for item in block["content"])
        else:
            yield block, own, None


def _unit(node: Node, block: str, within: Kind | None) -> Unit:
    attrs = node["attrs"]
    named = attrs.get("photo") or attrs.get("code") or ("pull" if attrs.get("pull") else "")
    runs = tuple(BREAK if one["type"] == Kind.BREAK else run_of(one) for one in shown_inline(node))
    return Unit(attrs["id"], block, Kind(node["type"]), within, named, runs)


def _spaced(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, with a space after the last word as after all others."""
    spaced = list(tokens)
    if spaced and not (last := spaced[-1][-1]).text[-1].isspace():
        spaced[-1] = (*spaced[-1][:-1], last._replace(text=f"{last.text} "))
    return spaced


def _measured(old: list[Token], new: list[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens to compare: whole sentences when there are too many words."""
    many = max(len(old), len(new)) > MOST_TOKENS or _pairs(old, new) > MOST_PAIRS
    return (_sentences(old), _sentences(new)) if many else (old, new)


def _pairs(old: list[Token], new: list[Token]) -> int:
    counted = Counter(new)
    return sum(number * counted[token] for token, number in Counter(old).items())


def _sentences(tokens: list[Token]) -> list[Token]:
    sentences: list[Token] = []
    ended = True
    for token in tokens:
        if ended:
            sentences.append(token)
        else:
            sentences[-1] += token
        ended = _SENTENCE_END.search(token[-1].text) is not None
    return sentences


def _piece(change: Change, tokens: list[Token]) -> Piece:
    runs = (run for token in tokens for run in token)
    joined = ((marks, "".join(run.text for run in group)) for marks, group in groupby(runs, key=lambda run: run[1:]))
    return Piece(change, [Run(text, *marks) for marks, text in joined])


def _row(old: Unit | None, new: Unit, moved: bool) -> Row:
    if old is None:
        return Row(Change.ADDED, None, new, compare_words((), new.tokens))
    reworded = old.runs != new.runs
    changed = reworded or old.look != new.look
    change = (Change.SAME, Change.CHANGED, Change.MOVED, Change.MOVED_CHANGED)[changed + 2 * moved]
    same = [Piece(Change.SAME, list(new.runs))] if new.runs else []
    return Row(change, old, new, compare_words(old.tokens, new.tokens) if reworded else same)


def _with_removed(rows: list[Row], before: list[Unit]) -> list[Row]:
    """`rows`, with each unit that is gone after the one that stood before it, whether that is still there or not."""
    here = {row.unit.id for row in rows}
    gone: dict[str, list[Row]] = {}
    neighbour = ""
    for unit in before:
        if unit.id in here:
            neighbour = unit.id
        else:
            gone.setdefault(neighbour, []).append(Row(Change.REMOVED, unit, None, compare_words(unit.tokens, ())))
    whole = gone.get("", [])
    for row in rows:
        whole += [row, *gone.get(row.unit.id, [])]
    return whole
