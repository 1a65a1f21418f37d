"""What can be done with several children of a tray at once, and naming one worker for all of them.

Example: `panel(desk, ["STK-000001", "STK-000002"], allocating=True)` is the side panel: the acts that fit all
of them, why the others do not, and the workers, those who know the family first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from baton.casework import who
from baton.casework.council import Council
from baton.casework.deciding import offered
from baton.casework.file import File, Involvement
from baton.casework.trays import tray_of
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.schema import Act
from baton.records import stores
from baton.services import around, councils
from baton.web import naming, possible, workers
from baton.web.asking import Desk

Context = dict[str, Any]


GONE = "A child that you ticked is not in this tray any more. Look again."


def files_of(desk: Desk, refs: Sequence[str], tray: str) -> list[File]:
    """The cases ticked that wait in this tray, as they are now; of a child who does not, nothing may be told or done here."""
    found = with_people(desk, refs)
    return [file for file, _ in found if tray_of(View(desk.council, file, desk.now)) == tray]


def with_people(desk: Desk, refs: Sequence[str]) -> list[tuple[File, tuple[View, ...]]]:
    """The same, each with everybody around the child: rules ask about brothers, sisters and a mother."""
    loaded = stores.around(refs)
    rows = [loaded[ref] for ref in refs if ref in loaded and loaded[ref].council.id == desk.council.id]
    return [(row.file, around.related(desk.council, row, loaded.values(), desk.now)) for row in rows]


def panel(desk: Desk, refs: Sequence[str], allocating: bool) -> Context | None:
    """The acts for those ticked, and the allocation among them."""
    found = with_people(desk, refs)
    files = [file for file, _ in found]
    if not files:
        return None
    by_act: dict[str, list[possible.Possible]] = {}
    for file, related in found:
        for one in possible.acts(desk.council, offered(desk.council, file, desk.person, desk.now, related)):
            by_act.setdefault(one.name, []).append(one)
    can: list[Context] = []
    cannot: list[Context] = []
    for name, ones in by_act.items():
        if isinstance(ones[0].moment, Act) and any(one.belongs for one in ones):
            (can if all(one.can for one in ones) else cannot).append(_act(desk, name, ones, files))
    return {
        "names": [naming.child(file.child) for file in files], "refs": [file.ref for file in files],
        "can": [one for one in can if not one["allocates"]], "cannot": cannot,
        "allocation": allocation(desk, files, [name for name in by_act if all(o.can for o in by_act[name])]),
        "allocating": allocating, "versions": {file.ref: file.version for file in files},
    }  # fmt: skip


def _act(desk: Desk, name: str, ones: Sequence[possible.Possible], files: Sequence[File]) -> Context:
    moment = ones[0].moment
    stops = [
        (naming.child(file.child), one.stops[0]) for one, file in zip(ones, files, strict=True) if one.stops
    ]
    if len(stops) == len(files) and len({stop.says for _, stop in stops}) == 1:
        stops = [("", stops[0][1])]  # the same for all of them: said once
    plain = possible.is_plain(desk.council, name, files[0].holder)
    return {
        "name": name, "text": moment.label or moment.name, "clauses": moment.cites, "plain": plain,
        "allocates": bool(getattr(moment, "allocates", None)), "href": _form_for_all(name, files),
        "why": [{"child": child, "says": stop.says, "clauses": stop.clauses} for child, stop in stops],
        "together": len(files) == 1 or (bool(files[0].contact) and len({file.contact for file in files}) == 1),
    }  # fmt: skip


def _form_for_all(name: str, files: Sequence[File]) -> str:
    """The form of an act for the first child, with the others ticked on it."""
    query = urlencode([("also", file.ref) for file in files[1:]])
    return f"/cases/{files[0].ref}/do/{name}/" + (f"?{query}" if query else "")


def may_allocate(desk: Desk, teams: Sequence[str]) -> bool:
    """Whether this reader may name a worker for a child whom one of these teams holds."""
    allocating = [act for act in desk.council.protocol.acts.values() if act.allocates]
    for team in teams:
        held = File("", desk.council.id, involvements=(Involvement(team, "responsible", desk.now, ""),))
        view = View(desk.council, held, desk.now)
        for act in allocating:
            here = act.when is None or truth(act.when, view) is not False
            if here and who.may(desk.council, held, desk.person, act.by, desk.now):
                return True
    return False


def allocating_act(council: Council, names: Sequence[str]) -> str:
    """Among these acts, the one that names a worker."""
    acts = council.protocol.acts
    return next((name for name in names if name in acts and acts[name].allocates), "")


def allocation(desk: Desk, files: Sequence[File], names: Sequence[str]) -> Context | None:
    """Who could be named for all of them: likeliest first, with why, caseload, leave and qualification."""
    act = allocating_act(desk.council, names)
    if not act:
        return None
    rule = desk.council.protocol.acts[act]
    record = desk.council.protocol.records[rule.fills or ""]
    row = record.fields[rule.allocates or ""]
    able = set(workers.eligible(desk, files[0], row.role))
    for file in files[1:]:
        able &= set(workers.eligible(desk, file, row.role))
    near = stores.with_siblings([file.ref for file in files])
    refs = {file.ref for file in files}
    siblings = [one.file for ref, one in near.items() if ref not in refs]
    loads = councils.caseloads(desk.council.id, able)
    found = workers.candidates(desk, files[0], able, loads, siblings)
    return {
        "act": act, "field": rule.allocates, "text": rule.label or rule.name, "clauses": rule.cites,
        "options": [{"value": one.id, "text": one.name, "hint": _about(one)} for one in found], "label": row.label,
        "other_questions": [r.label for name, r in record.fields.items() if name != rule.allocates and r.required],
    }  # fmt: skip


def _about(one: workers.Candidate) -> str:
    load = "1 child" if one.caseload == 1 else f"{one.caseload or 0} children"
    parts = [
        one.why_first,
        one.role,
        load,
        one.since,
        "" if one.qualified else "not a qualified social worker",
    ]
    return "; ".join(part for part in [*parts, "away today" if one.away else ""] if part)
