"""Routes, picks, holds, joins and gaps: where a child goes, and when nothing says.

A route moves the child when the last of decided, `when` and `at` is true. Holds beat routes, except those
they name. Nothing applies: the gap, never the nearest route.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from baton.protocol.schema.base import ConditionOf, Id, Ids, Part, Roles, Rule, Sentence


class PickStep(Part):
    """One way to fix the leaf team. Steps are tried in order; the last must always succeed."""

    chosen_by: Roles = ()
    among: str | None = Field(default=None, pattern="^(home|same_place|any)$")
    home: bool = False
    """The team of the place where the child lives (the first by name where there are two)."""
    same_place: bool = False
    previous_team: bool = False
    previous_worker: bool = False
    """The team where the last worker whom such a team had named now works."""
    siblings_team: bool = False
    rota: Id | None = None
    """The team of the place whose turn it is (the first by name where there are several)."""
    team: Id | None = None
    field: str | None = None
    """A record's field (record.field) that names the team."""
    if_: ConditionOf | None = Field(default=None, alias="if")


class Pick(Rule):
    """Ordered ways to fix a leaf team of a kind; fixed once chosen."""

    of: Id
    steps: tuple[PickStep, ...] = Field(min_length=1)


class Instead(Part):
    """Another place than the one whose turn it is, once this is so."""

    when: ConditionOf
    place: str
    """The record's field (record.field) that names it, or a team of it."""
    because: Sentence = "It was agreed."
    """Why it is theirs, as the record says."""


class Rota(Rule):
    """Whose turn it is. The places of a kind take turns of a length, changing at the exact minute.

    Which places, in which order and from when, are the council's own rows. `at_first` fixes whose turn it is for a
    move: repeated notices, and later changes to the rota, move nothing.
    """

    name: str
    among: Id
    """The kind of place that takes turns."""
    of: Id | None = None
    """A kind of place that each has a rota of its own, taken in turns by the places linked with it: the holder's, or
    where the holder has none, the child's home."""
    turn: str
    at_first: Ids = Field(min_length=1)
    set_by: Roles = ()
    instead: tuple[Instead, ...] = ()


Strength = Annotated[str, Field(pattern="^(must|should|may)$")]


class Route(Rule):
    """A permitted move."""

    id: Id
    name: str
    from_: Ids = Field(alias="from")
    to: Id
    """A team, or a pick."""
    when: ConditionOf | None = None
    at: ConditionOf
    """The moment the child moves: mandatory."""
    decided: ConditionOf | None = None
    over: Ids = ()
    """The routes it displaces while its own `when` is so, whether or not its moment has come."""
    because: Sentence | None = None
    """Why it displaces the routes in `over`."""
    depart: Roles = ()
    previous_worker: bool = False
    """The last worker whom a team of that kind had named is the child's worker again, where they still work there."""
    worker_field: str | None = None
    """record.field naming the worker who takes the child: named from the moment the child arrives."""
    same_move: bool = False
    """Re-routing: still the one move, so no clock starts again."""


class Hold(Rule):
    """While true the child does not leave. `except` is mandatory and may be empty."""

    id: Id
    at: Ids
    while_: ConditionOf = Field(alias="while")
    except_: Ids = Field(alias="except")
    depart: Roles = ()
    says: Sentence
    ends: ConditionOf | None = None


class Join(Rule):
    """While true another team works jointly; responsibility does not move."""

    id: Id
    team: str
    """A team, a pick, or 'giver' (the team the child came from)."""
    as_: str = Field(alias="as")
    while_: ConditionOf = Field(alias="while")
    at: Ids = ()


class Gap(Rule):
    """Said when no route and no hold applies: who decides."""

    id: Id
    at: Ids = ()
    when: ConditionOf
    decide: Roles
    says: Sentence
    over: Ids = ()
    """The routes that do not apply where this is said: what is not covered is never the nearest route."""
