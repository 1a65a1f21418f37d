"""Why a deadline is when it is: the days passed over, the clock change, the short month.

Each reason is a clause that can follow 'because': 'Fri 3 Apr is Good Friday'.
"""

from calendar import monthrange
from datetime import date, datetime, timedelta

from .bank_holidays import named_holidays
from .calendars import Calendar, is_open
from .lengths import Length, Unit
from .local_time import clock_change, in_utc, instants, local
from .wording import clock_words, day_words, days_in_words, month_words

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
_FEW = 4


def reasons(
    start: datetime, at: datetime, length: Length, calendar: Calendar, *, end_of_day: bool
) -> tuple[str, ...]:
    """Every reason why `at` is not plainly `length` after `start`, in the order a person would give them."""
    match length.unit:
        case Unit.minute | Unit.hour:
            found = _clock_reason(start, at, length)
        case Unit.working_hour:
            found = _open_hours(start, at, length, calendar)
        case Unit.working_day:
            last = _last_day(at, end_of_day)
            found = [*_closed_already(start, last, length), *_days_passed_over(start, last, calendar)]
        case _:
            found = _short_month(start, _last_day(at, end_of_day), length)
    if end_of_day:
        found = [*found, f"it runs to the end of {day_words(_last_day(at, end_of_day))}"]
    elif length.unit not in {Unit.minute, Unit.hour, Unit.working_hour}:
        found = [*found, *_moved_by_clocks(start, at)]
    return tuple(found)


def _last_day(at: datetime, end_of_day: bool) -> date:
    """The day that a deadline belongs to: midnight at the end of a day belongs to the day it ends."""
    return local(at - timedelta(microseconds=1) if end_of_day else at).date()


def _clock_reason(start: datetime, at: datetime, length: Length) -> list[str]:
    if local(start).utcoffset() == local(at).utcoffset():
        return []
    change = clock_change(in_utc(start), at)
    return [f"{_direction(change)}, so {length} later reads {clock_words(at)}"]


def _direction(change: datetime) -> str:
    forward = bool(local(change).dst())
    return f"the clocks go {'forward' if forward else 'back'} on {day_words(local(change).date())}"


def _open_hours(start: datetime, at: datetime, length: Length, calendar: Calendar) -> list[str]:
    if at - in_utc(start) == length.amount * _HOUR:
        return _clock_reason(start, at, length)
    found = ["only open hours count", *_days_passed_over(start, local(at).date(), calendar)]
    if local(start).utcoffset() != local(at).utcoffset():
        change = clock_change(in_utc(start), at)
        found += [_direction(change)] if is_open(calendar, change) else []
    return found


def _closed_already(start: datetime, last: date, length: Length) -> list[str]:
    """'Same working day' is another day when its own is not a working day or has closed already."""
    if length.amount or last == local(start).date():
        return []
    return [f"the council was closed on {day_words(local(start).date())} at {clock_words(start)}"]


def _days_passed_over(start: datetime, last: date, calendar: Calendar) -> list[str]:
    """The days from the start's own up to the last that are not working days, each kind in its words."""
    first = local(start).date()
    between = (first + n * _DAY for n in range((last - first).days))
    shut = [day for day in between if not calendar.stretches_on(day)]
    holidays = named_holidays(calendar.holidays)
    plain = [day for day in shut if not calendar.hours.get(day.weekday())]
    found = _plain_words(plain, first)
    for day in shut:
        if day in plain:
            continue
        named = holidays.get(day, "a day when the council is closed")
        found.append(f"{day_words(day)} is {named}")
    return found


def _plain_words(days: list[date], first: date) -> list[str]:
    if not days:
        return []
    if len(days) == 1:
        return [f"{days_in_words(days, beside=first)} is not a working day"]
    if len(days) <= _FEW:
        return [f"{days_in_words(days, beside=first)} are not working days"]
    return [f"{len(days)} days from {day_words(days[0])} to {day_words(days[-1])} are not working days"]


def _short_month(start: datetime, last: date, length: Length) -> list[str]:
    if length.unit not in {Unit.month, Unit.year} or last.day == local(start).day:
        return []
    return [f"{month_words(last)} has only {monthrange(last.year, last.month)[1]} days"]


def _moved_by_clocks(start: datetime, at: datetime) -> list[str]:
    """The time of day is kept, unless the clocks skip it or show it twice on the last day."""
    wanted = local(start).time()
    reached = local(at)
    if at == in_utc(start):
        return []
    if reached.time() != wanted:
        return [f"{_direction(at)} and there is no {wanted:%H:%M} that day, so it is {reached:%H:%M}"]
    found = instants(reached.replace(tzinfo=None, fold=0))
    if len(found) == 1:
        return []
    return [f"{_direction(found[1])} and {wanted:%H:%M} happens twice that day, so the first counts"]
