"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5."""

from articles.searching.asked import Asked

WEIGHTS = "{0.1, 0.4, 0.6, 1.0}"  # body; dek; topics and people; title
QUERY = """
    SELECT found.article_id, found.score, revision.title FROM (
        SELECT article_id, ts_rank(%s::float4[], roots, {ranked}) AS score FROM articles_searchtext
        WHERE {where} {filters} ORDER BY article_id DESC LIMIT %s
    ) AS found
    JOIN articles_article AS article ON article.id = found.article_id
    JOIN articles_revision AS revision ON revision.id = article.live_revision_id
"""


def ranked_query(asked: Asked, column: str, filters: str) -> tuple[str, list[str]]:
    """The newest rows that fit: key, score (higher is better), title. `column` narrows the words to the title."""
    label = ":A" if column == "title" else ""
    each = [f"({' | '.join(f'{root}{label}' for root in roots)})" for roots in asked.roots]
    words = (" | " if asked.any_word else " & ").join(each)
    phrases = " & ".join(" <-> ".join(phrase) for phrase in asked.phrases)
    without = " | ".join(f"({' <-> '.join(phrase)})" for phrase in asked.without)
    conditions = [("roots @@ %s::tsquery", words), ("exact_words @@ %s::tsquery", phrases)]
    conditions.append(("NOT exact_words @@ %s::tsquery", without))
    used = [(sql, value) for sql, value in conditions if value]
    query = QUERY.format(
        ranked="%s::tsquery",
        where=" AND ".join(sql for sql, _value in used),
        filters=filters and f"AND article_id IN ({filters})",
    )
    return query, [WEIGHTS, words or phrases, *(value for _sql, value in used)]


def prefix_query(words: list[str]) -> tuple[str, list[str]]:
    """The newest rows whose title has these words, the last one only begun."""
    match = " & ".join([*(f"{word}:A" for word in words[:-1]), f"{words[-1]}:*A"])
    return "SELECT article_id FROM articles_searchtext WHERE roots @@ %s::tsquery ORDER BY article_id DESC LIMIT %s", [
        match
    ]
