"""Outside the routes: to which teams a child could go all the same, and who decides about each.

Example: `standing(desk, file)` tells the case overview and the transfer whether the reader may, or who may.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from baton.casework import moving, who
from baton.casework.council import LeafTeam
from baton.casework.file import File
from baton.casework.view import View
from baton.protocol.schema import RoleOf
from baton.web import naming
from baton.web.asking import Desk


@dataclass(frozen=True)
class WayOut:
    """Some teams, and who may decide that the child goes to one of them outside the routes."""

    teams: tuple[LeafTeam, ...]
    roles: tuple[RoleOf, ...]
    clauses: tuple[str, ...]
    may: bool
    """Whether the reader is one of those who may."""


def ways_out(desk: Desk, file: File, related: tuple[View, ...] = ()) -> list[WayOut]:
    """Every active team but the one that has the child, those together about which the same people decide. `related`
    is everybody around the child, of whom a hold may ask."""
    if not file.holder:
        return []
    view = View(desk.council, file, desk.now, related=related)
    held = not _past_holds(desk, view)
    found: dict[tuple[tuple[RoleOf, ...], tuple[str, ...]], list[LeafTeam]] = {}
    for team in sorted(desk.council.teams.values(), key=lambda one: one.name):
        if team.active and team.id != file.holder:
            found.setdefault(moving.outside(view, team.id), []).append(team)
    return [
        WayOut(tuple(teams), roles, clauses, not held and _may(desk, file, roles))
        for (roles, clauses), teams in found.items()
    ]


def _past_holds(desk: Desk, view: View) -> bool:
    """Whether the reader may go past everything that holds the child here."""
    return all(_may(desk, view.file, hold.depart) for hold in moving.holds(view))


def _may(desk: Desk, file: File, roles: Iterable[RoleOf]) -> bool:
    return who.may(desk.council, file, desk.person, roles, desk.now) is not None


def standing(desk: Desk, file: File, related: tuple[View, ...] = ()) -> dict[str, Any] | None:
    """Whether the reader may take a child outside the procedure now, or who may; None where no team has the child."""
    found = ways_out(desk, file, related)
    if not found:
        return None
    href = reverse("outside", kwargs={"ref": file.ref}) if any(way.may for way in found) else ""
    return {"href": href, "who": deciders(desk, file, found, related), "ref": file.ref}


def deciders(desk: Desk, file: File, found: Iterable[WayOut], related: tuple[View, ...] = ()) -> str:
    """Who may decide, in a sentence."""
    holds = list(moving.holds(View(desk.council, file, desk.now, related=related)))
    final = [hold.says for hold in holds if not hold.depart]
    if final:
        return f"Nobody may take the child outside the procedure now. {' '.join(map(str, final))}"
    roles = [r for way in found for r in way.roles if all(r in hold.depart for hold in holds)]
    names = who.role_words(desk.council, roles)
    return f"Only the {names} may." if names else "From here nobody may go outside the procedure."


def rows(desk: Desk, found: Iterable[WayOut]) -> list[dict[str, Any]]:
    """For the page: which teams, who decides, and which clauses say so."""
    return [
        {
            "teams": ", ".join(naming.team(desk.council, team.id) for team in way.teams), "clauses": way.clauses,
            "who": who.role_words(desk.council, way.roles) or "Nobody may go outside this rule", "may": way.may,
        }
        for way in found
    ]  # fmt: skip
