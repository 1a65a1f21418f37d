"""Setting up places and teams: two short forms, refused with the clause where the procedure says how many."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from baton.casework.refusals import Reason
from baton.services import filing, organisation
from baton.web.asking import Desk, Refused, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.faults import not_allowed
from baton.web.teams import sets_up
from baton.web.typed import CONTROL


@open_to(SIGNED_IN, "GET", "POST")
def set_up(request: HttpRequest, what: str) -> HttpResponse:
    """`what` is 'place' or 'team'."""
    desk = desk_of(request)
    if not sets_up(desk):
        return not_allowed(request)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        _save(request, desk, what, errors)
        if not errors:
            messages.success(request, f"{request.POST.get('name', '').strip()} has been added.")
            return HttpResponseRedirect(reverse("teams"))
    protocol = desk.council.protocol
    kinds = protocol.places if what == "place" else protocol.teams
    places = [
        {"value": "", "text": "The whole council"},
        *({"value": p.id, "text": p.name} for p in desk.council.places.values()),
    ]
    return render(request, "set_up.jinja", {
        "title": f"Add a {what}", "what": what, "errors": errors, "said": {e["name"]: e["text"] for e in errors},
        "sent": request.POST, "kinds": [{"value": k, "text": row.name} for k, row in kinds.items()], "places": places,
        "council": desk.council.id,
    }, status=422 if errors else 200)  # fmt: skip


def _save(request: HttpRequest, desk: Desk, what: str, errors: list[dict[str, Any]]) -> None:
    name, kind = request.POST.get("name", "").strip(), request.POST.get("kind", "")
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:60]
    taken = desk.council.places if what == "place" else desk.council.teams
    kinds = desk.council.protocol.places if what == "place" else desk.council.protocol.teams
    if not re.match(r"^[a-z][a-z0-9_]*$", slug) or len(name) > 120 or set(name) & CONTROL:
        errors.append(
            {"name": "name", "text": "Give a name that begins with a letter, of 120 letters at most."}
        )
    elif slug in taken:
        errors.append({"name": "name", "text": f"There is a {what} of this name already."})
    if kind not in kinds:
        errors.append({"name": "kind", "text": f"Choose what kind of {what} it is."})
    if errors:
        return
    given: dict[str, Any] = {
        "council": desk.council.id,
        "slug": slug,
        "kind": kind,
        "name": name,
        "by": desk.person,
    }
    try:
        if what == "place":
            areas = [
                a for a in re.split(r"[,\s]+", request.POST.get("areas", "").upper().replace("\0", "")) if a
            ]
            organisation.add_place(**given, areas=areas[:100])
        else:
            organisation.add_team(**given, place=request.POST.get("place", ""))
        filing.open_files(desk.council.id)
    except Refused as refused:
        errors += [_error(reason) for reason in refused.refusal.reasons]


def _error(reason: Reason) -> dict[str, Any]:
    name = reason.field if reason.field in ("name", "kind", "place") else "kind"
    return {"name": name, "text": reason.says, "clauses": reason.clauses}
