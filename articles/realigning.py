"""Owns which old block an edited one is: untouched text finds its block, changed text takes the most similar one's id.

Every step is linear in the length of the texts, or looks at a handful of neighbours only: what people post may be
made to cost time.
"""

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from difflib import SequenceMatcher

from articles.body.reading import text_of, units
from articles.body.schema import ATOMS, LISTS, Node

SIMILAR = 0.5
NEIGHBOURS = 12
SHORT = 100  # characters up to which two texts are compared sign by sign
FEW = 200  # candidates up to which that is done at all, for it is the one costly comparison

Old = list[tuple[int, Node]]


def align(new: list[str], old: list[str]) -> list[int | None]:
    """For each of `new` the index of the same text in `old`, or None; no index twice.

    Equal beginnings and ends first, so that of several equal texts each finds its own; then wherever they moved.
    """
    found: list[int | None] = [None] * len(new)
    shorter = min(len(new), len(old))
    start = next((at for at in range(shorter) if new[at] != old[at]), shorter)
    room = shorter - start
    end = next((at for at in range(room) if new[-1 - at] != old[-1 - at]), room)
    found[:start] = range(start)
    found[len(new) - end :] = range(len(old) - end, len(old))
    places: defaultdict[str, deque[int]] = defaultdict(deque)
    for at in range(start, len(old) - end):
        places[old[at]].append(at)
    for at in range(start, len(new) - end):
        if places.get(new[at]):
            found[at] = places[new[at]].popleft()
    return found


def inherit_ids(new: list[Node], near: list[int], old: Old) -> None:
    """Write the ids of similar blocks of `old` into `new`, each at most once, and of their items into its items.

    `near` says for each of `new` about which index it would have had in `old`, whose pairs are in order of it.
    """
    left: defaultdict[str, Old] = defaultdict(list)
    for at, node in old:
        left[node["type"]].append((at, node))
    for same_words in (True, False):
        for node, place in zip(new, near, strict=True):
            candidates = left[node["type"]]
            if candidates and not node["attrs"]["id"] and (match := _match(node, place, candidates, same_words)):
                candidates.remove(match)
                _take_over(node, match[1])


def _match(node: Node, place: int, candidates: Old, same_words: bool) -> tuple[int, Node] | None:
    """The best of the nearest candidates: the one with the same words, or the most similar above the limit."""
    at = bisect_left(candidates, place, key=lambda pair: pair[0])
    window = candidates[max(at - NEIGHBOURS // 2, 0) : at + NEIGHBOURS // 2]
    words = _words(node)
    if same_words:
        return next((pair for pair in window if _words(pair[1]) == words), None)
    window.sort(key=lambda pair: abs(pair[0] - place))
    best = max(window, key=lambda pair: _likeness(words, _words(pair[1])))
    if _likeness(words, _words(best[1])) > SIMILAR:
        return best
    # Among short texts, where one changed word is half of them, signs tell more than words; the nearest only.
    if len(candidates) > FEW:
        return None
    return window[0] if _likeness_of_signs(words, _words(window[0][1])) > SIMILAR else None


def _take_over(node: Node, old: Node) -> None:
    node["attrs"]["id"] = old["attrs"]["id"]
    if node["type"] in LISTS:
        inherit_ids(node["content"], list(range(len(node["content"]))), list(enumerate(old["content"])))


def _words(node: Node) -> str:
    """What is compared: the words of a block or a list, or what an atom names."""
    if node["type"] in ATOMS:
        return str(node["attrs"].get("photo") or node["attrs"].get("code") or "")
    return "\n".join(text_of(unit) for unit in units([node]))


def _likeness(one: str, other: str) -> float:
    """From 0 to 1, the share of words that both have, in whatever order; linear, unlike a comparison in order."""
    some, others = one.split(), other.split()
    if not some or not others:
        return 0.0
    return 2 * sum((Counter(some) & Counter(others)).values()) / (len(some) + len(others))


def _likeness_of_signs(one: str, other: str) -> float:
    if not one or not other or max(len(one), len(other)) > SHORT:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
