"""Between rows and case files: load a file with one query, save everything that changed or nothing.

    loaded = stores.lock(["STK-000123"])["STK-000123"]      # rows locked, inside a transaction
    stores.save([Change(...)], now, by)                      # Stale if somebody else saved meanwhile

Order of locks: the rows of cases first (by id), the head of the council's journal last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from baton.casework import events as e
from baton.casework.council import Council
from baton.casework.evolve import replay_keeping
from baton.casework.file import Child, File
from baton.records import codec, journal, known_children, models, projection, upserting
from baton.records.projection import Row, Table


class NoSuchCase(LookupError):
    """There is no case with this reference."""


class Stale(Exception):
    """Somebody else saved first: what was seen is no longer so."""

    def __init__(
        self, ref: str, expected: int, actual: int, by: str = "", at: datetime | None = None
    ) -> None:
        super().__init__(f"{ref} has changed: version {actual}, not {expected}.")
        self.ref, self.expected, self.actual, self.by, self.at = ref, expected, actual, by, at


@dataclass(frozen=True, slots=True)
class Loaded:
    """A case as it is stored."""

    id: int
    ref: str
    file: File
    council: models.Council
    changed_by: str
    changed_at: datetime
    contact_id: int | None = None
    child_id: int | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One file before and after a command. `id` is None for a file that is new."""

    council: Council
    before: File
    after: File
    events: tuple[e.Event, ...]
    id: int | None = None
    contact_id: int | None = None
    child_id: int | None = None


def _rows() -> QuerySet[models.Case]:
    wanted = (
        "id", "ref", "state", "version", "changed_by", "changed_at", "contact_id", "child_id", "council",
    )  # fmt: skip
    return models.Case.objects.select_related("council").only(
        *wanted,
        *(
            f"council__{name}"
            for name in ("name", "prefix", "organisation_version", "protocol_version", "demo")
        ),
    )


def file_of(row: models.Case) -> File:
    """The file that a row holds."""
    return codec.file_of(row.state)


def _loaded(row: models.Case) -> Loaded:
    return Loaded(
        row.id,
        row.ref,
        file_of(row),
        row.council,
        row.changed_by,
        row.changed_at,
        row.contact_id,
        row.child_id,
    )


def load(ref: str) -> Loaded:
    """A case, not locked. Raises NoSuchCase."""
    row = _rows().filter(ref=ref).first()
    if row is None:
        raise NoSuchCase(ref)
    return _loaded(row)


def load_many(refs: Iterable[str]) -> dict[str, Loaded]:
    """Several cases in one query, those that do not exist left out."""
    return {row.ref: _loaded(row) for row in _rows().filter(ref__in=list(refs))}


def around(refs: Sequence[str], lock: bool = False) -> dict[str, Loaded]:
    """These cases and everybody's around them, in one query; their rows locked if asked."""
    rows = _rows().filter(id__in=_around(refs)).order_by("id")
    if lock:
        rows = locked(rows)
    return {row.ref: _loaded(row) for row in rows}


def with_siblings(refs: Sequence[str]) -> dict[str, Loaded]:
    """These cases and the others of their contacts alone, in one query."""
    found = around(refs)
    contacts = {found[ref].contact_id for ref in refs if ref in found} - {None}
    return {ref: row for ref, row in found.items() if ref in refs or row.contact_id in contacts}


_AROUND = """
  SELECT id FROM {case} WHERE ref IN ({refs})
  UNION SELECT id FROM {case} WHERE contact_id IN (SELECT contact_id FROM {case} WHERE ref IN ({refs}) AND contact_id IS NOT NULL)
  UNION SELECT id FROM {case} WHERE child_id IN (SELECT child_id FROM {case} WHERE ref IN ({refs}) AND child_id IS NOT NULL)
  UNION SELECT id FROM {case} WHERE ref IN (
    SELECT ref FROM {kin} WHERE case_id IN (SELECT id FROM {case} WHERE ref IN ({refs})))
  UNION SELECT case_id FROM {kin} WHERE ref IN ({refs})"""


def _around(refs: Sequence[str]) -> RawSQL:
    """The ids of these cases, of the others of their contacts and children, and of those linked with them either way.

    A union: an `or` of the same would read every case there is. In SQL: the same put together by the ORM took two
    milliseconds, twice in each change to a case.
    """
    tables = {"case": models.Case._meta.db_table, "kin": models.KinRow._meta.db_table}
    marks = ", ".join(["%s"] * len(refs)) or "NULL"
    return RawSQL(_AROUND.format(refs=marks, **tables), [*refs] * _AROUND.count("{refs}"))


def files_of_teams(council: str, teams: Iterable[str]) -> dict[str, File]:
    """The files of these teams, by team, not locked."""
    rows = models.Case.objects.filter(council=council, about="team", subject__in=set(teams))
    return {subject: codec.file_of(state) for subject, state in rows.values_list("subject", "state")}


def locked(rows: QuerySet[models.Case], skip: bool = False) -> QuerySet[models.Case]:
    """The same rows, locked until the transaction ends (on SQLite the whole transaction is already)."""
    if connection.vendor != "postgresql":
        return rows
    return rows.select_for_update(of=("self",), no_key=True, skip_locked=skip)


def due(now: datetime, limit: int) -> list[Loaded]:
    """Files at which the sweep must look now, locked; those that another worker holds are passed over."""
    rows = _rows().filter(next_at__lte=now).order_by("next_at", "id")
    return [_loaded(row) for row in locked(rows, skip=True)[:limit]]


def save(changed: Sequence[Change], now: datetime, by: str = "") -> None:
    """Everything that follows from these events: case rows, tables, journal, outbox. Raises Stale.

    Call it inside a transaction. The number of statements does not grow with the number of files.
    """
    ids = _save_cases(changed, now, by)
    tables: dict[Table, tuple[list[Row], list[Row]]] = {}
    for change in changed:
        case = {"case_id": ids[change.after.ref], "council_id": change.after.council}
        for table, (old, new) in projection.changes(change.before, _with_days_aside(change)).items():
            olds, news = tables.setdefault(table, ([], []))
            olds += [{**case, "key": key, **row} for key, row in old.items()]
            news += [{**case, "key": key, **row} for key, row in new.items()]
    upserting.send([upserting.put(table.model, olds, news) for table, (olds, news) in tables.items()])
    known_children.put_right(_put_right(changed))
    _record(changed, by)
    _look_around(changed, now)


def _look_around(changed: Sequence[Change], now: datetime) -> None:
    """Where the rules ask about the people around a child, a change to one is a reason to look at the others; and to
    look at the child again to whom somebody has been linked, for the decision did not know them yet."""
    asking = [c for c in changed if c.after.about == "case" and c.council.rules.asks_people - {"team"}]
    refs = [c.after.ref for c in asking]
    if refs:
        settled = [c.after.ref for c in asking if c.after.kin == c.before.kin]
        others = models.Case.objects.filter(id__in=_around(refs), closed_at__isnull=True).exclude(
            ref__in=settled
        )
        others.update(next_at=now)


def _with_days_aside(change: Change) -> File:
    """The file after, with the days that were ended and laid aside in this same change: their rows say how they ended.
    After a long time without a sweep there are days that were opened, missed and laid aside in one."""
    if not any(isinstance(event, e.DaysLaidAside) for event in change.events):
        return change.after
    _, aside = replay_keeping(change.before, change.events)
    return change.after.but(duties=(*aside, *change.after.duties))


def _put_right(changed: Sequence[Change]) -> Iterator[tuple[int, Child]]:
    """The children whose details have changed since their case was opened."""
    for change in changed:
        before, after = change.before.child, change.after.child
        if change.child_id is not None and before is not None and after is not None and before != after:
            yield change.child_id, after


def _save_cases(changed: Sequence[Change], now: datetime, by: str) -> dict[str, int]:
    new = [change for change in changed if change.id is None]
    old = [change for change in changed if change.id is not None]
    ids = {change.after.ref: change.id for change in old if change.id is not None}
    if old:
        rows = [(change.id, change.before.version, _case_row(change, now, by)) for change in old]
        saved = upserting.update_versioned(models.Case, rows)
        for change in old:
            if change.id not in saved:
                raise _stale(change)
    if new:
        made = models.Case.objects.bulk_create([_new_case(change, now, by) for change in new])
        ids.update({row.ref: row.id for row in made})
    return ids


def _stale(change: Change) -> Stale:
    row = (
        models.Case.objects.filter(ref=change.after.ref)
        .values_list("version", "changed_by", "changed_at")
        .first()
    )
    version, by, at = row or (0, "", None)
    return Stale(change.after.ref, change.before.version, version, by, at)


def _case_row(change: Change, now: datetime, by: str) -> Row:
    return {
        "state": codec.text_of(change.after), "changed_at": now, "changed_by": by, "sweep_failed": "",
        **projection.columns(change.council, change.after, now),
    }  # fmt: skip


def _new_case(change: Change, now: datetime, by: str) -> models.Case:
    file = change.after
    return models.Case(
        ref=file.ref, council_id=file.council, contact_id=change.contact_id, child_id=change.child_id,
        about=file.about, subject=file.subject, kind=file.kind, **_case_row(change, now, by),
    )  # fmt: skip


def _record(changed: Sequence[Change], by: str) -> None:
    """The journal, and the messages that its entries are."""
    journal.append(
        journal.Entry(change.after.council, change.after.ref, change.after.version, event, by)
        for change in changed
        for event in change.events
    )


def next_version(before: File, after: File) -> File:
    """The file after a command that changed it."""
    return replace(after, version=before.version + 1)


def look_later(unchanged: Sequence[Change], now: datetime) -> None:
    """Files at which a sweep looked and found nothing: only when to look again changes, in one statement."""
    rows: list[tuple[Any, int, Row]] = [
        (change.id, change.after.version, _when(change, now)) for change in unchanged if change.id is not None
    ]
    upserting.update_versioned(models.Case, rows)


def _when(change: Change, now: datetime) -> Row:
    made = projection.columns(change.council, change.after, now)
    soon = now + timedelta(minutes=1)
    if made["next_at"] is not None:
        made["next_at"] = max(made["next_at"], soon)
    return {name: made[name] for name in ("next_at", "rank", "label")}
