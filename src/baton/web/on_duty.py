"""What somebody sees because a rota names them for today: the team's children under the labels the rota says.

today(desk)     # [{title: 'Section 47 lead of the day, Bredbury A', rows: [...]}] or nothing
"""

from __future__ import annotations

from typing import Any

from baton.casework import working_time as wt
from baton.casework.file import File
from baton.casework.view import View
from baton.protocol.schema import Record
from baton.records import stores, worklists
from baton.services import filing
from baton.web import children, naming
from baton.web.asking import Desk


def today(desk: Desk) -> list[dict[str, Any]]:
    """For each team or place whose rota names the reader today. No statement where no rota shows anything."""
    council = desk.council
    rotas = {name: row for name, row in council.protocol.records.items() if row.sees}
    mine = {
        of
        for a in council.by_person.get(desk.person, ())
        if a.holds(desk.now)
        for of in (a.team, a.place)
        if of
    }
    if not rotas or not mine:
        return []
    refs = [filing.reference(council.id, row.of, of) for row in rotas.values() for of in mine]
    files = [loaded.file for loaded in stores.load_many(refs).values()]
    return [
        _shown(desk, name, row, file)
        for name, row in rotas.items()
        for file in files
        if file.about == row.of and _named_today(desk, name, row, file)
    ]


def _named_today(desk: Desk, name: str, row: Record, file: File) -> bool:
    day, view = wt.local(desk.now).date().isoformat(), View(desk.council, file, desk.now)
    people = [field for field, one in row.fields.items() if one.kind == "person"]
    acts = [act for act, moment in desk.council.protocol.moments.items() if moment.fills == name]
    live = [view.since(0, day).live(act) for act in acts]
    return any(done[-1].fields.get(field) == desk.person for done in live if done for field in people)


def _shown(desk: Desk, name: str, row: Record, file: File) -> dict[str, Any]:
    council = desk.council
    teams = [file.subject] if file.about == "team" else [t.id for t in council.teams_at(file.subject)]
    held = worklists.held_under(council.id, teams, row.sees)
    return {
        "title": f"{row.name}, {naming.body(council, file.subject)}: you, today", "clauses": row.cites,
        "rows": [children.row(desk, line) for line in held],
    }  # fmt: skip
