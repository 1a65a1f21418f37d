"""Fills a database with as many open cases as asked: those of the demonstration, again and again, each with a contact
and a child of its own. Only for measuring: their journals are empty.

Example: `fill("anytown", 10_000, now)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import cycle, islice
from typing import Any

from django.db import connection, transaction

from baton.casework.council import Council
from baton.casework.file import File
from baton.records import stores
from baton.records.models import Case
from baton.services import councils

BATCH = 1000


def fill(council: str, open_cases: int, now: datetime) -> int:
    """Until so many are open; how many were added."""
    found = councils.council(council)
    held = Case.objects.filter(council=council, about="case", closed_at__isnull=True)
    likes = list(held.select_related("contact", "child").order_by("id"))
    added = max(0, open_cases - len(likes))
    endless = enumerate(cycle(likes), 1)
    for start in range(0, added, BATCH):
        with transaction.atomic():
            _add(found, list(islice(endless, min(BATCH, added - start))), now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return added


def _add(council: Council, likes: Sequence[tuple[int, Case]], now: datetime) -> None:
    contacts = [_like(row.contact, number) for number, row in likes]
    children = [_like(row.child, nth, number="") for nth, row in likes]
    for rows in (contacts, children):
        type(rows[0]).objects.bulk_create(rows)
    changes = []
    for (number, row), contact, child in zip(likes, contacts, children, strict=True):
        ref = f"{row.ref}-{number}"
        file = stores.file_of(row).but(ref=ref, contact=contact.ref)
        changes.append(stores.Change(council, File(ref, council.id), file, (), None, contact.pk, child.pk))
    stores.save(changes, now)


def _like(row: Any, nth: int, **instead: Any) -> Any:
    """The same row again, under a reference of its own."""
    fields = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    return type(row)(**{**fields, "ref": f"{row.ref}-{nth}", **instead})
