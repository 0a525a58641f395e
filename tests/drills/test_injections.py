"""Every vector through every text field, and read in Chromium on every page that shows it, without our policy."""

import time
from collections import Counter, defaultdict

import pytest
from django.core.cache import cache

from tests.corpora import lines
from tests.drills.injected import Desk, Views, publish, read, read_lists, send_and_return, write
from tests.factories import a_draft, a_photo

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
# Words that are kept, that are too long for every field, that no database keeps, that hold no letter, and a link.
HARMLESS = [
    "Kata",
    "kata " * 2500,
    "ka\0ta",
    "…",
    "[kata](https://berita.example/) **tebal** _miring_",
    "- a\n- b",
    "> k",
    "1. k",
    "***",
    "## k",
]
LISTS_EVERY = 10


def carried(vector: str, number: int, desk: Desk) -> Views:
    cache.clear()
    article, client, views = write(vector, number, desk)
    views += send_and_return(vector, article, client, desk)
    views += publish(vector, article, number, desk)
    views += read(article, number)
    return views + (read_lists() if number % LISTS_EVERY == 0 else [])


def looked_at(watcher, views: Views):
    return watcher.begin_to_see(
        [(f"{path}{'&' if '?' in path else '?'}v={place}", answer) for place, (_kind, path, answer) in enumerate(views)]
    )


def test_every_vector_through_every_field_on_every_page(watcher):
    desk, known, faults, seen = Desk(a_photo(a_draft())), defaultdict(set), {}, Counter()
    for number, words in enumerate(HARMLESS):
        views = carried(words, number * LISTS_EVERY, desk)
        for (kind, _path, _answer), sight in zip(views, looked_at(watcher, views).result(), strict=True):
            known[kind] |= sight.shapes
    begun, before = time.monotonic(), None
    vectors = [line for name in ("xss.jsonl", "xss-owasp.jsonl") for line in lines(name)]

    for number, line in enumerate([*vectors, None], start=1001):
        views = carried(line["vector"], number, desk) if line else []
        if before:
            note(*before, known, faults, seen)
        before = (line["id"], views, looked_at(watcher, views)) if line else None
        if number % 100 == 0:
            print(f"\n{number - 1000} vectors, {sum(seen.values())} pages, {time.monotonic() - begun:.0f} s", end="")

    print("\n" + ", ".join(f"{kind} {count}" for kind, count in sorted(seen.items())))
    assert faults == {}


def note(vector: str, views: Views, looking, known, faults, seen) -> None:
    for (kind, path, _answer), sight in zip(views, looking.result(), strict=True):
        seen[kind] += 1
        wrong = [*sight.happened, *sorted(sight.shapes - known[kind])]
        if wrong:
            faults[vector, kind, path] = wrong
