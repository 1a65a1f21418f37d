"""How old a child is. Ages decide routes (under 18, 16 and 17, a week before a 13th birthday).

An age is attained at the start of the anniversary of the birth (Family Law Reform Act 1969, s. 9). Someone
born on 29 February has no anniversary in a common year before 1 March, which is the view taken in England:
`birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)`.
"""

from datetime import date, timedelta


def birthday(born: date, years: int) -> date:
    """The day on which someone born on `born` becomes `years` old."""
    year = born.year + years
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def age_on(born: date, on: date) -> int:
    """Whole years of age on a day. Raises ValueError before birth: an unborn child has no age."""
    if on < born:
        raise ValueError(f"A child born on {born} has no age on {on}.")
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


def in_age(born: date, on: date, *, at_least: int = 0, under: int | None = None) -> bool:
    """Is the age on a day at least one number and under another? `at_least=16, under=18`: 16 or 17.

    Raises ValueError before birth.
    """
    age = age_on(born, on)
    return at_least <= age and (under is None or age < under)


def born_by(years: int, on: date) -> date:
    """The last birth date of those who are so many years old on a day."""
    born = date(on.year - years, on.month, 1) + timedelta(days=on.day + 1)
    while birthday(born, years) > on:
        born -= timedelta(days=1)
    return born
