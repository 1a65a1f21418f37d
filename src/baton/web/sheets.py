"""What has been written on a form, sheet by sheet: who wrote it and when; what was added later stands beside it.

form_of(desk, file, "step_up", record)     # {name, clauses, sheets, add}
summary(desk, file)                        # the forms that the child's own page shows as they stand
came_with(desk, file)                      # the forms of the act that brought the child to whoever holds it
"""

from __future__ import annotations

from typing import Any

from baton.casework import kept
from baton.casework.file import Done, File
from baton.casework.view import View
from baton.protocol import conditions as c
from baton.protocol.schema import FieldRow, Record
from baton.web import beside, clocks, naming
from baton.web.asking import Desk


def came_with(desk: Desk, file: File) -> list[dict[str, Any]]:
    """What was written to send the child to the team that has the child now, for those who receive."""
    protocol = desk.council.protocol
    routes = [protocol.route[move.route] for move in file.moves if move.route in protocol.route]
    acts = {name.partition(".")[0] for route in routes for name in c.names_in(route.at)}
    forms = {protocol.moments[act].fills for act in acts if act in protocol.moments}
    made = [form_of(desk, file, name, row) for name, row in protocol.records.items() if name in forms]
    return [one for one in made if one["sheets"]]


def summary(desk: Desk, file: File) -> list[dict[str, Any]]:
    """The forms that the child's own page shows as they now stand, with who wrote them and when."""
    protocol, view, made = desk.council.protocol, View(desk.council, file, desk.now), []
    for name, record in protocol.records.items():
        acts = [act for act, moment in protocol.moments.items() if record.summary and moment.fills == name]
        done = max((d for act in acts for d in view.live(act)), key=lambda d: d.number, default=None)
        if done is not None and name not in desk.closed(file):
            made.append(
                {
                    "name": record.name,
                    "clauses": record.cites,
                    **_sheet(desk, done, _rows(desk, file, record, done, {}), False),
                }
            )
    return made


def form_of(desk: Desk, file: File, name: str, record: Record) -> dict[str, Any]:
    """One form, with where to add to it."""
    moments = desk.council.protocol.moments
    filled = [d for d in file.done if d.name in moments and moments[d.name].fills == name and not d.planned]
    sheets: list[dict[str, Any]] = []
    closed = name in desk.closed(file)
    said: dict[str, dict[str, str]] = {}  # of each thing by itself, where the form is filled in once for each
    for done in filled:
        known = said.setdefault(done.item if record.asks_item else "", {})
        rows = _kept(desk, name) if closed else _rows(desk, file, record, done, known)
        known.update(done.fields)
        if (
            rows or done.outcome or done.item or (sheets and done.fields)
        ):  # saying the same is how somebody agrees
            first = [] if sheets or closed else beside.carried(desk, file, name, done.number)
            sheets.append(_sheet(desk, done, [*rows, *first], bool(sheets)))
    may = record.of == file.about and bool(record.filled_by) and not file.closed
    return {
        "id": name, "name": record.name, "clauses": record.cites, "sheets": sheets,
        "add": f"/cases/{file.ref}/do/fill_{name}/?next=/cases/{file.ref}/forms/" if may else "",
    }  # fmt: skip


def _rows(desk: Desk, file: File, record: Record, done: Done, known: dict[str, str]) -> list[dict[str, str]]:
    """The answers that this sheet says anew: an answer repeated unchanged is not said twice."""
    return [
        {
            "key": row.label,
            "value": naming.answer(desk.council, row, str(done.fields[field])),
            **_opens(file, row, str(done.fields[field])),
        }
        for field, row in record.fields.items()
        if done.fields.get(field) not in (None, "") and known.get(field) != done.fields[field]
    ]


def _kept(desk: Desk, name: str) -> list[dict[str, str]]:
    """What stands in place of answers that the reader does not see."""
    return [{"key": "Not shown to you", "value": kept.says(desk.council, name)}]


def _opens(file: File, row: FieldRow, given: str) -> dict[str, str]:
    """The way to the record that an answer names as the place where something is kept."""
    if given not in row.opens:
        return {}
    return {"href": f"/cases/{file.ref}/forms/#form-{given}", "action": "Open"}


def _what(desk: Desk, done: Done) -> str:
    """What was done, and what came of it: an answer is nothing without whether it was yes or no."""
    act = naming.act(desk.council, done.name)
    return (
        f"{act}: {naming.outcome(desk.council, done.name, done.outcome).rstrip('.')}" if done.outcome else act
    )


def _sheet(desk: Desk, done: Done, rows: list[dict[str, str]], later: bool) -> dict[str, Any]:
    happened = f", of {clocks.moment(desk.now, done.at)}" if done.at != done.recorded else ""
    return {
        "rows": rows, "later": later, "act": _what(desk, done), "same": later and not rows, "by": naming.person(desk.council, done.by),
        "at": clocks.words_for(done.recorded) + happened, "at_iso": clocks.iso(done.recorded),
        "item": naming.item(desk.council, done.item) if done.item else "",
    }  # fmt: skip
