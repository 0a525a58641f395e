"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5.

The newest rows that fit are wanted, and two ways lead there. Of words in few rows the index lists all; for frequent
ones the rows are read from the newest on until there are enough. PostgreSQL would read too often: it does not count
what it takes to unpack a vector, and does not know that what was written in a year lies behind all the years since.
"""

from collections.abc import Iterable
from itertools import chain

from django.db import connection
from django.utils import timezone

from articles.searching.asked import Asked, Phrase

# As the index has them (migration 0031). GIN reads a column from end to end where words are only left out by it: so its
# rows have a mark, which no word can be, and whoever leaves words out asks for the mark too.
KEYS, MARK = "to_tsvector('simple', keys)", "_"
MARKED = f"(exact_words || '{MARK}'::tsvector)"
WEIGHTS = "{0.1, 0.4, 0.6, 1.0}"  # body; dek; topics and people; title
# Scored are the rows that are left: in the same query PostgreSQL would unpack the vectors of all that fit.
FOUND = "SELECT article_id AS key, {score} AS score FROM ({newest}) AS newest"
# OFFSET keeps each step apart: what has to be unpacked is looked at in no more rows than are needed.
LISTED = """
    SELECT article_id, roots FROM (
        SELECT * FROM (SELECT article_id, roots, exact_words FROM articles_searchtext WHERE {indexed} OFFSET 0) AS fit
        ORDER BY article_id DESC OFFSET 0
    ) AS newest_first WHERE {unpacked} LIMIT %s
"""
READ = "SELECT article_id, roots FROM articles_searchtext WHERE {conditions} ORDER BY article_id DESC LIMIT %s"
EXPECTED = "EXPLAIN (FORMAT JSON) SELECT FROM articles_searchtext WHERE {conditions}"
# Where n of N articles fit, the list of all and reading until there are enough take equally long where n² is so many N:
# a row of the list takes 1 µs, and of 500 to be read 3 with one vector to unpack, of 100 with short titles 0.7.
SQUARE_OF_FEW = {"roots": 1_500, "titles": 70}
FEW = 0.1  # of all: of more PostgreSQL makes the list by reading them
Conditions = list[tuple[str, str]]  # SQL and its value


def ranked_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better)."""
    newest, said = _newest("roots", asked)
    words = _each(asked.roots, _between(asked)) or _phrases(asked)
    return FOUND.format(score="ts_rank(%s::float4[], roots, %s::tsquery)", newest=newest), [WEIGHTS, words, *said]


def titles_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that have the words in the title, without a score."""
    newest, said = _newest("titles", asked)
    return FOUND.format(score=0, newest=newest), said


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    titles = [("titles @@ %s::tsquery", " & ".join([*words[:-1], f"{words[-1]}:*"]))]
    newest, said = _listed(titles, []) if _is_few("titles", titles) else _read(titles)
    return FOUND.format(score=0, newest=newest), said


def _newest(column: str, asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that fit, listed or read, as should be quicker; `column` is where the words are looked for."""
    words_out, phrases_out = ([one for one in asked.without if (len(one) > 1) is long] for long in (False, True))
    plain = _asking([(f"{column} @@ %s::tsquery", _each(asked.roots, _between(asked)))])
    plain += _asking([(f"{KEYS} @@ %s::tsquery", _each(asked.keys, " & "))])
    indexed = plain + _asking([(f"{MARKED} @@ %s::tsquery", _marked(asked.phrases, words_out))])
    if _is_past(asked) or _is_few(column, indexed, is_narrowed=bool(asked.keys)):
        return _listed(indexed, _unpacked(asked, phrases_out))
    # Of two long vectors the one that most often leaves more out is unpacked first, and titles before either.
    unpacked = _unpacked(asked, asked.without)
    return _read(plain + unpacked if column == "titles" else unpacked + plain)


def _marked(phrases: Iterable[Phrase], words_out: Iterable[Phrase]) -> str:
    """What the index knows without looking at a row: which words stand somewhere in it, and which nowhere."""
    somewhere, nowhere = (list(chain.from_iterable(several)) for several in (phrases, words_out))
    return " & ".join([*(somewhere or [MARK]), *(f"!{word}" for word in nowhere)]) if somewhere or nowhere else ""


def _unpacked(asked: Asked, without: Iterable[Phrase]) -> Conditions:
    nowhere = " | ".join(f"({' <-> '.join(phrase)})" for phrase in without)
    return _asking([("exact_words @@ %s::tsquery", _phrases(asked)), ("NOT exact_words @@ %s::tsquery", nowhere)])


def _asking(conditions: Conditions) -> Conditions:
    return [(sql, value) for sql, value in conditions if value]


def _listed(indexed: Conditions, unpacked: Conditions) -> tuple[str, list[str]]:
    query = LISTED.format(indexed=_joined(indexed), unpacked=_joined(unpacked))
    return query, [value for _sql, value in indexed + unpacked]


def _read(conditions: Conditions) -> tuple[str, list[str]]:
    return READ.format(conditions=_joined(conditions)), [value for _sql, value in conditions]


def _is_past(asked: Asked) -> bool:
    return asked.year is not None and asked.year < timezone.localtime().year


def _is_few(column: str, indexed: Conditions, is_narrowed: bool = False) -> bool:
    """Of a topic or a writer more are listed too: all of it may be old."""
    number, total = _expected(indexed), _expected([])
    return number < FEW * total and (is_narrowed or number**2 < SQUARE_OF_FEW[column] * total)


def _expected(conditions: Conditions) -> int:
    """How many rows PostgreSQL thinks there are, from what it noted of each word when it last looked."""
    with connection.cursor() as cursor:
        cursor.execute(EXPECTED.format(conditions=_joined(conditions)), [value for _sql, value in conditions])
        ((explained,),) = cursor.fetchone()
    return explained["Plan"]["Plan Rows"]


def _joined(conditions: Conditions) -> str:
    return " AND ".join(sql for sql, _value in conditions) or "TRUE"


def _phrases(asked: Asked) -> str:
    return " & ".join(" <-> ".join(phrase) for phrase in asked.phrases)


def _between(asked: Asked) -> str:
    return " | " if asked.any_word else " & "


def _each(rows: list[tuple[str, ...]], between: str) -> str:
    """One of each row."""
    return between.join(f"({' | '.join(words)})" for words in rows)
