"""What happened, in the past tense: the only things a journal holds. Names are never reused.

Each event is small and says one thing; `evolve` folds it into the file. `SENTENCES` gives each one its
sentence for people, and a house test holds the two lists equal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from baton.casework.file import Allocation, Child, Climb, Done, Duty, DutyState, Involvement, Kin, Move, Turn


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at `at` (UTC, when it was recorded)."""

    at: datetime


@dataclass(frozen=True, slots=True)
class FileOpened(Event):
    """A case began with a contact, or a team, place or council got its file."""

    council: str
    about: str
    subject: str
    kind: str
    contact: str
    protocol: str
    child: Child | None
    opened: datetime
    """When the contact was received; `at` is when that was recorded."""
    stay: int = 1
    """Which time this is that the child is open to the council."""


@dataclass(frozen=True, slots=True)
class ThingDone(Event):
    """An act was done, or the world did something."""

    done: Done


@dataclass(frozen=True, slots=True)
class FactKnown(Event):
    """A fact took a value from a time."""

    name: str
    value: str
    start: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class ChildChanged(Event):
    """Who the child is, or where the child lives, was put right."""

    child: Child
    why: str
    before: Child | None = None
    """What the record said until then."""


@dataclass(frozen=True, slots=True)
class KinKnown(Event):
    """Another case was linked with this one."""

    kin: Kin
    by: str


@dataclass(frozen=True, slots=True)
class TurnFixed(Event):
    """Whose turn it is on a rota was fixed for this move."""

    turn: Turn


@dataclass(frozen=True, slots=True)
class MoveBegan(Event):
    """A new move is being prepared; what holds good for one move no longer counts."""

    move: int


@dataclass(frozen=True, slots=True)
class ResponsibilityMoved(Event):
    """The child's responsible team changed, at the point of transfer."""

    move: Move


@dataclass(frozen=True, slots=True)
class TeamInvolved(Event):
    """A team became responsible at the opening, or joined."""

    involvement: Involvement


@dataclass(frozen=True, slots=True)
class TeamLeft(Event):
    """A team's joint involvement ended."""

    team: str
    rule: str
    end: datetime


@dataclass(frozen=True, slots=True)
class WorkerNamed(Event):
    """The child has a named worker."""

    allocation: Allocation


@dataclass(frozen=True, slots=True)
class WorkerEnded(Event):
    """The named worker's allocation ended."""

    person: str
    end: datetime
    why: str


@dataclass(frozen=True, slots=True)
class DutyOpened(Event):
    """Something became owed."""

    duty: Duty


@dataclass(frozen=True, slots=True)
class DutyWarned(Event):
    """A clock is near its end."""

    key: str


@dataclass(frozen=True, slots=True)
class DutyLate(Event):
    """A clock passed its end unmet."""

    key: str


@dataclass(frozen=True, slots=True)
class DutyMet(Event):
    """A duty was done: in time, late, or in time but recorded late."""

    key: str
    state: DutyState
    met_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DutyMissed(Event):
    """The day a duty was for went by without it: nothing done now would be that day's."""

    key: str


@dataclass(frozen=True, slots=True)
class DutyReopened(Event):
    """A duty that had been met is owed again."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class DutyExtended(Event):
    """Somebody allowed to moved a due time, with a reason."""

    key: str
    due: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class DutyCancelled(Event):
    """A duty no longer applies, with the reason."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class DutyPassed(Event):
    """A duty passed to whoever now has the role, because the child moved."""

    key: str
    role: str
    of: str


@dataclass(frozen=True, slots=True)
class ClimbBegan(Event):
    """An escalation or dispute was started."""

    climb: Climb


@dataclass(frozen=True, slots=True)
class ClimbRose(Event):
    """It went up a rung."""

    key: str
    rung: int


@dataclass(frozen=True, slots=True)
class ClimbEnded(Event):
    """It ended, and how."""

    key: str
    outcome: str


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A message was put in the outbox for people in a role, a person, or somebody outside."""

    to: str
    of: str
    about: str
    clauses: tuple[str, ...] = ()
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Reminded(Event):
    """Somebody who waits for a duty had whoever owes it reminded. No clock changed."""

    key: str
    by: str


@dataclass(frozen=True, slots=True)
class CorrectionAsked(Event):
    """Something recorded late might have moved the child before now: a person settles it."""

    number: int
    why: str


@dataclass(frozen=True, slots=True)
class CorrectionSettled(Event):
    """A person settled a correction."""

    number: int
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class DaysLaidAside(Event):
    """Days before one, each ended, left what is loaded with every act: their rows and the journal keep them."""

    before: str
    """An ISO date."""


@dataclass(frozen=True, slots=True)
class AttemptRefused(Event):
    """Somebody tried something that was refused: nothing changed, and the attempt is kept."""

    name: str
    by: str
    codes: tuple[str, ...]
    grounds: tuple[str, ...] = ()
    """What it was refused for, in the words that were shown: the first of them."""
    clauses: tuple[str, ...] = ()
    why: str = ""
    """The reason that was given with it, of a move outside the routes."""


@dataclass(frozen=True, slots=True)
class FileClosed(Event):
    """The case ended, at `end`."""

    why: str
    by: str
    end: datetime


SENTENCES: dict[type[Event], str] = {
    FileOpened: "The case was opened",
    ThingDone: "{done.name} was done",
    FactKnown: "{name} became known: {value}",
    ChildChanged: "The child's details were put right: {why}",
    KinKnown: "Another case was linked with this one: {kin.relation}",
    TurnFixed: "Whose turn it is was fixed: {turn.place}",
    MoveBegan: "A move began to be prepared",
    ResponsibilityMoved: "Responsibility moved from {move.origin} to {move.to}",
    TeamInvolved: "{involvement.team} became {involvement.kind}",
    TeamLeft: "{team} stopped working with the child jointly",
    WorkerNamed: "{allocation.person} became the named worker",
    WorkerEnded: "{person} stopped being the named worker: {why}",
    DutyOpened: "Owed: {duty.title}",
    DutyWarned: "Nearly due: {title}",
    DutyLate: "The time for this is past: {title}",
    DutyMet: "Done: {title}",
    DutyMissed: "The day went by without it: {title}",
    DutyReopened: "Owed again: {title}. {why}",
    DutyExtended: "The due time was moved: {title}. {why}",
    DutyCancelled: "No longer owed: {title}. {why}",
    DutyPassed: "Passed on to {role}: {title}",
    ClimbBegan: "{climb.kind} began",
    ClimbRose: "{title} went up to rung {rung}",
    ClimbEnded: "{title} ended: {outcome}",
    MessageSent: "{to} was told: {about}",
    Reminded: "{by} reminded whoever owes this: {title}",
    CorrectionAsked: "A correction needs settling: {why}",
    CorrectionSettled: "A correction was settled: {why}",
    DaysLaidAside: "Days before {before}, each ended, were laid aside",
    AttemptRefused: "{name} was tried and refused",
    FileClosed: "The case was closed: {why}",
}
"""Each event's sentence for people; presenters put names in place of ids, and for `{title}` what is owed or disputed."""
