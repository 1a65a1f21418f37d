"""When a council, or one of its teams, is open.

    Calendar.from_words("office", {"mon-thu": "08:30-17:00", "fri": "08:30-16:30"})
    Calendar.from_words("office", {"mon-fri": "all day"}, closed=["2026-12-29"])
    always_open()

A day is a working day if it has any open time. The working days of 2010 to 2040 are laid out once for each
calendar, so that counting them is a search and not a walk.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from .bank_holidays import FIRST_YEAR, LAST_YEAR, Holidays, named_holidays
from .hours_in_words import ALL_DAY, MIDNIGHT, Stretch, check_stretches, read_hours
from .local_time import first_instant, in_utc, local, start_of

_DAY = timedelta(days=1)


class OutsideCalendar(ValueError):
    """The years in which working days are known have been left."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Open hours by weekday (Monday is 0), in England's wall-clock time, and the days that differ.

    A stretch that closes at `time(0)` closes at the midnight that ends the day. `whole_day` makes each
    weekday named in `hours` open from midnight to midnight, whatever its stretches. `closed` are the
    council's own closures and late-announced holidays. `also_open` are dates open in spite of a holiday or
    weekend, with the hours of their weekday or, if it has none, of the first weekday that has.
    Raises ValueError for hours that cannot be.
    """

    name: str
    hours: Mapping[int, tuple[Stretch, ...]] = field(hash=False)
    holidays: Holidays = Holidays.england_and_wales
    closed: frozenset[date] = frozenset()
    also_open: frozenset[date] = frozenset()
    whole_day: bool = False

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "hours", self._checked())
        except ValueError as wrong:
            raise ValueError(f"Calendar '{self.name}': {wrong}") from None

    def _checked(self) -> dict[int, tuple[Stretch, ...]]:
        if not all(0 <= weekday <= 6 for weekday in self.hours):
            raise ValueError("weekdays are 0 (Monday) to 6 (Sunday).")
        hours = {day: ALL_DAY if self.whole_day else tuple(self.hours[day]) for day in sorted(self.hours)}
        for weekday, stretches in hours.items():
            check_stretches(weekday, stretches)
        if not any(hours.values()):
            raise ValueError("it is never open: give at least one day its hours.")
        if both := self.closed & self.also_open:
            raise ValueError(f"{min(both)} is both closed and also open: leave it in one of them.")
        return hours

    @classmethod
    def from_words(
        cls,
        name: str,
        hours: Mapping[str, str] | str,
        *,
        holidays: str = Holidays.england_and_wales,
        closed: Iterable[date | str] = (),
        also_open: Iterable[date | str] = (),
    ) -> "Calendar":
        """A calendar from protocol data (see `hours_in_words`); dates as dates or '2026-12-29'.

        Raises ValueError naming the calendar and saying what would be right.
        """
        try:
            read = read_hours(hours)
            kept = _which(holidays)
            shut, extra = frozenset(map(_date, closed)), frozenset(map(_date, also_open))
        except ValueError as wrong:
            raise ValueError(f"Calendar '{name}': {wrong}") from None
        whole = all(stretches == ALL_DAY for stretches in read.values())
        return cls(name, read, kept, shut, extra, whole)

    def stretches_on(self, day: date) -> tuple[Stretch, ...]:
        """The open stretches of one day by the wall clock; none if it is not a working day."""
        if day in self.also_open:
            return self.hours.get(day.weekday()) or next(filter(None, self.hours.values()))
        if day in self.closed or day in named_holidays(self.holidays):
            return ()
        return self.hours.get(day.weekday(), ())


def _which(holidays: str) -> Holidays:
    try:
        return Holidays(holidays)
    except ValueError:
        raise ValueError(f"holidays are {' or '.join(Holidays)}, not '{holidays}'.") from None


def _date(given: date | str) -> date:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise ValueError(f"'{given}' is not a date: write it as 2026-12-29.") from None


def always_open(name: str = "always open") -> Calendar:
    """Every hour of every day, bank holidays too."""
    return Calendar(name, dict.fromkeys(range(7), ALL_DAY), Holidays.none, whole_day=True)


@lru_cache(maxsize=256)
def _working_days(calendar: Calendar) -> list[int]:
    """The ordinals of every working day that is known, in order."""
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return [n for n in range(first, last + 1) if calendar.stretches_on(date.fromordinal(n))]


def _known(calendar: Calendar, day: date) -> list[int]:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise OutsideCalendar(f"Working days are known from {FIRST_YEAR} to {LAST_YEAR}; {day} is outside.")
    return _working_days(calendar)


def _at(days: list[int], index: int) -> date:
    if not 0 <= index < len(days):
        raise OutsideCalendar(
            f"Working days are known from {FIRST_YEAR} to {LAST_YEAR}; this length ends outside."
        )
    return date.fromordinal(days[index])


def is_working_day(calendar: Calendar, on: date) -> bool:
    """Is there any open time on that day?"""
    _known(calendar, on)
    return bool(calendar.stretches_on(on))


def working_day_after(calendar: Calendar, on: date, count: int) -> date:
    """The `count`th working day strictly after `on`; for 0, `on` itself or else the first after it."""
    days, start = _known(calendar, on), on.toordinal()
    index = bisect_left(days, start)
    on_one = index < len(days) and days[index] == start
    return _at(days, index + count if on_one else index + max(count - 1, 0))


def next_working_day(calendar: Calendar, on: date) -> date:
    """The first working day strictly after `on`."""
    return working_day_after(calendar, on, 1)


def working_day_before(calendar: Calendar, on: date, count: int) -> date:
    """The working day `count` before the last one up to and including `on`."""
    days = _known(calendar, on)
    return _at(days, bisect_right(days, on.toordinal()) - 1 - count)


def open_spans(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    """The open stretches of one day as instants [opens, closes) in UTC, in order.

    A stretch that lies wholly in the hour the clocks skip is not there at all.
    """
    spans = []
    for opens, closes in calendar.stretches_on(day):
        start = first_instant(datetime.combine(day, opens))
        end = start_of(day + _DAY) if closes == MIDNIGHT else first_instant(datetime.combine(day, closes))
        if start < end:
            spans.append((start, end))
    return spans


def spans_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches from an instant on, the first cut to begin there; raises OutsideCalendar at the end."""
    at = in_utc(at)
    day = working_day_after(calendar, local(at).date(), 0)
    while True:
        for opens, closes in open_spans(calendar, day):
            if closes > at:
                yield max(opens, at), closes
        day = working_day_after(calendar, day, 1)


def spans_back_from(calendar: Calendar, at: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches backwards from an instant, the first cut to end there; raises OutsideCalendar."""
    at = in_utc(at)
    day = working_day_before(calendar, local(at).date(), 0)
    while True:
        for opens, closes in reversed(open_spans(calendar, day)):
            if opens < at:
                yield opens, min(closes, at)
        day = working_day_before(calendar, day, 1)


def closing(calendar: Calendar, day: date) -> datetime:
    """The instant (UTC) at which a working day closes; midnight closing is the start of the next day."""
    return open_spans(calendar, day)[-1][1]


def next_opening(calendar: Calendar, at: datetime) -> datetime:
    """The first instant (UTC), not before `at`, at which the calendar is open: `at` itself if it is."""
    return next(spans_from(calendar, at))[0]


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Is the calendar open at this instant? Open at opening time, closed at closing time."""
    return next_opening(calendar, at) == at
