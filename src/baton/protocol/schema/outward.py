"""What a protocol shows and sends: labels, readings, guidance, letters and imports; what it counts is in `reports`."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import Field

from baton.protocol.schema.base import ClauseId, ConditionOf, Id, Ids, Part, Roles, Rule, Sentence, Texts


class Label(Rule):
    """A word for where things stand, derived for display; no condition may use one."""

    name: str
    when: ConditionOf
    colour: str = "grey"
    rank: int = 5
    """Sorting on every list: lower is more urgent."""
    highlight: Sentence | None = None
    """What a tray row says beside it, so that nobody has to open the form to know."""
    days_since: str | None = None
    """An act, a happening or the point of transfer: how many days ago it was is said with the label."""


class Reading(Part):
    """How we read an ambiguity: `ours` until somebody with the authority confirms it."""

    takes: Sentence
    status: str = Field(default="ours", pattern="^(ours|confirmed)$")
    by: str | None = None
    on: date | None = None


class Conflict(Part):
    """Two clauses that cannot both hold, and which one is taken: shown on the protocol page."""

    between: tuple[ClauseId, ...] = Field(min_length=2)
    says: Sentence
    taken: Sentence
    status: str = Field(default="ours", pattern="^(ours|confirmed)$")


class Guidance(Rule):
    """Text beside an act, a field or a page, where nothing but a person's judgement can honour a clause."""

    id: Id
    at: Texts
    """act:recommend, record:step_up.reason, page:new_contact, page:tray ..."""
    text: Sentence
    why_no_rule: Sentence | None = None


class PageShows(Rule):
    """A page of Baton that honours a clause by what it shows (page:tray, page:rotas)."""

    page: Id
    shows: Sentence
    name: str = ""
    """What the page is called here, in the procedure's own words."""
    when: ConditionOf | None = None
    """Of which children it is called so."""
    facts: Ids = ()
    """What is known of the child and is said at its top."""
    acts: Ids = ()
    """The acts that it is about: those by which involvement ends, for a check before they are done."""


class Letter(Rule):
    """Words sent to people outside, with {names} filled from the record."""

    name: str
    to: Texts
    subject: str
    body: str
    outcomes: dict[Id, str] = {}
    """What {outcome} says to whoever gets it, for each outcome of the act that sends it: words for families."""


class ImportMap(Rule):
    """How a council's own file becomes contacts: its headings, and its words for our values."""

    name: str
    columns: dict[str, str]
    dates: str = "%d/%m/%Y"
    act: Id
    outcome_from: str
    outcomes: dict[str, str] = {}
    otherwise: str | None = None
    words_to: Id | None = None
    """The field that keeps the council's own words for the outcome."""
    places: dict[str, Id] = {}
    """Other spellings of a place than its name: {Centre: central}."""


class Clause(Part):
    """One statement of the written procedure, in our own words."""

    id: ClauseId
    document: str
    section: str
    kind: str
    strength: str = Field(pattern="^(must|should|may|info)$")
    who: Texts = ()
    when: str = ""
    does: str
    shown_by: str = ""
    within: str = ""
    reading: Reading | None = None


class Story(Part):
    """A scenario a manager can read, run as a test. Steps are checked when it is run."""

    story: Sentence
    shows: tuple[ClauseId, ...] = ()
    why: str = ""
    steps: tuple[dict[str, Any], ...] = Field(min_length=1)


__all__ = [
    "Clause",
    "Conflict",
    "Guidance",
    "ImportMap",
    "Label",
    "Letter",
    "PageShows",
    "Reading",
    "Roles",
    "Story",
]
