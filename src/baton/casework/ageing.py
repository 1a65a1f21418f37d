"""Between which two days a child was born: on the birth date; or, where only an age was stated, within that year.

An age was stated when the contact was received, which is when the case was opened. Somebody said to be 15 then has
turned 16 within the year. A question is answered wherever the first and the last possible day of birth answer it
alike, and is not known only where the answer lies between them.

Example: of a child said to be 15 on 2 March 2026, `born_between(file)` is 3 March 2010 to 2 March 2011.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from baton.casework import working_time as wt
from baton.casework.file import File

OLDEST = 130
"""An age above this is a slip of the pen, and nothing is worked out from it."""


def born_between(file: File) -> tuple[date, date] | None:
    """The first and the last day on which the child can have been born; None where nothing is known of it."""
    child = file.child
    if child is None:
        return None
    if child.born is not None:
        return child.born, child.born
    if child.unborn or child.age_at_contact is None or file.opened is None:
        return None
    if not 0 <= child.age_at_contact <= OLDEST:
        return None
    said = wt.local(file.opened).date()
    older = wt.born_by(child.age_at_contact + 1, said)
    return older + timedelta(days=1), wt.born_by(child.age_at_contact, said)


def at_least(years: int, born: tuple[date, date], on: date) -> bool | None:
    """Whether a child born between two days is so many years old on a day; None where it lies between them."""
    limit = wt.born_by(years, on)
    if born[1] <= limit:
        return True
    return False if born[0] > limit else None


def birthdays(file: File, years: int) -> Iterator[date]:
    """The days on which it may become certain that the child is so many years old, or possible."""
    born = born_between(file)
    if born is not None:
        yield from (wt.birthday(day, years) for day in dict.fromkeys(born))
