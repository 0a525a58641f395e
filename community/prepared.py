"""Owns queries that Django puts together once: afterwards only what is asked about is put in.

Django takes five to fifteen times as long to make the SQL of a page as a database takes to answer it.
"""

import copy
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import wraps
from itertools import chain
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, Value

Fact = int | str | datetime


class Asked(Value):
    """Stands among the parameters where a fact comes in; `value` is its place among the facts."""

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Prepared:
    """A query whose SQL is made. The rows that it gives are those that the queryset would give."""

    def __init__(self, queryset: QuerySet):
        """Raises TypeError for a moment of now that would stay in it, and for what is fetched by further queries."""
        if queryset._prefetch_related_lookups:
            raise TypeError("What is prefetched is a query of its own.")
        self.rows = queryset._iterable_class
        self.asked = {name: getattr(queryset, name) for name in ("db", "model", "_fields", "_known_related_objects")}
        self.query = queryset.query.clone()
        # Of a connection that is never opened: a thread's own would be held when the thread has ended.
        own = connections.create_connection(DEFAULT_DB_ALIAS)
        own.ops.adapt_datetimefield_value = own.ops.adapt_datefield_value = _refuse_moment
        self.compiler = self.query.get_compiler(connection=own)
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, self.parameters = "", ()
        self.converters = self.compiler.get_converters([one[0] for one in self.compiler.select or ()])

    def __call__(self, facts: list[Fact]) -> list[Any]:
        if not self.sql:
            return []
        compiler, query = copy.copy(self.compiler), copy.copy(self.query)
        compiler.connection, compiler.as_sql = connections[DEFAULT_DB_ALIAS], lambda: (self.sql, self._told(facts))
        compiler.get_converters = lambda _columns: self.converters
        query.get_compiler = lambda *_args, **_names: compiler
        return list(self.rows(SimpleNamespace(query=query, **self.asked)))

    def _told(self, facts: list[Fact]) -> list[object]:
        moment = connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value
        told = (facts[one.value] if isinstance(one, Asked) else one for one in self.parameters)
        return [moment(one) if isinstance(one, datetime) else one for one in told]


def _refuse_moment(moment: date | None) -> None:
    if moment is not None:
        raise TypeError("A moment in a prepared query would stay as it was.")


def prepared(made: Callable[..., QuerySet]) -> Callable[..., list[Any]]:
    """A function that gives a queryset for some facts, as one that gives its rows. Facts are keys, words, moments, or
    lists of them; for each length of a list the SQL is another. The queryset may depend on nothing else.

    Raises TypeError for other facts: with None a condition would be another one.
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
            known[shape] = Prepared(made(*(_asked(length, places) for length in shape)))
        return known[shape](flat)

    return rows


def _asked(length: int | None, places: Iterable[int]) -> Asked | list[Asked]:
    if length is None:
        return Asked(next(places))
    return [Asked(next(places)) for _one in range(length)]
