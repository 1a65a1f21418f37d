"""Who could be named as a child's worker, the likeliest first and why: brothers' and sisters' workers, whoever
knew the child before, then those who hold fewest.

Example: `candidates(desk, file, row, loads, siblings)` gives Candidate(person, 'Priya Example', ..., 4,
'holds brother or sister A. Example'), which the allocate panel and the form of an act both list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.file import File
from baton.protocol.schema import RoleOf
from baton.web import naming
from baton.web.asking import Desk


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person who could be named."""

    id: str
    name: str
    role: str
    qualified: bool
    away: bool
    caseload: int | None
    why_first: str = ""
    since: str = ""
    """Since when they have held the role: how long they have done this work here."""

    @property
    def text(self) -> str:
        """On one line of a list."""
        parts = [self.role]
        if self.caseload is not None:  # somebody is to be named for a child, not only told of one
            parts.append("" if self.qualified else "not a qualified social worker")
            parts.append("1 child" if self.caseload == 1 else f"{self.caseload} children")
            parts.append(self.since)
        parts += ["away today" if self.away else "", self.why_first]
        return f"{self.name} ({'; '.join(part for part in parts if part)})"


def eligible(desk: Desk, file: File, roles: Iterable[RoleOf], barred: Iterable[RoleOf] = ()) -> list[str]:
    """The ids of everybody who holds one of these roles for this file now, and none of those that are barred; all who
    work here, if none is said."""
    council, roles, barred = desk.council, tuple(roles), tuple(barred)
    among = council.by_person if not roles else {
        a.person: () for role in roles for a in council.by_role.get(role.role, ())
    }  # fmt: skip
    return [
        person
        for person in among
        if person in council.people
        and council.people[person].active
        and (not roles or who.may(council, file, person, roles, desk.now, own=False))
        and not who.may(council, file, person, barred, desk.now, own=False)
    ]


def candidates(
    desk: Desk,
    file: File,
    people: Iterable[str],
    loads: Mapping[str, int] | None = None,
    siblings: Iterable[File] = (),
) -> list[Candidate]:
    """These people in the order in which one would think of them."""
    reasons = known_to(desk, file, siblings)
    made = [_candidate(desk, person, loads, reasons.get(person, "")) for person in people]
    return sorted(made, key=lambda c: (not c.why_first, c.away, not c.qualified, c.caseload or 0, c.name))


def known_to(desk: Desk, file: File, siblings: Iterable[File]) -> dict[str, str]:
    """Who holds a brother or sister, or held this child before: {person: why}."""
    found: dict[str, str] = {}
    for past in reversed(file.allocations):
        if past.end is not None:
            found.setdefault(past.person, "was this child's worker before")
    for other in siblings:
        if other.worker:
            found[other.worker] = f"holds brother or sister {naming.child(other.child)}"
    return found


def _candidate(desk: Desk, person: str, loads: Mapping[str, int] | None, why: str) -> Candidate:
    found, today = desk.council.people[person], wt.local(desk.now).date()
    posts = [a for a in desk.council.by_person.get(person, ()) if a.holds(desk.now)]
    roles = [who.owner_words(desk.council, who.Owner(a.role, a.team or a.place)) for a in posts]
    begun = posts[0].start if posts else None
    return Candidate(
        person, found.name, roles[0] if roles else "", found.qualified,
        any(first <= today <= last for first, last in found.away),
        None if loads is None else loads.get(person, 0), why,
        f"in this post since {wt.local(begun):%B %Y}" if begun else "",
    )  # fmt: skip
