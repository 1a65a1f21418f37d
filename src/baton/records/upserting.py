"""Two statements Django has no words for: one upsert a table, and one versioned UPDATE of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, models


def put(model: type[models.Model], changed: list[Any], added: list[Any]) -> None:
    """Writes rows in one statement: those that changed first, so that a place is free before it is taken."""
    if not changed:
        model._default_manager.bulk_create(added)
        return
    keys = ["case", "key"]
    said = [
        f.name for f in model._meta.concrete_fields if not f.primary_key and f.name not in (*keys, "council")
    ]
    model._default_manager.bulk_create(
        [*changed, *added], update_conflicts=True, unique_fields=keys, update_fields=said
    )


def update_versioned(model: type[models.Model], rows: Sequence[tuple[Any, int, dict[str, Any]]]) -> set[int]:
    """Updates (id, version it must still have, values) in one statement; the ids that were updated."""
    names = list(rows[0][2])
    fields = [model._meta.get_field(name) for name in names]
    columns = [connection.ops.quote_name(str(field.column)) for field in fields]  # type: ignore[union-attr]
    types = ["bigint", "integer", *(_cast(field) for field in fields)]
    postgres = connection.vendor == "postgresql"
    cast = [f"%s::{kind}" if postgres else "%s" for kind in types]
    plain = ["%s"] * len(types)
    lines = ", ".join(f"({', '.join(cast if number == 0 else plain)})" for number in range(len(rows)))
    listed = ", ".join(["id", "seen", *(f"c{number}" for number in range(len(names)))])
    table = connection.ops.quote_name(model._meta.db_table)
    sets = ", ".join(f"{column} = v.c{number}" for number, column in enumerate(columns))
    statement = (
        f"WITH v({listed}) AS (VALUES {lines}) UPDATE {table} SET {sets} FROM v "
        f"WHERE {table}.id = v.id AND {table}.version = v.seen RETURNING {table}.id"
    )
    values: list[Any] = []
    for key, seen, row in rows:
        values += [key, seen]
        values += [
            field.get_db_prep_value(row[name], connection, prepared=False)  # type: ignore[union-attr]
            for name, field in zip(names, fields, strict=True)
        ]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {row[0] for row in cursor.fetchall()}


def _cast(field: Any) -> str:
    """The type of a value; text for any length of it, for a cast to a shorter one cuts without a word."""
    kind = str(field.db_type(connection))
    return "text" if kind.startswith("varchar") else kind
