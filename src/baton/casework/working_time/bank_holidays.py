"""Bank holidays of England and Wales, 2010 to 2040, by their names on GOV.UK.

They come from the `holidays` package (England and Wales are the same there and in law). A holiday announced
late, before the package knows of it, goes into a calendar's `closed`.
"""

from datetime import date
from enum import StrEnum
from functools import cache

import holidays as packaged

FIRST_YEAR, LAST_YEAR = 2010, 2040

_AS_GOV_UK = {
    "May Day": "the early May bank holiday",
    "Spring Bank Holiday": "the spring bank holiday",
    "Late Summer Bank Holiday": "the summer bank holiday",
    "Platinum Jubilee of Elizabeth II": "the Platinum Jubilee bank holiday",
    "Diamond Jubilee of Elizabeth II": "the Diamond Jubilee bank holiday",
    "State Funeral of Queen Elizabeth II": "the State Funeral of Queen Elizabeth II",
    "Coronation of Charles III": "the bank holiday for the coronation of King Charles III",
}


class Holidays(StrEnum):
    """Which bank holidays a calendar keeps."""

    england_and_wales = "england_and_wales"
    none = "none"


@cache
def named_holidays(which: Holidays) -> dict[date, str]:
    """Each bank holiday and its name as it stands in a sentence ('Fri 3 Apr is Good Friday')."""
    if which is Holidays.none:
        return {}
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    found = packaged.country_holidays("GB", subdiv="ENG", years=years)
    return {day: _name(found[day]) for day in found}


def _name(name: str) -> str:
    plain = name.removesuffix(" (observed)")
    called = _AS_GOV_UK.get(plain, plain)
    return called if plain == name else f"the substitute day for {called}"
