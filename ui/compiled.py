"""Queries compiled once: Django writes the SQL of a read the first time; later it puts values in.

For reads whose SQL takes longer to write than to answer. What is read, and who may read it, is
still said once, as a queryset.
"""

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, overload

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import DateTimeField, Expression, Field, Model, QuerySet
from django.db.models.query import ModelIterable, get_related_populators
from django.utils import timezone

_M = TypeVar("_M", bound=Model)
Rows = QuerySet[Any, tuple[Any, ...]]
MOST_SHAPES = 2000
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


_is_kept: ContextVar[bool] = ContextVar("_is_kept", default=False)


class Given(Expression):
    """A value that is put in when the query is asked."""

    def __init__(self, name: str, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """A place in the statement; the expression itself keeps the place in its parameters."""
        return "%s", [self]


class Moment(Given):
    """What time it is when the query is asked, compiled once or not."""

    def __init__(self) -> None:
        super().__init__("now", DateTimeField())

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The time itself; a place for it where the statement is kept."""
        if _is_kept.get():
            return super().as_sql(compiler, connection)
        return "%s", [self.output_field.get_db_prep_value(timezone.now(), connection)]


@dataclass(frozen=True)
class Maker:
    """Makes rows of a model, with those joined to it, of what a statement reads."""

    model: type[Model]
    columns: slice
    names: tuple[str, ...]
    joined: tuple[Any, ...]
    added: tuple[tuple[str, int], ...]

    def make(self, row: tuple[Any, ...]) -> Model:
        """One row of the model."""
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.columns])
        for populator in self.joined:
            populator.populate(row, made)
        for name, place in self.added:
            setattr(made, name, row[place])
        return made


@dataclass(frozen=True)
class Statement:
    """SQL with its parameters, some still to be given, and how what it reads becomes Python."""

    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]
    maker: Maker | None

    def ask(self, values: Mapping[str, Any]) -> list[Any]:
        """Put the values in and read the rows."""
        connection = connections[DEFAULT_DB_ALIAS]
        params = [
            each.output_field.get_db_prep_value(values[each.name], connection)
            if isinstance(each, Given)
            else each
            for each in self.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        for place, convert, expression in self.converters:
            rows = [
                (*row[:place], convert(row[place], expression, connection), *row[place + 1 :])
                for row in rows
            ]
        return [self.maker.make(row) for row in rows] if self.maker else rows


@overload
def compiled(
    build: Callable[..., QuerySet[_M, _M]], *shape: Hashable, **values: Any
) -> list[_M]: ...
@overload
def compiled(
    build: Callable[..., Rows], *shape: Hashable, **values: Any
) -> list[tuple[Any, ...]]: ...
def compiled(build: Callable[..., Any], *shape: Hashable, **values: Any) -> list[Any]:
    """The rows of `build(*shape)`, a queryset in which each of `values` is `Given` by its name.
    Compiled once for each shape and day: a rule may ask which day it is, and the time only as a
    `Moment`."""
    vendor = connections[DEFAULT_DB_ALIAS].vendor
    statement = _statement(build, shape, vendor, timezone.localdate())
    return statement.ask({"now": timezone.now(), **values}) if statement else []


@lru_cache(MOST_SHAPES)
def _statement(
    build: Callable[..., Any], shape: tuple[Any, ...], vendor: str, day: dt.date
) -> Statement | None:
    """None where nothing can ever be found."""
    connection = connections[DEFAULT_DB_ALIAS]
    rows = build(*shape)
    compiler = rows.query.get_compiler(connection=connection)
    token = _is_kept.set(True)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    finally:
        _is_kept.reset(token)
    if any(MOMENT.match(str(each)) for each in params):
        raise TypeError(f"{build.__name__} asks what time it is, and would be told so all day")
    converters = compiler.get_converters([each[0] for each in compiler.select])
    makes_models = rows._iterable_class is ModelIterable
    return Statement(
        sql, tuple(params), tuple(_chains(converters)), _maker(compiler) if makes_models else None
    )


def _chains(converters: Mapping[int, Any]) -> Iterator[tuple[int, Any, Any]]:
    for place, (chain, expression) in converters.items():
        for convert in chain:
            yield place, convert, expression


def _maker(compiler: Any) -> Maker:
    """As Django's own iterator over models has it."""
    info, select = compiler.klass_info, compiler.select
    fields = info["select_fields"]
    columns = slice(fields[0], fields[-1] + 1)
    return Maker(
        info["model"],
        columns,
        tuple(each[0].target.attname for each in select[columns]),
        tuple(get_related_populators(info, select, DEFAULT_DB_ALIAS)),  # type: ignore[call-arg]
        tuple(compiler.annotation_col_map.items()),
    )
