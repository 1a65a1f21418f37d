"""Deadlines against a slow, independent second opinion.

The oracle knows nothing of `zoneinfo`, of the `holidays` package or of the code under test. It works in naive
UTC, derives the clock changes and the bank holidays from their rules, and finds every answer by walking
minute by minute or day by day.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baton.casework import working_time as wt

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
YEARS = range(2020, 2036)
# ------------------------------------------------------------------ the oracle: clocks


def last_sunday(year: int, month: int) -> date:
    day = date(year, month, 31)
    while day.strftime("%w") != "0":
        day -= DAY
    return day


@cache
def summer(year: int) -> tuple[datetime, datetime]:
    return tuple(datetime.combine(last_sunday(year, month), time(1)) for month in (3, 10))  # type: ignore[return-value]


def wall(at: datetime) -> datetime:
    """Naive UTC to naive wall clock."""
    begins, ends = summer(at.year)
    return at + timedelta(hours=1) if begins <= at < ends else at


@cache
def readings(day: date) -> dict[int, datetime]:
    """For each minute of the day by the wall, the first UTC minute at which the wall reads it or later."""
    found: dict[int, datetime] = {}
    at = datetime.combine(day, time()) - timedelta(hours=3)
    while len(found) < 24 * 60:
        shown = wall(at)
        if shown.date() > day:
            reached = 24 * 60
        else:
            reached = shown.hour * 60 + shown.minute + 1 if shown.date() == day else 0
        for minute in range(len(found), reached):
            found[minute] = at
        at += MINUTE
    return found


def instant(day: date, at: time) -> datetime:
    return readings(day)[at.hour * 60 + at.minute]


# ------------------------------------------------------------------ the oracle: bank holidays


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)


def monday_on_or_after(day: date) -> date:
    return day if day.weekday() == 0 else monday_on_or_after(day + DAY)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    found = {easter(year) - 2 * DAY, easter(year) + DAY}
    found |= {monday_on_or_after(date(year, 5, 1)), monday_on_or_after(date(year, 5, 25))}
    found.add(monday_on_or_after(date(year, 8, 25)))
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        kept = fixed
        while kept.weekday() >= 5 or (kept != fixed and kept in found):
            kept += DAY
        if fixed == date(year, 12, 25) and fixed.weekday() == 6:
            kept = date(year, 12, 27)  # Boxing Day keeps its Monday
        found |= {fixed, kept}
    royal = {
        2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
        2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
        2023: (set(), {date(2023, 5, 8)}),
    }
    gone, added = royal.get(year, (set(), set()))
    return frozenset((found - gone) | added)


# ------------------------------------------------------------------ the oracle: opening

CLOSED, EXTRA = date(2026, 12, 29), date(2026, 3, 14)
Opens = Callable[[date, int], bool]


def office(day: date, minute: int) -> bool:
    if day != EXTRA and (day in bank_holidays(day.year) or day == CLOSED or day.weekday() > 4):
        return False
    return 510 <= minute < (990 if day.weekday() == 4 else 1020)


def weekdays(day: date, minute: int) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def night(day: date, minute: int) -> bool:
    return minute < 510 or minute >= 1020


def lunch(day: date, minute: int) -> bool:
    open_day = day.weekday() in (1, 3, 5) and day not in bank_holidays(day.year)
    return open_day and (540 <= minute < 750 or 795 <= minute < 1035)


def always(day: date, minute: int) -> bool:
    return True


PAIRS: list[tuple[wt.Calendar, Opens]] = [
    (
        wt.Calendar.from_words(
            "office",
            {"mon-thu": "08:30-17:00", "fri": "08:30-16:30"},
            closed=[CLOSED],
            also_open=[EXTRA],
        ),
        office,
    ),
    (wt.Calendar.from_words("weekdays", {"mon-fri": "all day"}), weekdays),
    (wt.Calendar.from_words("night", {"mon-sun": "00:00-08:30, 17:00-24:00"}, holidays="none"), night),
    (wt.Calendar.from_words("lunch", {"tue,thu,sat": "09:00-12:30, 13:15-17:15"}), lunch),
    (wt.always_open(), always),
]


def open_day(opens: Opens, day: date) -> bool:
    return any(opens(day, minute) for minute in range(0, 24 * 60, 15))


def open_at(opens: Opens, at: datetime) -> bool:
    shown = wall(at)
    return opens(shown.date(), shown.hour * 60 + shown.minute)


# ------------------------------------------------------------------ the oracle: deadlines


def slow_due(start: datetime, amount: int, unit: wt.Unit, opens: Opens) -> datetime:
    if unit in {wt.Unit.minute, wt.Unit.hour}:
        for _ in range(amount * (60 if unit is wt.Unit.hour else 1)):
            start += MINUTE
        return start
    if unit is wt.Unit.working_hour:
        used, at = 0, start
        while used < amount * 60:
            used += open_at(opens, at)
            at += MINUTE
        return at
    shown = wall(start)
    return instant(slow_day(shown.date(), amount, unit, opens), shown.time())


def slow_day(day: date, amount: int, unit: wt.Unit, opens: Opens) -> date:
    if unit in {wt.Unit.month, wt.Unit.year}:
        month = (day.year, day.month)
        for _ in range(amount * (12 if unit is wt.Unit.year else 1)):
            month = (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)
        reached = date(*month, 1)
        while reached.day < day.day and (reached + DAY).month == month[1]:
            reached += DAY
        return reached
    left = amount * (7 if unit is wt.Unit.week else 1)
    while left:
        day += DAY
        left -= unit is not wt.Unit.working_day or open_day(opens, day)
    return day


def slow_close(day: date, opens: Opens) -> datetime:
    at = datetime.combine(day + DAY, time())
    while not (wall(at - MINUTE).date() == day and open_at(opens, at - MINUTE)):
        at -= MINUTE
    return at


# ------------------------------------------------------------------ what is tried

CHANGES = [last_sunday(year, month) for year in YEARS for month in (3, 10)]
NOTABLE = [
    *CHANGES,
    *(day for year in YEARS for day in bank_holidays(year)),
    *(date(year, 2, 29) for year in YEARS if year % 4 == 0),
    CLOSED,
    EXTRA,
]
CLOCKS = [time(0), time(0, 59), time(1), time(1, 30), time(2), time(8, 29), time(8, 30), time(23, 59)]
FRIDAYS = [time(16, 29), time(16, 30), time(16, 31), time(17), time(12, 30), time(13, 15)]
dates = st.dates(date(2020, 1, 6), date(2034, 6, 1)) | st.builds(
    lambda day, off: min(max(day + off * DAY, date(2020, 1, 6)), date(2034, 6, 1)),
    st.sampled_from(NOTABLE),
    st.integers(-4, 2),
)
clock_times = st.sampled_from(CLOCKS + FRIDAYS) | st.builds(time, st.integers(0, 23), st.integers(0, 59))
starts = st.builds(datetime.combine, dates, clock_times)
most = {
    wt.Unit.minute: 3000,
    wt.Unit.hour: 60,
    wt.Unit.working_hour: 14,
    wt.Unit.calendar_day: 40,
    wt.Unit.working_day: 45,
    wt.Unit.week: 20,
    wt.Unit.month: 15,
    wt.Unit.year: 1,
}


def aware(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)


@pytest.mark.parametrize("unit", wt.Unit)
@given(start=starts, part=st.floats(0, 1), pair=st.sampled_from(PAIRS))
@settings(max_examples=150, deadline=None)
def test_every_unit_agrees_with_the_oracle(unit, start, part, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, opens = pair
    amount = 1 + int(part * (most[unit] - 1))
    found = wt.due(aware(start), wt.Length(amount, unit), calendar)
    assert found.at == aware(slow_due(start, amount, unit, opens))
    assert found.at == wt.due_at(aware(start), wt.Length(amount, unit), calendar)


@given(start=starts, amount=st.integers(1, 12), pair=st.sampled_from(PAIRS))
@settings(max_examples=150, deadline=None)
def test_the_end_of_a_working_day_agrees_with_the_oracle(start, amount, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, opens = pair
    last = slow_day(wall(start).date(), amount, wt.Unit.working_day, opens)
    length = wt.Length(amount, wt.Unit.working_day)
    assert wt.due_at(aware(start), length, calendar, end_of_day=True) == aware(slow_close(last, opens))
    days = wt.Length(amount, wt.Unit.calendar_day)
    midnight = instant(wall(start).date() + (amount + 1) * DAY, time())
    assert wt.due_at(aware(start), days, calendar, end_of_day=True) == aware(midnight)


@given(at=starts, pair=st.sampled_from(PAIRS))
@settings(max_examples=300, deadline=None)
def test_opening_agrees_with_the_oracle(at, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, opens = pair
    assert wt.is_open(calendar, aware(at)) == open_at(opens, at)
    walked = at
    while not open_at(opens, walked):
        walked += MINUTE
    assert wt.next_opening(calendar, aware(at)) == aware(walked)
    assert wt.is_working_day(calendar, at.date()) == open_day(opens, at.date())


@given(end=starts, amount=st.integers(1, 14), pair=st.sampled_from(PAIRS))
@settings(max_examples=150, deadline=None)
def test_working_hours_before_agree_with_the_oracle(end, amount, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, opens = pair
    left, at = amount * 60, end
    while left:
        at -= MINUTE
        left -= open_at(opens, at)
    assert wt.before(aware(end), wt.Length(amount, wt.Unit.working_hour), calendar) == aware(at)


@pytest.mark.parametrize("unit", wt.Unit)
@given(end=starts, part=st.floats(0, 1), earlier=st.integers(0, 5000), pair=st.sampled_from(PAIRS))
@settings(max_examples=100, deadline=None)
def test_every_start_up_to_before_is_due_by_the_end(unit, end, part, earlier, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, _ = pair
    length = wt.Length(1 + int(part * (most[unit] - 1)), unit)
    latest = wt.before(aware(end), length, calendar)
    assert wt.elapsed_at_least(latest, aware(end), length, calendar)
    assert wt.elapsed_at_least(latest - earlier * MINUTE, aware(end), length, calendar)


@given(end=starts, amount=st.integers(1, 20), later=st.integers(1, 5000), pair=st.sampled_from(PAIRS))
@settings(max_examples=200, deadline=None)
def test_no_working_day_after_before_would_do(end, amount, later, pair) -> None:  # type: ignore[no-untyped-def]
    calendar, opens = pair
    length = wt.Length(amount, wt.Unit.working_day)
    latest = wt.before(aware(end), length, calendar)
    start = latest.replace(tzinfo=None) + later * MINUTE
    near_change = any(abs((day - wall(at).date()).days) < 2 for day in CHANGES for at in (start, end))
    if start < end and open_day(opens, wall(start).date()) and not near_change:
        assert not wt.elapsed_at_least(aware(start), aware(end), length, calendar)


def test_every_bank_holiday_of_2020_to_2035() -> None:
    calendar = PAIRS[1][0]
    day = date(2020, 1, 1)
    while day.year < 2036:
        assert wt.is_working_day(calendar, day) == weekdays(day, 0), day
        day += DAY


@pytest.mark.parametrize("year", YEARS)
def test_every_minute_of_both_change_days(year: int) -> None:
    """From the day before, from the day itself: a day by the wall, 24 hours, and the way back."""
    calendar = PAIRS[4][0]
    one_day, hours = wt.Length(1, wt.Unit.calendar_day), wt.Length(24, wt.Unit.hour)
    working = wt.Length(1, wt.Unit.working_day)
    for change in (last_sunday(year, 3), last_sunday(year, 10)):
        at = datetime.combine(change - DAY, time())
        while at < datetime.combine(change + DAY, time()):
            shown, start = wall(at), aware(at)
            expected = aware(instant(shown.date() + DAY, shown.time()))
            assert wt.due_at(start, one_day, calendar) == expected
            assert wt.due_at(start, working, calendar) == expected
            assert wt.due_at(start, hours, calendar) == aware(at + DAY)
            assert wt.local(start).replace(tzinfo=None) == shown
            at += MINUTE


@pytest.mark.parametrize("change", CHANGES[:8], ids=str)
def test_every_minute_typed_on_a_change_day_is_read_or_refused(change: date) -> None:
    begin = datetime.combine(change, time())
    shown: dict[datetime, list[datetime]] = {}
    for n in range(-180, 27 * 60):
        shown.setdefault(wall(begin + n * MINUTE), []).append(begin + n * MINUTE)
    for n in range(24 * 60):
        typed = begin + n * MINUTE
        instants = shown.get(typed, [])
        if len(instants) == 1:
            assert wt.from_local(typed) == aware(instants[0])
        else:
            with pytest.raises(wt.AmbiguousTime if instants else wt.NoSuchTime):
                wt.from_local(typed)


@pytest.mark.parametrize("year", YEARS)
def test_every_friday_around_closing(year: int) -> None:
    calendar, opens = PAIRS[0]
    hour = wt.Length(1, wt.Unit.working_hour)
    day = date(year, 1, 1) + ((4 - date(year, 1, 1).weekday()) % 7) * DAY
    while day < date(year, 12, 20):
        for at in FRIDAYS[:3]:
            start = instant(day, at)
            spent = max(0, (16 * 60 + 30) - (at.hour * 60 + at.minute)) if open_day(opens, day) else 0
            following = day + DAY
            while not open_day(opens, following):
                following += DAY
            expected = instant(following, time(8, 30)) + (60 - spent) * MINUTE
            assert wt.due_at(aware(start), hour, calendar) == aware(expected)
        day += 7 * DAY
