"""Owns what hostile and large texts cost as multiples of an ordinary one of the same length, in the same minute."""

from contextlib import suppress
from time import process_time

import pytest

from articles import body
from articles.plaintext import from_text

pytestmark = pytest.mark.bench
LENGTH = 100_000
ORDINARY = "Kata yang biasa saja, tanpa tanda apa pun di dalamnya.\n\n"
HOSTILE = ["[", "*", "_", "](", "[a](", "[[a](/b)](", "**a", "_a ", "\\", "(", "- a\n", "1. a\n", "**_", "a\n\n"]
SIMILAR = "a" * 98
MOST = 30  # an ordinary text takes some thirty milliseconds


def seconds(text: str, stored: dict | None = None) -> float:
    began = process_time()
    with suppress(body.BrokenDocument):
        from_text(text, stored or body.empty())
    return process_time() - began


def of_length(piece: str) -> str:
    return piece * (LENGTH // len(piece))


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_against_ordinary_text(piece):
    ratio = seconds(of_length(piece)) / seconds(of_length(ORDINARY))
    print(f"\n{piece!r}: {ratio:.1f} times an ordinary text", end="")

    assert ratio < MOST


def test_two_thousand_similar_blocks_against_ordinary_text():
    stored = from_text("\n\n".join(f"{SIMILAR}{at % 7}" for at in range(1_990)), body.empty())

    ratio = seconds("\n\n".join(f"{SIMILAR}b{at % 9}" for at in range(1_990)), stored) / seconds(of_length(ORDINARY))
    print(f"\nsimilar blocks: {ratio:.1f} times an ordinary text", end="")

    assert ratio < MOST
