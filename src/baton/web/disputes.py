"""Escalations and disputes: every one the reader may see, where it stands, who must act, and what each side says."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import kept
from baton.casework.file import Climb, Done, File
from baton.protocol.conditions import names_in
from baton.protocol.schema import Ladder
from baton.records import stores, worklists
from baton.services import around, reading
from baton.web import child_header, clocks, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to

STATES = ("open", "ended")


@open_to(SIGNED_IN)
def disputes(request: HttpRequest) -> HttpResponse:
    """Those that are open, or those that have ended."""
    desk = desk_of(request)
    state = request.GET.get("state") if request.GET.get("state") in STATES else "open"
    kind = request.GET.get("kind") if request.GET.get("kind") in ("dispute", "escalation") else ""
    lines = worklists.climbs(desk.council.id, open_only=state == "open", kind=kind or "")
    lines = tuple(line for line in lines if (line.end is None) == (state == "open"))
    loaded = stores.around(sorted({line.case.ref for line in lines})) if lines else {}
    rows = []
    for line in lines:
        file = loaded[line.case.ref].file
        climb = next((c for c in file.climbs if c.key == line.key), None)
        if climb is not None and reading.relation_of(desk.council, file, desk.person):
            related = around.related(desk.council, loaded[line.case.ref], loaded.values(), desk.now)
            rows.append(
                {
                    **climb_of(desk, file, climb),
                    "child": naming.subject(desk.council, file),
                    "ref": file.ref,
                    "standing": child_header.standing(desk, file, related),
                    "clocks": _other_clocks(desk, file, climb),
                }
            )
    rows.sort(key=lambda row: row["sort"])
    return render(request, "disputes.jinja", {
        "rows": rows, "state": state, "kind": kind, "council": desk.council.id, "hidden": len(lines) - len(rows),
    })  # fmt: skip


def _other_clocks(desk: Desk, file: File, climb: Climb) -> list[dict[str, Any] | None]:
    """What else is owed for the child meanwhile by those who hold the child: no ladder stops a clock."""
    rules = desk.council.protocol.duties
    return [
        clocks.of_duty(desk.now, d, named=True)
        for d in file.duties
        if d.open and d.due and d.rule in rules and not d.debt
    ]


def climb_of(desk: Desk, file: File, climb: Climb) -> dict[str, Any]:
    """One escalation or dispute with its rung, whose turn it is, its clocks, and what has been said."""
    council = desk.council
    ladder = council.protocol.ladders[climb.ladder]
    rung = ladder.rungs[min(climb.rung, len(ladder.rungs)) - 1]
    owed = [d for d in file.duties if d.open and d.key.startswith(f"{climb.key}/")]
    whole = next((d for d in owed if d.rule.endswith("/whole")), None)
    turn = [d for d in owed if d is not whole]
    due = min((d.due for d in owed if d.due), default=climb.start)
    return {
        "name": ladder.name, "kind": climb.kind, "open": climb.end is None, "clauses": tuple(rung.cites or ladder.cites),
        "began": clocks.moment(desk.now, climb.start), "ended": clocks.moment(desk.now, climb.end) if climb.end else "",
        "outcome": _outcome(desk, ladder, climb, file), "rung": climb.rung, "rungs": len(ladder.rungs), "says": rung.says,
        "turns": [
            {"who": naming.owner(council, d.role, d.of), "clock": clocks.of_duty(desk.now, d),
             "href": act_form(file.ref, d.act or rung.act or "") if d.act or rung.act else ""}
            for d in turn
        ] if climb.end is None else [],
        "whole": clocks.of_duty(desk.now, whole) if whole and climb.end is None else None,
        "label": _label(desk, rung.act), "meanwhile": ladder.meanwhile, "unresolved": ladder.unresolved,
        "views": _views(desk, file, climb, ladder), "sort": (climb.end is None and not any(d.safety for d in owed), due),
    }  # fmt: skip


def _label(desk: Desk, act: str | None) -> str:
    return naming.act_label(desk.council, act) if act else ""


def _outcome(desk: Desk, ladder: Ladder, climb: Climb, file: File) -> str:
    """How it ended, in the words of whatever ended it."""
    if climb.end is None:
        return ""
    last = next(
        (d for d in reversed(_said(file, climb, ladder, desk)) if d.at <= climb.end and d.outcome), None
    )
    words = naming.outcome(desk.council, last.name, last.outcome) if last else ""
    return words or climb.outcome.replace("_", " ")


def _said(file: File, climb: Climb, ladder: Ladder, desk: Desk) -> list[Done]:
    """What was done to begin this, on each of its rungs, and to end it."""
    acts = {rung.act for rung in ladder.rungs} | {name.partition(".")[0] for name in names_in(ladder.ends)}
    acts |= {name for name, act in desk.council.protocol.acts.items() if act.opens == climb.ladder}
    until = climb.end or desk.now
    return [d for d in file.done if d.name in acts and not d.planned and climb.start <= d.at <= until]


def _views(desk: Desk, file: File, climb: Climb, ladder: Ladder) -> list[dict[str, Any]]:
    """The grounds, and what each side has said, in the order in which it was said."""
    council, made = desk.council, []
    closed = desk.closed(file)
    for done in (kept.as_read(council, one, closed) for one in _said(file, climb, ladder, desk)):
        moment = council.protocol.moments[done.name]
        rows = council.protocol.records[moment.fills].fields if moment.fills else {}
        answers = [
            {"label": row.label, "text": naming.answer(council, row, done.fields[name])}
            for name, row in rows.items()
            if done.fields.get(name)
        ]
        role = council.protocol.roles.get(done.role)
        made.append({
            "what": moment.name, "outcome": naming.outcome(council, done.name, done.outcome) if done.outcome else "",
            "by": naming.person(council, done.by), "role": role.name if role else "", "answers": answers,
            "when": clocks.moment(desk.now, done.at),
        })  # fmt: skip
    return made
