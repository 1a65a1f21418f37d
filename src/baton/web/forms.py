"""The forms of a case: who wrote what and when. What is added later is dated and stands beside the first."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework.file import Done, File
from baton.protocol.schema import Record
from baton.web import clocks, naming
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record


@open_to(SIGNED_IN, "GET")
def forms(request: HttpRequest, ref: str) -> HttpResponse:
    """Every record that has an answer, in the protocol's order, and those that could still be written on."""
    desk, file = desk_of(request), open_record(request, ref, "forms").file
    records = [_form(desk, file, name, record) for name, record in desk.council.protocol.records.items()]
    context = {
        **frame_of(desk, file, "forms"), "written": [one for one in records if one["sheets"]],
        "empty": [one for one in records if not one["sheets"] and one["add"]],
    }  # fmt: skip
    return render(request, "forms.jinja", context)


def _form(desk: Desk, file: File, name: str, record: Record) -> dict[str, Any]:
    moments = desk.council.protocol.moments
    filled = [d for d in file.done if d.name in moments and moments[d.name].fills == name and not d.planned]
    sheets: list[dict[str, Any]] = []
    known: dict[str, str] = {}
    for done in filled:
        rows = _rows(desk, record, done, known)
        known.update(done.fields)
        if rows:
            sheets.append(_sheet(desk, done, rows, bool(sheets)))
    may = record.of == file.about and bool(record.filled_by) and not file.closed
    return {
        "name": record.name, "clauses": record.cites, "sheets": sheets,
        "add": f"/cases/{file.ref}/do/fill_{name}/?next=/cases/{file.ref}/forms/" if may else "",
    }  # fmt: skip


def _rows(desk: Desk, record: Record, done: Done, known: dict[str, str]) -> list[dict[str, str]]:
    """The answers that this sheet says anew: an answer repeated unchanged is not said twice."""
    return [
        {"key": row.label, "value": naming.answer(desk.council, row, str(done.fields[field]))}
        for field, row in record.fields.items()
        if done.fields.get(field) not in (None, "") and known.get(field) != done.fields[field]
    ]


def _sheet(desk: Desk, done: Done, rows: list[dict[str, str]], later: bool) -> dict[str, Any]:
    happened = f", of {clocks.moment(desk.now, done.at)}" if done.at != done.recorded else ""
    return {
        "rows": rows, "later": later, "act": naming.act(desk.council, done.name), "by": naming.person(desk.council, done.by),
        "at": clocks.words_for(done.recorded) + happened, "at_iso": clocks.iso(done.recorded),
        "item": naming.item(done.item) if done.item else "",
    }  # fmt: skip
