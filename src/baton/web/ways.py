"""Where a child could go by the procedure, and why not elsewhere: each route from here, in plain words with its clause."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from baton.casework.file import File
from baton.casework.truth import truth
from baton.casework.view import View
from baton.casework.ways import Standing, Way, leads_to, says, ways
from baton.protocol import conditions as c
from baton.protocol.schema import Route
from baton.web.asking import Desk

TAGS = {
    Standing.OPEN: ("Open", "done"), Standing.HELD: ("Held", "overdue"), Standing.DISPLACED: ("Displaced", "soon"),
    Standing.LACKS: ("Does not apply", "waiting"),
}  # fmt: skip


FEW = 4
"""As many open routes can be read at a glance."""


def rows(desk: Desk, file: File, related: tuple[View, ...]) -> list[dict[str, Any]]:
    """Every route from here, those open first; where many are open, those that nobody has begun on are `idle`."""
    view = View(desk.council, file, desk.now, related=related)
    found = list(ways(view))
    many = sum(way.standing is Standing.OPEN for way in found) > FEW
    made = []
    for way in found:
        on_it = way.standing is Standing.OPEN and begun(way.route, view)
        idle = many and way.standing is Standing.OPEN and not on_it
        made.append({**_row(desk, way), "begun": on_it, "idle": idle})
    return made


def begun(route: Route, view: View) -> bool:
    """Whether something has been done in this move that decides on it, or is part of its moment, and nothing is decided
    otherwise."""
    if route.decided is not None and truth(route.decided, view) is False:
        return False
    return any(_done(part, view) for part in _parts(route.at if route.decided is None else route.decided))


def _parts(asked: c.Condition) -> Iterator[c.Condition]:
    if isinstance(asked, c.All | c.AnyOf):
        for part in asked.parts:
            yield from _parts(part)
    else:
        yield asked


def _done(part: c.Condition, view: View) -> bool:
    """Whether something of it has been done in this move. An act that came out otherwise began on another route."""
    otherwise = isinstance(part, c.Is) and part.name in view.council.protocol.moments
    if otherwise and truth(part, view) is not True:
        return False
    rules, file = view.council.rules, view.file
    named = {name.partition(".")[0] for name in c.names_in(part)}
    acts = {act for name in named for act in (name, *rules.filled_by.get(name, ()))}
    return any(done.move == file.move and done.counts for act in acts for done in file.by_name.get(act, ()))


def _row(desk: Desk, way: Way) -> dict[str, Any]:
    text, kind = TAGS[way.standing]
    protocol = desk.council.protocol
    return {
        "name": way.route.name, "route": way.route.id, "clauses": (*way.route.cites, *(way.by.cites if way.by else ())), "tag": text, "kind": kind,
        "says": says(way, protocol), "to": desk.council.kind_name(leads_to(way, protocol)),
        "apart": way.standing is Standing.LACKS,
    }  # fmt: skip
