"""Moments: everything with a time. `happens` is the world's doing and is never refused; an act is ours.

An act says who may do it, what can come of it, what it needs (in four grades), how long what it said
holds good (`lasts`), and what it brings about. It never says where a child goes: routes do.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from baton.protocol.conditions import Is
from baton.protocol.schema.base import (
    ConditionOf,
    Grade,
    Id,
    Ids,
    Length,
    Part,
    RoleRef,
    Roles,
    Rule,
    Sentence,
    Texts,
)


class Need(Rule):
    """Something an act needs, and how hard. `satisfy` says what would put it right."""

    id: Id
    need: ConditionOf
    grade: Grade = Grade.STOP
    if_: ConditionOf | None = Field(default=None, alias="if")
    says: Sentence
    satisfy: Sentence | None = None
    least: int = 10
    """Fewest characters of a reason, where the grade is `reason`, so that a letter is not one."""
    reason_by: Roles = ()
    """Whose reason counts, where the grade is `reason` (anyone who may do the act, if empty)."""
    shows: Texts = ()
    """Answers (record.field) that are said beside it: which meeting it is listed for, whom the meeting chose."""
    owed_by: RoleRef | None = None
    within: Length = "not_stated"
    look_again: Length | None = None
    fixed_to: str | None = Field(default=None, pattern="^move$")
    """Of a debt: it stays about the move in which it was left, in what it asks."""
    helped_by: Ids = ()
    """The acts by which whoever owes it may still answer it for that move when the next has begun."""


class Outcome(Part):
    """One thing that can come of an act."""

    name: str
    label: str = ""
    means: str = ""
    counts: bool = True
    """Whether the act counts as done: an unanswered call is an attempt."""
    when: ConditionOf | None = None
    sets: dict[Id, str] = {}


def _outcomes(raw: Any) -> Any:
    if isinstance(raw, list):
        return {str(word): {"name": str(word).replace("_", " ").capitalize()} for word in raw}
    return raw


Outcomes = Annotated[dict[Id, Outcome], BeforeValidator(_outcomes)]


class Tell(Rule):
    """A message the act sends, written to the outbox with the change itself."""

    to: Roles = ()
    to_field: str | None = None
    """record.field naming the person who is told."""
    also: Texts = ()
    """Those outside: family, referrer, agencies."""
    about: Sentence
    lists: bool = False
    """Whether what the act went on without is listed in it."""
    if_: ConditionOf | None = Field(default=None, alias="if")
    quotes: Texts = ()
    """Answers (record.field) that stand beside the message on the case's own page; never in an e-mail."""
    letter: Id | None = None


class Moment(Rule):
    """Both kinds of moment."""

    name: str
    says: Sentence | None = None
    of: str = Field(default="case", pattern="^(case|team|place|council)$")
    """What it is about: a child's case, a team, a place, or the council itself."""
    outcomes: Outcomes = {}
    sets: dict[Id, str] = {}
    """Facts it sets: a value, or 'outcome', or 'field:name', or 'fact:name' (what another was just before)."""
    fills: Id | None = None
    """The record whose fields are answered with it."""
    asks_item: Id | None = None
    """What it is said of, where one act is done once for each: a day, an agency, a person, an order in force."""
    undoes: Ids = ()
    """Moments that no longer count once this is done (for the same item)."""
    lasts: str = "stay"
    """How long it holds good: move, stay, ever, or a length of time."""
    not_before: Texts = ()
    not_after: Texts = ()
    """When it may not have happened: before the case was `opened`, before or after something else."""
    guidance: Sentence | None = None
    shown: bool = True
    label: str = ""
    """The words on the button."""


class Happening(Moment):
    """The world did it: a conference, a hearing, a birth. Planned dates are all kept. Never refused."""

    kind: str = Field(
        default="event", pattern="^(event|meeting|hearing|review|visit|order|birth|message|conference)$"
    )
    counts_when: Texts = ("ended",)
    first_of: Id | None = None
    """The happening of which this is the first: it is never recorded itself."""
    within: ConditionOf | None = None
    """For the first of another: since this fact last came to have one of these values."""

    @model_validator(mode="after")
    def _first_of_what(self) -> Happening:
        if (self.first_of is None) != (self.within is None):
            raise ValueError("the first of another happening says 'first_of' and 'within: {fact: [values]}'.")
        if self.within is not None and not isinstance(self.within, Is):
            raise ValueError(
                "'within' names one fact and its values: {legal_status: [section_20, care_order]}."
            )
        return self


class Booking(Part):
    """The day that an act sets for a meeting, and the act by which that is written down as held."""

    on: str
    """The answer (record.field) that names the day or the time."""
    held: Id


class Act(Moment):
    """Ours: it has `by`, outcomes, needs, a lifetime, and may be refused."""

    by: Roles = Field(min_length=1)
    not_by: Ids = ()
    """Acts whose doer may not do this one: separation of duties."""
    when: ConditionOf | None = None
    """Where the act belongs at all; outside it the act is not offered."""
    when_says: Sentence | None = None
    needs: tuple[Need, ...] = ()
    once: str | None = Field(default=None, pattern="^(move|stay|ever|item)$")
    judges: Id | None = None
    protective: bool = False
    begins_move: bool = False
    allocates: Id | None = None
    """The field that names the worker the child is allocated to."""
    ends_allocation: bool = False
    """The named worker is named no longer: whoever answers for unallocated work answers for the child."""
    closes: str | None = Field(default=None, pattern="^(referral|involvement|case)$")
    opens: Id | None = None
    """The ladder it starts."""
    extends: Id | None = None
    """The duty whose due time it moves, to the time in field `until`."""
    cancels: Ids = ()
    tells: tuple[Tell, ...] = ()
    effects: Ids = ()
    """Effects said for `always` rules: ending, sharing."""
    books: Booking | None = None
    """It sets the day of a meeting: the list of meetings has it under that day until it is held."""
    any_child: bool = False
    """May also be done of a child whose case is closed."""
