"""Finding a role by any name the procedure uses for it, and who holds it.

    found(council, "social care team lead", now)    # the footprint team leader, and everybody who is one

A name that fits whole comes alone; part of a name finds every role it is part of.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from baton.casework import who
from baton.casework.council import Council
from baton.protocol.schema import Role
from baton.web import naming

LEAST = 3


def found(council: Council, text: str, now: datetime) -> list[dict[str, Any]]:
    """The roles of this name, each with the other names it goes by and the people who hold it."""
    wanted = _plain(text)
    if len(wanted) < LEAST:
        return []
    roles = council.protocol.roles
    whole = [name for name, role in roles.items() if wanted in _names(role)]
    part = [name for name, role in roles.items() if any(wanted in one for one in _names(role))]
    return [_line(council, name, now) for name in whole or part]


def _names(role: Role) -> list[str]:
    return [_plain(name) for name in (role.name, *role.also_called)]


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
