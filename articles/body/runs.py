"""Owns the words inside a block: runs of text with their marks, and the normal form of a row of them."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from articles.body.schema import HEADINGS, UNREADABLE, BrokenDocument, Kind, Node, kind_of
from community.characters import tidy
from community.links import MAX_LENGTH, RefusedAddress, clean_link

MOST = 2 * MAX_LENGTH  # letters of an address with the blanks around it; a longer one is not even remembered as refused


class Run(NamedTuple):
    """Words with their marks; "\\n" alone is a break, and no other run holds a line end."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


BREAK = Run("\n")
SPACE = Run(" ")


def run_of(node: Node) -> Run:
    """The text of a text node with the marks we know; of two marks of one type the first counts."""
    text, marks = node.get("text", ""), node.get("marks")
    if not isinstance(text, str):
        raise BrokenDocument(UNREADABLE)
    href, names = "", set()
    for mark in marks if isinstance(marks, list) else []:
        name = kind_of(mark) if isinstance(mark, dict) else ""
        if name == "link" and name not in names:
            href = _href(mark.get("attrs"))
        names.add(name)
    # A line end in a text is a space; only a break node breaks.
    return Run(text.replace("\n", " "), href, "strong" in names, "em" in names)


def _href(attrs: object) -> str:
    """The address of a link mark in its clean form; "" when it is refused, so that only the mark goes."""
    href = attrs.get("href") if isinstance(attrs, dict) else None
    return _clean_href(href) if isinstance(href, str) and len(href) <= MOST else ""


@lru_cache(maxsize=1024)
def _clean_href(href: str) -> str:
    try:
        return clean_link(href)
    except RefusedAddress:
        return ""


def inline(kind: Kind, runs: Iterable[Run]) -> list[Node]:
    """Texts and breaks in normal form. Tidying can empty a run and bring equal neighbours together: until it rests."""
    current = [_allowed(kind, run) for run in runs]
    while (joined := _joined(current)) != current:
        current = joined
    return [_inline_node(run) for run in current]


def _allowed(kind: Kind, run: Run) -> Run:
    """Headings are one line without links and bold: a break in one is a space."""
    if kind not in HEADINGS:
        return run
    return SPACE if run == BREAK else Run(run.text, em=run.em)


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours with equal marks as one run, tidied; empty ones go."""
    joined: list[Run] = []
    for (is_break, marks), group in groupby(runs, key=lambda run: (run == BREAK, run[1:])):
        if is_break:
            joined += group
        elif text := tidy("".join(run.text for run in group)):
            joined.append(Run(text, *marks))
    return joined


def _inline_node(run: Run) -> Node:
    if run == BREAK:
        return {"type": "break"}
    marks: list[Node] = [{"type": "link", "attrs": {"href": run.href}}] if run.href else []
    marks += [{"type": name} for name in ("strong", "em") if getattr(run, name)]
    return {"type": "text", "marks": marks, "text": run.text} if marks else {"type": "text", "text": run.text}
