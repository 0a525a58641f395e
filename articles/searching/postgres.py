"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5."""

from articles.searching.asked import Asked

WEIGHTS = "{0.1, 0.4, 0.6, 1.0}"  # body; dek; topics and people; title
QUERY = """
    SELECT article_id AS key, ts_rank(%s::float4[], roots, %s::tsquery) AS score FROM articles_searchtext
    WHERE {where} {filters} ORDER BY article_id DESC LIMIT %s
"""


def ranked_query(asked: Asked, column: str, filters: str) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better). `column` narrows the words to the title."""
    each = [f"({' | '.join(roots)})" for roots in asked.roots]
    words = (" | " if asked.any_word else " & ").join(each)
    phrases = " & ".join(" <-> ".join(phrase) for phrase in asked.phrases)
    without = " | ".join(f"({' <-> '.join(phrase)})" for phrase in asked.without)
    where = "titles" if column == "title" else "roots"  # of a label in the query the planner knows no number
    conditions = [(f"{where} @@ %s::tsquery", words), ("exact_words @@ %s::tsquery", phrases)]
    conditions.append(("NOT exact_words @@ %s::tsquery", without))
    used = [(sql, value) for sql, value in conditions if value]
    query = QUERY.format(
        where=" AND ".join(sql for sql, _value in used),
        filters=filters and f"AND article_id IN ({filters})",
    )
    return query, [WEIGHTS, words or phrases, *(value for _sql, value in used)]


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    match = " & ".join([*words[:-1], f"{words[-1]}:*"])
    return "SELECT article_id FROM articles_searchtext WHERE titles @@ %s::tsquery ORDER BY article_id DESC LIMIT %s", [
        match
    ]
