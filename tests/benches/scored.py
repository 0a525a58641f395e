"""Owns what the search is scored on: the demo's articles as rows, 60 queries with what should stand first, plain FTS5.

The score is the mean reciprocal rank: 1 when the first result is one that was expected, 1/2 for the second, 0 for none.
"""

import json
import sqlite3
from datetime import timedelta
from functools import cache
from pathlib import Path

from django.utils import timezone

from articles import searching
from articles.loading import load
from articles.models import Article
from articles.searching.asked import PART
from newsroom.demo.manuscripts import Manuscript, manuscripts
from tests.factories import a_picture

QUERIES = Path(__file__).parent / "queries.json"
COLUMNS = "title, dek, body, topics, people"
WEIGHTS = "8.0, 4.0, 1.0, 5.0, 4.0"  # ours, so that the roots alone make the difference


@cache
def queries() -> list[dict]:
    """Each with its `kind`, what is `asked`, and the numbers of the manuscripts of which one should stand `first`."""
    return json.loads(QUERIES.read_text("utf-8"))


def told() -> list[Manuscript]:
    return [one for one in manuscripts() if one.state == "live"]


def load_manuscripts(folder: Path) -> dict[int, int]:
    """Put them live; by the key of the article the number of the manuscript."""
    for at in range(max(len(figures(one)) for one in told())):
        (folder / f"{at:02d}.jpg").write_bytes(a_picture(size=(400, 250)))
    names = sorted({name for one in told() for name in one.topics})
    people = json.loads((Path(__file__).parents[2] / "newsroom/demo/people.json").read_text("utf-8"))
    writers = [{"name": one["pen_name"], "handle": one["handle"]} for one in people if one["role"] != "administrator"]
    handles = [one["handle"] for one in writers]
    articles = [as_told(one, names, handles) for one in told()]
    load({"topics": [{"name": name} for name in names], "writers": writers, "articles": articles}, folder=folder)
    numbers = {one.title: one.number for one in told()}
    return {pk: numbers[title] for pk, title in Article.objects.values_list("pk", "live_revision__title")}


def figures(one: Manuscript) -> list[dict]:
    return [*([one.cover] if one.cover else []), *one.photos]


def as_told(one: Manuscript, names: list[str], handles: list[str]) -> dict:
    photos = [
        {"kind": "photo", "photo": at, "caption": shown["caption"], "credit": shown["creator"], "alt": shown["alt"]}
        for at, shown in enumerate(figures(one))
    ]
    return {
        "title": one.title,
        "dek": one.dek,
        "place": one.place,
        "writer": handles.index(one.author),
        "topics": [names.index(name) for name in one.topics],
        "published": (timezone.now() - timedelta(hours=one.hours_ago)).isoformat(),
        "body": [*({"kind": "paragraph", "text": text} for text in paragraphs(one)), *photos],
    }


def paragraphs(one: Manuscript) -> list[str]:
    return [text for text in one.text.split("\n\n") if not text.startswith("(")]


def ours(asked: str) -> list[int]:
    return searching.find(searching.asked(asked)).pks


class Plain:
    """FTS5 as it comes: the words themselves, all of them, by bm25."""

    def __init__(self, numbers: dict[int, int]):
        self.database = sqlite3.connect(":memory:")
        self.database.execute(f"CREATE VIRTUAL TABLE plain USING fts5({COLUMNS}, tokenize='unicode61')")
        people = {article.title: article.author.pen_name for article in Article.objects.select_related("author")}
        by_number = {one.number: one for one in told()}
        for pk, number in numbers.items():
            one = by_number[number]
            text = "\n".join([one.text, one.place, *(shown["caption"] for shown in figures(one))])
            row = [pk, one.title, one.dek, text, " ".join(one.topics), people[one.title]]
            self.database.execute(f"INSERT INTO plain (rowid, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)", row)

    def __call__(self, asked: str) -> list[int]:
        parts, without = [], []
        for minus, quoted, dash, word in PART.findall(asked):
            (without if minus or dash else parts).append(f'"{quoted or word}"')
        match = " ".join(parts) + "".join(f" NOT {part}" for part in without)
        query = f"SELECT rowid FROM plain WHERE plain MATCH ? ORDER BY bm25(plain, {WEIGHTS})"
        return [pk for (pk,) in self.database.execute(query, [match])]


def reciprocal(found: list[int], numbers: dict[int, int], first: list[int]) -> float:
    places = (1 / place for place, pk in enumerate(found, start=1) if numbers[pk] in first)
    return next(places, 0.0)
