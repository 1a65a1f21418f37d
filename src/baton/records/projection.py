"""What the tables say about a file: pure, from the file and its council alone.

`project` gives every row of every projected table; `changes` gives only the rows that differ between two
files, which is what a saving writes. `columns` are those of the case's own row. `verify` compares what is
stored with `project` of the journal replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from baton.casework import ageing
from baton.casework.council import Council
from baton.casework.file import Allocation, Climb, Done, Duty, File, Involvement, Kin, Move, Spell
from baton.casework.trays import tray_of
from baton.casework.truth import truth
from baton.casework.view import View
from baton.records import models as m
from baton.records.waking import next_look

FAR = datetime(9999, 1, 1, tzinfo=UTC)
LEAST_URGENT = 9
Row = dict[str, Any]
Items = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A projected table: which parts of a file are its rows, and what each row says."""

    model: Any
    items: Callable[[File], Items]
    row: Callable[[str, Any], Row]

    @property
    def name(self) -> str:
        """The table's name in words of ours."""
        return str(self.model.__name__)


def project(file: File) -> dict[str, dict[str, Row]]:
    """Every row that the tables should hold about a file: {table: {key: row}}."""
    return {
        table.name: {key: table.row(key, item) for key, item in table.items(file).items()} for table in TABLES
    }


def changes(before: File, after: File) -> dict[Table, tuple[dict[str, Row], dict[str, Row]]]:
    """{table: (rows that say something else now, rows that are new)}; a table that is the same is left out."""
    found = {}
    for table in TABLES:
        old, new = table.items(before), table.items(after)
        changed, added = {}, {}
        for key, item in new.items():
            if key not in old:
                added[key] = table.row(key, item)
            elif old[key] is not item and old[key] != item:
                changed[key] = table.row(key, item)
        if changed or added:
            found[table] = (changed, added)
    return found


def columns(council: Council, file: File, now: datetime) -> Row:
    """The columns of the case's own row that follow from its file."""
    holder = file.holder
    place = council.team(holder).place if holder else ""
    view = View(council, file, now)
    rank, label = _rank(view)
    owed = [duty for duty in file.duties if duty.open and duty.due]
    due = min((duty.due for duty in owed if duty.due and not duty.at_once), default=None)
    first = min((duty.due for duty in owed if duty.due), default=FAR)
    return {
        "version": file.version, "protocol_version": file.protocol, "opened_at": file.opened,
        "closed_at": file.closed, "holder_team": holder, "holder_place": place, "worker": file.worker,
        "tray": tray_of(view), "rank": rank, "label": label, "next_due": due,
        "sort_due": first, "next_at": next_look(council, file, now), "received_at": file.opened,
        "move": file.move, "stay": file.stay, **_of_child(file),
    }  # fmt: skip


def _of_child(file: File) -> Row:
    """What conditions ask of the child, from the file that decides: another case may know the same child otherwise."""
    child, born = file.child, ageing.born_between(file) or (None, None)
    found: Row = {"born_first": born[0], "born_last": born[1]}
    if child is None:
        return {**found, "born": None, "due": None, "home": ""}
    return {**found, "born": child.born, "due": child.due, "home": child.place}


def _rank(view: View) -> tuple[int, str]:
    """How urgent a case is, 0 above all, and the label that says so."""
    file = view.file
    if file.about != "case" or file.closed:
        return LEAST_URGENT, ""
    labels = view.council.protocol.labels
    true = ((label.rank, name) for name, label in labels.items() if truth(label.when, view))
    rank, name = min(true, default=(LEAST_URGENT, ""))
    if any(duty.safety and duty.open for duty in file.duties):
        rank = 0
    return rank, name


def _numbered(parts: Iterable[Any]) -> Items:
    return {str(number): part for number, part in enumerate(parts, 1)}


def _spells(file: File) -> Items:
    return {
        f"{name}/{number}": (name, spell)
        for name, spells in file.facts.items()
        for number, spell in enumerate(spells, 1)
    }


def _involvement(_key: str, part: Involvement) -> Row:
    return {
        "team": part.team, "kind": part.kind, "start": part.start, "end": part.end, "why": part.why,
        "rule": part.rule,
    }  # fmt: skip


def _allocation(_key: str, part: Allocation) -> Row:
    return {"person": part.person, "team": part.team, "start": part.start, "end": part.end}


def _move(_key: str, part: Move) -> Row:
    return {
        "number": part.number, "route": part.route, "origin": part.origin, "to": part.to, "at": part.at,
        "recorded": part.recorded, "by": part.by, "why": part.why, "departure": part.departure,
        "cause": part.cause,
    }  # fmt: skip


def _duty(_key: str, part: Duty) -> Row:
    return {
        "rule": part.rule, "title": part.title, "owner_role": part.role, "owner_of": part.of,
        "owner": f"{part.role}|{part.of}", "start": part.start, "due": part.due, "state": part.state.value,
        "is_open": part.open, "warn": part.warn, "warned": part.warned, "reminded": part.reminded, "item": part.item, "act": part.act,
        "move": part.move, "safety": part.safety, "debt": part.debt, "met_at": part.met_at,
        "met_recorded": part.met_recorded, "met_by": part.met_by, "why": part.why,
        "first_due": part.first_due, "version": part.version, "clauses": list(part.clauses),
    }  # fmt: skip


def _climb(_key: str, part: Climb) -> Row:
    return {
        "ladder": part.ladder, "kind": part.kind, "start": part.start, "cause": part.cause,
        "rung": part.rung, "end": part.end, "outcome": part.outcome,
    }  # fmt: skip


def _done(_key: str, part: Done) -> Row:
    return {
        "number": part.number, "act": part.name, "outcome": part.outcome, "item": part.item, "at": part.at,
        "recorded": part.recorded, "by": part.by, "role": part.role, "fields": dict(part.fields),
        "reasons": dict(part.reasons), "passed_over": list(part.passed_over), "move": part.move,
        "stay": part.stay, "counts": part.counts, "planned": part.planned, "danger": part.danger,
        "transcribed": part.transcribed,
    }  # fmt: skip


def _fact(_key: str, part: tuple[str, Spell]) -> Row:
    name, spell = part
    return {
        "name": name, "value": spell.value, "start": spell.start, "recorded": spell.recorded, "end": spell.end,
    }  # fmt: skip


def _kin(_key: str, part: Kin) -> Row:
    return {"ref": part.ref, "relation": part.relation}


TABLES = (
    Table(m.InvolvementRow, lambda file: _numbered(file.involvements), _involvement),
    Table(m.AllocationRow, lambda file: _numbered(file.allocations), _allocation),
    Table(m.MoveRow, lambda file: _numbered(file.moves), _move),
    Table(m.DutyRow, lambda file: {duty.key: duty for duty in file.duties}, _duty),
    Table(m.ClimbRow, lambda file: {climb.key: climb for climb in file.climbs}, _climb),
    Table(m.DoneRow, lambda file: _numbered(file.done), _done),
    Table(m.FactRow, _spells, _fact),
    Table(m.KinRow, lambda file: _numbered(file.kin), _kin),
)
