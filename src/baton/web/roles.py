"""Finding a role or a team by any name the procedure uses for it, and who holds it or works in it.

    found(council, "social care team lead", now)    # the footprint team leader, and everybody who is one

A name that fits whole comes alone; part of a name finds every role it is part of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from baton.casework import who
from baton.casework.council import Council
from baton.protocol.schema import Role, Team
from baton.web import naming

LEAST = 3


def found(council: Council, text: str, now: datetime) -> list[dict[str, Any]]:
    """The roles and teams of this name, each with the other names it goes by and the people there are."""
    wanted = _plain(text)
    if len(wanted) < LEAST:
        return []
    roles = [_line(council, name, now) for name in _fitting(council.protocol.roles, wanted)]
    return roles + [_team(council, name, now) for name in _fitting(council.protocol.teams, wanted)]


def _fitting(named: Mapping[str, Role] | Mapping[str, Team], wanted: str) -> list[str]:
    names = {name: [_plain(word) for word in (one.name, *one.also_called)] for name, one in named.items()}
    whole = [name for name, words in names.items() if wanted in words]
    return whole or [name for name, words in names.items() if any(wanted in word for word in words)]


def _team(council: Council, kind: str, now: datetime) -> dict[str, Any]:
    """A kind of team with everybody who is appointed to one of them."""
    rule = council.protocol.teams[kind]
    people = [
        {"name": naming.person(council, a.person), "of": council.team(a.team).name, "deputy": a.deputy}
        for a in council.appointments
        if a.team and a.holds(now) and council.team(a.team).kind == kind
    ]
    return {
        "name": rule.name, "also": ", ".join(rule.also_called), "clauses": rule.cites, "people": people,
        "about": rule.about or rule.says or "", "team": True,
    }  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split())


def _line(council: Council, name: str, now: datetime) -> dict[str, Any]:
    role = council.protocol.roles[name]
    held = [a for a in council.by_role.get(name, ()) if a.holds(now)]
    return {
        "name": role.name, "also": ", ".join(role.also_called), "clauses": role.cites,
        "people": [
            {"name": naming.person(council, a.person), "of": who.owner_words(council, who.Owner(name, a.team or a.place)).removeprefix(role.name).removeprefix(", "),
             "deputy": a.deputy}
            for a in held
        ],
    }  # fmt: skip
