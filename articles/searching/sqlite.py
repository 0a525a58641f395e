"""Owns how SQLite's FTS5 is asked. Everything asked for is letters and digits, so no sign of its language gets in."""

from articles.searching.asked import Asked

WEIGHTS = "8.0, 4.0, 1.0, 5.0, 4.0, 0.5, 0.0"  # title, dek, body, topics, people, exact, keys
SAID = "{title dek body topics people}"
FOUND = "SELECT rowid AS key, {score} AS score FROM {index} WHERE {index} MATCH %s ORDER BY rowid DESC LIMIT %s"
WORDS, TITLES = "articles_searchindex", "articles_titleindex"


def ranked_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better)."""
    return FOUND.format(index=WORDS, score=f"-bm25({WORDS}, {WEIGHTS})"), [_match(asked, SAID)]


def titles_query(asked: Asked) -> tuple[str, list[str]]:
    """The newest rows that have the words in the title, without a score. Titles have an index of their own, of which
    little is read; it has no bodies in which a phrase could stand."""
    index = WORDS if asked.phrases or asked.without else TITLES
    return FOUND.format(index=index, score=0), [_match(asked, "title")]


def _match(asked: Asked, where: str) -> str:
    each = [_any(roots) for roots in asked.roots]
    parts = [f"{where} : ({(' OR ' if asked.any_word else ' AND ').join(each)})"] if each else []
    parts += [f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.phrases]
    parts += [f"keys : {_any(keys)}" for keys in asked.keys]
    wanted = " AND ".join(f"({part})" for part in parts)
    without = " OR ".join(f"exact : {_quoted(' '.join(phrase))}" for phrase in asked.without)
    return f"({wanted}) NOT ({without})" if without else wanted


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    *whole, last = words
    match = " AND ".join([f"title : {_quoted(word)}" for word in whole] + [f"title : {_quoted(last)}*"])
    return FOUND.format(index=TITLES, score=0), [match]


def _any(words: tuple[str, ...]) -> str:
    return f"({' OR '.join(map(_quoted, words))})"


def _quoted(words: str) -> str:
    return f'"{words}"'
