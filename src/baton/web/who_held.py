"""Who held this child at a given minute: the team, the named worker, or who answered for the child."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import working_time as wt
from baton.casework.file import File
from baton.web import clocks, naming, ribbon
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

NOON = "12:00"


@open_to(SIGNED_IN, "GET")
def who_held(request: HttpRequest, ref: str) -> HttpResponse:
    """The form and, once a day is given, the answer; without a time of day, noon."""
    desk, opened = desk_of(request), open_record(request, ref, "who_held")
    file = opened.file
    parts = {part: request.GET.get(f"at_{part}", "").strip() for part in ("day", "month", "year", "time")}
    at, wrong = _at(parts)
    context = {
        **frame_of(desk, opened, "who_held"), "parts": parts, "error": wrong, "ribbon": ribbon.of(desk, file),
        "answer": answer(desk, file, at) if at else None, "errors": [{"text": wrong, "name": "at"}] if wrong else [],
    }  # fmt: skip
    return render(request, "who_held.jinja", context, status=422 if wrong else 200)


def _at(parts: dict[str, str]) -> tuple[datetime | None, str]:
    day = " ".join(parts[name] for name in ("day", "month", "year")).strip()
    if not day and not parts["time"]:
        return None, ""
    try:
        return wt.parse_local(f"{day} {parts['time'] or NOON}"), ""
    except ValueError as unread:
        return None, str(unread)


def answer(desk: Desk, file: File, at: datetime) -> dict[str, Any]:
    """Who held the child at an instant, in one sentence and its parts."""
    when, name = clocks.words_for(at), naming.child(file.child)
    if at > desk.now:
        return {"says": f"{when} has not come yet.", "rows": []}
    held = next(
        (
            i
            for i in file.involvements
            if i.kind == "responsible" and i.start <= at and (i.end is None or at < i.end)
        ),
        None,
    )
    if held is None:
        before = file.opened and at < file.opened
        says = "had not come to the council yet" if before else "was not held by anybody: the case was closed"
        return {"says": f"At {when} {name} {says}.", "rows": []}
    named = next((a for a in file.allocations if a.start <= at and (a.end is None or at < a.end)), None)
    team = naming.team(desk.council, held.team)
    worker = naming.person(desk.council, named.person) if named else ""
    rows = [
        {"key": "Responsible team", "value": f"{team}, from {clocks.words_for(held.start)}{_to(held.end)}"},
        {
            "key": "Named worker",
            "value": f"{worker}, from {clocks.words_for(named.start)}{_to(named.end)}"
            if named
            else _answers(desk, held.team),
        },
    ]
    joint = [
        i
        for i in file.involvements
        if i.kind != "responsible" and i.start <= at and (i.end is None or at < i.end)
    ]
    if joint:
        rows.append(
            {"key": "Working jointly", "value": ", ".join(naming.team(desk.council, i.team) for i in joint)}
        )
    says = f"At {when} {name} was held by {team}{f', with {worker} as named worker' if worker else ', with no named worker'}."
    return {"says": says, "rows": rows}


def _to(end: datetime | None) -> str:
    return f" to {clocks.words_for(end)}" if end else ", and still"


def _answers(desk: Desk, team: str) -> str:
    kind = desk.council.protocol.teams.get(desk.council.team(team).kind)
    role = kind.unallocated if kind else None
    declared = desk.council.protocol.roles.get(role.role) if role else None
    return (
        f"Nobody yet. {declared.name} of {naming.team(desk.council, team)} answered for the child."
        if declared
        else "Nobody yet."
    )
