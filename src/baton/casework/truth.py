"""Whether a condition is true of a view: True, False, or None for not known.

Kleene's three values: a conjunction with a false part is false whatever is not known; `not` of not known
is not known. A question about whether something was done is never unknown: it was or it was not.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from baton.casework import ageing, who
from baton.casework import working_time as wt
from baton.casework.file import Done
from baton.casework.view import PLANNED, View
from baton.casework.working_time.local_time import start_of
from baton.protocol import conditions as c
from baton.protocol.built_in import SAME_OF
from baton.protocol.names import Names
from baton.protocol.schema import Record, RoleOf


def truth(condition: c.Condition, view: View) -> bool | None:
    """Three-valued answer to a condition, at the view's instant."""
    return _ANSWERS[type(condition)](condition, view)


def _always(condition: c.Always, view: View) -> bool | None:
    return True


def _all(condition: c.All, view: View) -> bool | None:
    unknown = False
    for part in condition.parts:
        answer = truth(part, view)
        if answer is False:
            return False
        unknown = unknown or answer is None
    return None if unknown else True


def _any(condition: c.AnyOf, view: View) -> bool | None:
    unknown = False
    for part in condition.parts:
        answer = truth(part, view)
        if answer:
            return True
        unknown = unknown or answer is None
    return None if unknown else False


def _not(condition: c.Not, view: View) -> bool | None:
    answer = truth(condition.part, view)
    return None if answer is None else not answer


def _is(condition: c.Is, view: View) -> bool | None:
    value = view.value(condition.name)
    if value is None or value == "not_known":
        return True if "not_known" in condition.values else _unknown(condition.name, view)
    if value in condition.values:
        return True
    if _names_a_team(condition.name, value, view):
        return view.council.team_is(value, condition.values)
    return "|" in value and any(part in condition.values for part in value.split("|"))


def _names_a_team(name: str, value: str, view: View) -> bool:
    """Whether it is a question that was answered with a team: its kind may be asked for, as of the holder."""
    row = Names(view.council.protocol).field(name) if value in view.council.teams else None
    return row is not None and row.kind == "team"


def _unknown(name: str, view: View) -> bool | None:
    """An act not done has no outcome: that is known. A fact nobody has told us is not."""
    return False if name in view.council.protocol.moments else None


def _done(condition: c.Done, view: View) -> bool | None:
    return bool(view.live(condition.name))


def _answered(condition: c.Answered, view: View) -> bool | None:
    return view.value(condition.name) is not None


def _complete(condition: c.Complete, view: View) -> bool | None:
    record = view.council.protocol.records.get(condition.name)
    return record is not None and not missing_fields(record, condition.name, view)


def missing_fields(record: Record, name: str, view: View) -> list[str]:
    """The required fields of a record that have no answer yet."""
    return [
        field
        for field, row in record.fields.items()
        if row.required
        and (row.if_ is None or truth(row.if_, view))
        and view.value(f"{name}.{field}") is None
    ]


def _number(condition: c.Number, view: View) -> bool | None:
    fact = view.council.protocol.facts.get(condition.name)
    if fact is not None and fact.set_of:
        amount = len(view.members(condition.name))
        if view.value(condition.name) is None:
            return None
    elif condition.name in view.council.protocol.moments:
        amount = len(view.live(condition.name))
    else:
        value = view.value(condition.name) or ""
        if not (value.isascii() and value.isdigit()):
            return None  # nothing, or what is about to be refused because it is no number
        amount = int(value)
    floor, ceiling = condition.at_least, condition.under
    return (floor is None or amount >= floor) and (ceiling is None or amount < ceiling)


def _age(condition: c.Age, view: View) -> bool | None:
    child, born, today = view.file.child, ageing.born_between(view.file), wt.local(view.now).date()
    if born is None:
        return False if child is not None and child.unborn else None
    floor = True if condition.at_least is None else ageing.at_least(condition.at_least, born, today)
    over = False if condition.under is None else ageing.at_least(condition.under, born, today)
    if floor is False or over is True:
        return False
    return None if floor is None or over is None else True


def when(name: str, view: View) -> datetime | None:
    """When something last came about: an act, a moment, or a fact taking its present value; or the time it names."""
    if name in _TIMES:
        return _TIMES[name](view)
    first, _, field = name.partition(".")
    if field == PLANNED:
        return view.planned(first)
    if field:
        return _named_in(view.value(name))
    dones = view.live(name)
    if dones:
        return dones[-1].at
    spells = view.spells(name)
    return spells[-1].start if spells else None


FIRST_YEAR, LAST_YEAR = 1000, 3000
"""Nothing is counted from a year outside these: the answer is refused, and no calendar reaches there."""


def _named_in(said: str | None) -> datetime | None:
    """The time an answer names; None where it cannot be read, which is refused as a bad answer."""
    try:
        named = time_named(said) if said else None
    except (ValueError, OverflowError):
        return None
    return named if named and FIRST_YEAR <= named.year <= LAST_YEAR else None


def time_named(said: str) -> datetime:
    """The instant that an answer names: a time, or the start of a day."""
    return start_of(date.fromisoformat(said)) if len(said) == len("2026-03-02") else wt.parse_local(said)


def _opened(view: View) -> datetime | None:
    return view.file.opened


def _first_worker(view: View) -> datetime | None:
    """When a worker was first named since the child came to the service: a change of team or worker resets nothing."""
    council, file = view.council, view.file
    service = council.bodies(file.holder)[-1] if file.holder else ""
    came = None
    for i in reversed([i for i in file.involvements if i.kind == "responsible"]):
        if not service or not council.team_is(i.team, (service,)):
            break
        came = i.start
    return next((a.start for a in file.allocations if came is not None and a.start >= came), None)


_TIMES: dict[str, Callable[[View], datetime | None]] = {
    "opened": _opened,
    "this_contact": lambda view: _opened(view.asker or view),
    "point_of_transfer": lambda view: view.file.last_move.at if view.file.last_move else None,
    "first_worker": _first_worker,
    "born": lambda view: start_of(view.file.child.born) if view.file.child and view.file.child.born else None,
    "item": lambda view: _named_in(view.current.item if view.current else view.item),
}


Placed = tuple[datetime, datetime, int]
"""Where a moment stands among others: its minute, when it was recorded, and its number."""


def _placed(name: str, view: View) -> Placed | None:
    """Times are given and shown to the minute: of two that share one, that came first which was recorded first."""
    at = when(name, view)
    if at is None:
        return None
    recorded, number = at, 0
    dones, spells = view.live(name), view.spells(name)
    if dones:
        recorded, number = dones[-1].recorded, dones[-1].number
    elif spells:
        recorded = spells[-1].recorded
    elif name == "point_of_transfer":
        moved = view.file.last_move
        recorded, number = (moved.recorded, moved.cause) if moved else (at, 0)
    return at.replace(second=0, microsecond=0), recorded, number


def _before(condition: c.Since, view: View) -> bool | None:
    first, then = _placed(condition.name, view), _placed(condition.to or "", view)
    return None if first is None or then is None else first < then


def _since(condition: c.Since, view: View) -> bool | None:
    if condition.before:
        return _before(condition, view)
    start = when(condition.name, view)
    if start is None and condition.name == "born":
        found = {
            _counted_from(start_of(day), condition, view) for day in ageing.born_between(view.file) or ()
        }
        return found.pop() if len(found) == 1 else None
    return None if start is None else _counted_from(start, condition, view)


def _counted_from(start: datetime, condition: c.Since, view: View) -> bool | None:
    end = view.now if condition.to is None else when(condition.to, view)
    if end is None:
        return None
    bounds = ((condition.at_least, _floor), (condition.under, _ceiling), (condition.within, _inside))
    return all(
        holds(*_counted(end, view.council.ends(start, length), length, condition.to is not None))
        for length, holds in bounds
        if length is not None
    )


def _counted(end: datetime, limit: datetime, length: str, to_event: bool) -> tuple[Any, Any]:
    """Measured to an event in days or more, whole days are counted: a period ends with its last day."""
    if to_event and "hour" not in length and "minute" not in length:
        return wt.local(end).date(), wt.local(limit).date()
    return end, limit


_floor, _ceiling, _inside = operator.ge, operator.lt, operator.le


def _reached(condition: c.Reached, view: View) -> bool | None:
    named = when(condition.name, view)
    return None if named is None else named <= view.now


def _outside(condition: c.Outside, view: View) -> bool | None:
    at = when(condition.name, view)
    return None if at is None else not wt.is_open(view.council.calendars[condition.calendar], at)


def _at(condition: c.At, view: View) -> bool | None:
    if condition.age is not None:
        child = view.file.child
        if child is None or child.born is None:
            return None
        then = start_of(wt.birthday(child.born, condition.age))
    else:
        found = when(condition.moment or "", view)
        if found is None:
            return None
        then = found
    if then > view.now:
        return False
    value = view.at(condition.name, then)
    return None if value is None else value in condition.values


def _ever(condition: c.Ever, view: View) -> bool | None:
    spells = view.spells(condition.name)
    if any(spell.value in condition.values for spell in spells):
        return True
    return False if spells else None


def _total(condition: c.Total, view: View) -> bool | None:
    spells = view.spells(condition.name)
    if not spells:
        return None
    start = view.file.child.born if view.file.child else None
    floor = None
    if condition.since_age is not None:
        if start is None:
            return None
        floor = start_of(wt.birthday(start, condition.since_age))
    held = timedelta()
    for spell in spells:
        if spell.value in condition.values:
            begin = max(spell.start, floor) if floor else spell.start
            held += max(min(spell.end or view.now, view.now) - begin, timedelta())
    needed = view.council.ends(spells[0].start, condition.at_least) - spells[0].start
    return held >= needed


def _same(condition: c.Same, view: View) -> bool | None:
    asking = view.asker or view
    ours = asking.current.fields if asking.current else {}
    item = asking.current.item if asking.current else asking.item

    by = asking.current.by if asking.current else ""

    def mine(name: str) -> str:
        if "." in name:  # an answer that was written down before: record.field
            return asking.value(name) or ""
        known = {"item": item, "doer": by, "holder": asking.file.holder}
        return known.get(name) or str(ours.get(name, ""))

    if condition.name in view.council.protocol.rotas:
        turn = view.file.turn(condition.name)
        named = (mine(our) for _, our in condition.pairs)
        return turn is not None and all(who.place_of(view.council, one) == turn.place for one in named)
    if condition.name in SAME_OF:
        held = {"team": view.file.holder, "worker": view.file.worker}
        return all(held.get(their) == mine(our) != "" for their, our in condition.pairs)

    def theirs(done: Any, name: str) -> str:
        return {"item": done.item, "doer": done.by}.get(name) or str(done.fields.get(name, ""))

    return any(
        all(theirs(done, their) == mine(our) != "" for their, our in condition.pairs)
        for done in view.live(condition.name)
    )


def _same_answer(condition: c.SameAnswer, view: View) -> bool | None:
    found = [_last_by(role, condition.name, view) for role in condition.roles]
    dones = [done for done in found if done is not None]
    if len(dones) < len(found):
        return False
    answers = {
        tuple(done.fields.get(name, "") for name in condition.fields) + (done.outcome,) for done in dones
    }
    return len(answers) == 1 and len({done.by for done in dones}) == len(dones)


def _last_by(role: str, name: str, view: View) -> Done | None:
    """The last time somebody in a role did it: in the role by which they did it, or in `role of X` as X now is."""
    word, _, of = role.partition(" of ")
    if not of:
        return next((d for d in reversed(view.live(name)) if d.role == role), None)
    held = (RoleOf(role=word, of=of),)
    council, file = view.council, view.file
    return next(
        (d for d in reversed(view.live(name)) if who.may(council, file, d.by, held, d.recorded, own=False)),
        None,
    )


def _related(condition: c.Related, view: View) -> bool | None:
    if condition.who not in view.council.protocol.people:
        each = [truth(condition.part, one) for one in view.items(condition.who)]
        return _every(each) if condition.every else _some(each)
    people = view.around(condition.who)
    answers = [truth(condition.part, other.asked_by(view)) for other in people]
    if condition.every:
        return False if False in answers else (None if None in answers or not answers else True)
    return True if True in answers else (None if None in answers else False)


def _every(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _some(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


_ANSWERS: dict[type, Callable[[Any, View], bool | None]] = {
    c.Always: _always, c.All: _all, c.AnyOf: _any, c.Not: _not, c.Is: _is, c.Done: _done,
    c.Answered: _answered, c.Complete: _complete, c.Number: _number, c.Age: _age, c.Since: _since,
    c.At: _at, c.Ever: _ever, c.Total: _total, c.Same: _same, c.SameAnswer: _same_answer,
    c.Related: _related, c.Reached: _reached, c.Outside: _outside,
}  # fmt: skip
