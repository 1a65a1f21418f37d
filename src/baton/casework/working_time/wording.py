"""Times as people read them: 'Mon 2 Mar 2026, 09:40', '24 minutes left', 'Sat 28 and Sun 29'."""

from collections.abc import Sequence
from datetime import date, datetime

from .local_time import MONTHS, in_utc, local

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = tuple(month[:3] for month in MONTHS)


def words_for(at: datetime) -> str:
    """'Mon 2 Mar 2026, 09:40' in England; an hour that happens twice says which: '01:30 GMT'."""
    return f"{day_and_year(local(at).date())}, {clock_words(at)}"


def clock_words(at: datetime) -> str:
    """'09:40', or '01:30 BST' and '01:30 GMT' when the clock reads it twice that day."""
    wall = local(at)
    reads = f"{wall.hour:02}:{wall.minute:02}"
    twice = wall.replace(fold=1 - wall.fold).utcoffset() != wall.utcoffset()
    return f"{reads} {wall.tzname()}" if twice else reads


def day_words(day: date) -> str:
    """'Fri 3 Apr'."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def day_and_year(day: date) -> str:
    """'Fri 3 Apr 2026'."""
    return f"{day_words(day)} {day.year}"


def month_words(day: date) -> str:
    """'Feb 2026'."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def days_in_words(days: Sequence[date], *, beside: date) -> str:
    """'Sat 28 and Sun 29', without the month where it is the month of `beside`."""
    shared = all((day.year, day.month) == (beside.year, beside.month) for day in days)
    named = [f"{_DAYS[day.weekday()]} {day.day}" if shared else day_words(day) for day in days]
    return " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))


def time_left(now: datetime, due: datetime) -> str:
    """'24 minutes left', '5 hours 10 minutes left', '1 day 4 hours left', '3 days left', 'Due now',
    'Overdue by 2 hours 5 minutes'.

    Elapsed time, in days of 24 hours, rounded towards the due time: it never says more is left, or that
    more has passed, than is true.
    """
    now, due = in_utc(now), in_utc(due)
    if now == due:
        return "Due now"
    span = _span(int(abs(due - now).total_seconds()) // 60)
    if now < due:
        return f"{span[0].upper()}{span[1:]} left"
    return f"Overdue by {span}"


def _span(minutes: int) -> str:
    """Two units at most, and one from two days on."""
    if minutes < 1:
        return "less than a minute"
    hours, days = minutes // 60, minutes // (24 * 60)
    if days >= 2:
        return _count(days, "day")
    if days:
        return _both(_count(days, "day"), hours % 24, "hour")
    return _both(_count(hours, "hour"), minutes % 60, "minute") if hours else _count(minutes, "minute")


def _both(first: str, rest: int, unit: str) -> str:
    return f"{first} {_count(rest, unit)}" if rest else first


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
