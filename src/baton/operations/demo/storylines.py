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

A step does one thing of five: an act or happening (`do`), a fact that somebody learns (`learns`), another child of the
same story who comes with a contact of their own (`logs`), two cases that are linked (`links`), or a child who is taken
outside the procedure (`departs`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from baton.protocol.conditions import LENGTH
from baton.protocol.schema.base import Id, Ids, Part, RoleRef

SPAN = re.compile(r"^(\d+)(?:-(\d+))? (minute|hour|day)s?$")
MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
THINGS = ("do", "learns", "logs", "links", "departs")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OTHERS = "others"
"""`for: others` is every child of the contact but the first."""
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
    """What is written in an answer: a text, one of several, a person in a role, a time or a day from then, a team of a
    kind, or what was answered before.
    """

    text: str = ""
    one_of: tuple[str, ...] = ()
    person: RoleRef | None = None
    away: bool = False
    """With `person`: somebody who is away."""
    time: Span | None = None
    day: int | Annotated[str, Field(pattern=LENGTH.pattern)] | None = None
    """So many days from then, or a length: `10 working days`."""
    team: Id | None = None
    """A team of this kind."""
    of: str | None = None
    """With `team`: whose, as in `role of X`: holder, a rota (whose turn it is), a question that was answered."""
    team_of: Id | None = None
    """The team of whoever is named by this question of the same form."""
    again: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")] | None = None
    """The answer that was last given to a question: `form.question`."""


Said = Annotated[SaidShape, BeforeValidator(_said)]


class TeamChosen(Part):
    """A team that is named in a step: of this kind, in the child's own place or elsewhere."""

    kind: Id
    elsewhere: bool = False


class AnotherChild(Part):
    """Another child of the same story, about whom a contact of their own comes; with the family's name and home."""

    name: Id
    """What the story's later steps call this child, with `for`."""
    contact: Id
    ages: tuple[int, int] = (0, 17)
    unborn: bool = False
    danger: bool = False
    answers: dict[Id, str] = {}


class Step(Part):
    """One thing that somebody does, so long after the step before."""

    do: Id | None = None
    learns: Id | None = None
    """A fact; `value` is what is known from now."""
    value: Said = SaidShape()
    logs: AnotherChild | None = None
    links: Id | None = None
    """What the child named by `with` is to this one: `mother`."""
    with_: Id | None = Field(default=None, alias="with")
    departs: Said | None = None
    """The team that the child is taken to outside the procedure; `why` says why."""
    why: str = ""
    by: RoleRef
    for_: Id | None = Field(default=None, alias="for")
    """Which child of the story, where it is not those of the first contact: `others`, or one that was logged."""
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
    ago: Span | None = None
    """It happened so long before it is written down."""
    ahead: Span | None = None
    """It is planned for so long after."""

    @model_validator(mode="after")
    def _one_thing(self) -> Step:
        said = [name for name in THINGS if getattr(self, name) is not None]
        if len(said) != 1:
            raise ValueError(f"A step says one of these: {', '.join(THINGS)}.")
        if (self.links is None) != (self.with_ is None):
            raise ValueError("`links` says what somebody is to this child, and `with` who that is.")
        return self

    @property
    def thing(self) -> str:
        """What it does, for whoever reads how a demonstration went."""
        name = self.logs.name if self.logs else self.departs and "departs"
        return str(self.do or self.learns or name or self.links)


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
    """The kind of team or place whose file it is done in; or the council's own."""
    by: RoleRef
    at: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] = "09:15"
    weekday: str | None = Field(default=None, pattern=f"^({'|'.join(WEEKDAYS)})$")
    """On this day of the week alone: `tuesday`."""
    ahead: int = 0
    """The day it is done for: 0 is the same day, 1 the next."""
    share: int = Field(default=95, ge=1, le=100)
    days: int = Field(default=14, ge=1)
    """For how many days up to the demonstration's present."""
    fields: dict[Id, Said] = {}


class Demo(Part):
    """A council's demonstration."""

    weeks: int = Field(default=10, ge=1, le=52)
    children: int = Field(default=170, ge=1)
    """About how many, where whoever fills it does not say."""
    office_hours: bool = False
    """Whether nights and weekends are folded into the working days before them, but for storylines of the night."""
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

    def others(self, line: Storyline) -> Iterator[AnotherChild]:
        """The children of a storyline who come with contacts of their own."""
        yield from (step.logs for step in self.steps(line) if step.logs)
