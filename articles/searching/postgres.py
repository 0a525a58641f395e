"""Owns how PostgreSQL's full text search is asked. Everything asked for is letters and digits, as with FTS5.

The rows that fit and were published last are wanted, and three ways lead there. Of words in few rows the index lists
all. Frequent ones are looked for in row after row, from the newest on, until there are enough: those of the writer, the
topic or the year alone where one is asked for, as its own page reads them. Between the two the index lists those of the
last years. PostgreSQL by itself would read too often: it does not count what it takes to unpack a vector.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.indexing import YEAR
from articles.models import Article, LiveTopic
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
# What has to be unpacked is looked at in no more rows than are needed: OFFSET and MATERIALIZED keep each step apart.
LISTED = """
    SELECT article_id, roots FROM (
        WITH fit AS MATERIALIZED (
            SELECT article_id, roots, exact, exact_words FROM articles_searchtext WHERE {indexed}
        ) SELECT fit.* FROM fit JOIN ({within}) AS among (pk, published) ON pk = article_id
        ORDER BY published DESC, pk DESC OFFSET 0
    ) AS newest_first WHERE {unpacked} LIMIT %s
"""
READ = """
    SELECT article_id, roots FROM ({within}) AS newest_first (pk) CROSS JOIN LATERAL (
        SELECT article_id, roots FROM articles_searchtext WHERE article_id = pk AND {conditions} OFFSET 0
    ) AS fit LIMIT %s
"""
# Words that seldom stand in the same article, or in those of former years alone, are expected too often.
NEAR_OR_FAR = """
    WITH near AS MATERIALIZED ({near}), enough (found) AS MATERIALIZED (SELECT count(*) >= %s FROM near)
    SELECT * FROM near WHERE (SELECT found FROM enough)
    UNION ALL SELECT * FROM ({far}) AS far WHERE NOT (SELECT found FROM enough)
"""
EXPECTED = "EXPLAIN (FORMAT JSON) SELECT FROM articles_searchtext WHERE {conditions}"
# Microseconds for a row: of a list, and read, with one vector to unpack or a short title. Measured at 1,000,000.
LIST_ROW, READ_ROW = 3.5, {"roots": 5.0, "titles": 1.0}
# Reading that takes fewer microseconds is not thought about: that takes 500. A list of the last years must be so many
# times as fast as reading, since what articles of one kind have is expected too seldom.
FAST, GAIN, MOST_YEARS = 3_000, 2, 50
# So many times as many as are wanted are few, and should be enough of whatever is read or listed first; LEAST at least.
REACH, LEAST = 3, 100
# Of more than so many of all PostgreSQL, as newsroom/databases.py has it reckon, makes a list by reading them. Of more
# than so many rows it notes the pages alone, and for a phrase works out the neighbours of all that stands in them.
FEW, LISTABLE = 0.2, 50_000
# A key's year stays when the site's clock is set to another zone.
ZONES = timedelta(days=2)
Conditions = list[tuple[str, str]]  # SQL and its value


@dataclass(frozen=True)
class Sought:
    """Conditions for rows: `indexed` for the index and `unpacked` for what it lists, or `read` for each row without it;
    `expected` says how many should fit. `column` is where the words are looked for.
    """

    column: str
    asked: Asked
    most: int
    expected: Conditions
    indexed: Conditions
    unpacked: Conditions
    read: Conditions

    @property
    def plenty(self) -> int:
        return REACH * max(self.most, LEAST)


def ranked_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that fit: key, score (higher is better)."""
    newest, said = _newest(_sought("roots", asked, most))
    words = _each(asked.roots, _between(asked)) or _phrases(asked)
    return FOUND.format(score="ts_rank(%s::float4[], roots, %s::tsquery)", newest=newest), [WEIGHTS, words, *said]


def titles_query(asked: Asked, most: int) -> tuple[str, list]:
    """The newest rows that have the words in the title, without a score."""
    newest, said = _newest(_sought("titles", asked, most))
    return FOUND.format(score=0, newest=newest), said


def prefix_query(words: list[str], most: int) -> tuple[str, list]:
    """The newest rows whose title has these words, the last one only begun."""
    titles = [("titles @@ %s::tsquery", " & ".join([*words[:-1], f"{words[-1]}:*"]))]
    newest, said = _newest(Sought("titles", Asked(), most, titles, titles, [], titles))
    return FOUND.format(score=0, newest=newest), said


def _sought(column: str, asked: Asked, most: int) -> Sought:
    words_out, phrases_out = ([one for one in asked.without if (len(one) > 1) is long] for long in (False, True))
    words = _asking([(f"{column} @@ %s::tsquery", _each(asked.roots, _between(asked)))])
    others = _keys(asked) + _asking([(f"{MARKED} @@ %s::tsquery", _marked(asked.phrases, words_out))])
    others += [(NEIGHBOURS, " ".join(phrase)) for phrase in asked.phrases if len(phrase) > 1]
    # Whoever has a word has its shortest root too: of several PostgreSQL would expect the sum.
    fit = _asking([(f"{column} @@ %s::tsquery", _between(asked).join(min(row, key=len) for row in asked.roots))])
    # Of two long vectors the one that most often leaves more out is unpacked first, and titles before either.
    plain, unpacked = words + _keys(asked), _unpacked(asked, asked.without)
    read = plain + unpacked if column == "titles" else unpacked + plain
    return Sought(column, asked, most, fit + others, words + others, _unpacked(asked, phrases_out), read)


def _newest(sought: Sought) -> tuple[str, list]:
    """As should be quickest: by the number of rows that should fit, and of those among which they are."""
    number, total = _expected(sought.expected), _expected([])
    if number <= sought.plenty and number < FEW * total:
        return _listed(sought)
    among = _expected(_keys(_read_within(sought.asked))) if sought.asked.keys else total
    reach = sought.plenty * among // number
    near = _listed_lately(sought, sought.most * among * READ_ROW[sought.column] / number)
    if near is None and reach >= among:
        return _read(sought)
    near_query, near_said = near or _read(sought, reach)
    far, far_said = _read(sought) if sought.asked.phrases and number > LISTABLE else _listed(sought)
    return NEAR_OR_FAR.format(near=near_query, far=far), [*near_said, sought.most, *far_said]


def _listed_lately(sought: Sought, reading: float) -> tuple[str, list] | None:
    """The list of as many of the last years as should have plenty; None where `reading`, in microseconds, is better."""
    if reading < FAST or sought.asked.year:
        return None
    now = timezone.localtime().year
    lately = _expected(sought.expected + _of_years(now, 2))
    years = -(-2 * sought.plenty // lately)
    if years > MOST_YEARS or GAIN * LIST_ROW * lately * years / 2 > reading:
        return None
    return _listed(replace(sought, indexed=sought.indexed + _of_years(now, years)))


def _of_years(now: int, number: int) -> Conditions:
    """The last years, and the next: the clock may have been set back to another zone."""
    return [(f"{KEYS} @@ %s::tsquery", " | ".join(YEAR.format(year) for year in range(now + 1 - number, now + 2)))]


def _within(asked: Asked, *columns: str) -> QuerySet:
    """The keys of all among which it is looked for, those published last first. Of each an index has them so."""
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
    all_of = " & ".join(chain.from_iterable(asked.phrases))
    wanted = _asking([("exact_words @@ %s::tsquery", all_of)]) + [_stands(one) for one in asked.phrases if len(one) > 1]
    return wanted + [(f"NOT {sql}", said) for sql, said in map(_stands, without)]


def _stands(phrase: Phrase) -> tuple[str, str]:
    if len(phrase) == 1:
        return "exact_words @@ %s::tsquery", phrase[0]
    return "strpos(' ' || exact || ' ', %s) > 0", f" {' '.join(phrase)} "


def _asking(conditions: Conditions) -> Conditions:
    return [(sql, value) for sql, value in conditions if value]


def _listed(sought: Sought) -> tuple[str, list]:
    keys, among = _within(sought.asked, "first_published_at").order_by().query.sql_with_params()
    query = LISTED.format(indexed=_joined(sought.indexed), within=keys, unpacked=_joined(sought.unpacked))
    return query, [*_said(sought.indexed), *among, *_said(sought.unpacked), sought.most]


def _read(sought: Sought, reach: int | None = None) -> tuple[str, list]:
    """`reach` is how many rows are looked at; all of them when None."""
    keys, among = _within(sought.asked)[:reach].query.sql_with_params()
    query = READ.format(within=keys, conditions=_joined(sought.read))
    return query, [*among, *_said(sought.read), sought.most]


def _expected(conditions: Conditions) -> int:
    """How many rows PostgreSQL thinks there are, from what it noted of each word when it last looked."""
    with connection.cursor() as cursor:
        cursor.execute(EXPECTED.format(conditions=_joined(conditions)), _said(conditions))
        ((explained,),) = cursor.fetchone()
    return max(1, explained["Plan"]["Plan Rows"])


def _joined(conditions: Conditions) -> str:
    return " AND ".join(sql for sql, _value in conditions) or "TRUE"


def _said(conditions: Conditions) -> list[str]:
    return [value for _sql, value in conditions]


def _phrases(asked: Asked) -> str:
    return " & ".join(" <-> ".join(phrase) for phrase in asked.phrases)


def _between(asked: Asked) -> str:
    return " | " if asked.any_word else " & "


def _each(rows: list[tuple[str, ...]], between: str) -> str:
    """One of each row."""
    return between.join(f"({' | '.join(words)})" for words in rows)
