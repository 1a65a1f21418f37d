"""When the sweep must look at a file again: a due time, a warning, a birthday, the next day of a rota.

Time alone changes what is true of a case only at instants that can be worked out from its file. The points
of a protocol (ages, lengths, periods) are gathered once; `next_look` is then a few comparisons. A case with
nothing ahead of it is never swept, so a sweep costs what is due and not what is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from baton.casework import ageing
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import Duty, DutyState, File
from baton.casework.owing import before_age, first_period
from baton.casework.rules import self_acting
from baton.casework.truth import when
from baton.casework.view import View
from baton.casework.working_time.local_time import start_of
from baton.protocol import conditions as c
from baton.protocol.schema import Duty as DutyRule
from baton.protocol.schema import Protocol


@dataclass(frozen=True, slots=True)
class Points:
    """Everything in a protocol that becomes true or false by time alone."""

    ages: tuple[int, ...]
    lengths: tuple[tuple[str, str], ...]
    """(what it is measured from, how long)."""
    lasting: tuple[tuple[str, str], ...]
    """(act, how long it holds good)."""
    totals: tuple[c.Total, ...]
    named: tuple[str, ...]
    """The answers and planned dates of which it is asked whether their time has come."""


def next_look(council: Council, file: File, now: datetime) -> datetime | None:
    """The earliest instant at which time alone may change this file; None when there is none."""
    points = [at for duty in file.duties if duty.state is DutyState.RUNNING for at in _of_duty(duty)]
    if not file.closed:
        points += [at for at in _ahead(council, file, now) if at > now]
        points += _periods(council, file, now)
    return min(points, default=None)


def _of_duty(duty: Duty) -> Iterator[datetime]:
    if duty.due is not None:
        yield duty.due
    if duty.warn is not None and not duty.warned:
        yield duty.warn


def _ahead(council: Council, file: File, now: datetime) -> Iterator[datetime]:
    points = points_of(council.protocol)
    for years in points.ages:
        yield from map(start_of, ageing.birthdays(file, years))
    view = View(council, file, now)
    for rule in council.protocol.duties.values():
        _, shown = before_age(rule, council, file)
        if shown:
            yield shown
    for name, length in points.lengths:
        start = when(name, view)
        days = ageing.born_between(file) or () if name == "born" else ()
        for begun in (start,) if start is not None else map(start_of, days):
            yield council.ends(begun, length)
    for name in points.named:
        at = when(name, view)
        if at is not None:
            yield at
    for name, length in points.lasting:
        done = file.latest(name)
        if done is not None:
            yield council.due(done.at, length, None)[0] + timedelta(microseconds=1)
    yield from _totals(council, file, points)


def _totals(council: Council, file: File, points: Points) -> Iterator[datetime]:
    """For a total of time: a look each time the whole length has passed since the running spell began."""
    for total in points.totals:
        spells = file.facts.get(total.name, ())
        if spells and spells[-1].end is None and spells[-1].value in total.values:
            held = sum(((s.end - s.start) for s in spells if s.end and s.value in total.values), timedelta())
            yield (
                council.due(spells[0].start, total.at_least, None)[0]
                - spells[0].start
                + spells[-1].start
                - held
            )


def _periods(council: Council, file: File, now: datetime) -> Iterator[datetime]:
    for name, rule in council.protocol.duties.items():
        if not rule.every or rule.of != file.about or (rule.team is not None and rule.team != file.kind):
            continue
        if rule.every == "1 day":
            yield start_of(wt.local(now).date() + timedelta(days=1))
        else:
            yield _period_end(council, file, name, rule, now)


def _period_end(council: Council, file: File, name: str, rule: DutyRule, now: datetime) -> datetime:
    amount, _, unit = (rule.every or "1 day").partition(" ")
    number = max(1, sum(1 for duty in file.duties if duty.rule == name))
    while True:
        end = council.due(first_period(rule, file.opened or now), f"{int(amount) * number} {unit}", None)[0]
        if end > now:
            return end
        number += 1


def points_of(protocol: Protocol) -> Points:
    """The points of a protocol, gathered once."""
    return _gathered(_ById(protocol))


class _ById:
    """A key for the cache that compares protocols by identity: comparing them whole takes longer than gathering."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.protocol is self.protocol

    def __hash__(self) -> int:
        return id(self.protocol)


@lru_cache(maxsize=400)
def _gathered(key: _ById) -> Points:
    ages: set[int] = set()
    lengths: set[tuple[str, str]] = set()
    totals: set[c.Total] = set()
    named: set[str] = set()
    for condition in self_acting(key.protocol):
        if isinstance(condition, c.Age):
            ages |= {years for years in (condition.at_least, condition.under) if years is not None}
        elif isinstance(condition, c.At) and condition.age is not None:
            ages.add(condition.age)
        elif isinstance(condition, c.Since) and condition.to is None and condition.at_least:
            lengths.add((condition.name, condition.at_least))
        elif isinstance(condition, c.Reached):
            named.add(condition.name)
        elif isinstance(condition, c.Total):
            totals.add(condition)
    lasting = {
        (name, moment.lasts)
        for name, moment in key.protocol.moments.items()
        if moment.lasts not in ("move", "stay", "ever")
    }
    return Points(
        tuple(sorted(ages)),
        tuple(sorted(lengths)),
        tuple(sorted(lasting)),
        tuple(totals),
        tuple(sorted(named)),
    )
