"""The fixed header on every page about one child: who the child is, who holds the child, what is next.

Example: `header(desk, file)` is what `child_header.jinja` takes as `child`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.file import Child, File
from baton.casework.view import View
from baton.web import clocks, naming, sentences
from baton.web.asking import Desk


def header(desk: Desk, file: File) -> dict[str, Any] | None:
    """The header's content; None for the file of a team, a place or the council."""
    if file.about != "case" or file.child is None:
        return None
    council, duty = desk.council, clocks.next_of(file.duties)
    return {
        "name": naming.child(file.child), "href": f"/cases/{file.ref}/", **age(file.child, desk),
        "number": file.child.number or file.ref, "team": naming.chain(council, file.holder) if file.holder else "",
        "team_since": _since(desk, file),
        **_holder(desk, file), "plan": standing(desk, file),
        "clock": clocks.of_duty(desk.now, duty, named=True) if duty else None, "warnings": _warnings(desk, file),
    }  # fmt: skip


def _warnings(desk: Desk, file: File) -> list[dict[str, str]]:
    """That the child lives in another place than the one whose team has the child."""
    says = sentences.away_from_home(desk.council, file, file.holder)
    return [{"text": says.rstrip("."), "kind": "soon"}] if says else []


def age(child: Child, desk: Desk) -> dict[str, str]:
    """'7' and '4 May 2018'; for an unborn child, when it is due."""
    today = wt.local(desk.now).date()
    if child.born and child.born <= today:
        return {"age_text": str(wt.age_on(child.born, today)), "born_text": naming.birth_date(child.born)}
    if child.due:
        return {"age_text": f"not yet born, due {naming.birth_date(child.due)}"}
    if child.age_at_contact is not None:
        return {"age_text": f"{child.age_at_contact} at contact, birth date not known"}
    return {"age_text": "birth date not known"}


def _since(desk: Desk, file: File) -> str:
    held = next((i for i in file.involvements if i.kind == "responsible" and i.end is None), None)
    return clocks.moment(desk.now, held.start) if held else ""


def _holder(desk: Desk, file: File) -> dict[str, str]:
    if file.closed:
        return {"holder": f"Closed {clocks.moment(desk.now, file.closed)}"}
    named = next((a for a in file.allocations if a.end is None), None)
    if named:
        since = clocks.moment(desk.now, named.start)
        return {"holder": f"Worker: {naming.person(desk.council, named.person)}", "holder_since": since}
    owner = who.accountable(desk.council, file)
    return {"holder": f"Nobody named yet; {who.owner_words(desk.council, owner)} answers"}


def standing(desk: Desk, file: File) -> str:
    """Where the child stands, as the most urgent label of the protocol that holds."""
    from baton.casework.truth import truth, when

    if file.closed:
        return ""
    view = View(desk.council, file, desk.now)
    held = [
        (
            label.rank,
            f"{label.name}{days_since(desk, when(label.days_since, view) if label.days_since else None)}",
        )
        for label in desk.council.protocol.labels.values()
        if truth(label.when, view)
    ]
    return min(held, key=lambda one: one[0], default=(0, ""))[1]


def days_since(desk: Desk, start: datetime | None) -> str:
    """', 3 days', where a label counts them from something that has come about."""
    if start is None:
        return ""
    days = (wt.local(desk.now).date() - wt.local(start).date()).days
    return f", {days} day{'' if days == 1 else 's'}"
