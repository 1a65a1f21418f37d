"""Finding a child by reference, name or number; or a role or team by any name that the procedure uses for it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import working_time as wt
from baton.records import worklists
from baton.records.worklists import CaseLine
from baton.web import clocks, naming, roles
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to

LONGEST = 200


@open_to(SIGNED_IN, "GET", "POST")
def children(request: HttpRequest) -> HttpResponse:
    """What is found is a list of names and teams; opening one of them is what is logged.

    A search is sent by POST, so that no name stands in an address.
    """
    desk = desk_of(request)
    text = request.POST.get("q", "").replace("\0", "").strip()[:LONGEST]
    closed = bool(request.POST.get("closed"))
    found = worklists.find_cases(desk.council.id, text, open_only=not closed) if text else ()
    if len(found) == 1 and found[0].ref.lower() == text.lower():
        return redirect("case", ref=found[0].ref)
    rows = [row(desk, line) for line in found]
    mine = () if text else worklists.find_cases(desk.council.id, worker=desk.person)
    context = {
        "title": "Children",
        "q": text,
        "closed": closed,
        "rows": rows,
        "mine": [row(desk, line) for line in mine],
        "roles": roles.found(desk.council, text, desk.now),
    }
    return render(request, "children.jinja", context)


def row(desk: Desk, line: CaseLine) -> dict[str, Any]:
    """One child in a list."""
    today = wt.local(desk.now).date()
    age = wt.age_on(line.born, today) if line.born and line.born <= today else None
    return {
        "ref": line.ref, "href": f"/cases/{line.ref}/", "name": line.child or "A child whose name is not known",
        "age": "" if age is None else str(age), "born": naming.birth_date(line.born) if line.born else "",
        "number": line.number, "team": naming.team(desk.council, line.holder) if line.holder else "",
        "worker": naming.person(desk.council, line.worker) if line.worker else "Nobody yet",
        "clock": clocks.clock(desk.now, line.next_due), "closed": clocks.moment(desk.now, line.closed) if line.closed else "",
        "label": naming.label(desk.council, line.label), "urgent": line.rank <= 1 and not line.closed,
    }  # fmt: skip
