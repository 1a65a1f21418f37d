"""The people around a child whose own cases are linked with it: brothers and sisters, a mother, earlier cases.

The procedure says whom its rules may ask about (`people`); whoever works with the child may link another case.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import who
from baton.casework.deciding import BY_THEMSELVES
from baton.casework.view import View
from baton.services import acting
from baton.services.reading import Opened
from baton.web import child_header, clocks, naming
from baton.web.asking import Desk, NoSuchCase, Refused, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

UNKNOWN = "There is no case with this reference here. Give it as it stands after the word Case at the top of that child's page."


@open_to(SIGNED_IN, "GET", "POST")
def family(request: HttpRequest, ref: str) -> HttpResponse:
    """Everybody around the child, with what they are to the child; and a form to link another case."""
    desk, opened = desk_of(request), open_record(request, ref, "family")
    errors: list[dict[str, Any]] = []
    if request.method == "POST" and _link(request, desk, opened, errors):
        return redirect("family", ref=ref)
    sent = {name: request.POST.get(name, "").strip() for name in ("relation", "other")}
    return render(request, "family.jinja", {
        **frame_of(desk, opened, "family"), "groups": groups(desk, opened), "errors": errors, "sent": sent,
        "said": {one["name"]: one["text"] for one in errors}, "relations": _relations(desk),
        "may": who.works_with(desk.council, opened.file, desk.person, desk.now),
    }, status=422 if errors else 200)  # fmt: skip


def _relations(desk: Desk) -> list[dict[str, str]]:
    people = desk.council.protocol.people
    able = [
        {"value": name, "text": row.name.capitalize()}
        for name, row in people.items()
        if name not in BY_THEMSELVES
    ]
    return [{"value": "", "text": "Choose"}, *able] if able else []


def _link(request: HttpRequest, desk: Desk, opened: Opened, errors: list[dict[str, Any]]) -> bool:
    other = request.POST.get("other", "").replace("\0", "").strip().upper()
    try:
        acting.relate(case=opened.ref, ref=other, relation=request.POST.get("relation", ""), by=desk.person)
    except NoSuchCase:
        errors.append({"name": "other", "text": UNKNOWN})
    except Refused as refused:
        names = {"ref": "other", "relation": "relation"}
        errors += [{"name": names.get(r.field, "relation"), "text": r.says} for r in refused.refusal.reasons]
    else:
        messages.success(request, f"{other} is linked with {naming.child(opened.file.child)}.")
    return not errors


def groups(desk: Desk, opened: Opened) -> list[dict[str, Any]]:
    """Those around the child by what they are to the child, each with who holds them now."""
    people = desk.council.protocol.people
    found: dict[str, list[View]] = {}
    for view in opened.related:
        if view.relation != "team":
            found.setdefault(view.relation, []).append(view)
    order = [*people, *(relation for relation in found if relation not in people)]
    return [
        {"name": (people[name].name if name in people else name).capitalize(), "rows": [_row(desk, v) for v in found[name]]}
        for name in order
        if name in found
    ]  # fmt: skip


def _row(desk: Desk, view: View) -> dict[str, Any]:
    file, council = view.file, desk.council
    closed = f"Closed {clocks.moment(desk.now, file.closed)}" if file.closed else ""
    return {
        "name": naming.child(file.child), "ref": file.ref, "href": f"/cases/{file.ref}/", "closed": closed,
        "team": naming.team(council, file.holder) if file.holder else "",
        "worker": naming.person(council, file.worker) if file.worker else "no worker named yet",
        "stands": child_header.standing(desk, file),
    }  # fmt: skip
