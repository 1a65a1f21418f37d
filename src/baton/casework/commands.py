"""Commands: everything anybody, or the sweep, can ask of a file. Plain values; `at` is when it happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from baton.casework.file import Child, Values


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A contact about a child has been accepted: the intake team holds the child from now."""

    ref: str
    contact: str
    child: Child
    by: str
    at: datetime
    """When the contact was received."""
    stay: int = 1
    """Which time this is that the child is open to the council: one more than the cases that were closed."""
    team: str = ""
    """The kind of team that opens it, where the procedure has several front doors."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A team, a place or the council gets its file."""

    ref: str
    about: str
    subject: str
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Do:
    """Do an act, or record a moment that happened or is planned."""

    name: str
    by: str
    at: datetime | None = None
    """When it happened; None for now."""
    outcome: str = ""
    item: str = ""
    fields: Values = field(default_factory=dict)
    reasons: Values = field(default_factory=dict)
    """A recorded reason for each need gone on without: {need id: reason}."""
    danger: str = ""
    """Why a child is in danger, where that is stated."""
    team: str = ""
    """The team chosen, where a pick asks for one."""
    route: str = ""
    """The route chosen, where two apply."""
    planned: bool = False
    transcribed: str = ""


@dataclass(frozen=True, slots=True)
class Know:
    """A fact is known, or corrected, from a time."""

    fact: str
    value: str
    by: str
    at: datetime | None = None
    why: str = ""
    """Why the past is put right, where that takes a reason."""


@dataclass(frozen=True, slots=True)
class ChangeChild:
    """Put right who the child is, or where the child lives."""

    child: Child
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Relate:
    """Link another case with this one: `relation` is what that person is to this child."""

    ref: str
    relation: str
    by: str


@dataclass(frozen=True, slots=True)
class Depart:
    """Move a child outside the routes, by somebody the protocol allows, with a reason."""

    team: str
    by: str
    why: str
    route: str = ""


@dataclass(frozen=True, slots=True)
class SettleCorrection:
    """A person settles something recorded late."""

    number: int
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind whoever owes something."""

    key: str
    """Of the duty."""
    by: str


@dataclass(frozen=True, slots=True)
class Sweep:
    """Time has passed: warn, mark late, climb ladders, and look again at what time alone changes."""


Command = OpenCase | OpenFile | Do | Know | ChangeChild | Relate | Depart | SettleCorrection | Remind | Sweep
