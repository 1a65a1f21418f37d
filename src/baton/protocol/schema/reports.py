"""What a protocol counts: reports of one kind of rows, and scorecards, each number of which has rows of its own.

A report has rows, columns and measures. A scorecard is a report with `lines`: each line counts rows of its own, says
in a sentence what it counts, and stands beside the same of every other group and of all of them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from baton.protocol.conditions import LENGTH
from baton.protocol.schema.base import ConditionOf, Id, Ids, Length, Part, Roles, Rule, Sentence, Texts


class Column(Part):
    """One column of a report: its heading and where the value comes from."""

    heading: str
    of: str
    form: str | None = None


def _columns(raw: Any) -> Any:
    if isinstance(raw, dict):
        return tuple(Column(heading=str(heading), of=str(of)) for heading, of in raw.items())
    return raw


class Measure(Rule):
    """A number from a closed list of measures."""

    name: str
    count: str | None = None
    average: str | None = None
    median: str | None = None
    share: str | None = None
    followed: str | None = None
    """Counts only rows after which something of the report's `then` came within this length, or `ever`."""
    where: ConditionOf | None = None


class CameBack(Part):
    """Of stays: only those that bring back a child whom this body had had and let go, no longer ago than this."""

    to: Ids
    within: Length


class Counted(Rule):
    """Which rows are counted: where they come from, which of them, by which time, and in which groups."""

    rows: str = Field(default="", pattern="^(|contacts|decisions|spells|acts|duties|children|stays)$")
    """`stays` are the times a team had a child; `spells` the times a fact was so."""
    acts: Ids = ()
    """Whose doings are its rows, for a report of decisions or acts."""
    each: str = "child"
    duties: Ids = ()
    """Which duties are its rows, for a report of duties; every one, where nothing is said."""
    facts: dict[Id, Texts] = {}
    """Of spells: of which facts, and of which values. Spells of one of the values that follow each other are one."""
    while_with: Ids = ()
    """Of spells: only the part of each in which a team of one of these bodies had the child."""
    held_by: Ids = ()
    """Only what falls in a time when a team of one of these bodies had the child; of stays, only theirs."""
    was: dict[Id, Texts] = {}
    """What facts were at the row's time, which `where` cannot ask: it asks what they are now."""
    went_to: Ids = ()
    """Of stays: only those after which the child went to one of these bodies, or was `closed`."""
    came_back: CameBack | None = None
    first_of: str | None = Field(default=None, pattern="^(child|case|stay)$")
    """Only the first of its kind of each child, of each case, or of each stay with a team."""
    dated_by: str = Field(default="decided", pattern="^(decided|received|opened|ended|standing|now)$")
    """Which time of a row falls in the period. `standing`: what stood at the period's end; `now`: everything as it stands,
    whatever the period; of duties what is open."""
    day: str | None = None
    """Of acts: which of their answers says on what day it was, where that is not when it was written down."""
    columns: Annotated[tuple[Column, ...], BeforeValidator(_columns)] = ()
    order_by: str = "contact.received"
    where: ConditionOf | None = None
    group: str | None = None
    then: Ids = ()
    """What may come of the same child afterwards: acts or happenings, or `opened` for a new case. Columns `next.at`,
    `next.name` and `next.days` say which came first, and when."""

    @model_validator(mode="after")
    def _dated_by_what(self) -> Counted:
        if self.rows == "children" and "dated_by" not in self.model_fields_set:
            raise ValueError(
                "a report of children says 'dated_by: now', or which time of a child falls in the period: by "
                "default it lists only those on whom something was decided."
            )
        if self.dated_by == "standing" and self.rows not in ("spells", "stays", "duties"):
            raise ValueError("what stood at the end of a period is asked of spells, stays or duties.")
        return self

    @model_validator(mode="after")
    def _asked_of_its_rows(self) -> Counted:
        wrong = {
            "facts": bool(self.facts) and self.rows != "spells",
            "while_with": bool(self.while_with) and self.rows != "spells",
            "day": bool(self.day) and self.rows not in ("acts", "decisions"),
            "went_to": bool(self.went_to) and self.rows != "stays",
            "came_back": self.came_back is not None and self.rows != "stays",
            "first_of": self.first_of is not None
            and self.rows not in ("acts", "decisions", "spells", "stays"),
        }
        for name, is_wrong in wrong.items():
            if is_wrong:
                raise ValueError(f"'{name}' is not asked of rows that are {self.rows or 'not said'}.")
        if len(self.facts) > 1:
            raise ValueError("the spells counted are those of one fact: name one in 'facts'.")
        return self


COUNTS: Mapping[str, tuple[str, ...]] = {
    "acts": ("moments",), "then": ("moments", "starts"), "duties": ("duties",), "facts": ("facts",), "was": ("facts",),
    "held_by": ("teams",), "while_with": ("teams",), "went_to": ("teams", "over"),
}  # fmt: skip
"""What the ids in each of these are ids of."""


class Line(Counted):
    """One number of a scorecard, with rows of its own. `says` is its definition, and stands beside it."""

    name: str
    says: Sentence
    count: str | None = Field(default=None, pattern="^(rows|child|contact)$")
    average: str | None = Field(default=None, pattern=r"^(spell|stay|duty)\.days$")

    @model_validator(mode="after")
    def _counts_something(self) -> Line:
        if not self.rows or bool(self.count) == bool(self.average):
            raise ValueError("a line says its 'rows', and either 'count' or 'average'.")
        return self


class Group(Part):
    """One group of a scorecard, and which values are it."""

    name: str
    is_: Texts = Field(default=(), alias="is")


class AlsoBy(Part):
    """Another way to part the same numbers: by what, and of a number where each band of it begins."""

    name: str
    of: str
    bands: tuple[int, ...] = ()


class Report(Counted):
    """A row source, columns or dimensions, and measures. One with `lines` is a scorecard."""

    name: str
    says: Sentence
    measures: dict[Id, Measure] = {}
    lines: dict[Id, Line] = {}
    lines_of: str | None = None
    """A scorecard whose lines are these too, before its own, parted as this report says."""
    groups: dict[Id, Group] | Id = {}
    """Every group of a scorecard, shown though nothing is in it: a kind of place, or a list."""
    bands: tuple[int, ...] = ()
    """Of groups that are a number: where each band of it begins."""
    whole: str = "All"
    """What all groups together are called. It is counted by itself, for a child may be in two of them."""
    also_by: dict[Id, AlsoBy] = {}
    seen_by: Roles = ()

    @model_validator(mode="after")
    def _has_rows(self) -> Report:
        if bool(self.rows) == bool(self.lines or self.lines_of):
            raise ValueError(
                "a report says its 'rows'; a scorecard says its 'lines', each with rows of its own."
            )
        if self.lines and self.measures:
            raise ValueError("a scorecard has 'lines' in place of 'measures'.")
        return self

    @model_validator(mode="after")
    def _followed_by_what(self) -> Report:
        for measure in self.measures.values():
            if measure.followed and not self.then:
                raise ValueError(
                    "a measure of what 'followed' needs the report's 'then': what may come afterwards."
                )
            if measure.followed and measure.count is None:
                raise ValueError("a measure of what 'followed' counts: add 'count: rows'.")
            if measure.followed not in (None, "ever") and not LENGTH.match(measure.followed or ""):
                raise ValueError("'followed' takes a length such as '3 months', or 'ever'.")
        return self


__all__ = ["COUNTS", "AlsoBy", "CameBack", "Column", "Counted", "Group", "Line", "Measure", "Report"]
