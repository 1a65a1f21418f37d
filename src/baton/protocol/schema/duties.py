"""Duties and ladders: who makes what true, by when, else what.

Clocks, debts, standing rules, recurring work, rota gaps and checklist lines are this one mechanism. A
duty's clock starts when `from` has happened and `if` is true, at whichever came last; for `first` (the
default) only the first happening in this move counts, so doing it again never moves the clock.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from baton.protocol.schema.acts import Need
from baton.protocol.schema.base import (
    ConditionOf,
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


class Trigger(Part):
    """What starts it: an act or moment, its first in this move or each one."""

    name: str
    which: str = Field(default="first", pattern="^(first|each|planned)$")


def _triggers(raw: Any) -> Any:
    if raw is None or isinstance(raw, tuple):
        return raw or ()
    rows = raw if isinstance(raw, list) else [raw]
    made: list[Trigger] = []
    for row in rows:
        if isinstance(row, str):
            made.append(Trigger(name=row))
        elif isinstance(row, dict) and all(isinstance(value, str) for value in row.values()):
            made.extend(Trigger(name=str(name), which=which) for name, which in row.items())
        else:
            raise ValueError("from takes a moment's name, or {name: first}, {name: each}, {name: planned}.")
    return tuple(made)


Triggers = Annotated[tuple[Trigger, ...], BeforeValidator(_triggers)]


class Late(Part):
    """What happens when it is late: it is always shown; it may tell people and start a ladder."""

    tell: Roles = ()
    ladder: Id | None = None
    says: Sentence | None = None


def _late(raw: Any) -> Any:
    return {} if raw == "show" else raw


class Extend(Part):
    """Who may move the due time, and by what act."""

    by: Roles
    before_due: bool = True


class Duty(Rule):
    """Who makes what true, by when, else what."""

    name: str
    says: Sentence
    of: str = Field(default="case", pattern="^(case|team|place|council)$")
    team: Id | None = None
    """For a duty of a team or place: which kind."""
    who: RoleRef
    must: ConditionOf
    from_: Triggers = Field(default=(), alias="from")
    while_: ConditionOf | None = Field(default=None, alias="while")
    every: Length | None = None
    if_: ConditionOf | None = Field(default=None, alias="if")
    within: Length | None = None
    who_field: str | None = None
    """record.field naming the person whose it is; `who` while nobody is named."""
    by_field: str | None = None
    """record.field holding the time it is due; the earlier of this and `within` counts."""
    counts_from: Texts = ()
    """What it counts from, whatever came true later: moments, what is planned (`hearing.planned`), or answers
    (record.field) that name a time. The latest of them counts; a late decision gives no new time."""
    moved_by: Id | None = None
    """The act that says another day to count from: while it is owed its due time moves with that act, and with nothing
    else; the due time there was is kept."""
    by_age: int | None = Field(default=None, ge=1, le=30)
    """Due before this birthday, and shown `ahead` of it: it starts by itself."""
    calendar: Id | None = None
    warn: Length | None = None
    ahead: Length | None = None
    """For recurring work, or a birthday: how far ahead it is shown."""
    look_again: Length | None = None
    tell: Roles = ()
    """Who is told as soon as it is owed."""
    late: Annotated[Late, BeforeValidator(_late)] = Late()
    extend: Extend | None = None
    safety: bool = False
    """Sorted above everything else: a child may be in danger."""
    after_close: bool = False
    act: Id | None = None
    """The act that does it, one click away from My work."""
    fixed_to: str | None = Field(default=None, pattern="^(move|last_move)$")
    """Which move it stays about when the next has begun, in what it asks and whose it is: the one being prepared or made
    when it is opened, or the last that had been made."""
    helped_by: Ids = ()
    """Other acts that may still be done for that move while it is owed."""

    @model_validator(mode="after")
    def _starts_somehow(self) -> Duty:
        if not (self.from_ or self.while_ is not None or self.every or self.by_age):
            raise ValueError(
                "a duty starts 'from' a moment, 'while' a condition holds, 'every' period, or 'by_age'."
            )
        if self.by_age and (self.from_ or self.while_ is not None or self.every or not self.ahead):
            raise ValueError("a duty 'by_age' starts by itself, 'ahead' of the birthday: say how far ahead.")
        if self.within == "not_stated" and not self.look_again:
            raise ValueError("a length the text omits ('not_stated') needs a 'look_again'.")
        if self.moved_by and not self.counts_from:
            raise ValueError(
                "a due time is 'moved_by' an act only where the duty says what it 'counts_from'."
            )
        return self


class Rung(Rule):
    """One step of a ladder: a duty, with what moves it up and what ends it."""

    who: Roles = Field(min_length=1)
    must: ConditionOf
    says: Sentence
    within: Length = "at_once"
    look_again: Length | None = None
    """Where the text gives no length (`not_stated`): when to look again."""
    calendar: Id | None = None
    up: ConditionOf | None = None
    up_on_time: bool = False
    tell: Roles = ()
    act: Id | None = None
    safety: bool = False

    @model_validator(mode="after")
    def _ends_somehow(self) -> Rung:
        if self.within == "not_stated" and not self.look_again:
            raise ValueError("a length the text omits ('not_stated') needs a 'look_again'.")
        return self


class Ladder(Rule):
    """The rungs of an escalation or a dispute; the last ends in a decision."""

    name: str
    kind: str = Field(default="escalation", pattern="^(escalation|dispute)$")
    rungs: tuple[Rung, ...] = Field(min_length=1)
    ends: ConditionOf
    """What ends it at whatever rung."""
    whole: Length | None = None
    whole_from: Ids = ()
    """What the limit over the whole ladder counts from: the first of any of these in the move."""
    fixed_to: str | None = Field(default=None, pattern="^move$")
    """It stays about the move in hand when it began, in what it asks and who stands on its rungs."""
    helped_by: Ids = ()
    """Other acts than those of its rungs that may still be done for that move while it is open."""
    meanwhile: Sentence
    unresolved: Sentence


class Always(Rule):
    """Said once over every act with an effect; no act opts out."""

    on: Texts
    name: str = ""
    """What these needs are called together, on a checklist."""
    needs: tuple[Need, ...] = ()


class InDanger(Rule):
    """Danger stated at a protective act turns every stop and reason into a debt; it never widens `by`."""

    says: Sentence
    when: ConditionOf | None = None
    """What counts as danger stated, besides saying so: an answer that was ticked."""
    owed_by: RoleRef | None = None
    within: Length = "24 hours"


class Permit(Rule):
    """Extra access for a reason that ends."""

    id: Id
    who: Roles
    may: tuple[Id, ...]
    while_: ConditionOf = Field(alias="while")
