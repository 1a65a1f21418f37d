"""How long: '10 working days', '24 hours', '3 months'. The unit is part of the length, never implied.

`parse_length("24 hours")` and `parse_length("1 working day")` are different lengths and stay so.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_LONGEST = 100_000
_WRITTEN = re.compile(r"([0-9]{1,9}) +([a-z]+(?: [a-z]+)?)")


class Unit(StrEnum):
    """What a length is counted in. `hour` is elapsed time; `calendar_day` is a day by the wall clock."""

    minute = "minute"
    hour = "hour"
    working_hour = "working_hour"
    calendar_day = "calendar_day"
    working_day = "working_day"
    week = "week"
    month = "month"
    year = "year"


_DAYS = (Unit.calendar_day, Unit.working_day)


@dataclass(frozen=True, slots=True)
class Length:
    """A whole number of one unit. Nought is allowed for days only: 'same day', 'same working day'."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        least = 0 if self.unit in _DAYS else 1
        if not least <= self.amount <= _LONGEST:
            raise ValueError(
                f"A length in {_plural(self.unit)} is from {least} to {_LONGEST}, not {self.amount}."
            )

    def __str__(self) -> str:
        if self.amount == 0:
            return "same day" if self.unit is Unit.calendar_day else "same working day"
        return f"{self.amount} {_word(self.unit) if self.amount == 1 else _plural(self.unit)}"


def _word(unit: Unit) -> str:
    return unit.value.replace("_", " ")


def _plural(unit: Unit) -> str:
    return _word(unit) + "s"


_UNITS = {name: unit for unit in Unit for name in (_word(unit), _plural(unit))}
_UNITS |= {"day": Unit.calendar_day, "days": Unit.calendar_day}
_ZERO = {str(length): length for length in (Length(0, unit) for unit in _DAYS)}


@lru_cache(maxsize=1000)
def parse_length(text: str) -> Length:
    """Read '1 hour', '10 working days', 'same day'. 'day' alone is a calendar day.

    Raises ValueError, in a sentence that says what would be right.
    """
    plain = " ".join(text.lower().split())
    if plain in _ZERO:
        return _ZERO[plain]
    written = _WRITTEN.fullmatch(plain)
    if written is None:
        raise ValueError(
            f"'{text}' is not a length of time: write a whole number and a unit, "
            "for example '24 hours' or '10 working days'."
        )
    unit = _UNITS.get(written[2])
    if unit is None:
        known = ", ".join(_plural(unit) for unit in Unit)
        raise ValueError(f"'{written[2]}' in '{text}' is not a unit of time: use one of {known}.")
    return Length(int(written[1]), unit)
