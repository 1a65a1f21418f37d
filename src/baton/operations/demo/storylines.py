"""The shape of a demonstration in a council's file: who rings about what, and what people do then.

Example of a storyline:

    - name: Urgent, confirmed and allocated
      weight: 8
      contact: harm
      ends: 2-5 hours
      steps:
        - {do: decide, by: senior, after: 20-50 minutes, outcome: urgent, fields: {why: {one_of: [...]}}}

A length such as `20-50 minutes` is drawn anew for each child. `ends` is how long before the demonstration's
present the last step lies; without it, the story lies anywhere in the weeks before.
"""

from __future__ import annotations

import re
from datetime import timedelta
from random import Random
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from baton.protocol.schema.base import Id, Ids, Part, RoleRef

SPAN = re.compile(r"^(\d+)(?:-(\d+))? (minute|hour|day)s?$")
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
Span = Annotated[str, StringConstraints(pattern=SPAN.pattern)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


def drawn(span: str, random: Random) -> timedelta:
    """A length within a span: '20-50 minutes'."""
    found = SPAN.match(span)
    assert found is not None
    least, most, unit = int(found[1]), int(found[2] or found[1]), MINUTES[found[3]]
    return timedelta(minutes=random.randint(least * unit, most * unit))


def _said(raw: Any) -> Any:
    return {"text": raw} if isinstance(raw, str) else raw


class SaidShape(Part):
    """What is written in an answer: a text, one of several, a person in a role, a time or a day from then."""

    text: str = ""
    one_of: tuple[str, ...] = ()
    person: RoleRef | None = None
    away: bool = False
    """With `person`: somebody who is away."""
    time: Span | None = None
    day: int | None = None


Said = Annotated[SaidShape, BeforeValidator(_said)]


class TeamChosen(Part):
    """A team that is named in a step: of this kind, in the child's own place or elsewhere."""

    kind: Id
    elsewhere: bool = False


class Step(Part):
    """One thing that somebody does, so long after the step before."""

    do: Id
    by: RoleRef
    after: Span = "10-30 minutes"
    outcome: Said = SaidShape()
    item: Said = SaidShape()
    fields: dict[Id, Said] = {}
    reasons: dict[Id, Said] = {}
    danger: str = ""
    team: TeamChosen | None = None
    share: int = Field(default=100, ge=1, le=100)
    """In how many of a hundred stories the step is taken at all."""
    one_child: bool = False
    """Only for the first child of the contact, where there are several."""
    refused: bool = False
    """Somebody tries what the procedure refuses: the attempt is kept, and nothing changes."""


class Storyline(Part):
    """A way that things go, and how often."""

    name: Text
    weight: int = Field(default=1, ge=0)
    at_least: int = Field(default=1, ge=0)
    contact: Id
    by: RoleRef
    children: tuple[int, int] = (1, 1)
    ages: tuple[int, int] = (0, 17)
    unborn: bool = False
    danger: bool = False
    hours: Annotated[str, Field(pattern="^(usual|night)$")] = "usual"
    ends: Span | None = None
    home_known: bool = True
    consent: str = ""
    answers: dict[Id, str] = {}
    begins: Ids = ()
    """Ways that are gone first."""
    steps: tuple[Step, ...] = ()


class ContactSaid(Part):
    """Who rings, and what they say."""

    source: Text
    reason: Text
    story: Text


class Routine(Part):
    """What teams or places do day by day, apart from any child."""

    do: Id
    each: Id
    """The kind of team or place whose file it is done in."""
    by: RoleRef
    at: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] = "09:15"
    ahead: int = 0
    """The day it is done for: 0 is the same day, 1 the next."""
    share: int = Field(default=95, ge=1, le=100)
    days: int = Field(default=14, ge=1)
    """For how many days up to the demonstration's present."""
    fields: dict[Id, Said] = {}


class Demo(Part):
    """A council's demonstration."""

    weeks: int = Field(default=10, ge=1, le=52)
    busy: tuple[str, ...] = ()
    """People who are given most of their team's children."""
    contacts: dict[Id, tuple[ContactSaid, ...]]
    ways: dict[Id, tuple[Step, ...]] = {}
    """Steps that several storylines have in common."""
    storylines: tuple[Storyline, ...] = Field(min_length=1)
    routines: tuple[Routine, ...] = ()

    def steps(self, line: Storyline) -> list[Step]:
        """Every step of a storyline, those of the ways it begins with first."""
        return [step for way in line.begins for step in self.ways[way]] + list(line.steps)
