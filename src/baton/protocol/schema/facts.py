"""Facts and records: what is known about a child, always finite, with `not_known` a value.

A plain fact is set by an act, a record or a person. A fact over time keeps its spells. A derived fact is
worked out: `is` (one condition) or `first_of` (the first line that holds). A latched fact begins and ends
by different things. A record is a built-in kind with flat fields, in the order the page shows them.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from baton.protocol.schema.acts import Need
from baton.protocol.schema.base import ConditionOf, Id, Ids, Length, Part, Roles, Rule, Sentence, Texts

KINDS = "pack|form|meeting|visit|consent|reply|rota|plan|assessment|letter|told|person|closure"


class Choice(Part):
    """A value a fact may take when `when` holds."""

    value: str
    when: ConditionOf


def _choices(raw: Any) -> Any:
    if not isinstance(raw, list):
        raise ValueError("first_of takes a list of {value: condition} lines.")
    made = []
    for line in raw:
        if isinstance(line, Choice):
            made.append(line)
            continue
        if not isinstance(line, dict) or len(line) != 1:
            raise ValueError("each line of first_of is one {value: condition}.")
        (value, when), *_ = line.items()
        made.append(Choice(value=str(value), when=when))
    return tuple(made)


Choices = Annotated[tuple[Choice, ...], BeforeValidator(_choices)]


class Fact(Rule):
    """Something known (or not known) about a child, family or place."""

    name: str | None = None
    values: Texts = ()
    words: dict[str, str] = {}
    """What people read for a value: {level_4: Urgent response (Level 4)}."""
    spells: bool = False
    set_of: Texts = ()
    number: bool = False
    is_: ConditionOf | None = Field(default=None, alias="is")
    first_of: Choices = ()
    begins: ConditionOf | None = None
    ends: ConditionOf | None = None
    unknown_counts_as: str | None = None
    put_right_with_reason: bool = False
    """Whoever changes what it was at an earlier time than its newest entry says why."""
    limbs: Ids = ()
    """Facts that it rests on, shown one by one beside it: each met, not met or not known."""
    set_by: Roles = ()
    about: str = Field(default="case", pattern="^(case|contact|place|team)$")

    @model_validator(mode="after")
    def _one_shape(self) -> Fact:
        shapes = [
            bool(self.values),
            bool(self.set_of),
            self.number,
            self.is_ is not None,
            bool(self.first_of),
        ]
        shapes.append(self.begins is not None)
        if sum(shapes) != 1:
            raise ValueError(
                "a fact has exactly one of: values, set_of, number, is, first_of, begins (with ends)."
            )
        if (self.begins is None) != (self.ends is None):
            raise ValueError("a latched fact has both 'begins' and 'ends'.")
        return self

    @property
    def derived(self) -> bool:
        """Worked out from other things, never entered."""
        return self.is_ is not None or bool(self.first_of) or self.begins is not None

    def value_names(self) -> tuple[str, ...]:
        """Every value the fact can take, `not_known` apart."""
        if self.first_of:
            return tuple(dict.fromkeys(choice.value for choice in self.first_of))
        return self.values or self.set_of or (() if self.number else ("yes", "no"))


class Candidate(Rule):
    """Some of the teams that a question may be answered with, and by which rule they are proposed."""

    within: str | None = None
    """Where, as for the question: what a role may be of."""
    siblings: bool = False
    """Of those, the teams that the child's brothers and sisters are with."""


class FieldRow(Rule):
    """One question of a record, in page order."""

    label: str
    kind: str = Field(
        default="text", pattern="^(text|line|choice|choices|confirm|person|date|time|number|team|place|day)$"
    )
    choices: Texts = ()
    words: dict[str, str] = {}
    required: bool = False
    if_: ConditionOf | None = Field(default=None, alias="if")
    section: str = ""
    hint: str = ""
    role: Roles = ()
    """For a person: who may be named."""
    not_role: Roles = ()
    """For a person: who may not be named, whatever else they are: a chair is outside the line management of the case."""
    starts_as: Texts = ()
    """What the answer starts as on the page, and can be changed from: a fact, or an answer (record.field). Where there
    are several, the first that is known."""
    starts_in: Length | None = None
    """For a date: the day so long after today, which the page offers and which can be changed."""
    kinds: Ids = ()
    """For a team: of which kinds."""
    within: str | None = None
    """For a team or place: where. What a role may be of: holder, giver, home, a rota's turn, an answer."""
    not_before: Texts = ()
    not_after: Texts = ()
    """For a date or a time: what it may not be before or after. `now`, `opened`, a moment, a planned date, an answer."""
    among: tuple[Candidate, ...] = ()
    """For a team: what is proposed and why, one beside the other, the first first. Nothing else can be chosen."""
    opens: Ids = ()
    """For a choice: those of the choices that are records, and are opened from where the answer is shown."""
    least: int = 0
    """Fewest characters of a text, so that a full stop is not a reason."""


class Record(Rule):
    """A built-in kind with flat fields; the engine gives it its table, page and API shape."""

    name: str
    kind: str = Field(default="pack", pattern=f"^({KINDS})$")
    fields: dict[Id, FieldRow] = {}
    filled_by: Roles = ()
    additions: str = Field(default="dated", pattern="^(dated|none)$")
    lasts: str = Field(default="stay")
    of: str = Field(default="case", pattern="^(case|team|place|council)$")
    asks_item: Id | None = None
    """Filled in once for each: a financial agreement, an order in force."""
    lines_of: Id | None = None
    """What it is filled in for is a line of this record: one of its questions that are answered by a choice."""
    asks: Id | None = None
    """The fact (a set) whose members are each asked: an agency check per agency."""
    needs: tuple[Need, ...] = ()
    """What filling it in needs, whoever does."""
    carries: Texts = ()
    """Answers of other records (record.field) that are shown on this one, as they stood when it was written; and acts
    or happenings, with when each was last done."""
    summary: bool = False
    """Shown on the child's own page as it now stands: who works with the family, for instance."""
    seen_by: Roles = ()
    """Who alone reads what is written on it; everybody who reads the record, where nothing is said. Others see that it was
    written, when and by whom."""
    seen_by_while: ConditionOf | None = None
    """While it is kept to those of `seen_by`: always, where nothing is said. Not known counts as so."""
    sees: Ids = ()
    """For a rota: the labels of the team's children that whoever is named for today sees on their own page."""


class Impossible(Rule):
    """A combination that cannot be: refused on entry, assumed by a proof."""

    when: ConditionOf
    says: Sentence
