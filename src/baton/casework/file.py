"""The case file: everything the core knows about one subject, as one frozen value.

A file is about a child's case, or about a team, a place or the council itself (a rota belongs to a team,
a daily tray review to a place, the review of the protocol to the council). All four are made of the same
things: what was done, what is known, who holds it, what is owed. Times are aware and in UTC.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Any

Values = Mapping[str, str]


class DutyState(StrEnum):
    """Every clock ends as one of the last five. `missed`: the day it was for has gone by without it."""

    RUNNING = "running"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"
    RECORDED_LATE = "recorded_late"
    MISSED = "missed"
    CANCELLED = "cancelled"


OPEN_STATES = (DutyState.RUNNING, DutyState.LATE)


@dataclass(frozen=True, slots=True)
class Child:
    """Whom a case is about. A birth date, or a due date, or only an age at contact; a name may be unknown."""

    ref: str
    name: str = ""
    born: date | None = None
    due: date | None = None
    age_at_contact: int | None = None
    number: str = ""
    """The council's own number for the child."""
    place: str = ""
    """Where the child lives, as a place id; empty when not known."""

    @property
    def unborn(self) -> bool:
        """Expected and not yet born."""
        return self.born is None and self.due is not None


@dataclass(frozen=True, slots=True)
class Done:
    """One act done or moment that happened (or is planned), as it was recorded."""

    number: int
    name: str
    at: datetime
    """When it happened."""
    recorded: datetime
    by: str = ""
    """Person id."""
    role: str = ""
    outcome: str = ""
    item: str = ""
    fields: Values = field(default_factory=dict)
    reasons: Values = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()
    move: int = 0
    stay: int = 0
    counts: bool = True
    planned: bool = False
    danger: str = ""
    transcribed: str = ""
    """Where it was transcribed from, when it was done before Baton held the case."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A value a fact had from a time until the next."""

    value: str
    start: datetime
    recorded: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Involvement:
    """A team working with the child: one responsible, any number joint. Half open: [start, end)."""

    team: str
    kind: str
    start: datetime
    why: str
    end: datetime | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Allocation:
    """The named worker, while it lasts."""

    person: str
    team: str
    start: datetime
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One change of responsible team, by a route or by an override that the protocol allows."""

    number: int
    route: str
    origin: str
    to: str
    at: datetime
    recorded: datetime
    by: str = ""
    why: str = ""
    departure: bool = False
    cause: int = 0
    """The number of the thing done or happened that moved the child."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something owed: a clock, a debt, a rung, a standing rule, a day of a rota."""

    key: str
    rule: str
    """`duty name`, `ladder name/rung number`, or `act name!need id` for a debt."""
    title: str
    role: str
    of: str
    """What the role is of: a team, a place or a person id; empty for the whole council."""
    start: datetime
    due: datetime | None
    state: DutyState = DutyState.RUNNING
    warn: datetime | None = None
    warned: bool = False
    reminded: datetime | None = None
    """When whoever owes it was last reminded by somebody who waits for it."""
    item: str = ""
    act: str = ""
    move: int = 0
    safety: bool = False
    debt: bool = False
    met_at: datetime | None = None
    met_recorded: datetime | None = None
    met_by: str = ""
    why: str = ""
    """Why it was cancelled or extended, or how its due time was worked out."""
    first_due: datetime | None = None
    """The due time before any extension."""
    version: str = ""
    clauses: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Still owed."""
        return self.state in OPEN_STATES

    @property
    def at_once(self) -> bool:
        """Asked to be done at once: there is no time that could be left. A day's duty is due before its day."""
        return self.due is not None and self.due == self.start and "@" not in self.key


@dataclass(frozen=True, slots=True)
class Climb:
    """A ladder being climbed: an escalation or a dispute."""

    key: str
    ladder: str
    kind: str
    start: datetime
    cause: str
    rung: int = 1
    end: datetime | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it was on a rota, fixed for one move."""

    rota: str
    move: int
    place: str
    at: datetime
    """The instant that decided it: of the first notice, or of what was agreed instead."""
    why: str


@dataclass(frozen=True, slots=True)
class Kin:
    """Another case linked with this one, by what that person is to this child."""

    ref: str
    relation: str


@dataclass(frozen=True)
class File:
    """One subject's whole state. `version` counts the commands that changed it."""

    ref: str
    council: str
    about: str = "case"
    subject: str = ""
    """For a team, place or council file: its id."""
    kind: str = ""
    """For a team or place file: which kind of team or place."""
    contact: str = ""
    protocol: str = ""
    version: int = 0
    opened: datetime | None = None
    closed: datetime | None = None
    child: Child | None = None
    move: int = 1
    moved: bool = False
    """Whether the current move has taken effect."""
    stay: int = 1
    done: tuple[Done, ...] = ()
    facts: Mapping[str, tuple[Spell, ...]] = field(default_factory=dict)
    involvements: tuple[Involvement, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    moves: tuple[Move, ...] = ()
    duties: tuple[Duty, ...] = ()
    climbs: tuple[Climb, ...] = ()
    corrections: tuple[int, ...] = ()
    """Numbers of things recorded late that might have moved the child: a person settles them."""
    turns: tuple[Turn, ...] = ()
    kin: tuple[Kin, ...] = ()

    def but(self, **changes: Any) -> File:
        """The same file with other values: `dataclasses.replace` at a quarter of its 5 microseconds, for a decision
        makes twenty copies. What was worked out of values that stay the same is kept."""
        made = object.__new__(File)
        held = made.__dict__
        held.update(self.__dict__)
        for name in changes:
            for worked_out in _FOLLOWS.get(name, ()):
                held.pop(worked_out, None)
        held.update(changes)
        return made

    @cached_property
    def by_name(self) -> Mapping[str, tuple[Done, ...]]:
        """What was done, under each name, oldest first."""
        return _grouped(self.done, "name")

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Duty, ...]]:
        """The duties of each rule, oldest first."""
        return _grouped(self.duties, "rule")

    @cached_property
    def holder(self) -> str:
        """The responsible team now; empty when closed."""
        return next((i.team for i in self.involvements if i.kind == "responsible" and i.end is None), "")

    @property
    def last_move(self) -> Move | None:
        """The last move that was made, up to the one this file is seen in."""
        return next((move for move in reversed(self.moves) if move.number <= self.move), None)

    @property
    def giver(self) -> str:
        """The team that held the child before the last move."""
        return self.last_move.origin if self.last_move else ""

    @property
    def gone_on(self) -> bool:
        """Of a file seen in an earlier move: whether the child has moved on since."""
        return any(move.number > self.move for move in self.moves)

    def in_move(self, number: int) -> File:
        """The file as what is owed of an earlier move sees it: that move the last, its receiver the holder. What is known
        of the child, who is named and what has been done are as they are now."""
        if number >= self.move:
            return self
        made = sum(1 for move in self.moves if move.number <= number)
        held = [i for i in self.involvements if i.kind == "responsible"]
        then = replace(held[made], end=None) if made < len(held) else None
        others = tuple(i for i in self.involvements if i.kind != "responsible")
        return self.but(
            move=number,
            moved=any(move.number == number for move in self.moves),
            involvements=(*held[:made], *((then,) if then else ()), *others),
        )

    @property
    def joint(self) -> tuple[str, ...]:
        """Teams working jointly now."""
        return tuple(i.team for i in self.involvements if i.kind != "responsible" and i.end is None)

    @cached_property
    def worker(self) -> str:
        """The allocated worker's person id; empty when unallocated."""
        return next((a.person for a in self.allocations if a.end is None), "")

    @property
    def last_worker(self) -> str:
        """Whom the sending team had named, once the child has moved from it; empty where it had named nobody."""
        ended = (a.person for a in reversed(self.allocations) if a.end is not None and a.team == self.giver)
        return next(ended, "")

    def turn(self, rota: str) -> Turn | None:
        """Whose turn it is on a rota in this move, once that is fixed."""
        found = (turn for turn in reversed(self.turns) if turn.rota == rota and turn.move == self.move)
        return next(found, None)

    def latest(self, name: str, item: str = "") -> Done | None:
        """The last time something was done, planned dates apart; of an item, if one is named."""
        found = reversed(self.by_name.get(name, ()))
        return next((d for d in found if not d.planned and (not item or d.item == item)), None)

    def held_at(self, moment: datetime) -> str:
        """Which team was responsible at an instant."""
        for i in self.involvements:
            if i.kind == "responsible" and i.start <= moment and (i.end is None or moment < i.end):
                return i.team
        return ""

    def ended_days(self, before: str) -> tuple[str, ...]:
        """The keys of what was owed of a day before this one, and has ended; never the newest of its rule, from which
        the coming days are counted."""
        return tuple(
            duty.key
            for duties in self.by_rule.values()
            for duty in duties[:-1]
            if "@" in duty.key and "" < duty.item < before and not duty.open
        )

    def duty(self, key: str) -> Duty | None:
        """The duty with this key."""
        return next((d for d in self.duties if d.key == key), None)


_FOLLOWS = {
    "done": ("by_name",), "duties": ("by_rule",), "involvements": ("holder",), "allocations": ("worker",),
}  # fmt: skip
"""What is worked out of each value of a file and kept beside it."""


def _grouped(parts: Iterable[Any], by: str) -> Mapping[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for part in parts:
        found.setdefault(getattr(part, by), []).append(part)
    return {name: tuple(rows) for name, rows in found.items()}


def answers(file: File, record: str, fills: Mapping[str, str]) -> dict[str, Any]:
    """The latest answer to each field of a record, from everything done that fills it."""
    found: dict[str, Any] = {}
    for done in file.done:
        if fills.get(done.name) == record:
            found.update({key: value for key, value in done.fields.items() if value not in ("", None)})
    return found
