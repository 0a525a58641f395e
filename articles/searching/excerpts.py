"""Owns the piece of a found text that shows why it was found, with the words marked."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles import body
from articles.roots import roots_of, words_of
from articles.searching.asked import Asked

LENGTH = 220  # letters
BEFORE = 60  # of them before the first word that was found
TOKEN = re.compile(r"\w+")
ENDED_BY_A_LETTER = re.compile(r"(?<=\w)\n\n")  # a heading before what follows it


@dataclass(frozen=True)
class Piece:
    text: str
    marked: bool


def excerpt(dek: str, doc: dict, asked: Asked, captions: Iterable[str] = ()) -> list[Piece]:
    """The dek when it holds a word, else the place in the text where the first stands, else a caption that has one,
    else the dek unmarked."""
    wanted = {root for word in asked.in_order for root in roots_of(word)}
    for text in (dek, body.plain_text(doc), *captions):
        if (first := next(_hits(text, wanted), None)) is not None:
            return list(_pieces(_cut(text, first.start()), wanted))
    return [Piece(dek, marked=False)]


def marked(text: str, asked: Asked) -> list[Piece]:
    """A whole title, with the words that were asked for marked."""
    return list(_pieces(text, {root for word in asked.in_order for root in roots_of(word)}))


def _hits(text: str, wanted: set[str]) -> Iterator[re.Match]:
    return (found for found in TOKEN.finditer(text) if not wanted.isdisjoint(_roots_in(found[0])))


@lru_cache(50_000)
def _roots_in(token: str) -> frozenset[str]:
    return frozenset(root for word in words_of(token) for root in roots_of(word))


def _cut(text: str, at: int) -> str:
    """Some hundred letters around `at`, from the beginning of a word to the end of one."""
    begin = text.rfind(" ", 0, max(0, at - BEFORE)) + 1 if at > BEFORE else 0
    piece = text[begin : begin + LENGTH]
    if begin + LENGTH < len(text):
        piece = piece.rpartition(" ")[0] or piece
    piece = " ".join(ENDED_BY_A_LETTER.sub(" · ", piece).split())
    return ("… " if begin else "") + piece + (" …" if begin + LENGTH < len(text) else "")


def _pieces(text: str, wanted: set[str]) -> Iterator[Piece]:
    done = 0
    for found in _hits(text, wanted):
        if found.start() > done:
            yield Piece(text[done : found.start()], marked=False)
        yield Piece(found[0], marked=True)
        done = found.end()
    if done < len(text):
        yield Piece(text[done:], marked=False)
