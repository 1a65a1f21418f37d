"""What a council takes out of Baton: its cases, its contacts, its journal, row by row and never all in memory.

Example: `for row in rows("cases", "somewhere")`: the first is the headings. A journal comes with its hashes, so
that its chain can be checked by somebody else.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import QuerySet

from baton.adapters import csv_out
from baton.records import models

CHUNK = 2000
Row = tuple[Any, ...]


class NoSuchExport(LookupError):
    """There is no export of this name."""


def _cases(council: str) -> tuple[tuple[str, ...], QuerySet[Any]]:
    found = models.Case.objects.filter(council=council, about="case").order_by("id")
    columns = {
        "ref": "ref", "contact": "contact__ref", "child": "child__ref", "child_number": "child__number",
        "opened": "opened_at", "closed": "closed_at", "team": "holder_team", "place": "holder_place",
        "worker": "worker", "label": "label", "next_due": "next_due", "protocol": "protocol_version",
        "version": "version",
    }  # fmt: skip
    return tuple(columns), found.values_list(*columns.values())


def _contacts(council: str) -> tuple[tuple[str, ...], QuerySet[Any]]:
    found = models.Contact.objects.filter(council=council).order_by("id")
    columns = (
        "ref",
        "received_at",
        "recorded_at",
        "source",
        "reason",
        "story",
        "consent",
        "immediate_danger",
        "by",
    )
    return columns, found.values_list(*columns)


def _journal(council: str) -> tuple[tuple[str, ...], QuerySet[Any]]:
    found = models.JournalEntry.objects.filter(council=council).order_by("seq")
    columns = ("seq", "at", "ref", "version", "kind", "body", "by", "prev", "hash")
    return columns, found.values_list(*columns)


EXPORTS: dict[str, Callable[[str], tuple[tuple[str, ...], QuerySet[Any]]]] = {
    "cases": _cases, "contacts": _contacts, "journal": _journal,
}  # fmt: skip


def rows(name: str, council: str) -> Iterator[Row]:
    """The headings, then every row. Raises NoSuchExport."""
    if name not in EXPORTS:
        raise NoSuchExport(f"There is no export '{name}': choose {', '.join(EXPORTS)}.")
    headings, found = EXPORTS[name](council)
    yield headings
    yield from found.iterator(chunk_size=CHUNK)


def for_csv(value: Any) -> str:
    """A value as a cell of a CSV file: nothing a spreadsheet would run."""
    if value is None:
        return ""
    return csv_out.safe(_time(value) if isinstance(value, date) else str(value))


def for_json(value: Any) -> Any:
    """The same for a program: the body of a journal entry is already JSON."""
    return _time(value) if isinstance(value, date) else value


def _time(value: date) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value.isoformat()


def json_line(headings: tuple[str, ...], row: Row) -> str:
    """One row as a JSON object."""
    return json.dumps(dict(zip(headings, map(for_json, row), strict=True)), ensure_ascii=False)
