"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5.

The newest rows that fit are wanted, and two ways lead there. Of words in few rows the index lists all; for frequent
ones the rows are read from the newest on until there are enough. PostgreSQL would read too often: it does not count
what it takes to unpack a vector, and does not know that what was written in a year lies behind all the years since.
"""

from collections.abc import Iterable

from django.db import connection

from articles.searching.asked import Asked, Phrase

# As the index has them (migration 0031). Where something is only left out by a column the index would read it whole: so
# something is found by it too, a mark that is no word and stands in all.
KEYS, MARK, MARKED = "to_tsvector('simple', keys)", "_", "(exact_words || '_'::tsvector)"
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
# a row of the list takes 1 µs, and of 500 to be read 3, of 100 with short titles 0.7.
SQUARE_OF_FEW = {"roots": 1_500, "titles": 70}
FEW = 0.1  # of all: of more PostgreSQL makes the list by reading them
Conditions = list[tuple[str, str]]


def ranked_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better)."""
    newest, said = _newest("roots", asked)
    words = _all(asked.roots, asked.any_word) or _phrases(asked)
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


def _newest(words: str, asked: Asked) -> tuple[str, list[str]]:
    """Of the vector with these words."""
    plain = _asking(
        [(f"{words} @@ %s::tsquery", _all(asked.roots, asked.any_word)), (f"{KEYS} @@ %s::tsquery", _all(asked.keys))]
    )
    exactly = _asking([(f"{MARKED} @@ %s::tsquery", _in_the_index(asked))])
    if asked.year or _is_few(words, plain + exactly):
        return _listed(plain + exactly, _unpacked(asked, [phrase for phrase in asked.without if len(phrase) > 1]))
    # Of two long vectors the one that most often leaves more out is unpacked first, and titles before either.
    unpacked = _unpacked(asked, asked.without)
    return _read(plain + unpacked if words == "titles" else unpacked + plain)


def _in_the_index(asked: Asked) -> str:
    """What it knows of the very words without looking at a row: which stand somewhere, and which nowhere."""
    nowhere = [f"!{phrase[0]}" for phrase in asked.without if len(phrase) == 1]
    somewhere = [word for phrase in asked.phrases for word in phrase] or [MARK]
    return " & ".join(somewhere + nowhere) if nowhere or asked.phrases else ""


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


def _is_few(words: str, indexed: Conditions) -> bool:
    number, total = _expected(indexed), _expected([])
    return number < FEW * total and number**2 < SQUARE_OF_FEW[words] * total


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


def _all(rows: list[tuple[str, ...]], any_row: bool = False) -> str:
    return (" | " if any_row else " & ").join(f"({' | '.join(words)})" for words in rows)
