"""Who is being named as a child's worker in the act under decision: what rules may ask of them.

`worker.qualified`, `worker.caseload` and the like; `worker.most_loaded` compares them with everybody else
who could be named in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council, Person

if TYPE_CHECKING:
    from baton.casework.view import View
    from baton.protocol.schema import FieldRow


def question(council: Council, name: str) -> FieldRow | None:
    """The question of an act by which a worker is named, for now or for the moment of a move; None of other acts."""
    act = council.protocol.acts.get(name)
    names = act and (act.allocates or council.rules.taken_over_by.get(act.fills or ""))
    record = council.protocol.records.get((act and act.fills) or "")
    return record.fields.get(names) if record and names else None


def asked_of(view: View, field: str) -> str | None:
    """One thing about the worker being named; None where nobody is."""
    council, act = view.council, view.council.protocol.acts.get(view.current.name) if view.current else None
    names = act and (act.allocates or council.rules.taken_over_by.get(act.fills or ""))
    named = view.current.fields.get(names, "") if names and view.current else ""
    person = council.people.get(named)
    if not named:
        return None
    if person is None:
        return "no" if field != "caseload" else None
    if field == "caseload":
        return str(person.caseload)
    if field == "most_loaded":
        return "yes" if _most_loaded(view, person) else "no"
    place = council.team(view.file.holder).place
    teams = {a.team for a in council.by_person.get(person.id, ()) if a.holds(view.now) and a.team}
    truths = {
        "qualified": person.qualified,
        "active": person.active,
        "here": _here(view, person),
        "in_team": view.file.holder in teams,
        "in_place": any(council.team(t).place == place or t == view.file.holder for t in teams),
    }
    return ("yes" if truths[field] else "no") if field in truths else None


def _here(view: View, person: Person) -> bool:
    today = wt.local(view.now).date()
    return not any(start <= today <= end for start, end in person.away)


def _most_loaded(view: View, person: Person) -> bool:
    """Whether of all who could be named, and are here, nobody holds more children and somebody holds fewer. Whoever has
    the child already takes on nothing new."""
    if person.id == view.file.worker:
        return False
    others = [one.caseload for one in _others(view, person)]
    return bool(others) and max(others) <= person.caseload and min(others) < person.caseload


def _others(view: View, person: Person) -> list[Person]:
    council, row = view.council, question(view.council, view.current.name if view.current else "")
    could = {a.person for role in (row.role if row else ()) for a in council.by_role.get(role.role, ())}
    people = [council.people[one] for one in sorted(could - {person.id}) if one in council.people]
    return [
        one
        for one in people
        if _here(view, one) and row and who.may(council, view.file, one.id, row.role, view.now, own=False)
    ]
