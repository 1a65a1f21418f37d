"""Reading as of one moment, whatever others save meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is as it was when the first of it was read. Nobody who saves waits for it.

    Inside a transaction that has begun already it does nothing: what is read there is that transaction's to say.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with _deferred(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    """On SQLite transactions begin as writers do; one that only reads must not hold the lock that they wait for."""
    if connection.vendor != "sqlite":
        yield
        return
    database: Any = connection  # the name is SQLite's alone
    usual, database.transaction_mode = database.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        database.transaction_mode = usual
