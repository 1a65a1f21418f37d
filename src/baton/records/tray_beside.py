"""What stands beside the children of a tray, in one statement whatever there is of it: what is owed, how each was
moved here, what was done, brothers and sisters, and what came and went.

    beside = read(Asked("anytown", {17: "ANY-000123"}, contacts, acts, teams, file_ref), now)
    beside.duties[17]      # what is owed of the case with that number
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import JSONArray

from baton.records.models import Case, DoneRow, DutyRow, MoveRow

RECENT = timedelta(days=7)
MOST_RECENT = 20
FAR = datetime(9999, 1, 1, tzinfo=UTC)
Parts = list[Any]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DoneLine:
    """Something done that the tray says."""

    act: str
    at: datetime
    by: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A child who came or went, with who moved the child."""

    ref: str
    child: str
    route: str
    origin: str
    to: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed: of a child in the tray, or of the tray's own file."""

    ref: str
    title: str
    owner_role: str
    owner_of: str
    start: datetime
    due: datetime | None
    warn: datetime | None
    act: str
    item: str
    safety: bool
    key: str = ""

    @property
    def at_once(self) -> bool:
        """As `Duty.at_once`."""
        return self.due is not None and self.due == self.start and "@" not in self.key


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another child of the same contact."""

    ref: str
    child: str
    tray: str
    worker: str


@dataclass(frozen=True, slots=True)
class Beside:
    """By the number of a case: its duties, the soonest due first, its last move and what was done, oldest first; by
    that of a contact its children. `owed` is of the tray's own file; `recent` what came or went, newest first."""

    duties: dict[int, list[Owed]]
    moves: dict[int, MoveLine]
    done: dict[int, list[DoneLine]]
    siblings: dict[int, list[Sibling]]
    owed: tuple[Owed, ...]
    recent: tuple[MoveLine, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what: cases (number and reference), contacts, acts, the teams of the tray, and its own file."""

    council: str
    cases: dict[int, str]
    contacts: frozenset[int]
    acts: Sequence[str]
    teams: Sequence[str]
    file_ref: str


def read(asked: Asked, now: datetime) -> Beside:
    """All of it, in one statement. What belongs together arrives as (its kind, of what, its parts)."""
    found: dict[str, list[tuple[int, Parts]]] = {
        name: [] for name in ("duty", "move", "recent", "done", "sibling")
    }
    first, *others = _rows(asked, now)
    for kind, of, parts in first.union(*others, all=True):
        found[kind].append((of, parts))
    for rows in found.values():
        rows.sort(key=lambda row: row[1][0])
    duties, owed = _duties(found["duty"], asked.file_ref, now)
    return Beside(
        duties,
        {case: _moved(parts) for case, parts in sorted(found["move"], key=_when)},
        _grouped((case, _done(parts)) for case, parts in found["done"]),
        _grouped((contact, Sibling(*parts[1:])) for contact, parts in found["sibling"]),
        owed,
        tuple(_moved(parts) for _, parts in sorted(found["recent"], key=_when, reverse=True)),
    )


def _rows(asked: Asked, now: datetime) -> Iterator[QuerySet[Any]]:
    """The parts of the statement. Each finds its rows by an index of its own."""
    refs = [*asked.cases.values(), asked.file_ref]
    duties = DutyRow.objects.filter(case__ref__in=refs, is_open=True)
    yield _parts(duties, "duty", "case_id", "id", "case__ref", "title", "owner_role", "owner_of", "start", "due", "warn",
                 "act", "item", "safety", "key")  # fmt: skip
    moved = ("id", "at", "case__ref", "case__child__name", "route", "origin", "to", "by")
    yield _parts(MoveRow.objects.filter(case__in=list(asked.cases)), "move", "case_id", *moved)
    ours = Q(origin__in=asked.teams) | Q(to__in=asked.teams)
    newest = MoveRow.objects.filter(ours, council=asked.council, at__gte=now - RECENT).order_by("-at", "-id")
    yield _parts(
        MoveRow.objects.filter(id__in=newest.values("id")[:MOST_RECENT]), "recent", "case_id", *moved
    )
    done = DoneRow.objects.filter(case__in=list(asked.cases), counts=True, planned=False, act__in=asked.acts)
    yield _parts(done, "done", "case_id", "number", "act", "at", "by", "fields")
    siblings = Case.objects.filter(contact__in=list(asked.contacts))
    yield _parts(siblings, "sibling", "contact_id", "id", "ref", "child__name", "tray", "worker")


def _parts(rows: QuerySet[Any], kind: str, of: str, *names: str) -> QuerySet[Any]:
    return rows.values_list(Value(kind), of, JSONArray(*names))


def _duties(
    rows: Iterable[tuple[int, Parts]], file_ref: str, now: datetime
) -> tuple[dict[int, list[Owed]], tuple[Owed, ...]]:
    """What is owed of each child, and what is owed now of the tray's own file (a daily review)."""
    lines = [(case, _owed(parts)) for case, parts in rows]
    lines.sort(key=lambda line: line[1].due or FAR)
    owed = (line for _, line in lines if line.ref == file_ref and line.start <= now)
    return _grouped((case, line) for case, line in lines if line.ref != file_ref), tuple(owed)


def _owed(parts: Parts) -> Owed:
    _, ref, title, role, of, start, due, warn, act, item, safety, key = parts
    return Owed(ref, title, role, of, _time(start), _maybe(due), _maybe(warn), act, item, bool(safety), key)


def _when(row: tuple[int, Parts]) -> tuple[datetime, int]:
    return _time(row[1][1]), row[1][0]


def _moved(parts: Parts) -> MoveLine:
    _, at, ref, child, route, origin, to, by = parts
    return MoveLine(ref, child, route, origin, to, _time(at), by)


def _done(parts: Parts) -> DoneLine:
    _, act, at, by, fields = parts
    return DoneLine(act, _time(at), by, json.loads(fields) if isinstance(fields, str) else fields)


def _time(said: str) -> datetime:
    """A time out of JSON: with its zone from PostgreSQL, in UTC without one from SQLite."""
    at = datetime.fromisoformat(said)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _maybe(said: str | None) -> datetime | None:
    return _time(said) if said else None


def _grouped(rows: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = {}
    for of, row in rows:
        found.setdefault(of, []).append(row)
    return found
