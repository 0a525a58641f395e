"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5."""

from dataclasses import replace

from articles.searching.asked import Asked

WITHOUT = "NOT exact_words @@ %s::tsquery"
WEIGHTS = "{0.1, 0.4, 0.6, 1.0}"  # body; dek; topics and people; title
# Scored are the rows that are left: in the same query PostgreSQL would unpack the vectors of all that fit.
FOUND = """
    SELECT article_id AS key, {score} AS score
    FROM (SELECT article_id, roots FROM articles_searchtext WHERE {where} ORDER BY article_id DESC LIMIT %s) AS newest
"""
# From the newest on until there are enough: words that are left out are looked for in no more rows. OFFSET keeps apart.
TITLED = """
    SELECT article_id AS key, 0 AS score
    FROM (SELECT * FROM articles_searchtext WHERE {where} ORDER BY article_id DESC OFFSET 0) AS titled
    WHERE {left} LIMIT %s
"""


def ranked_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better)."""
    where, said = _where(asked, "roots")
    return FOUND.format(score="ts_rank(%s::float4[], roots, %s::tsquery)", where=where), [WEIGHTS, said[0], *said]


def titles_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that have the words in the title, without a score."""
    where, said = _where(replace(asked, without=()), "titles")  # of a label in the query the planner knows no number
    if not asked.without:
        return FOUND.format(score=0, where=where), said
    return TITLED.format(where=where, left=WITHOUT), [*said, _without(asked)]


def _where(asked: Asked, words: str) -> tuple[str, list[str]]:
    """Conditions and their values; the first are the words, or else the phrases."""
    phrases = " & ".join(" <-> ".join(phrase) for phrase in asked.phrases)
    conditions = [
        (f"{words} @@ %s::tsquery", (" | " if asked.any_word else " & ").join(map(_any, asked.roots))),
        ("exact_words @@ %s::tsquery", phrases),
        (WITHOUT, _without(asked)),
        ("to_tsvector('simple', keys) @@ %s::tsquery", " & ".join(map(_any, asked.keys))),
    ]
    used = [(sql, value) for sql, value in conditions if value]
    return " AND ".join(sql for sql, _value in used), [value for _sql, value in used]


def _without(asked: Asked) -> str:
    return " | ".join(f"({' <-> '.join(phrase)})" for phrase in asked.without)


def _any(words: tuple[str, ...]) -> str:
    return f"({' | '.join(words)})"


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    match = " & ".join([*words[:-1], f"{words[-1]}:*"])
    return "SELECT article_id FROM articles_searchtext WHERE titles @@ %s::tsquery ORDER BY article_id DESC LIMIT %s", [
        match
    ]
