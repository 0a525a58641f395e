"""Every vector through every text field, and every page that shows it read by Chromium, without our policy.

Each page of each vector is parsed by Chromium: it may hold no element, attribute or scheme that the same page with
harmless words has not. Of every twentieth vector each page is shown as well, with our scripts: no dialog, no request.
The text of an article is shown with every vector in the gate (tests/walk/test_injections.py).
"""

import time
from collections import Counter, defaultdict

import pytest
from django.core.cache import cache

from articles.models import Article, Correction, Photo, Remark
from articles.reading.topics import TOPICS_A_PAGE
from community.models import User
from tests.corpora import lines
from tests.drills.injected import Desk, Views, publish, read, read_lists, send_and_return, write
from tests.factories import a_draft, a_live_article, a_photo, a_topic
from tests.walk.watching import whole

pytestmark = [pytest.mark.drill, pytest.mark.django_db]
# Words that are kept, too long for every field, kept by no database, without a letter, and with each kind of block.
HARMLESS = [
    *("Kata alert", "kata " * 2500, "ka\0ta", "…", "x" * 250, "x" * 90, "\u200b", "x@y.example"),
    "https://berita.example/foto",
    "[kata](https://berita.example/) **tebal** _miring_ baris\\\nlain",
    "- a\n- b\n\n> k\n\n>> k\n\n1. k\n\n***\n\n### k\n\n## a\n\n## b\n\n## c",
]
PARTS, LISTS_EVERY, SHOWN_EVERY, BATCH = 4, 10, 20, 8


def carried(vector: str, number: int, desk: Desk) -> Views:
    cache.clear()
    article, client, views = write(vector, number, desk)
    views += send_and_return(vector, article, client, desk)
    views += publish(vector, article, number, desk)
    views += read(article, number)
    return views + (read_lists() if number % LISTS_EVERY == 0 else [])


def parsed(watcher, views: Views):
    return watcher.begin_to_parse([whole(answer).decode() for _kind, _path, answer in views])


def shown(watcher, views: Views) -> dict[str, tuple[str, ...]]:
    """What happened that should not, by the kind of page."""
    named = [(f"{path}{'&' if '?' in path else '?'}v={at}", answer) for at, (_kind, path, answer) in enumerate(views)]
    sights = [
        sight for at in range(0, len(named), BATCH) for sight in watcher.begin_to_see(named[at : at + BATCH]).result()
    ]
    return {view[0]: sight.happened for view, sight in zip(views, sights, strict=True) if sight.happened}


@pytest.fixture
def desk() -> Desk:
    return Desk(a_photo(a_draft()))


@pytest.fixture
def known(watcher, desk) -> dict[str, set[str]]:
    """By the kind of page what it holds with harmless words."""
    found = defaultdict(set)
    for number in range(TOPICS_A_PAGE + 1):  # so that every list has a second page
        a_live_article(title=f"alert {number}", named=("Kuliner", a_topic(f"Biasa {number}").name))
    for number, words in enumerate(HARMLESS):
        views = carried(words, number * LISTS_EVERY, desk)
        for view, shapes in zip(views, parsed(watcher, views).result(), strict=True):
            found[view[0]] |= shapes
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_vector_through_every_field_on_every_page(watcher, desk, known, part):
    faults, pages, begun = {}, Counter(), time.monotonic()
    vectors = [line for name in ("xss.jsonl", "xss-owasp.jsonl") for line in lines(name)][part::PARTS]

    for number, line in enumerate(vectors, start=1000):
        views = carried(line["vector"], number, desk)
        looking = parsed(watcher, views)
        if number % SHOWN_EVERY == 0:
            faults |= {(line["id"], kind): happened for kind, happened in shown(watcher, views).items()}
        for (kind, path, _answer), shapes in zip(views, looking.result(), strict=True):
            pages[kind] += 1
            if strange := shapes - known[kind]:
                faults[line["id"], kind, path] = sorted(strange)

    took = time.monotonic() - begun
    print(f"\npart {part}: {len(vectors)} vectors, {sum(pages.values())} pages, {took:.0f} s: {dict(pages)}")
    kept = kept_with_a_vector()
    print(f"kept with the vector: {kept} titles, captions, taglines, remarks, corrections")
    print("".join(f"{at}: {found}\n" for at, found in faults.items()))
    assert faults == {}
    assert min(kept) > 0.9 * len(vectors)


def kept_with_a_vector() -> list[int]:
    return [
        Article.objects.exclude(title__in=["Judul", ""]).count(),
        Photo.objects.exclude(caption__in=["Foto", ""]).count(),
        User.objects.exclude(tagline="").count(),
        Remark.objects.count(),
        Correction.objects.count(),
    ]


def test_the_drill_sees_what_is_not_escaped(watcher, known):
    page = '<main><p>Kata</p><p onclick="alert(1)">x</p><a href="java&#10;script:alert(1)">x</a><svg></svg></main>'

    (shapes,) = watcher.begin_to_parse([page]).result()

    assert {"p[onclick]", "a href=javascript:"} <= shapes - known["article"]
