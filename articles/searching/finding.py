"""Owns which live articles a search finds, and in which order; one interface over both engines."""

from dataclasses import dataclass, replace

from django.db import connection

from articles.indexing import spellings
from articles.models import Article, SearchWord
from articles.roots import roots_of, words_of
from articles.searching import postgres, sqlite
from articles.searching.asked import Asked

MOST = 500  # rows of a search that are ranked: those published last, on SQLite those begun last; a page shows no more
MOST_TITLES = 100  # and, before them, those that have it all in the title, however old
LOOKED_AT = 100  # of the best rows, titles are read too
OTHER_FORM = 0.8
TRIED = 6  # words that a mistyped one may be

# Looked up by key for the best alone: joined, PostgreSQL may read every article for it.
WITH_TITLES = """
    SELECT key, score, CASE WHEN place <= {most} THEN (
        SELECT revision.title FROM articles_article AS article
        JOIN articles_revision AS revision ON revision.id = article.live_revision_id WHERE article.id = key
    ) END
    FROM (SELECT key, score, row_number() OVER (ORDER BY score DESC, key DESC) AS place FROM ({rows}) AS found) AS best
"""


@dataclass(frozen=True)
class Found:
    """`pks` of articles, the best first. `asked` is what was looked for in the end: a mistyped word was mended."""

    asked: Asked
    pks: list[int]
    mended: bool = False

    @property
    def is_cut(self) -> bool:
        return len(self.pks) >= MOST


def find(asked: Asked) -> Found:
    """What fits; else what fits with mistyped words mended; else what has any of the words."""
    if asked.is_empty:
        return Found(asked, [])
    if (pks := ranked(asked)) or not asked.words:
        return Found(asked, pks)
    mended = replace(asked, words=tuple(_mended(word, asked) for word in asked.words))
    if mended != asked and (pks := ranked(mended)):
        return Found(mended, pks, mended=True)
    loose = replace(mended, any_word=True)
    return Found(loose, ranked(loose) if len(asked.words) > 1 else [], mended=mended != asked)


def ranked(asked: Asked) -> list[int]:
    """The keys of the articles that fit, the best first."""
    rows = _rows(_engine().ranked_query(asked, MOST))
    if asked.words and not asked.any_word and len(rows) >= MOST:
        first = 2 * max(score for _pk, score, _title in rows)
        rows += [(pk, first, title) for pk, _score, title in _rows(_engine().titles_query(asked, MOST_TITLES))]
    scores = {pk: score for pk, score, _title in rows}
    titles = {pk: title for pk, _score, title in rows if title}
    best = sorted(scores, key=lambda pk: (-scores[pk], -pk))
    head = best[:LOOKED_AT]
    head.sort(key=lambda pk: -scores[pk] * _title_counts(words_of(titles.get(pk, "")), asked))
    return head + best[LOOKED_AT:]


def _title_counts(title: list[str], asked: Asked) -> float:
    """How many times more it counts that a title has the words, rather the very ones, and has them in a row."""
    wanted = asked.in_order
    forms = {root for word in title for root in roots_of(word)}
    share = sum(_stands(word, title, forms) for word in set(wanted)) / len(set(wanted))
    in_a_row = len(wanted) > 1 and any(tuple(title[at : at + len(wanted)]) == wanted for at in range(len(title)))
    return 1 + share + in_a_row


def _stands(word: str, title: list[str], forms: set[str]) -> float:
    """1 for the very word, somewhat less for another form of it."""
    return 1 if word in title else 0 if forms.isdisjoint(roots_of(word)) else OTHER_FORM


def _rows(query: tuple[str, list]) -> list[tuple[int, float, str | None]]:
    rows, said = query
    with connection.cursor() as cursor:
        cursor.execute(WITH_TITLES.format(most=LOOKED_AT, rows=rows), said)
        return cursor.fetchall()


def _mended(word: str, asked: Asked) -> str:
    """The word itself when it is known; else one that differs by a letter: the nearest that stands beside the other
    words somewhere, or else the nearest with which anything is found."""
    if SearchWord.objects.filter(word__in=roots_of(word)).exists():
        return word
    near = SearchWord.objects.filter(slips__spelling__in=spellings(word)).values_list("word", flat=True).distinct()
    close = sorted(near[: 10 * TRIED], key=lambda known: (_distance(word, known), *_slip(word, known), known))
    others = tuple(other for other in asked.words if other != word)
    for beside in (others, ()) if others else ((),):
        for known in close[:TRIED]:
            if _rows(_engine().ranked_query(replace(asked, words=(*beside, known)), 1)):
                return known
    return word


def _slip(word: str, known: str) -> tuple[bool, bool, bool]:
    """Sorts words that are equally near, the one first that was meant more often. The first letter is seldom wrong. A
    letter too many or two exchanged seldom make another word by chance; of the others more are left out than wrong.
    Source: Pollock and Zamora, Automatic spelling correction in scientific and scholarly text (1984).
    """
    is_exchanged = sorted(known) == sorted(word)
    return known[:1] != word[:1], not (len(known) < len(word) or is_exchanged), len(known) == len(word)


def _distance(one: str, other: str) -> int:
    """How many letters were changed, left out, put in or exchanged with their neighbour."""
    before, last = [], list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        row = [at]
        for to, its in enumerate(other, start=1):
            cost = min(last[to] + 1, row[-1] + 1, last[to - 1] + (letter != its))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == its:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def titles_with(typed: str, number: int) -> list[Article]:
    """The newest live articles whose title has these words, the last one only begun."""
    if not (words := words_of(typed)):
        return []
    query, said = _engine().prefix_query(words, number)
    with connection.cursor() as cursor:
        cursor.execute(query, said)
        pks = [pk for pk, *_score in cursor.fetchall()]
    live = Article.objects.live().filter(pk__in=pks).select_related("live_revision")
    return sorted(
        live.defer("body", "live_revision__body"),
        key=lambda article: (article.first_published_at, article.pk),
        reverse=True,
    )


def _engine():
    return sqlite if connection.vendor == "sqlite" else postgres
