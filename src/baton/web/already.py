"""Of something done that would have moved the child, had the child not moved before it: that it moves nobody now.

moved_before(council, file, done)     # the Move that came first, or None
"""

from __future__ import annotations

from baton.casework.council import Council
from baton.casework.file import Done, File, Move


def moved_before(council: Council, file: File, done: Done) -> Move | None:
    """The last move before the first of its kind was done, where a route at this would have led from there."""
    if done.planned or not done.counts or done != _first(file, done.name):
        return None
    if any(move.cause == done.number for move in file.moves):
        return None
    earlier = [move for move in file.moves if move.at <= done.at and move.cause < done.number]
    origin = earlier[-1].origin if earlier else ""
    rules = council.rules
    names = {done.name, *(name for name, of in rules.recorded_as.items() if of == done.name)}
    would = any(
        names & set(rules.movers[route.id]) and council.team_is(origin, route.from_)
        for route in council.protocol.routes
    )
    return earlier[-1] if earlier and would else None


def _first(file: File, name: str) -> Done | None:
    return next((d for d in file.by_name.get(name, ()) if d.counts and not d.planned), None)
