"""Bodies and roles: who can hold a child, who people are, where they serve, and when they are open.

Only leaf teams hold a child. A team kind may stand for many teams, `one_for_each` place of a kind (a
footprint, a locality); the places and teams themselves are the council's own rows, not its procedure.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field, model_validator

from baton.protocol.schema.base import ConditionOf, Id, Ids, Part, RoleRef, Roles, Rule, Sentence, Texts


class Confirmed(Part):
    """Who, with the authority, has confirmed that a draft is the procedure to follow, and when."""

    by: Sentence
    on: date


class Document(Part):
    """One written document of the procedure. `yields_to` names the one that wins where they conflict.

    A `draft` may have no date of its own, and is shown as a draft until the council has confirmed it.
    """

    id: Annotated[str, Field(pattern="^[A-Z]{2,6}$")]
    title: Sentence
    dated: date | None = None
    status: str = Field(default="issued", pattern="^(issued|draft)$")
    confirmed: Confirmed | None = None
    authors: str = ""
    issued_for: str = ""
    revised: date | None = None
    yields_to: str | None = None

    @model_validator(mode="after")
    def _dated_unless_a_draft(self) -> Document:
        if self.status == "issued" and self.dated is None:
            raise ValueError("a document says when it is 'dated', unless its status is draft.")
        return self

    @property
    def draft(self) -> bool:
        """Whether it is still a draft that nobody has confirmed."""
        return self.status == "draft" and self.confirmed is None


class Head(Rule):
    """Which council, which version, in force from when."""

    council: Id
    name: str
    version: str
    in_force_from: date
    replaces: Texts = ()
    documents: tuple[Document, ...] = Field(min_length=1)
    covers: str = Field(default="whole", pattern="^(whole|part)$")
    """`part`: only some of the written procedure is here yet, and the page and the trace say so."""
    administers: Roles = ()
    """Who sets up places, teams and people. A role-holder may always name their own deputy, where it has any."""
    intake: Ids = Field(min_length=1)
    """The team that holds a child from the moment a contact is logged. Where there are several, whoever logs it opens
    the case with their own, and the first is everybody else's."""

    @property
    def front_door(self) -> str:
        """The first of them."""
        return self.intake[0]


class CalendarWords(Rule):
    """Opening hours: `open` is 'always' or {mon-thu: "08:30-17:00"}."""

    open: str | dict[str, str] = "always"
    holidays: str = Field(default="none", pattern="^(none|england_and_wales)$")
    closed: tuple[date, ...] = ()
    end_of_day: bool = False


class Former(Part):
    """What a setting was before, and until when."""

    value: str
    until: date


class SettingRow(Rule):
    """What the council sets in one place: a number the written procedure omits, or an address. A length is used as
    `setting:name`; any text may say the value with `{setting:name}`."""

    value: str
    meaning: Sentence
    since: date | None = None
    """From when it has been this."""
    before: tuple[Former, ...] = ()
    """What it was before: a change is dated, and what it replaced is kept."""


class Linked(Part):
    """Which kind of place each of these is linked with, and with how many of them."""

    kind: Id
    each: int = Field(ge=1)


class PlaceKind(Rule):
    """A kind of place the council is divided into (footprint, locality), or a set of groups within a service."""

    name: str
    plural: str = ""
    count: int | None = None
    teams: tuple[int, int] | None = None
    """Fewest and most teams each place may have."""
    linked: Linked | None = None
    """Each of these places is linked with so many of another kind, which take turns for it."""
    named: dict[Id, Sentence] = {}
    """The places that the written procedure itself names, by id: they are there from the beginning."""


class Post(Part):
    """How many people of a role a team has: fewest and most (None for no ceiling)."""

    fewest: int = 0
    most: int | None = None


class Team(Rule):
    """A body that can hold a child, or a kind of such bodies."""

    name: str
    one_for_each: Id | None = None
    kind: str = Field(default="service", pattern="^(service|set|group|intake)$")
    part_of: Id | None = None
    """The body it is a kind of: what is said of that body is said of this one too."""
    outside: bool = False
    ends_here: bool = False
    unallocated: RoleRef | None = None
    """The role that answers for a child here until there is an allocated worker."""
    posts: dict[Id, Post] = {}
    also_called: Texts = ()
    """The other names that the procedure has for it."""
    about: str = ""
    own_only: bool = False
    """Each who works there reads and acts only for the children who are their own: whose worker there they are, or for
    whom an answer of `named_by` names them. For partners, of whom one team may stand for many agencies."""
    named_by: Texts = ()
    """The answers (record.field) that say whose a child is to be there, before that person is the worker."""

    @model_validator(mode="after")
    def _named_for_themselves(self) -> Team:
        if self.named_by and not self.own_only:
            raise ValueError("'named_by' says whose a child is to be where everybody reads 'own_only: yes'.")
        return self


class Role(Rule):
    """What a person may be. Appointments are dated; a deputy is an appointment to the same role."""

    name: str
    team: Id | None = None
    place: Id | None = None
    also_called: Texts = ()
    qualified: bool = False
    never_vacant: bool = False
    deputies: bool = False
    reads_all: bool = False
    """May open any child's record in the council (recorded as such): a front door, quality assurance."""


class Sitting(Part):
    """The meeting at which the children of a list are taken, one after another."""

    held: Id
    """The act, of the council's own file or the team's, by which it is recorded that the meeting was held."""
    decide: Id
    """The act by which it is recorded what was decided of one child."""
    day: str
    """The question of that act that says at which day's meeting: record.field."""
    since: str | None = None
    """The answer that says from when a child waits (record.field); where there is none, from the contact on."""


class Tray(Rule):
    """A list of children waiting with a team, or with all the teams of a place."""

    name: str
    team: Id
    from_: Ids = Field(default=(), alias="from")
    """Where the children on it still are, when another team works from it: these bodies have them, not `team`."""
    shared_by_place: bool = False
    seen_by: Roles = ()
    while_: ConditionOf | None = Field(default=None, alias="while")
    """What keeps a child on it; until there is a named worker, where nothing is said."""
    since: Id | None = None
    """The moment from which a child waits on it, where that is not when the child came to the team."""
    taken_at: Sitting | None = None
    """The meeting at which it is taken: the tray then has an agenda, with what was decided of each."""
    note: str = ""


class People(Part):
    """Whom a condition may ask about besides the child."""

    name: str
    many: bool = False
    back: Id | None = None
    """What this child is to them, where the two are linked by name: {mother: {back: children}}."""
    read: bool = False
    """For `earlier`: who works with the child in one case opens the child's others without being asked why."""

    @model_validator(mode="after")
    def _of_the_same_child(self) -> People:
        if self.read and self.back:
            raise ValueError("'read' is for the same child's earlier cases, not for people who are linked.")
        return self
