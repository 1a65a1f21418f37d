"""Rotas: whose turn it is, and fixing it for a move.

Example: two sets of groups take turns of 14 days from Mon 2 Mar 09:00. A first notice at 08:59 on the 16th is the
first set's; a minute later it is the second's. Once fixed it stays: a repeated notice, a deferred conference or a new
edition of the rota moves nothing. Turns change at the same time of day by the clock on the wall, summer or winter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from baton.casework import events as e
from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council, Turns
from baton.casework.file import Turn
from baton.casework.truth import truth
from baton.casework.view import View
from baton.protocol.schema import Rota


def edition(council: Council, rota: str, of: str, at: datetime) -> Turns | None:
    """The rows in force at an instant for the rota of a place; None before the first of them."""
    rows = (row for row in council.rotas if row.rota == rota and row.of == of and row.start <= at)
    return max(rows, key=lambda row: (row.start, row.number), default=None)


def whose(council: Council, rota: str, of: str, at: datetime) -> tuple[str, datetime, Turns] | None:
    """Whose turn it is at an instant, since when, and by which rows; None where nobody has set it up."""
    rows = edition(council, rota, of, at)
    if rows is None or not rows.members:
        return None
    first, turn = wt.local(rows.start).replace(tzinfo=None), council.length(council.protocol.rotas[rota].turn)
    assert turn is not None
    number, now = 0, wt.local(at).replace(tzinfo=None)
    while _after(first, turn, number + 1) <= now:
        number += 1
    return rows.members[number % len(rows.members)], wt.from_local(_after(first, turn, number)), rows


def turn_after(council: Council, rota: str, rows: Turns, at: datetime) -> datetime:
    """When the turn that runs at an instant ends, by the edition in force then."""
    first, turn = wt.local(rows.start).replace(tzinfo=None), council.length(council.protocol.rotas[rota].turn)
    assert turn is not None
    number = 1
    while (end := _after(first, turn, number)) <= wt.local(at).replace(tzinfo=None):
        number += 1
    return wt.from_local(end)


def _after(first: datetime, turn: wt.Length, number: int) -> datetime:
    """The wall-clock time at which so many turns have passed."""
    days = (7 if turn.unit is wt.Unit.week else 1) * turn.amount * number
    return first + timedelta(days=days)


def taking(view: View, name: str, at: datetime) -> str:
    """The place whose turn was fixed for this move or, where nobody gave notice, whose turn it is at that moment."""
    fixed = view.file.turn(name)
    rota = view.council.protocol.rotas[name]
    found = None if fixed else whose(view.council, name, _asking(rota.of, view) if rota.of else "", at)
    return fixed.place if fixed else found[0] if found else ""


def at_the_move(
    view: View, rotas: tuple[str, ...], move: int, to: str, at: datetime
) -> Iterator[e.TurnFixed]:
    """Where nobody gave notice and the rota has found the team, whose turn it was is fixed as the child moves."""
    for name in rotas:
        rota = view.council.protocol.rotas[name]
        fixed = any(turn.rota == name and turn.move == move for turn in view.file.turns)
        found = None if fixed else whose(view.council, name, _asking(rota.of, view) if rota.of else "", at)
        if found is not None and found[0] == view.council.team(to).place:
            why = "Nobody gave notice: it was their turn when the child moved."
            yield e.TurnFixed(view.now, Turn(name, move, found[0], at, why))


def fixing(view: View) -> Iterator[e.TurnFixed]:
    """The turns that are to be fixed now: at the first of what a rota waits for, or as was agreed instead."""
    for name, rota in view.council.protocol.rotas.items():
        fixed = view.file.turn(name)
        other, because = _instead(rota, view)
        if other and (fixed is None or fixed.place != other):
            yield _fix(view, name, other, view.now, because)
        elif fixed is None and not other:
            yield from _at_first(name, rota, view)


def _instead(rota: Rota, view: View) -> tuple[str, str]:
    for other in rota.instead:
        if truth(other.when, view):
            named = view.value(other.place) or ""
            return (who.place_of(view.council, named) if named else ""), other.because
    return "", ""


def _at_first(name: str, rota: Rota, view: View) -> Iterator[e.TurnFixed]:
    """By the earliest of the first notices of this move, as the rota stood when it was recorded."""
    file, council = view.file, view.council
    notices = [
        d
        for first in rota.at_first
        for d in file.by_name.get(first, ())
        if d.move == file.move and d.counts and not d.planned
    ]
    if not notices:
        return
    first = min(notices, key=lambda d: d.number)
    of = _asking(rota.of, view) if rota.of else ""
    found = whose(council, name, of, first.at)
    if found is not None:
        place, since, rows = found
        why = f"{council.places[place].name if place in council.places else place} takes turns from {wt.words_for(since)}"
        yield _fix(view, name, place, first.at, f"{why} (edition {rows.number} of the rota).")


def _asking(kind: str, view: View) -> str:
    """The place whose rota it is: the holder's, or where the holder has none of that kind, the child's home."""
    file, council = view.file, view.council
    places = (council.team(file.holder).place, file.child.place if file.child else "")
    return next((p for p in places if p in council.places and council.places[p].kind == kind), "")


def _fix(view: View, rota: str, place: str, at: datetime, why: str) -> e.TurnFixed:
    return e.TurnFixed(view.now, Turn(rota, view.file.move, place, at, why))
