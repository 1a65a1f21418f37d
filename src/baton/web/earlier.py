"""A child who has been with us before: which time this is, and the other cases of the child, each a link.

Opening another case from here is asked and logged as ever. Example of a line: 'STK-000012, 3 Mar 2025 to 5 Apr
2025, closed'.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from baton.casework.working_time import local
from baton.casework.working_time.wording import day_and_year
from baton.records.known_children import OtherCase, other_cases
from baton.web import naming
from baton.web.asking import Desk


def lines(desk: Desk, refs: Sequence[str]) -> Mapping[str, list[dict[str, Any]]]:
    """The other cases of the children of these cases, by the reference of the child: one statement."""
    made: dict[str, list[dict[str, Any]]] = {}
    for one in other_cases(refs):
        made.setdefault(one.child, []).append(_line(desk, one))
    return made


def _line(desk: Desk, one: OtherCase) -> dict[str, Any]:
    since = day_and_year(local(one.opened))
    if one.closed:
        says = f"{since} to {day_and_year(local(one.closed))}, closed"
    else:
        says = f"since {since}, with {naming.team(desk.council, one.holder)}"
    return {"ref": one.ref, "href": f"/cases/{one.ref}/", "says": says, "closed": one.closed is not None}
