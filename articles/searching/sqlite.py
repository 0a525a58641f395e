"""Owns how SQLite's FTS5 is asked. Everything asked for is letters and digits, so no sign of its language gets in."""

from articles.searching.asked import Asked

WEIGHTS = "8.0, 4.0, 1.0, 5.0, 4.0, 0.5"  # title, dek, body, topics, people, exact
SAID = "{title dek body topics people}"
QUERY = """
    SELECT rowid AS key, -bm25(articles_searchindex, {weights}) AS score FROM articles_searchindex
    WHERE articles_searchindex MATCH %s {filters} ORDER BY rowid DESC LIMIT %s
"""


def ranked_query(asked: Asked, column: str, filters: str) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better). `column` narrows the words to the title."""
    match = _match(asked, "{title}" if column == "title" else SAID)
    # With a plus, or FTS5 is asked anew for each key of the filter.
    return QUERY.format(weights=WEIGHTS, filters=filters and f"AND +rowid IN ({filters})"), [match]


def _match(asked: Asked, where: str) -> str:
    each = [f"({' OR '.join(map(_quoted, roots))})" for roots in asked.roots]
    parts = [f"{where} : ({(' OR ' if asked.any_word else ' AND ').join(each)})"] if each else []
    parts += [f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.phrases]
    wanted = " AND ".join(f"({part})" for part in parts)
    without = " OR ".join(f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.without)
    return f"({wanted}) NOT ({without})" if without else wanted


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    *whole, last = words
    match = " AND ".join([f"title : {_quoted(word)}" for word in whole] + [f"title : {_quoted(last)}*"])
    return "SELECT rowid FROM articles_searchindex WHERE articles_searchindex MATCH %s ORDER BY rowid DESC LIMIT %s", [
        match
    ]


def _quoted(words: str) -> str:
    return f'"{words}"'
