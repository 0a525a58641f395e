"""No pattern of ours takes long, whatever is typed again and again."""

import importlib
import pkgutil
import re
import time

import pytest

import articles
import community
import newsroom
from tests.site import ROOT

CALLED = r"\b{name}\.(match|fullmatch|search|sub|split|findall|finditer)\("
UNITS = [
    "a",
    "0",
    " ",
    "\n",
    "\t\n",
    "- ",
    "-",
    "* ",
    "_a",
    "(",
    "()",
    "((",
    "\\",
    "\\a",
    "[",
    "](",
    "#",
    ">",
    ".",
    ",",
]
UNITS += [
    "a.",
    "a-",
    "'",
    "a'",
    "1.",
    "%",
    "@",
    "a@",
    '"',
    "<",
    "é",
    "\u200d",
    "(foto ",
    "[a](",
    "**",
    "*a*",
    "http://",
]
UNITS += [":", "/", "redaksi", '!import "', ". ", ")", "!'", "0x", "1.1", "-1", "\U0001f1e6"]


def patterns() -> list[tuple[str, str, re.Pattern]]:
    """Every compiled pattern of our modules, with the ways in which the sources call it."""
    sources = "\n".join(file.read_text() for room in (articles, community, newsroom) for file in _files(room))
    found = {}
    for room in (articles, community, newsroom):
        for one in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations" not in one.name and ".commands" not in one.name:
                for name, value in vars(importlib.import_module(one.name)).items():
                    if isinstance(value, re.Pattern):
                        found[value.pattern] = (name, value)
    return [
        (name, way, one) for name, one in found.values() for way in set(re.findall(CALLED.format(name=name), sources))
    ]


def _files(room):
    base = ROOT / room.__name__
    return [file for file in base.rglob("*.py") if "migrations" not in file.parts]


@pytest.mark.drill
def test_no_pattern_takes_long_whatever_is_repeated():
    slow = []
    for name, way, pattern in patterns():
        for unit in UNITS:
            text = unit * (20_000 // len(unit)) + "\x00"
            began = time.process_time()
            getattr(pattern, way)(*(["", text] if way == "sub" else [text]))
            if time.process_time() - began > 0.5:  # of the processor, whoever else is on it
                slow.append((name, way, unit))

    assert len(patterns()) > 40
    assert slow == []
