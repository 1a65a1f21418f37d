"""Who and what is around a child: brothers and sisters, a mother, earlier cases, the file of the team that holds them.

    views = around.related(council, row, stores.around([ref]), {}, now)     # what a decision is asked with

A condition such as {mother: {any: {looked_after: yes}}} asks these. Those of the same contact are siblings; the same
child's other cases are `earlier`; everybody else is linked by somebody (`acting.relate`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from baton.casework.council import Council
from baton.casework.file import File
from baton.casework.view import View
from baton.protocol.built_in import EARLIER
from baton.records import stores

SIBLINGS = "siblings"


def related(
    council: Council,
    row: stores.Loaded,
    others: Iterable[stores.Loaded],
    now: datetime,
    teams: Mapping[str, File] | None = None,
) -> tuple[View, ...]:
    """A view of everybody and everything around this child, each with what they are to the child."""
    made = [
        View(council, other.file, now, relation=relation)
        for other in others
        if other.ref != row.ref
        for relation in dict.fromkeys(_relations(council, row, other))
    ]
    made += [View(council, team, now, relation="team") for team in (teams or {}).values()]
    return tuple(made)


def _relations(council: Council, row: stores.Loaded, other: stores.Loaded) -> Iterator[str]:
    if row.contact_id is not None and other.contact_id == row.contact_id:
        yield SIBLINGS
    if row.child_id is not None and other.child_id == row.child_id and _before(other.file, row.file):
        yield EARLIER
    yield from (kin.relation for kin in row.file.kin if kin.ref == other.ref)
    for kin in other.file.kin:
        if kin.ref == row.ref:
            people = council.protocol.people.get(kin.relation)
            back = SIBLINGS if kin.relation == SIBLINGS else people.back if people else None
            if back:
                yield back


def _before(earlier: File, later: File) -> bool:
    return earlier.opened is not None and later.opened is not None and earlier.opened < later.opened


def of_many(
    rows: Iterable[stores.Loaded], council: Mapping[str, Council], now: datetime
) -> dict[str, tuple[View, ...]]:
    """The same for many cases in one statement: those whose rules ask about people; nothing for the rest."""
    asking = [row for row in rows if council[row.council.id].rules.asks_people - {"team"}]
    if not asking:
        return {}
    found = stores.around([row.ref for row in asking])
    return {row.ref: related(council[row.council.id], row, found.values(), now) for row in asking}
