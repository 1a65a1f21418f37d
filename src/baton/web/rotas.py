"""The duty page: for each team, who is named for each of the next fourteen days, and every gap in words.

Built from whatever the procedure says must be done for a team or place every day. Everybody in the council
may read it; a change is an act of the team's own file, offered to those the procedure lets make it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.file import Done, File
from baton.casework.view import View
from baton.casework.working_time.wording import day_words
from baton.protocol.schema import Act, Duty
from baton.records import stores
from baton.services import filing
from baton.web import clocks, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.turns import tables as turn_tables

DAYS = 14
CHANGES = 20


@dataclass(frozen=True, slots=True)
class Rota:
    """Something that is done for each day, of a kind of team or place."""

    name: str
    rule: Duty
    act: str

    def people(self, desk: Desk) -> list[str]:
        """The questions of its act that name a person."""
        fills = desk.council.protocol.moments[self.act].fills
        rows = desk.council.protocol.records[fills].fields if fills else {}
        return [field for field, row in rows.items() if row.kind == "person"]


@open_to(SIGNED_IN)
def rotas(request: HttpRequest) -> HttpResponse:
    """Fourteen days from today, or from the day asked for."""
    desk = desk_of(request)
    today = wt.local(desk.now).date()
    first, wrong = _first(request.GET.get("from", ""), today)
    place = request.GET.get("place", "")
    found = list(rotas_of(desk))
    files = files_of(desk, {rule.of for _, rule in daily(desk)})
    tables = [_table(desk, rota, files, first, place) for rota in found]
    return render(request, "rotas.jinja", {
        "errors": wrong, "tables": tables, "first": first, "from_text": request.GET.get("from", ""), "place": place,
        "places": [{"value": "", "text": "All"}, *({"value": p.id, "text": p.name} for p in desk.council.places.values() if p.active)],
        "earlier": (first - timedelta(days=DAYS)).isoformat(), "later": (first + timedelta(days=DAYS)).isoformat(),
        "council": desk.council.id, "turns": turn_tables(desk), "changes": _changes(desk, found, files, place),
    })  # fmt: skip


def _first(text: str, today: date) -> tuple[date, list[dict[str, str]]]:
    try:
        return (wt.parse_date(text) if text else today), []
    except ValueError as unread:
        return today, [{"name": "from", "text": str(unread)}]


def daily(desk: Desk) -> Iterator[tuple[str, Duty]]:
    """The duties of teams and places that come round every day."""
    for name, rule in desk.council.protocol.duties.items():
        if rule.of in ("team", "place") and rule.every == "1 day":
            yield name, rule


def rotas_of(desk: Desk) -> Iterator[Rota]:
    """Those among them that name somebody for the day."""
    for name, rule in daily(desk):
        moment = desk.council.protocol.moments.get(rule.act or "")
        if moment is not None and moment.asks_item == "day":
            rota = Rota(name, rule, rule.act or "")
            if rota.people(desk):
                yield rota


def files_of(desk: Desk, kinds: set[str]) -> dict[str, File]:
    """The files of the council's teams and places, by subject. One statement."""
    council = desk.council
    refs: dict[str, str] = {}
    if "team" in kinds:
        refs |= {filing.reference(council.id, "team", t.id): t.id for t in council.teams.values() if t.active}
    if "place" in kinds:
        refs |= {
            filing.reference(council.id, "place", p.id): p.id for p in council.places.values() if p.active
        }
    return {refs[ref]: loaded.file for ref, loaded in stores.load_many(refs).items()}


def _table(desk: Desk, rota: Rota, files: dict[str, File], first: date, place: str) -> dict[str, Any]:
    days = [first + timedelta(days=n) for n in range(DAYS)]
    rows = [
        _row(desk, rota, file, days)
        for subject, file in sorted(files.items(), key=lambda pair: _sorting(desk, pair[0]))
        if file.about == rota.rule.of
        and rota.rule.team in (None, file.kind)
        and (not place or place == _place(desk, subject))
    ]
    gaps = [f"{row['name']}: {', '.join(row['gaps'])}" for row in rows if row["gaps"]]
    weeks = [
        {
            "days": [day_words(d) for d in days[n : n + 7]],
            "rows": [{**row, "cells": row["cells"][n : n + 7]} for row in rows],
        }
        for n in (0, 7)
    ]
    return {
        "name": rota.rule.name,
        "says": rota.rule.says,
        "clauses": rota.rule.cites,
        "weeks": weeks,
        "gaps": gaps,
        "teams": len(rows),
    }


def _sorting(desk: Desk, subject: str) -> tuple[str, str]:
    return naming.body(desk.council, _place(desk, subject) or subject), naming.body(desk.council, subject)


def _place(desk: Desk, subject: str) -> str:
    return subject if subject in desk.council.places else desk.council.team(subject).place


def _row(desk: Desk, rota: Rota, file: File, days: list[date]) -> dict[str, Any]:
    act = desk.council.protocol.moments[rota.act]
    may = isinstance(act, Act) and who.may(desk.council, file, desk.person, act.by, desk.now) is not None
    view = View(desk.council, file, desk.now)
    cells = [_cell(desk, rota, file, view, day, may) for day in days]
    gaps = _gaps(cells)
    return {"name": naming.body(desk.council, file.subject), "cells": cells, "gaps": gaps, "may": may}


def _gaps(cells: list[dict[str, Any]]) -> list[str]:
    """'nobody Sun 22 Nov to Sat 28 Nov', each run of days once."""
    runs: list[list[str]] = []
    before = "named"
    for cell in cells:
        if cell["state"] != "named":
            if before == "named":
                runs.append([])
            runs[-1].append(cell["day"])
        before = cell["state"]
    return [f"nobody {run[0]}" + (f" to {run[-1]}" if len(run) > 1 else "") for run in runs]


def _cell(desk: Desk, rota: Rota, file: File, view: View, day: date, may: bool) -> dict[str, Any]:
    item, today = day.isoformat(), wt.local(desk.now).date()
    live = view.since(0, item).live(rota.act)
    names = [
        naming.person(desk.council, live[-1].fields[f])
        for f in rota.people(desk)
        if live and live[-1].fields.get(f)
    ]
    state = "named" if live else "late" if day <= today else "gap"
    href = act_form(file.ref, rota.act, item=item, next="/rotas/") if may and day >= today else ""
    return {
        "day": day_words(day), "names": names or (["Done"] if live else []), "state": state, "href": href,
        "others": [*(r for d in live[-1:] for r in d.reasons.values()), *_others(desk, rota, view, item)], "label": "Change" if live else "Name",
    }  # fmt: skip


def _others(desk: Desk, rota: Rota, view: View, item: str) -> list[str]:
    """What else is written down for the day: somebody not available, a visit in a diary."""
    made = []
    for name, moment in desk.council.protocol.moments.items():
        if moment.asks_item == "day" and moment.of == rota.rule.of and name != rota.act:
            for done in view.since(0, item).live(name):
                rows = desk.council.protocol.records[moment.fills].fields if moment.fills else {}
                said = [
                    naming.answer(desk.council, row, done.fields[f])
                    for f, row in rows.items()
                    if done.fields.get(f)
                ]
                why = "".join(f" (accepted: {reason})" for reason in done.reasons.values())
                made.append(f"{', '.join(said) or moment.name}{why}")
    return made


def _changes(desk: Desk, found: list[Rota], files: dict[str, File], place: str) -> list[dict[str, Any]]:
    """Every change, the newest first: which day, the old name, the new name, when, by whom and why."""
    made: list[dict[str, Any]] = []
    for rota in found:
        acts = {rota.act} | {n for n, m in desk.council.protocol.moments.items() if rota.act in m.undoes}
        for subject, file in files.items():
            if file.about == rota.rule.of and (not place or place == _place(desk, subject)):
                made += _of_file(desk, rota, file, acts)
    return sorted(made, key=lambda one: one["at"], reverse=True)[:CHANGES]


def _of_file(desk: Desk, rota: Rota, file: File, acts: set[str]) -> Iterator[dict[str, Any]]:
    before: dict[str, str] = {}
    for done in file.done:
        if done.name in acts and done.counts and not done.planned:
            new = _named(desk, rota, done)
            yield {
                "team": naming.body(desk.council, file.subject), "day": _day(done.item), "old": before.get(done.item, "nobody"),
                "new": new or "nobody", "by": naming.person(desk.council, done.by), "at": done.recorded,
                "when": clocks.moment(desk.now, done.recorded), "why": _why(desk, done),
                "same_day": wt.local(done.recorded).date().isoformat() == done.item,
            }  # fmt: skip
            before[done.item] = new or "nobody"


def _named(desk: Desk, rota: Rota, done: Done) -> str:
    if done.name != rota.act:
        return ""
    return ", ".join(
        naming.person(desk.council, done.fields[f]) for f in rota.people(desk) if done.fields.get(f)
    )


def _day(item: str) -> str:
    try:
        return day_words(date.fromisoformat(item))
    except ValueError:
        return item


def _why(desk: Desk, done: Done) -> str:
    moment = desk.council.protocol.moments[done.name]
    rows = desk.council.protocol.records[moment.fills].fields if moment.fills else {}
    said = [
        str(done.fields[f]) for f, row in rows.items() if row.kind in ("text", "line") and done.fields.get(f)
    ]
    return "; ".join([*said, *done.reasons.values()])
