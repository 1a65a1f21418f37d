"""Many rows in one statement, handed to the database as one JSON text: it takes them apart faster than Django and
its driver put thousands of parameters together.

    send([put(DutyRow, changed, added), put(ClimbRow, [], begun)])     # PostgreSQL: one statement for both
    update_versioned(Case, rows)                                       # only those nobody else has changed
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection, models

Values = dict[str, Any]
"""One row, by column; `case_id` for a row of a case."""
Columns = tuple[tuple[str, str], ...]
"""Names and types."""
IDENTITY = ("case_id", "key")


@dataclass(frozen=True, slots=True)
class Statement:
    """What is to be sent, and its parameters."""

    sql: str
    params: tuple[Any, ...]


def put(model: type[models.Model], changed: Sequence[Values], added: Sequence[Values]) -> Statement:
    """Rows of one table: those that changed first, so that a place is free before it is taken. Where nothing has
    changed, a row that is there already is an error."""
    return Statement(_putting(model, bool(changed)), (text_of([*changed, *added]),))


def send(statements: Sequence[Statement], first: str = "s0") -> None:
    """All of them, one by one on SQLite. On PostgreSQL as one, where each sees the tables as they were before any;
    `first` is the name by which the later ones may read what the first returns."""
    if connection.vendor == "postgresql" and len(statements) > 1:
        named = zip([first, *(f"s{n}" for n in range(1, len(statements)))], statements, strict=True)
        parts = ", ".join(f"{name} AS ({one.sql})" for name, one in named)
        statements = [Statement(f"WITH {parts} SELECT 1", tuple(p for one in statements for p in one.params))]
    with connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one.sql, one.params)


def update_versioned(model: type[models.Model], rows: Sequence[tuple[Any, int, Values]]) -> set[int]:
    """Updates (id, version it must still have, values) in one statement; the ids that were updated."""
    statement = _updating(model, tuple(rows[0][2]))
    told = text_of([{"id": key, "seen": seen, **row} for key, seen, row in rows])
    with connection.cursor() as cursor:
        cursor.execute(statement, [told])
        return {row[0] for row in cursor.fetchall()}


def text_of(rows: Iterable[Values]) -> str:
    """Rows as the one parameter of a statement."""
    return (_POSTGRES if connection.vendor == "postgresql" else _SQLITE).encode(list(rows))


def source(columns: Columns, name: str = "r") -> str:
    """Rows handed over as JSON, for the FROM of a statement with one parameter."""
    quoted = connection.ops.quote_name
    if connection.vendor == "postgresql":
        return f"json_to_recordset(%s::json) AS {name}({', '.join(f'{quoted(c)} {kind}' for c, kind in columns)})"
    taken = ", ".join(f"json_extract(value, '$.{c}') AS {quoted(c)}" for c, _ in columns)
    return f"(SELECT {taken} FROM json_each(%s)) AS {name}"


def columns_of(model: type[models.Model], names: Iterable[str] = ()) -> Columns:
    """The columns of a table, its own number apart, or these of them."""
    by_name = {str(f.column): f for f in model._meta.concrete_fields if not f.primary_key}
    return tuple((name, _type(by_name[name])) for name in names or by_name)


@cache
def _putting(model: type[models.Model], over: bool) -> str:
    quoted, columns = connection.ops.quote_name, columns_of(model)
    listed = ", ".join(quoted(name) for name, _ in columns)
    said = [quoted(name) for name, _ in columns if name not in (*IDENTITY, "council_id")]
    instead = ", ".join(f"{name} = EXCLUDED.{name}" for name in said)
    clash = f" ON CONFLICT ({', '.join(IDENTITY)}) DO UPDATE SET {instead}" if over else ""
    # `WHERE true`: without it SQLite takes ON CONFLICT for the beginning of a join
    return (
        f"INSERT INTO {quoted(model._meta.db_table)} ({listed}) SELECT {listed} FROM {source(columns)} "
        f"WHERE true{clash}"
    )


@cache
def _updating(model: type[models.Model], names: tuple[str, ...]) -> str:
    quoted, table = connection.ops.quote_name, connection.ops.quote_name(model._meta.db_table)
    columns = (("id", "bigint"), ("seen", "integer"), *columns_of(model, names))
    sets = ", ".join(f"{quoted(name)} = r.{quoted(name)}" for name in names)
    return (
        f"UPDATE {table} SET {sets} FROM {source(columns)} "
        f"WHERE {table}.id = r.id AND {table}.version = r.seen RETURNING {table}.id"
    )


def _type(field: Any) -> str:
    """The type of a value; text for any length of it, for a cast to a shorter one cuts without a word."""
    kind = str(field.db_type(connection))
    return "text" if kind.startswith("varchar") else kind


def _iso(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no value of a row")


def _as_django_keeps_it(value: object) -> str:
    """On SQLite a time is a text in UTC without its zone, and is compared as one."""
    return str(value.astimezone(UTC).replace(tzinfo=None)) if isinstance(value, datetime) else _iso(value)


_POSTGRES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_iso)
_SQLITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_as_django_keeps_it)
