"""What the API takes, as pydantic models: unknown fields are refused. What it gives is in `given`.

Example: `{"children": [{"name": "Ada Example"}]}` is a NewContact. Both modules are the source of openapi.json.
"""

from typing import Annotated

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool

from baton.api.texts import Answer, Day, Line, Long, Name, Short, Time, Word


class Taken(Schema):
    """Something a client sends."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class ChildSaid(Taken):
    """A child as the caller describes them: a birth date, a due date or an age."""

    name: Name = ""
    born: Day | None = None
    due: Day | None = None
    age: Annotated[int, Field(strict=True, ge=0, le=25)] | None = None
    number: Annotated[Short, Field(max_length=40)] = ""
    place: Word = ""
    address: Line = ""
    ref: Annotated[Short, Field(max_length=30)] = ""


class ReminderSaid(Taken):
    """Which clock of the case, by its key."""

    clock: Line


class KinSaid(Taken):
    """Another case, and what that person is to this child, by the word of the procedure (mother, siblings)."""

    ref: Line
    relation: Word


class FactSaid(Taken):
    """Something known of the child, by the words of the procedure; since when, or from now."""

    fact: Word
    value: Line
    at: Time | None = None
    why: Line = ""
    """Why the past is put right, where the procedure asks for a reason."""


class Caller(Taken):
    """Who got in touch."""

    name: Name = ""
    role: Line = ""
    agency: Line = ""
    phone: Short = ""
    email: Line = ""
    relation: Line = ""


class NewContact(Taken):
    """A contact to log: a case is opened for each child."""

    children: Annotated[list[ChildSaid], Field(min_length=1, max_length=20)]
    received: Time | None = None
    source: Short = ""
    reason: Line = ""
    story: Long = ""
    caller: Caller = Caller()
    consent: Word = ""
    immediate_danger: StrictBool = False
    answers: Annotated[dict[Word, Answer], Field(max_length=100)] = {}
    facts: Annotated[dict[Word, Answer], Field(max_length=100)] = {}
    procedure: Line = ""
    """The written procedure or its version that the sender follows: refused unless it is the one in force."""


class ActSaid(Taken):
    """An act to do, or something that happened to record."""

    outcome: Word = ""
    item: Short = ""
    at: Time | None = None
    fields: Annotated[dict[Word, Answer], Field(max_length=100)] = {}
    reasons: Annotated[dict[Word, Answer], Field(max_length=100)] = {}
    danger: Long = ""
    team: Word = ""
    route: Word = ""
    planned: StrictBool = False


class WhoPlays(Taken):
    """A demonstration's person."""

    person: Annotated[Short, Field(min_length=1, max_length=80)]


class ClockMove(Taken):
    """How far to move the demonstration's clock: one of the two."""

    advance: (
        Annotated[int, Field(strict=True, ge=0, le=366 * 24 * 3600)]
        | Annotated[Short, Field(max_length=40)]
        | None
    ) = None
    to: Time | None = None
    council: Word = ""
    """Whose "next" deadline; any council's where none is named."""


class NewToken(Taken):
    """A token for yourself."""

    name: Annotated[Short, Field(min_length=1)]
