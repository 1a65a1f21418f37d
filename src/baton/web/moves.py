"""The moves of a case: each change of responsible team, by which route, decided by whom and why."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework.file import File, Move
from baton.web import clocks, naming
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record


@open_to(SIGNED_IN, "GET")
def moves(request: HttpRequest, ref: str) -> HttpResponse:
    """Newest first; with what was done in each move."""
    desk, opened = desk_of(request), open_record(request, ref, "moves")
    file = opened.file
    rows = [_move(desk, file, move) for move in reversed(file.moves)]
    held = naming.team(desk.council, file.holder) if file.holder else ""
    return render(request, "moves.jinja", {**frame_of(desk, opened, "moves"), "rows": rows, "held": held})


def _move(desk: Desk, file: File, move: Move) -> dict[str, Any]:
    council = desk.council
    route = council.protocol.route.get(move.route)
    done = [d for d in file.done if d.move == move.number and not d.planned]
    return {
        "title": f"From {naming.team(council, move.origin)} to {naming.team(council, move.to)}",
        "by": naming.person(council, move.by), "at_text": clocks.words_for(move.at), "at_iso": clocks.iso(move.at),
        "clauses": route.cites if route else (), "tag": "Outside the routes" if move.departure else "",
        "kind": "soon", "route": route.name if route else move.route.replace("_", " "), "why": move.why,
        "late": clocks.words_for(move.recorded) if move.recorded != move.at else "",
        "done": [
            f"{naming.act(council, d.name)}{f': {naming.outcome(council, d.name, d.outcome)}' if d.outcome else ''}, "
            f"{naming.person(council, d.by)}, {clocks.moment(desk.now, d.at)}"
            for d in done
        ],
    }  # fmt: skip
