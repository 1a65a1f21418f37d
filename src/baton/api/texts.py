"""The texts, times and references that the API takes: limited in length, with nothing hidden in them.

Example: a name with a direction mark in it is refused with 'Remove the hidden character at position 4.' A
time with an offset is that instant; without one it is what the clock in England showed, and an hour that did
not exist or happened twice is refused.
"""

import unicodedata
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from baton.casework import working_time as wt

LONG, LINE, SHORT = 50_000, 300, 120
_ALLOWED_CONTROLS = {"\n", "\r", "\t"}
_HIDDEN_IN_A_NAME = {"Cc", "Cf", "Zl", "Zp", "Co"}


def no_hidden(text: str) -> str:
    """Refuses NUL, other controls and halves of characters, which a database or a screen cannot hold."""
    for place, letter in enumerate(text, 1):
        kind = unicodedata.category(letter)
        if kind == "Cs" or (kind == "Cc" and letter not in _ALLOWED_CONTROLS):
            raise _hidden(place)
    return text


def name_only(text: str) -> str:
    """As `no_hidden`, and no mark that changes the direction or hides between letters; spaces made single."""
    for place, letter in enumerate(text, 1):
        if unicodedata.category(letter) in _HIDDEN_IN_A_NAME:
            raise _hidden(place)
    return " ".join(text.split())


def _hidden(place: int) -> PydanticCustomError:
    says = f"Remove the hidden character at position {place}."
    return PydanticCustomError("bad_character", says)  # type: ignore[arg-type]


def _time(typed: Any) -> datetime:
    if not isinstance(typed, str):
        raise PydanticCustomError("bad_time", "Give the time as text, for example 2026-03-02T09:10:00Z.")
    try:
        return wt.parse_local(typed)
    except (ValueError, OverflowError) as wrong:
        raise _unusable(wrong) from None


def _day(typed: Any) -> date:
    if not isinstance(typed, str):
        raise PydanticCustomError("bad_time", "Give the day as text, for example 2026-03-02.")
    try:
        return wt.parse_date(typed)
    except (ValueError, OverflowError) as wrong:
        raise _unusable(wrong) from None


def _unusable(wrong: Exception) -> PydanticCustomError:
    says = (
        "That time is out of reach. Use a time of this century."
        if isinstance(wrong, OverflowError)
        else str(wrong)
    )
    return PydanticCustomError("bad_time", says.replace("{", "(").replace("}", ")"))  # type: ignore[arg-type]


def _answer(said: Any) -> Any:
    """An answer to a question as the core keeps it: text. True is yes; several choices are joined."""
    if said is None:
        return ""
    if isinstance(said, bool):
        return "yes" if said else "no"
    if isinstance(said, int) and abs(said) < 10**18:
        return str(said)
    if isinstance(said, list) and all(isinstance(one, str) for one in said):
        return "|".join(said)
    return said


Long = Annotated[str, StringConstraints(max_length=LONG), AfterValidator(no_hidden)]
Line = Annotated[str, StringConstraints(max_length=LINE), AfterValidator(no_hidden)]
Short = Annotated[str, StringConstraints(max_length=SHORT), AfterValidator(no_hidden)]
Name = Annotated[str, StringConstraints(max_length=200), AfterValidator(name_only)]
Word = Annotated[str, StringConstraints(max_length=60), AfterValidator(no_hidden)]
Key = Annotated[str, StringConstraints(max_length=200, min_length=1), AfterValidator(no_hidden)]
Answer = Annotated[Long, BeforeValidator(_answer)]

Time = Annotated[
    datetime,
    BeforeValidator(_time),
    WithJsonSchema({
        "type": "string", "maxLength": 64, "examples": ["2026-03-02T09:10:00Z", "2026-03-02 09:10"],
        "description": "With an offset, or as the clock in England showed it.",
    }),
]  # fmt: skip
Day = Annotated[
    date,
    BeforeValidator(_day),
    WithJsonSchema({"type": "string", "maxLength": 64, "examples": ["2015-06-30"]}),
]

Ref = Annotated[str, Path(max_length=100), AfterValidator(no_hidden)]
"""A reference in an address: 'STK-000123', or that of a team, place or council file, 'team:bredbury_a'."""
Id = Annotated[str, Path(max_length=120), AfterValidator(no_hidden)]
