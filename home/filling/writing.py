"""Writing rows in bulk under keys that are given here, so that nothing is asked of the database in
return: a stream into PostgreSQL, one prepared statement into SQLite."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, cast

from django.db import connection
from django.db.models import Field, JSONField, Max, Model

Row = tuple[Any, ...]


class Table:
    """One table: what its columns are called, what stands in those not named, the next key."""

    def __init__(self, model: type[Model]) -> None:
        fields = cast("list[Field[Any, Any]]", list(model._meta.concrete_fields))
        key = model._meta.pk
        self.model = model
        self.names = [field.attname for field in fields]
        self.columns = [field.column or "" for field in fields]
        self._key = key.attname if key else ""
        self._fields = fields
        self._fixed = {each.attname: _default(each) for each in fields if not _asks(each)}
        self._asked = {each.attname: each.get_default for each in fields if _asks(each)}
        last = model._default_manager.aggregate(last=Max("pk"))["last"]
        self.last: int = last or 0

    def row(self, **values: Any) -> Row:
        """One row; a column that is not named holds what the model would put there."""
        self.last += 1
        said = {**self._fixed, **values, self._key: self.last}
        for name, default in self._asked.items():
            if name not in said:
                said[name] = default()
        if len(said) != len(self.names):
            raise TypeError(f"{self.model.__name__} has no such column: {set(said)}")
        return tuple([said[name] for name in self.names])

    def row_of(self, made: Model) -> Row:
        """A row of the model, with its key from here."""
        self.last += 1
        made.pk = self.last
        return tuple([getattr(made, name) for name in self.names])

    def write(self, rows: Iterable[Row]) -> None:
        """Write them all."""
        columns = ", ".join(connection.ops.quote_name(name) for name in self.columns)
        table = connection.ops.quote_name(self.model._meta.db_table)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                into = cast("Any", cursor).copy(f"COPY {table} ({columns}) FROM STDIN")
                with into as stream:
                    for row in self._prepared(rows):
                        stream.write_row(row)
            return
        places = ", ".join(["%s"] * len(self.columns))
        with connection.cursor() as cursor:
            said = f"INSERT INTO {table} ({columns}) VALUES ({places})"  # noqa: S608
            cursor.executemany(said, list(self._prepared(rows)))

    def _prepared(self, rows: Iterable[Row]) -> Iterable[Row]:
        """The values as the engine takes them; PostgreSQL takes most as they are."""
        whole = connection.vendor != "postgresql"
        prepare: dict[int, Callable[[Any], Any]] = {
            place: partial(field.get_db_prep_save, connection=connection)
            for place, field in enumerate(self._fields)
            if whole or isinstance(field, JSONField)
        }
        for row in rows:
            values = list(row)
            for place, each in prepare.items():
                values[place] = each(values[place])
            yield tuple(values)


class Writer:
    """The tables that are written to, each with its next key."""

    def __init__(self) -> None:
        self._tables: dict[type[Model], Table] = {}

    def table(self, model: type[Model]) -> Table:
        """The table of a model."""
        if model not in self._tables:
            self._tables[model] = Table(model)
        return self._tables[model]

    def write(self, model: type[Model], rows: Iterable[Row]) -> None:
        """Write rows made by the model's table."""
        self.table(model).write(rows)

    def write_models(self, rows: Sequence[Model]) -> None:
        """Write rows of one model; each has its key afterwards."""
        if rows:
            table = self.table(type(rows[0]))
            table.write([table.row_of(row) for row in rows])

    def save(self) -> None:
        """Tell PostgreSQL the last keys, so that its own go on from there. Belongs into the
        transaction of the rows."""
        if connection.vendor != "postgresql":
            return
        with connection.cursor() as cursor:
            for table in self._tables.values():
                if table.last:
                    name = table.model._meta.db_table
                    said = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
                    cursor.execute(said, [f'"{name}"', table.columns[0], table.last])


def _asks(field: Field[Any, Any]) -> bool:
    return field.has_default() and callable(field.default)


def _default(field: Field[Any, Any]) -> Any:
    return field.get_default()
