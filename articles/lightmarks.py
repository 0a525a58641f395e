"""Owns bold, italic, links and breaks as light text: `**bold**`, `_italic_`, `[words](address)`, `\\` at a line's end.

Every sign that would mean something else is written with a backslash before it, so reading what was written gives the
same words and marks. Reading takes one pass: hostile text costs no more than any other of its length.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from articles.body.schema import Kind, Node
from community.links import RefusedAddress, clean_link

# One token: an escaped sign, a break, a marker, or words without any of them.
# An address in running text is one token, for its underscores are no markers.
_TOKEN = re.compile(
    r"\\[!-/:-@\[-`{-~\u2022]|\\?\n|\\\Z|\*\*|https?://[^\s\\*\[\]()]+|_|\[|\]|(?:(?!https?://)[^\\\n*_\[\]])+|.",
    re.DOTALL,
)
# An address may hold one level of brackets, as in Jakarta_(kota).
_ADDRESS = re.compile(r"\(((?:[^()\\\n]++|\\[^\n]|\((?:[^()\\\n]++|\\[^\n])*+\))*+)\)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIGNS_IN_ADDRESS = re.compile(r"[()\\]")
_SIGNS = re.compile(r"[\\*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_BLOCK_START = re.compile(
    r"(\s*)(?:#{1,6}(?:\s|\Z)|>|[-\u2022](?:\s|\Z)|-\s*-\s*-|([1-9][0-9]{0,3})[.)]|\((?:foto|photo|baca|read)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Word:
    """Words of one token while reading, with the marks found so far."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


@dataclass(slots=True)
class _Reading:
    """Where the reader stands: the words so far, and where the markers that are still open stand among them."""

    text: str
    words: list[_Word] = field(default_factory=list)
    brackets: list[int] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)


def write_inline(nodes: list[Node], *, at_block_start: bool = False) -> str:
    """Texts and breaks as light text. `at_block_start` keeps the first words from reading as a list, heading ..."""
    written = "".join(_write_node(nodes, at) for at in range(len(nodes)))
    if at_block_start and (start := _BLOCK_START.match(written)):
        at = start.end(2) if start[2] else start.end(1)
        written = f"{written[:at]}\\{written[at:]}"
    return written


def read_inline(text: str) -> list[Node]:
    """The texts and breaks that light text means, unclean. A marker without its other half is just a sign."""
    reading = _Reading(text)
    at = 0
    while token := _TOKEN.match(text, at):
        at = _read_token(reading, token.group(), token.start(), token.end())
    marks_of = attrgetter("href", "strong", "em")
    return [node for marks, words in groupby(reading.words, key=marks_of) for node in _nodes(words, *marks)]


def _read_token(reading: _Reading, token: str, start: int, end: int) -> int:
    """Take in one token; where the next one begins."""
    if token in {"**", "_"}:
        _read_marker(reading, token, start, end)
    elif token == "]":
        return _read_link(reading, end)
    else:
        if token == "[":
            reading.brackets.append(len(reading.words))
        is_last = end == len(reading.text)
        reading.words.append(_Word("\n" if token == "\\" and is_last else _plain(token)))
    return end


def _plain(token: str) -> str:
    """What a token stands for; "\\n" is a break. A line end without backslash is a space, as in a letter."""
    if token == "\\\n":
        return "\n"
    if token == "\n":
        return " "
    return token[1] if len(token) == 2 and token[0] == "\\" else token


def _read_marker(reading: _Reading, token: str, start: int, end: int) -> None:
    """Bold or italic begins before words and ends after them; at a letter's other side `_` is a sign."""
    before, after = reading.text[start - 1 : start], reading.text[end : end + 1]
    opener = reading.opened.get(token)
    may_close = not before.isspace() and not (token == "_" and after.isalnum())
    may_open = bool(after) and not after.isspace() and not (token == "_" and before.isalnum())
    if opener is not None and may_close and opener < len(reading.words) - 1:
        for word in reading.words[opener + 1 :]:
            setattr(word, "strong" if token == "**" else "em", True)
        reading.words[opener].text = ""
        del reading.opened[token]
        return
    if opener is None and may_open:
        reading.opened[token] = len(reading.words)
    reading.words.append(_Word(token))


def _read_link(reading: _Reading, end: int) -> int:
    """`](address)` makes a link of the words since `[`, when the address is a safe one; else all stays as typed."""
    opener = reading.brackets.pop() if reading.brackets else None
    address = _ADDRESS.match(reading.text, end)
    if opener is not None and address and opener < len(reading.words) - 1:
        try:
            href = clean_link(_ESCAPED.sub(r"\1", address[1]))
        except RefusedAddress:
            href = ""
        if href:
            for word in reading.words[opener + 1 :]:
                word.href = href
            reading.words[opener].text = ""
            # No link inside a link: the brackets further out stay brackets.
            reading.brackets.clear()
            return address.end()
    reading.words.append(_Word("]"))
    return end


def _nodes(words: Iterable[_Word], href: str, strong: bool, em: bool) -> list[Node]:
    """Words with equal marks as one text, with breaks between where they stand."""
    marks: list[Node] = [{"type": "link", "attrs": {"href": href}}] if href else []
    marks += [{"type": name} for name, given in (("strong", strong), ("em", em)) if given]
    texts = "".join(word.text for word in words).split("\n")
    nodes: list[Node] = [{"type": Kind.TEXT.value, "text": texts[0], "marks": marks}]
    for text in texts[1:]:
        nodes += [{"type": Kind.BREAK.value}, {"type": Kind.TEXT.value, "text": text, "marks": marks}]
    return nodes


def _write_node(nodes: list[Node], at: int) -> str:
    """One text with its markers around the words, outer spaces outside them, since a marker sits on a word."""
    node = nodes[at]
    if node["type"] == Kind.BREAK:
        return "\\\n"
    text: str = node["text"]
    words = text.strip()
    if not words:
        return text
    before, after = text.split(words, 1)
    written = _SIGNS.sub(_escape, words)
    marks = {mark["type"]: mark for mark in node.get("marks", ())}
    if "em" in marks and not _touches_word(nodes, at):
        written = f"_{written}_"
    if "strong" in marks:
        written = f"**{written}**"
    if "link" in marks:
        written = f"[{written}]({_SIGNS_IN_ADDRESS.sub(_escape, marks['link']['attrs']['href'])})"
    return f"{before}{written}{after}"


def _escape(sign: re.Match[str]) -> str:
    return f"\\{sign.group()}"


def _touches_word(nodes: list[Node], at: int) -> bool:
    """Whether a letter stands right before or after the words: there `_` would read as a sign."""
    text = nodes[at]["text"]
    before = nodes[at - 1].get("text", " ")[-1] if at else " "
    after = nodes[at + 1].get("text", " ")[0] if at + 1 < len(nodes) else " "
    return (before.isalnum() and not text[0].isspace()) or (after.isalnum() and not text[-1].isspace())
