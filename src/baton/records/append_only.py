"""Triggers that refuse to change or delete what is only ever added to, on SQLite and on PostgreSQL.

Used by a migration; tests that empty their database between tests lift them with `lifted`. In service the
database user of Baton should not own these tables, or it could lift them too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("records_journalentry", "records_readlog")
SAYS = "what is in the journal is never changed or deleted"
REFUSE = f"""
CREATE OR REPLACE FUNCTION baton_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$"""


def protect(connection: BaseDatabaseWrapper) -> None:
    """Makes the tables append-only; again is no harm."""
    release(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(REFUSE)
        for statement in _create(connection.vendor):
            cursor.execute(statement)


def release(connection: BaseDatabaseWrapper) -> None:
    """Lifts it."""
    with connection.cursor() as cursor:
        for statement in _drop(connection.vendor):
            cursor.execute(statement)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """For tests alone: the tables may be emptied inside."""
    release(connection)
    try:
        yield
    finally:
        protect(connection)


def _create(vendor: str) -> Iterator[str]:
    for table in TABLES:
        if vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {table}_rows BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION baton_append_only()"
            )
            yield (
                f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION baton_append_only()"
            )
        else:
            for event in ("UPDATE", "DELETE"):
                yield (
                    f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
                )


def _drop(vendor: str) -> Iterator[str]:
    for table in TABLES:
        if vendor == "postgresql":
            yield f"DROP TRIGGER IF EXISTS {table}_rows ON {table}"
            yield f"DROP TRIGGER IF EXISTS {table}_whole ON {table}"
        else:
            yield f"DROP TRIGGER IF EXISTS {table}_update"
            yield f"DROP TRIGGER IF EXISTS {table}_delete"
