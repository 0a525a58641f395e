"""Owns which pieces of pages are remembered: by the values that they are drawn from, and by nothing else.

So there is nothing to forget: where a fact has changed, the values are others. What a piece took by itself from the
clock, the settings or the database would stay as it was; tests/newsroom/test_pieces.py looks for that.
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
MOST_LARGE = 300  # some 8 MB of articles and lists
VALUES = {str, int, bool, datetime, timedelta, NoneType}


def drawn(piece: str, **facts) -> SafeString:
    """A template drawn from these values. Raises TypeError for what is none: two states of a row are equal."""
    return _drawn(piece, get_language(), tuple(facts), *_given(facts))


def drawn_large(piece: str, **facts) -> SafeString:
    """The same of what is as large as an article or a list: fewer are remembered, and they push out no card."""
    return _drawn_large(piece, get_language(), tuple(facts), *_given(facts))


def _given(facts: dict[str, object]) -> Iterator[object]:
    return (tuple(fact) if type(fact) is list else fact for fact in facts.values())


def _draw(piece: str, language: str, names: tuple[str, ...], *facts) -> SafeString:
    if not all(isinstance(fact, SafeString) or _is_value(fact) for fact in facts):
        raise TypeError(f"{piece} is to be drawn from something that is no value.")
    return render_to_string(piece, dict(zip(names, facts, strict=True)))


def _is_value(fact: object) -> bool:
    """Within another value everything is plain, since there its type is not looked at."""
    if type(fact) in VALUES:
        return True
    if isinstance(fact, tuple):
        return all(map(_is_value, fact))
    return is_dataclass(fact) and all(map(_is_value, vars(fact).values()))


# Markup and the same letters as text are equal, and so are 1 and True: their types are looked at too.
_drawn, _drawn_large = (lru_cache(most, typed=True)(_draw) for most in (MOST, MOST_LARGE))
