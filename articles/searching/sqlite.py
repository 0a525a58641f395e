"""Owns how SQLite's FTS5 is asked. Everything asked for is letters and digits, so no sign of its language gets in."""

from articles.searching.asked import Asked

SAID = "{title dek body topics people}"
WEIGHTS = {"title": 8, "dek": 4, "topics": 5, "people": 4}  # the body counts once
FOUND = "SELECT rowid AS key, 0 AS score FROM {index} WHERE {index} MATCH %s ORDER BY rowid DESC LIMIT %s"
WORDS, TITLES = "articles_searchindex", "articles_titleindex"
# BM25 over weighted columns, with its usual k of 1.2 and b of 0.75 and 3,000 letters as a usual length, but without the
# rarity of words, as PostgreSQL's rank: FTS5's own bm25 counts for that all rows of the index with each word, 0.1 s of
# 1,000,000. Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), 3.6.
# Without its limits SQLite would work out lengths and scores once for each time that they are named.
SCORED = """
    SELECT key, {score} AS score FROM (
        SELECT {read}, 0.3 + 0.9 * length(exact) / 3000.0 AS most FROM articles_searchtext WHERE article_id IN (
            SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT %s
        ) LIMIT -1
    ) LIMIT -1
"""
TERM = "1 - most / (most + {times})"
APART = "' ' || {column} || ' ' AS {column}"
STANDS = "instr({column}, %s) > 0"
TIMES_IN_ROW = "0.5 * (length(exact) - length(replace(exact, %s, ''))) / %s"


def ranked_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that fit: key, score (higher is better)."""
    # A word that must stand somewhere is not looked for in the body, which is long.
    columns, found = (WEIGHTS | {"body": 1}, "") if asked.any_word else (WEIGHTS, "1 + ")
    terms, said = [], []
    for roots in asked.roots:
        stands = {column: " OR ".join([STANDS.format(column=column)] * len(roots)) for column in columns}
        terms.append(found + " + ".join(f"{weight} * ({stands[column]})" for column, weight in columns.items()))
        said += [f" {root} " for root in roots] * len(columns)
    for phrase in map(" ".join, asked.phrases):
        terms.append(TIMES_IN_ROW)
        said += [phrase, len(phrase)]
    score = " + ".join(TERM.format(times=times) for times in terms)
    read = ["article_id AS key", *(APART.format(column=column) for column in columns)]
    read += ["exact"] if asked.phrases else []
    return SCORED.format(score=score, read=", ".join(read)), [*said, _match(asked, SAID), most]


def titles_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that have the words in the title, without a score. Titles have an index of their own, of which
    little is read; it has no bodies in which a phrase could stand."""
    index = WORDS if asked.phrases or asked.without else TITLES
    return FOUND.format(index=index), [_match(asked, "title"), most]


def _match(asked: Asked, where: str) -> str:
    each = [_any(roots) for roots in asked.roots]
    parts = [f"{where} : ({(' OR ' if asked.any_word else ' AND ').join(each)})"] if each else []
    parts += [f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.phrases]
    parts += [f"keys : {_any(keys)}" for keys in asked.keys]
    wanted = " AND ".join(f"({part})" for part in parts)
    without = " OR ".join(f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.without)
    return f"({wanted}) NOT ({without})" if without else wanted


def prefix_query(words: list[str], most: int) -> tuple[str, list]:
    """The newest rows whose title has these words, the last one only begun."""
    *whole, last = words
    match = " AND ".join([f"title : {_quoted(word)}" for word in whole] + [f"title : {_quoted(last)}*"])
    return FOUND.format(index=TITLES), [match, most]


def _any(words: tuple[str, ...]) -> str:
    return f"({' OR '.join(map(_quoted, words))})"


def _quoted(words: str) -> str:
    return f'"{words}"'
