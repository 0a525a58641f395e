"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5.

The newest rows that fit are wanted, and two ways lead there. Of words in few rows the index lists all; for frequent
ones the rows are read from the newest on until there are enough: those of the writer, the topic or the year alone where
one is asked for, as its own page reads them. PostgreSQL would read too often: it does not count what it takes to unpack
a vector.
"""

from collections.abc import Iterable
from itertools import chain

from django.db import connection
from django.db.models import QuerySet

from articles.models import Article, LiveTopic, SearchText
from articles.searching.asked import Asked, Phrase

# As the index has them (migration 0033). GIN reads a column from end to end where words are only left out by it: so its
# rows have a mark, which no word can be, and whoever leaves words out asks for the mark too.
KEYS, MARK = "to_tsvector('simple', keys)", "_"
MARKED = f"(exact_words || '{MARK}'::tsvector)"
# Neighbouring words, as numbers that some other neighbours have too: GIN does not know where in a row a word stands.
NEIGHBOURS = "articles_neighbours(exact) @> articles_neighbours(%s)"
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
READ = """
    SELECT article_id, roots FROM ({within}) AS newest_first (pk) CROSS JOIN LATERAL (
        SELECT article_id, roots FROM articles_searchtext WHERE article_id = pk AND {conditions} OFFSET 0
    ) AS fit LIMIT %s
"""
# Words that seldom stand in the same article, or in those of former years alone, are expected too often.
READ_OR_LISTED = """
    WITH near AS MATERIALIZED ({read}), enough (found) AS MATERIALIZED (SELECT count(*) >= %s FROM near)
    SELECT * FROM near WHERE (SELECT found FROM enough)
    UNION ALL SELECT * FROM ({listed}) AS all_that_fit WHERE NOT (SELECT found FROM enough)
"""
EXPECTED = "EXPLAIN (FORMAT JSON) SELECT FROM articles_searchtext WHERE {conditions}"
# Where n of N articles fit, the list of all and reading until there are enough take equally long where n² is so many N:
# a row of the list takes 1 µs, and of 500 to be read 3 with one vector to unpack, of 100 with short titles 0.7.
SQUARE_OF_FEW = {"roots": 1_500, "titles": 70}
FEW = 0.2  # of all: of more PostgreSQL makes the list by reading them
REACH, LEAST = (
    3,
    100,
)  # times as many as should be enough are read, for so many at least; then the list is made after all
LISTABLE = 50_000  # rows: of more PostgreSQL notes their pages alone, and looks at all that stand there
Conditions = list[tuple[str, str]]  # SQL and its value


def ranked_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that fit: key, score (higher is better)."""
    newest, said = _newest("roots", asked, most)
    words = _each(asked.roots, _between(asked)) or _phrases(asked)
    return FOUND.format(score="ts_rank(%s::float4[], roots, %s::tsquery)", newest=newest), [WEIGHTS, words, *said]


def titles_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that have the words in the title, without a score."""
    newest, said = _newest("titles", asked, most)
    return FOUND.format(score=0, newest=newest), said


def prefix_query(words: list[str], most: int) -> tuple[str, list]:
    """The newest rows whose title has these words, the last one only begun."""
    titles = [("titles @@ %s::tsquery", " & ".join([*words[:-1], f"{words[-1]}:*"]))]
    newest, said = _read_or_listed("titles", Asked(), most, titles, (titles, []))
    return FOUND.format(score=0, newest=newest), said


def _newest(column: str, asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that fit; `column` is where the words are looked for."""
    words_out, phrases_out = ([one for one in asked.without if (len(one) > 1) is long] for long in (False, True))
    plain = _asking([(f"{column} @@ %s::tsquery", _each(asked.roots, _between(asked)))]) + _keys(asked)
    indexed = plain + _asking([(f"{MARKED} @@ %s::tsquery", _marked(asked.phrases, words_out))])
    indexed += [(NEIGHBOURS, " ".join(phrase)) for phrase in asked.phrases if len(phrase) > 1]
    # Of two long vectors the one that most often leaves more out is unpacked first, and titles before either.
    unpacked = _unpacked(asked, asked.without)
    read = plain + unpacked if column == "titles" else unpacked + plain
    return _read_or_listed(column, asked, most, read, (indexed, _unpacked(asked, phrases_out)))


def _read_or_listed(
    column: str, asked: Asked, most: int, read: Conditions, listed: tuple[Conditions, Conditions]
) -> tuple[str, list]:
    """As should be quicker: by how many rows should fit, of how many among which they are."""
    number, total = _expected(listed[0]), _expected([])
    among = _expected(_keys(asked)) if asked.keys else total
    if number < FEW * total and number**2 < SQUARE_OF_FEW[column] * among:
        return _listed(*listed, most)
    reach = REACH * max(most, LEAST) * among // number
    if reach >= among or number > LISTABLE:
        return _read(read, _within(asked), most)
    near, looked_for = _read(read, _within(asked)[:reach], most)
    far, listed_by = _listed(*listed, most)
    return READ_OR_LISTED.format(read=near, listed=far), [*looked_for, most, *listed_by]


def _within(asked: Asked) -> QuerySet:
    """The keys of all that it is looked for among, the newest first. Of each an index has them so."""
    if not asked.keys:
        return SearchText.objects.order_by("-pk").values_list("pk")
    if asked.topics and not asked.writer:
        rows = LiveTopic.objects.filter(topic=asked.topics[0]).order_by("-first_published_at", "-article")
    else:
        rows = Article.objects.live().newest_first()
    rows = rows.filter(author=asked.writer) if asked.writer else rows
    rows = rows.filter(first_published_at__year=asked.year) if asked.year else rows
    return rows.values_list("article_id" if rows.model is LiveTopic else "pk")


def _keys(asked: Asked) -> Conditions:
    return _asking([(f"{KEYS} @@ %s::tsquery", _each(asked.keys, " & "))])


def _marked(phrases: Iterable[Phrase], words_out: Iterable[Phrase]) -> str:
    """What the index knows without looking at a row: which words stand somewhere in it, and which nowhere. Those of a
    phrase stand beside each other besides (`NEIGHBOURS`)."""
    somewhere = list(chain.from_iterable(phrase for phrase in phrases if len(phrase) == 1))
    nowhere = list(chain.from_iterable(words_out))
    return " & ".join([*(somewhere or [MARK]), *(f"!{word}" for word in nowhere)]) if somewhere or nowhere else ""


def _unpacked(asked: Asked, without: Iterable[Phrase]) -> Conditions:
    nowhere = " | ".join(f"({' <-> '.join(phrase)})" for phrase in without)
    return _asking([("exact_words @@ %s::tsquery", _phrases(asked)), ("NOT exact_words @@ %s::tsquery", nowhere)])


def _asking(conditions: Conditions) -> Conditions:
    return [(sql, value) for sql, value in conditions if value]


def _listed(indexed: Conditions, unpacked: Conditions, most: int) -> tuple[str, list]:
    query = LISTED.format(indexed=_joined(indexed), unpacked=_joined(unpacked))
    return query, [*(value for _sql, value in indexed + unpacked), most]


def _read(conditions: Conditions, within: QuerySet, most: int) -> tuple[str, list]:
    keys, said = within.query.sql_with_params()
    query = READ.format(within=keys, conditions=_joined(conditions))
    return query, [*said, *(value for _sql, value in conditions), most]


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
