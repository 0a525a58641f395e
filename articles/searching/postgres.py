"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5.

The newest rows that fit are wanted, and two ways lead there. Of words in few rows the index lists all; for frequent
ones the rows are read from the newest on until there are enough: those of the writer, the topic or the year alone where
one is asked for, as its own page reads them. PostgreSQL would read too often: it does not count what it takes to unpack
a vector. Newest are of a writer, a topic or a year those published last; of all, the highest keys, as in FTS5: a draft
that waited long stands further behind.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
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
        WITH fit AS {once} (
            SELECT article_id, roots, exact, exact_words FROM articles_searchtext WHERE {indexed} OFFSET 0
        ) SELECT fit.* FROM fit {among} ORDER BY {newest} DESC OFFSET 0
    ) AS newest_first WHERE {unpacked} LIMIT %s
"""
AMONG = "JOIN ({within}) AS among (pk, published) ON pk = article_id"
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
# Of more than so many of all PostgreSQL, as newsroom/databases.py has it reckon, makes the list by reading them.
FEW = 0.2
# Times as many as should be enough are read, at least as for so many; then the list is made after all. Not of a phrase
# in more rows than this: of them PostgreSQL notes the pages alone, and works out the neighbours of all that stands in
# them.
REACH, LEAST, LISTABLE = 3, 100, 50_000
# A key's year stays when the site's clock is set to another zone.
ZONES = timedelta(days=2)
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
    among = _expected(_keys(_read_within(asked))) if asked.keys else total
    if number < FEW * total and number**2 < SQUARE_OF_FEW[column] * among:
        return _listed(asked, *listed, most)
    reach = REACH * max(most, LEAST) * among // number
    if reach >= among or (asked.phrases and number > LISTABLE):
        return _read(read, _within(asked), most)
    near, looked_for = _read(read, _within(asked)[:reach], most)
    far, listed_by = _listed(asked, *listed, most)
    return READ_OR_LISTED.format(read=near, listed=far), [*looked_for, most, *listed_by]


def _within(asked: Asked, *columns: str) -> QuerySet:
    """The keys of all that it is looked for among, the newest first. Of each an index has them so."""
    if not asked.keys:
        return SearchText.objects.order_by("-pk").values_list("pk")
    if asked.topics and not asked.writer:
        rows = LiveTopic.objects.filter(topic=asked.topics[0]).order_by("-first_published_at", "-article")
    else:
        rows = Article.objects.live().newest_first()
    rows = rows.filter(author=asked.writer) if asked.writer else rows
    if asked.year:
        since, until = (datetime(year, 1, 1, tzinfo=UTC) for year in (asked.year, asked.year + 1))
        rows = rows.filter(first_published_at__range=(since - ZONES, until + ZONES))
    return rows.values_list("article_id" if rows.model is LiveTopic else "pk", *columns)


def _read_within(asked: Asked) -> Asked:
    """What those are narrowed by: of a writer all topics are read."""
    return replace(asked, topics=()) if asked.writer else asked


def _keys(asked: Asked) -> Conditions:
    return _asking([(f"{KEYS} @@ %s::tsquery", _each(asked.keys, " & "))])


def _marked(phrases: Iterable[Phrase], words_out: Iterable[Phrase]) -> str:
    """What the index knows without looking at a row: which words stand somewhere in it, and which nowhere. Those of a
    phrase stand beside each other besides (`NEIGHBOURS`)."""
    somewhere = list(chain.from_iterable(phrase for phrase in phrases if len(phrase) == 1))
    nowhere = list(chain.from_iterable(words_out))
    return " & ".join([*(somewhere or [MARK]), *(f"!{word}" for word in nowhere)]) if somewhere or nowhere else ""


def _unpacked(asked: Asked, without: Iterable[Phrase]) -> Conditions:
    """What the rows themselves are looked at for. A phrase in their text: a vector keeps 256 places of a word, and none
    behind the 16,383rd word (PostgreSQL's manual, Text Search: Limitations)."""
    return [_stands(phrase) for phrase in asked.phrases] + [(f"NOT {sql}", said) for sql, said in map(_stands, without)]


def _stands(phrase: Phrase) -> tuple[str, str]:
    if len(phrase) == 1:
        return "exact_words @@ %s::tsquery", phrase[0]
    return "strpos(' ' || exact || ' ', %s) > 0", f" {' '.join(phrase)} "


def _asking(conditions: Conditions) -> Conditions:
    return [(sql, value) for sql, value in conditions if value]


def _listed(asked: Asked, indexed: Conditions, unpacked: Conditions, most: int) -> tuple[str, list]:
    among = {"once": "NOT MATERIALIZED", "among": "", "newest": "article_id"}
    said = ()
    if asked.keys:
        keys, said = _within(asked, "first_published_at").order_by().query.sql_with_params()
        among = {"once": "MATERIALIZED", "among": AMONG.format(within=keys), "newest": "published DESC, article_id"}
    query = LISTED.format(indexed=_joined(indexed), unpacked=_joined(unpacked), **among)
    looked_for, looked_at = ([value for _sql, value in conditions] for conditions in (indexed, unpacked))
    return query, [*looked_for, *said, *looked_at, most]


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
