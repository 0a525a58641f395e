"""Owns which pages and pieces of them are remembered: by the values that they are drawn from, and by nothing else.

So there is nothing to forget: where a fact has changed, the values are others. What a piece took by itself from the
clock, the request or the database would stay as it was; tests/newsroom/test_pieces.py looks for that. Settings
are those of the process.
"""

from collections.abc import Iterator
from dataclasses import is_dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from types import NoneType

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 1_000  # some 3.5 MB of cards
MOST_LARGE = 300  # some 8 MB of articles and lists; 40 if all were as long as may be, with a sign that makes them wide
MOST_WHOLE = 200  # some 6 MB of pages, and the values that they show
LONGEST = 40_000  # letters of an article that is remembered
VALUES = {str, int, bool, datetime, timedelta, NoneType}


def drawn(piece: str, **facts: object) -> SafeString:
    """A template drawn from these values. Raises TypeError for what is none: two states of a row are equal."""
    return _drawn(piece, get_language(), tuple(facts), *_given(facts))


def drawn_large(piece: str, **facts: object) -> SafeString:
    """The same of what is as large as an article or a list: fewer are remembered, they push out no card, and what says
    that it has too many `letters` is drawn each time."""
    draw = _draw if _is_too_long(facts) else _drawn_large
    return draw(piece, get_language(), tuple(facts), *_given(facts))


def drawn_whole(page: str, /, **facts: object) -> bytes:
    """The same of a page: where all that it shows is as it was, its pieces are not put together again."""
    draw = _draw_whole if _is_too_long(facts) else _drawn_whole
    return draw(page, get_language(), tuple(facts), *_given(facts))


def _is_too_long(facts: dict[str, object]) -> bool:
    return any(getattr(fact, "letters", 0) > LONGEST for fact in facts.values())


def _given(facts: dict[str, object]) -> Iterator[object]:
    return (tuple(fact) if type(fact) is list else fact for fact in facts.values())


def _draw(piece: str, language: str | None, names: tuple[str, ...], *facts: object) -> SafeString:
    if not all(isinstance(fact, SafeString) or _is_value(fact) for fact in facts):
        raise TypeError(f"{piece} is to be drawn from something that is no value.")
    return render_to_string(piece, dict(zip(names, facts, strict=True)))


def _draw_whole(page: str, language: str | None, names: tuple[str, ...], *facts: object) -> bytes:
    """As bytes, which take half where one sign makes all letters of a string wide."""
    return _draw(page, language, names, *facts).encode()


def _is_value(fact: object) -> bool:
    """Within another value everything is plain, since there its type is not looked at."""
    if type(fact) in VALUES:
        return True
    if isinstance(fact, tuple):
        return all(map(_is_value, fact))
    return is_dataclass(fact) and all(map(_is_value, vars(fact).values()))


# Markup and the same letters as text are equal, and so are 1 and True: the types of facts are looked at too. Not within
# a fact, where each field has one type.
_drawn, _drawn_large = (lru_cache(most, typed=True)(_draw) for most in (MOST, MOST_LARGE))
_drawn_whole = lru_cache(MOST_WHOLE, typed=True)(_draw_whole)
