"""Owns queries that Django puts together once: afterwards only what is asked about is put in.

Django takes five to fifteen times as long to make the SQL of a page as a database takes to answer it.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import wraps
from itertools import chain
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, Value
from django.db.models.query import FlatValuesListIterable, ValuesListIterable

Fact = int | str | datetime


class Asked(Value):
    """Stands among the parameters where a fact comes in; `value` is its place among the facts, `span` what is added to
    it: a moment some time before or after one."""

    def __init__(self, value: int, span: timedelta | None = None):
        super().__init__(value)
        self.span = span

    def __add__(self, span: timedelta) -> "Asked":
        return Asked(self.value, span + (self.span or timedelta()))

    def __sub__(self, span: timedelta) -> "Asked":
        return self + -span

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """A query whose SQL is made. It gives the rows of `values_list`, as that would."""

    def __init__(self, queryset: QuerySet):
        """Raises TypeError for rows that are no plain values, and for a moment of now that would stay in it."""
        if queryset._iterable_class not in (ValuesListIterable, FlatValuesListIterable):
            raise TypeError("A prepared query gives plain values.")
        self.is_flat = queryset._iterable_class is FlatValuesListIterable
        # Of a connection that is never opened: a thread's own would be held when the thread has ended.
        own = connections.create_connection(DEFAULT_DB_ALIAS)
        own.ops.adapt_datetimefield_value = own.ops.adapt_datefield_value = _refuse_moment
        self.compiler = queryset.query.get_compiler(connection=own)
        try:
            self.sql, parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, parameters = "", ()
        if self.compiler.has_extra_select or any(isinstance(one, date) for one in parameters):
            raise TypeError("A prepared query has neither columns that nobody asked for nor a moment.")
        self.told = list(parameters)
        self.asked = [(place, one) for place, one in enumerate(parameters) if isinstance(one, Asked)]
        self.converters = self.compiler.get_converters([one[0] for one in self.compiler.select or ()])

    def __call__(self, facts: list[Fact]) -> list[Any]:
        if not self.sql:
            return []
        connection, told = connections[DEFAULT_DB_ALIAS], self.told.copy()
        for place, one in self.asked:
            fact = facts[one.value] + one.span if one.span else facts[one.value]
            told[place] = connection.ops.adapt_datetimefield_value(fact) if isinstance(fact, datetime) else fact
        with connection.cursor() as cursor:
            cursor.execute(self.sql, told)
            rows = cursor.fetchall()
        if self.converters:
            rows = self.compiler.apply_converters(rows, self.converters)
        return [row[0] for row in rows] if self.is_flat else [tuple(row) for row in rows]


def _refuse_moment(moment: date | None) -> None:
    if moment is not None:
        raise TypeError("A moment in a prepared query would stay as it was.")


def _refuse_query(*_told) -> None:
    raise TypeError("What is found while a query is prepared would stay as it was.")


def prepared(made: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """A function that gives a queryset for some facts, as one that gives its rows. Facts are keys, words, moments, or
    lists of them; for each length of a list the SQL is another. The queryset may depend on nothing else.

    Raises TypeError for other facts, since with None a condition would be another one, and for a query that is run to
    make this one; OverflowError for a number that SQLite cannot hold.
    """
    known: dict[tuple[int | None, ...], Prepared] = {}

    @wraps(made)
    def rows(*facts: Fact | Iterable[Fact]) -> list[Any]:
        given = [list(one) if isinstance(one, list | tuple | set) else one for one in facts]
        shape = tuple(len(one) if isinstance(one, list) else None for one in given)
        flat = list(chain.from_iterable(one if isinstance(one, list) else [one] for one in given))
        if not all(isinstance(one, Fact) for one in flat):
            raise TypeError(f"{made.__name__} is to be asked about keys, words and moments.")
        if shape not in known:
            places = iter(range(len(flat)))
            with connections[DEFAULT_DB_ALIAS].execute_wrapper(_refuse_query):
                known[shape] = Prepared(made(*(_asked(length, places) for length in shape)))
        return known[shape](flat)

    return rows


def _asked(length: int | None, places: Iterator[int]) -> Asked | list[Asked]:
    if length is None:
        return Asked(next(places))
    return [Asked(next(places)) for _one in range(length)]
