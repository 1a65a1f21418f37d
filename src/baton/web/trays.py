"""The trays that the reader may see, with how many children wait in each and how many are overdue."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.records import worklists
from baton.web.asking import desk_of
from baton.web.doors import SIGNED_IN, open_to


@open_to(SIGNED_IN, "GET")
def trays(request: HttpRequest) -> HttpResponse:
    """The list; straight on to the tray of somebody who has only one."""
    desk = desk_of(request)
    found = worklists.trays_for(desk.council, desk.person, desk.now)
    if len(found) == 1:
        return redirect("tray", key=found[0].key)
    rows = sorted(found, key=lambda one: (-one.overdue, -one.waiting, one.name))
    return render(request, "trays.jinja", {"title": "Trays", "rows": rows})
