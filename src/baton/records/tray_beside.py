"""What stands beside the children of a tray, in one statement whatever there is of it: what is owed, how each was
moved here, what was done, who opened the record, brothers and sisters; what came and went, and the tray's counts.

    beside = read(Asked("anytown", "duty:north", cases={17: "ANY-000123"}, ...), now)
    beside.duties[17]      # what is owed of the case with that number
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from django.db import connection

RECENT = timedelta(days=7)
MOST_RECENT = 20
COUNTED = 1001
"""Counts stop here: '1,000 or more' says as much as a number does, and costs the same at any size."""
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
    """By the number of a case: its duties, the soonest due first, its last move, what was done, oldest first, and who of
    the tray's teams first opened the record since that move; by that of a contact its children. `owed` is of the tray's
    own file; `recent` what came or went, newest first; `counts` of the whole tray, as far as they are counted."""

    duties: dict[int, list[Owed]]
    moves: dict[int, MoveLine]
    done: dict[int, list[DoneLine]]
    opened: dict[int, tuple[str, datetime]]
    siblings: dict[int, list[Sibling]]
    owed: tuple[Owed, ...]
    recent: tuple[MoveLine, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """Of what: a tray, its own file, its teams and their people; cases (number and reference), contacts; the acts that
    acknowledge a child, and those that are told of."""

    council: str
    tray: str
    file_ref: str
    teams: Sequence[str]
    people: Sequence[str]
    cases: dict[int, str]
    contacts: Collection[int]
    acknowledging: Sequence[str]
    acts: Sequence[str]


def read(asked: Asked, now: datetime) -> Beside:
    """All of it, in one statement. What belongs together arrives as (its kind, of what, its parts)."""
    found: dict[str, list[tuple[int, Parts]]] = {kind: [] for kind in KINDS}
    with connection.cursor() as cursor:
        cursor.execute(_statement(), _given(asked, now))
        for kind, of, parts in cursor.fetchall():
            found[kind].append((of, json.loads(parts) if isinstance(parts, str) else parts))
    for rows in found.values():
        rows.sort(key=lambda row: row[1][0])
    duties, owed = _duties(found["duty"], asked.file_ref, now)
    return Beside(
        duties,
        {case: _moved(parts) for case, parts in sorted(found["move"], key=_when)},
        _grouped((case, _done(parts)) for case, parts in found["done"]),
        {case: (by, _time(at)) for case, (_, at, by) in found["opened"]},
        _grouped((contact, Sibling(*parts[1:])) for contact, parts in found["sibling"]),
        owed,
        tuple(_moved(parts) for _, parts in sorted(found["recent"], key=_when, reverse=True)),
        dict(zip(COUNTS, found["count"][0][1], strict=True)),
    )


KINDS = ("duty", "move", "recent", "done", "opened", "sibling", "count")
COUNTS = ("all", "urgent", "late", "unacknowledged", "unallocated")
_MOVE = """
    ARRAY(m.id, m.at, c.ref, k.name, m.route, m.origin, m."to", m."by")
    FROM records_moverow m JOIN records_case c ON c.id = m.case_id LEFT JOIN records_child k ON k.id = c.child_id"""
_SQL = f"""
SELECT 'duty', d.case_id, ARRAY(d.id, c.ref, d.title, d.owner_role, d.owner_of, d.start, d.due, d.warn, d.act, d.item,
        d.safety, d."key")
    FROM records_dutyrow d JOIN records_case c ON c.id = d.case_id WHERE c.ref IN :refs AND d.is_open
UNION ALL SELECT 'move', m.case_id, {_MOVE} WHERE m.case_id IN :cases
UNION ALL SELECT 'recent', m.case_id, {_MOVE} WHERE m.id IN (
        SELECT id FROM records_moverow WHERE council_id = :council AND at >= :since
        AND (origin IN :teams OR "to" IN :teams) ORDER BY at DESC, id DESC LIMIT {MOST_RECENT})
UNION ALL SELECT 'done', d.case_id, ARRAY(d.number, d.act, d.at, d."by", d.fields)
    FROM records_donerow d WHERE d.case_id IN :cases AND d.counts AND NOT d.planned AND d.act IN :acts
UNION ALL SELECT 'opened', m.case_id, ARRAY(r.id, r.at, r."by")
    FROM records_moverow m JOIN records_case c ON c.id = m.case_id JOIN records_readlog r ON r.id = (
        SELECT id FROM records_readlog WHERE ref = c.ref AND "by" IN :people AND at >= m.at ORDER BY at, id LIMIT 1)
    WHERE m.case_id IN :cases AND m.id = (
        SELECT id FROM records_moverow WHERE case_id = m.case_id ORDER BY at DESC, id DESC LIMIT 1)
UNION ALL SELECT 'sibling', c.contact_id, ARRAY(c.id, c.ref, k.name, c.tray, c.worker)
    FROM records_case c LEFT JOIN records_child k ON k.id = c.child_id WHERE c.contact_id IN :contacts
UNION ALL SELECT 'count', 0, ARRAY(COUNT(*), COALESCE(SUM(urgent), 0), COALESCE(SUM(late), 0),
        COALESCE(SUM(unacknowledged), 0), COALESCE(SUM(unallocated), 0))
    FROM (SELECT CASE WHEN rank <= 1 THEN 1 ELSE 0 END AS urgent, CASE WHEN next_due <= :now THEN 1 ELSE 0 END AS late,
        CASE WHEN worker = '' THEN 1 ELSE 0 END AS unallocated, CASE WHEN EXISTS(
            SELECT 1 FROM records_dutyrow d WHERE d.case_id = c.id AND d.is_open AND d.act IN :acknowledging
        ) THEN 1 ELSE 0 END AS unacknowledged
        FROM records_case c WHERE council_id = :council AND tray = :tray AND closed_at IS NULL
        ORDER BY rank, sort_due, received_at, id LIMIT {COUNTED}) AS waiting"""
"""Each part finds its rows by an index of its own. `ARRAY` is each database's word for a list in JSON."""


@cache
def _statement() -> str:
    """The statement as this database reads it."""
    postgres = connection.vendor == "postgresql"
    made = _SQL.replace("ARRAY(", "json_build_array(" if postgres else "json_array(")
    among = r" = ANY(%(\1)s)" if postgres else r" IN (SELECT value FROM json_each(%(\1)s))"
    return re.sub(r":([a-z]+)", r"%(\1)s", re.sub(r" IN :([a-z]+)", among, made))


def _given(asked: Asked, now: datetime) -> dict[str, Any]:
    """What the statement asks with: lists are lists on PostgreSQL, and JSON on SQLite."""
    time = connection.ops.adapt_datetimefield_value
    lists: dict[str, list[Any]] = {
        "refs": [*asked.cases.values(), asked.file_ref], "cases": list(asked.cases), "contacts": list(asked.contacts),
        "teams": list(asked.teams), "people": list(asked.people), "acts": list(asked.acts),
        "acknowledging": list(asked.acknowledging),
    }  # fmt: skip
    plain = {"council": asked.council, "tray": asked.tray, "now": time(now), "since": time(now - RECENT)}
    if connection.vendor == "postgresql":
        return {**plain, **lists}
    return {**plain, **{name: json.dumps(values) for name, values in lists.items()}}


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
