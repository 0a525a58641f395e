"""Where the corpora of hostile and odd input stand, and what their lines say."""

import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PLACES = [Path(os.environ["LEMBAR_CORPORA"])] if "LEMBAR_CORPORA" in os.environ else []
PLACES += [HERE.parent.parent / "shared" / "corpora", HERE / "corpora"]


def corpus(name: str) -> Path:
    """The corpus file of that name: LEMBAR_CORPORA first, then the shared folder, then the copy in tests/corpora."""
    return next((place / name for place in PLACES if (place / name).exists()), HERE / "corpora" / name)


def lines(name: str) -> list[dict]:
    """The lines of a corpus. Only the two collections of injections, which are not ours to copy, may be absent."""
    path = corpus(name)
    if name.startswith("xss") and not path.exists():
        pytest.skip(f"{name} is not here. Point LEMBAR_CORPORA at the folder that has it: this claim was NOT tested.")
    return [json.loads(line) for line in path.read_text().splitlines()]


def wrong_answers(name: str, given: str, use: str, store: Callable[[str], str | None]) -> dict[str, str | None]:
    """What `store` answers to the lines of a corpus where it should have answered otherwise, by id and kind.

    `given` names what goes in; `store` gives what is stored, or None for a refusal. What is accepted is stored as typed
    in NFC (n-103 is the one line typed otherwise). What was stored must be stored again unchanged.
    """
    wrong = {}
    for line in lines(name):
        stored = store(line[given])
        typed = unicodedata.normalize("NFC", line[given]) if line[use] == "accept" else None
        right = {"accept": typed, "refuse": None, "normalise": line.get(f"{use}_to"), "either": stored}[line[use]]
        again = stored if stored is None else store(stored.replace("|", ",") if use == "topic" else stored)
        if stored != right or again != stored:
            wrong[f"{line['id']}-{line['kind']}"] = stored
    return wrong
