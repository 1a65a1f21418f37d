"""When a length of time from a start ends: `due`, and counted back from an end: `before`.

    due(Fri 27 Mar 2026 16:45, 1 working day, office).at   Mon 30 Mar 16:45
    due(Sat 28 Mar 2026 10:00, 1 hour, office).at          Sat 28 Mar 11:00    hours run day and night
    due(Sat 28 Mar 2026 10:00, 24 hours, office).at        Sun 29 Mar 11:00    the clocks went forward
    due(Sat 28 Mar 2026 10:00, 1 calendar day, office).at  Sun 29 Mar 10:00
    due(Sat 28 Mar 2026 10:00, 1 working day, office).at   Mon 30 Mar 10:00    Monday is day 1
    due(Fri 27 Mar 2026 16:00, 2 working hours, office).at Mon 30 Mar 10:00    closes 16:30, opens 08:30
    due(Sat 31 Jan 2026 10:00, 1 month, office).at         Sat 28 Feb 10:00

A deadline is met at its very instant and missed after it: late means `at > due.at`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .calendars import (
    Calendar,
    OutsideCalendar,
    closing,
    is_working_day,
    next_working_day,
    spans_back_from,
    spans_from,
    working_day_after,
    working_day_before,
)
from .lengths import Length, Unit
from .local_time import first_instant, in_utc, last_safe_instant, local, start_of
from .reasons import reasons
from .wording import clock_words, day_and_year

_ELAPSED = {Unit.minute: timedelta(minutes=1), Unit.hour: timedelta(hours=1)}
_SECOND, _HOUR, _DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
_DAYS = {Unit.calendar_day: 1, Unit.week: 7}
_MONTHS = {Unit.month: 1, Unit.year: 12}
_LAST_YEAR = 9000


@dataclass(frozen=True, slots=True)
class Due:
    """An instant by which something is due (UTC), and how it came about; `words` says it in a sentence."""

    at: datetime
    start: datetime
    length: Length
    calendar_name: str
    why: tuple[str, ...]


def due(start: datetime, length: Length, calendar: Calendar, *, end_of_day: bool = False) -> Due:
    """When `length` from `start` ends, with the reasons it is not simply that much later.

    Minutes and hours elapse, through nights, holidays and clock changes. Working hours use up open time
    only, and may end at the very close of a day. Calendar days, weeks, months and years keep the time on the
    wall clock; the end of a shorter month stands for the days it lacks; a time the clocks skip becomes the
    first instant after, and of a time that happens twice the first is taken. Working day 1 is the first
    working day after the start's date, whatever the hour of the start and whether or not its own date is a
    working day; the wall-clock time is kept even if it is outside the open hours.

    `end_of_day` (units of days and longer) gives all of the last day: for working days until it closes,
    for the other units, and whenever closing is at midnight, until the start of the next day, which is
    itself the instant returned (never 23:59:59). 'Same working day' after closing is the next one.

    Raises OutsideCalendar beyond the years whose working days are known, and ValueError for a naive start
    or for `end_of_day` with minutes or hours.
    """
    at = due_at(start, length, calendar, end_of_day=end_of_day)
    why = reasons(start, at, length, calendar, end_of_day=end_of_day)
    return Due(at, in_utc(start), length, calendar.name, why)


def due_at(start: datetime, length: Length, calendar: Calendar, *, end_of_day: bool = False) -> datetime:
    """`due(...).at`, without the cost of the reasons."""
    start = in_utc(start)
    if end_of_day and (length.unit in _ELAPSED or length.unit is Unit.working_hour):
        raise ValueError(f"'{length}' cannot end with the day: only days, weeks, months and years can.")
    if length.unit in _ELAPSED:
        return start + length.amount * _ELAPSED[length.unit]
    if length.unit is Unit.working_hour:
        return _open_time_after(start, length.amount * _HOUR, calendar)
    wall = local(start).replace(tzinfo=None)
    day = _count_on(wall.date(), length, calendar)
    if end_of_day:
        return _end_of(day, start, length, calendar)
    return start if day == wall.date() else first_instant(datetime.combine(day, wall.time()))


def _count_on(day: date, length: Length, calendar: Calendar) -> date:
    if length.unit is Unit.working_day:
        return working_day_after(calendar, day, length.amount)
    return _shift(day, length, 1)


def _shift(day: date, length: Length, direction: int) -> date:
    """A date so many days, weeks, months or years on (1) or back (-1), held within the month it reaches."""
    if length.unit in _DAYS:
        return day + timedelta(days=direction * length.amount * _DAYS[length.unit])
    months = day.year * 12 + day.month - 1 + direction * length.amount * _MONTHS[length.unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= _LAST_YEAR:
        raise OutsideCalendar(f"{length} from {day} is outside the years that can be counted.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of(day: date, start: datetime, length: Length, calendar: Calendar) -> datetime:
    if length.unit is not Unit.working_day:
        return start_of(day + _DAY)
    closes = closing(calendar, day)
    return closes if closes > start else closing(calendar, next_working_day(calendar, day))


def _open_time_after(start: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    for opens, closes in spans_from(calendar, start):
        if closes - opens >= amount:
            return opens + amount
        amount -= closes - opens
    raise AssertionError("spans never run out in silence")


def before(end: datetime, length: Length, calendar: Calendar) -> datetime:
    """The latest start (UTC) that leaves `length` before `end`: counts backwards.

    '10 working days' notice of a conference on Fri 17 Apr 2026 10:00' must be given by Wed 1 Apr 10:00.
    Every start up to it is due by `end`. An end that is not on a working day counts from the last second
    of the last working day. A time the clocks skip becomes the last second before; of a time that
    happens twice the first is taken. Raises as `due` does.
    """
    end = in_utc(end)
    if length.unit in _ELAPSED:
        return end - length.amount * _ELAPSED[length.unit]
    if length.unit is Unit.working_hour:
        return _open_time_before(end, length.amount * _HOUR, calendar)
    wall = local(end).replace(tzinfo=None)
    if length.amount == 0 and length.unit is Unit.calendar_day:
        return end
    if length.unit is not Unit.working_day:
        return last_safe_instant(datetime.combine(_shift(wall.date(), length, -1), wall.time()))
    day = working_day_before(calendar, wall.date(), length.amount)
    if not is_working_day(calendar, wall.date()):
        return start_of(day + _DAY) - _SECOND
    return end if day == wall.date() else last_safe_instant(datetime.combine(day, wall.time()))


def _open_time_before(end: datetime, amount: timedelta, calendar: Calendar) -> datetime:
    for opens, closes in spans_back_from(calendar, end):
        if closes - opens >= amount:
            return closes - amount
        amount -= closes - opens
    raise AssertionError("spans never run out in silence")


def elapsed_at_least(start: datetime, end: datetime, length: Length, calendar: Calendar) -> bool:
    """Has `length` passed between the two: is `due(start, ...)` at or before `end`?"""
    return due_at(start, length, calendar) <= in_utc(end)


def words(due: Due) -> str:
    """The deadline and its reasons in one sentence, without a full stop.

    '1 working day from Fri 27 Mar 2026 16:45 is Mon 30 Mar 2026 16:45, because Sat 28 and Sun 29 are not
    working days'
    """
    link = "from" if due.length.amount else "as"
    said = f"{due.length} {link} {_moment(due.start)} is {_moment(due.at)}"
    because = ", and ".join(filter(None, [", ".join(due.why[:-1]), *due.why[-1:]]))
    return f"{said}, because {because}" if because else said


def _moment(at: datetime) -> str:
    return f"{day_and_year(local(at).date())} {clock_words(at)}"
