"""Turns: for each place that has a rota of its own, whose turn it is now and next, every edition, and changing it.

The first notice of a move fixes whose turn it is; what is changed here holds from its start on and moves no child.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import organisation as rules
from baton.casework import turns as core
from baton.casework import working_time as wt
from baton.casework.council import Turns
from baton.services import organisation
from baton.web import clocks, naming
from baton.web.asking import Desk, Refused, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.typed import PARTS

AHEAD = 6
"""How many turns are shown."""


def tables(desk: Desk) -> list[dict[str, Any]]:
    """Every rota by turns: for each place, the turn that runs and those that follow."""
    return [
        {
            "name": rota.name, "says": rota.says or "", "clauses": rota.cites, "length": rota.turn,
            "rows": [_place(desk, name, of) for of in _places(desk, name)],
        }
        for name, rota in desk.council.protocol.rotas.items()
    ]  # fmt: skip


def _places(desk: Desk, name: str) -> list[str]:
    rota = desk.council.protocol.rotas[name]
    if rota.of is None:
        return [""]
    found = (p for p in desk.council.places.values() if p.active and p.kind == rota.of)
    return [place.id for place in sorted(found, key=lambda place: place.name)]


def _place(desk: Desk, name: str, of: str) -> dict[str, Any]:
    coming = list(_coming(desk, name, of))
    href = (
        f"/rotas/{name}/{of or 'all'}/"
        if rules.sets_rota(desk.council, desk.person, name, of, desk.now)
        else ""
    )
    return {
        "of": naming.body(desk.council, of) if of else "The whole council", "turns": coming, "href": href,
        "links": [naming.body(desk.council, place) for place in _members(desk, name, of)],
    }  # fmt: skip


def _members(desk: Desk, name: str, of: str) -> tuple[str, ...]:
    """The places that take turns, by name where nobody has put them in order."""
    if of:
        return desk.council.places[of].links
    among = desk.council.protocol.rotas[name].among
    return tuple(place.id for place in desk.council.places.values() if place.kind == among)


def _coming(desk: Desk, name: str, of: str) -> Iterator[dict[str, Any]]:
    """The turn that runs now and those after it, as the editions known today have them."""
    at = desk.now
    for number in range(AHEAD):
        found = core.whose(desk.council, name, of, at)
        if found is None:
            return
        place, start, rows = found
        end = _end(desk, name, rows, at)
        yield {
            "place": naming.body(desk.council, place), "now": number == 0,
            "start": wt.words_for(start), "start_iso": clocks.iso(start), "end": wt.words_for(end), "end_iso": clocks.iso(end),
        }  # fmt: skip
        at = end


def _end(desk: Desk, name: str, rows: Turns, at: datetime) -> datetime:
    """When the turn that runs at an instant ends: where the next begins, or a later edition does."""
    ends = core.turn_after(desk.council, name, rows, at)
    later = (
        row.start
        for row in desk.council.rotas
        if row.rota == name and row.of == rows.of and at < row.start < ends
    )
    return min(later, default=ends)


@open_to(SIGNED_IN, "GET", "POST")
def turns(request: HttpRequest, rota: str, of: str) -> HttpResponse:
    """The form that changes who takes turns on one rota, from when."""
    desk = desk_of(request)
    of = "" if of == "all" else of
    if rota not in desk.council.protocol.rotas or (of and of not in desk.council.places):
        raise Http404
    errors: list[dict[str, Any]] = []
    if request.method == "POST" and _save(request, desk, rota, of, errors):
        return redirect("rotas")
    able, row = _members(desk, rota, of), desk.council.protocol.rotas[rota]
    sent = request.POST
    return render(request, "turns.jinja", {
        "title": f"{row.name}: {naming.body(desk.council, of) if of else 'the whole council'}", "clauses": row.cites,
        "says": row.says or "", "length": row.turn, "place": _place(desk, rota, of), "errors": errors, "council": desk.council.id,
        "said": {one["name"]: one["text"] for one in errors}, "may": rules.sets_rota(desk.council, desk.person, rota, of, desk.now),
        "orders": [{"name": f"turn_{n}", "label": f"Turn {n}", "value": sent.get(f"turn_{n}", place), "options": [
            {"value": p, "text": naming.body(desk.council, p)} for p in able]} for n, place in enumerate(able, 1)],
        "start": {part: sent.get(f"start_{part}", "") for part in PARTS},
    }, status=422 if errors else 200)  # fmt: skip


def _save(request: HttpRequest, desk: Desk, rota: str, of: str, errors: list[dict[str, Any]]) -> bool:
    typed = [request.POST.get(f"start_{part}", "").replace("\0", "").strip() for part in PARTS]
    members = [request.POST.get(f"turn_{n}", "") for n in range(1, len(_members(desk, rota, of)) + 1)]
    try:
        start = wt.parse_local(f"{' '.join(typed[:3]).strip()} {typed[3] or '09:00'}")
        organisation.set_rota(
            council=desk.council.id, rota=rota, of=of, members=members, start=start, by=desk.person
        )
    except ValueError as unread:
        errors.append({"name": "start", "text": str(unread)})
    except Refused as refused:
        names = {"start": "start", "members": "turn_1"}
        errors += [{"name": names.get(r.field, "turn_1"), "text": r.says} for r in refused.refusal.reasons]
    else:
        messages.success(
            request, f"The rota is changed from {wt.words_for(start)}. It moves no child whose turn is fixed."
        )
    return not errors
