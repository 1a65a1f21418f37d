"""Deadlines by example: one table per unit, the boundaries of a second, and counting back."""

import dataclasses
import pickle
from datetime import UTC, date, datetime, time, timedelta

import pytest

from baton.casework.working_time import (
    Calendar,
    Holidays,
    Length,
    OutsideCalendar,
    Unit,
    always_open,
    before,
    due,
    due_at,
    elapsed_at_least,
    is_open,
    is_working_day,
    next_opening,
    next_working_day,
    parse_length,
    parse_local,
    words,
    words_for,
)

OFFICE = Calendar.from_words(
    "office",
    {"mon-thu": "08:30-17:00", "fri": "08:30-16:30"},
    closed=["2026-12-29"],
    also_open=["2026-03-14"],
)
WHOLE = Calendar.from_words("whole days", {"mon-fri": "all day"})
NIGHT = Calendar.from_words("night", {"mon-sun": "00:00-08:30, 17:00-24:00"}, holidays="none")
ALWAYS = always_open()
SECOND = timedelta(seconds=1)


def when(start: str, length: str, calendar: Calendar = OFFICE, *, end_of_day: bool = False) -> str:
    return words_for(due(parse_local(start), parse_length(length), calendar, end_of_day=end_of_day).at)


@pytest.mark.parametrize(
    ("start", "length", "at"),
    [
        # elapsed time runs through nights, weekends, holidays and both clock changes
        ("2 Mar 2026 09:10", "30 minutes", "Mon 2 Mar 2026, 09:40"),
        ("27 Mar 2026 16:45", "1 hour", "Fri 27 Mar 2026, 17:45"),
        ("28 Mar 2026 10:00", "24 hours", "Sun 29 Mar 2026, 11:00"),
        ("24 Oct 2026 10:00", "24 hours", "Sun 25 Oct 2026, 09:00"),
        ("25 Oct 2026 01:30 BST", "1 hour", "Sun 25 Oct 2026, 01:30 GMT"),
        ("29 Mar 2026 00:30", "1 hour", "Sun 29 Mar 2026, 02:30"),
        # calendar units keep the wall clock
        ("28 Mar 2026 10:00", "1 day", "Sun 29 Mar 2026, 10:00"),
        ("28 Mar 2026 01:30", "1 day", "Sun 29 Mar 2026, 02:00"),
        ("24 Oct 2026 01:30", "1 day", "Sun 25 Oct 2026, 01:30 BST"),
        ("25 Oct 2026 01:30 GMT", "1 day", "Mon 26 Oct 2026, 01:30"),
        ("22 Mar 2026 23:59", "1 week", "Sun 29 Mar 2026, 23:59"),
        ("31 Jan 2026 10:00", "1 month", "Sat 28 Feb 2026, 10:00"),
        ("31 Jan 2028 10:00", "1 month", "Tue 29 Feb 2028, 10:00"),
        ("30 Nov 2026 10:00", "3 months", "Sun 28 Feb 2027, 10:00"),
        ("15 Dec 2026 10:00", "1 month", "Fri 15 Jan 2027, 10:00"),
        ("29 Feb 2028 10:00", "1 year", "Wed 28 Feb 2029, 10:00"),
        ("29 Feb 2028 10:00", "4 years", "Sun 29 Feb 2032, 10:00"),
        # working days: day 1 is the next working day, at the same time on the wall
        ("27 Mar 2026 16:45", "1 working day", "Mon 30 Mar 2026, 16:45"),
        ("28 Mar 2026 10:00", "1 working day", "Mon 30 Mar 2026, 10:00"),
        ("2 Apr 2026 09:00", "1 working day", "Tue 7 Apr 2026, 09:00"),
        ("2 Mar 2026 22:00", "1 working day", "Tue 3 Mar 2026, 22:00"),
        ("2 Mar 2026 09:00", "45 working days", "Wed 6 May 2026, 09:00"),
        ("24 Dec 2026 09:00", "1 working day", "Wed 30 Dec 2026, 09:00"),
        ("13 Mar 2026 09:00", "1 working day", "Sat 14 Mar 2026, 09:00"),
        # working hours use up open time only, and may end at the very close
        ("27 Mar 2026 16:00", "2 working hours", "Mon 30 Mar 2026, 10:00"),
        ("27 Mar 2026 14:30", "2 working hours", "Fri 27 Mar 2026, 16:30"),
        ("27 Mar 2026 16:30", "1 working hour", "Mon 30 Mar 2026, 09:30"),
        ("2 Mar 2026 07:00", "1 working hour", "Mon 2 Mar 2026, 09:30"),
        ("2 Apr 2026 16:30", "1 working hour", "Tue 7 Apr 2026, 09:00"),
        ("14 Mar 2026 08:00", "1 working hour", "Sat 14 Mar 2026, 09:30"),
    ],
)
def test_each_unit_counts_in_its_own_way(start: str, length: str, at: str) -> None:
    assert when(start, length) == at


@pytest.mark.parametrize(
    ("start", "length", "calendar", "at"),
    [
        ("2 Mar 2026 10:00", "1 working day", OFFICE, "Tue 3 Mar 2026, 17:00"),
        ("26 Mar 2026 10:00", "1 working day", OFFICE, "Fri 27 Mar 2026, 16:30"),
        ("26 Mar 2026 10:00", "1 working day", WHOLE, "Sat 28 Mar 2026, 00:00"),
        ("27 Mar 2026 10:00", "1 week", OFFICE, "Sat 4 Apr 2026, 00:00"),
        ("28 Mar 2026 10:00", "1 day", ALWAYS, "Mon 30 Mar 2026, 00:00"),
        ("2 Mar 2026 10:00", "same day", OFFICE, "Tue 3 Mar 2026, 00:00"),
        ("2 Mar 2026 10:00", "same working day", OFFICE, "Mon 2 Mar 2026, 17:00"),
        ("2 Mar 2026 17:00", "same working day", OFFICE, "Tue 3 Mar 2026, 17:00"),
        ("28 Mar 2026 10:00", "same working day", OFFICE, "Mon 30 Mar 2026, 17:00"),
        ("2 Mar 2026 10:00", "1 working day", NIGHT, "Wed 4 Mar 2026, 00:00"),
    ],
)
def test_the_end_of_the_day_is_the_close_or_the_start_of_the_next(
    start: str, length: str, calendar: Calendar, at: str
) -> None:
    assert when(start, length, calendar, end_of_day=True) == at


@pytest.mark.parametrize(
    ("start", "length", "at"),
    [
        ("28 Mar 2026 10:00", "24 working hours", "Sun 29 Mar 2026, 11:00"),
        ("24 Oct 2026 10:00", "24 working hours", "Sun 25 Oct 2026, 09:00"),
    ],
)
def test_a_calendar_that_never_closes_counts_working_hours_as_hours(start: str, length: str, at: str) -> None:
    assert when(start, length, ALWAYS) == at


def test_the_same_day_without_its_end_is_now() -> None:
    start = parse_local("25 Oct 2026 01:30 GMT")
    assert due_at(start, parse_length("same day"), ALWAYS) == start
    assert before(start, parse_length("same day"), ALWAYS) == start
    assert before(start, parse_length("same working day"), ALWAYS) == start


@pytest.mark.parametrize("length", ["1 hour", "30 minutes", "2 working hours"])
def test_hours_cannot_end_with_the_day(length: str) -> None:
    with pytest.raises(ValueError, match=f"'{length}' cannot end with the day"):
        due(parse_local("2 Mar 2026 10:00"), parse_length(length), OFFICE, end_of_day=True)


@pytest.mark.parametrize(
    "length",
    ["1 minute", "24 hours", "1 day", "10 working days", "2 working hours", "1 week", "3 months", "1 year"],
)
@pytest.mark.parametrize("start", ["27 Mar 2026 16:00", "28 Mar 2026 10:00", "22 Oct 2026 11:15"])
def test_a_length_has_passed_at_the_very_second_it_is_due(start: str, length: str) -> None:
    begun, wanted = parse_local(start), parse_length(length)
    at = due_at(begun, wanted, OFFICE)
    passed = [elapsed_at_least(begun, at + n * SECOND, wanted, OFFICE) for n in (-1, 0, 1)]
    assert passed == [False, True, True]


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("27 Mar 2026 16:29:59", "30 Mar 2026 09:29:59"),
        ("27 Mar 2026 16:30:00", "30 Mar 2026 09:30:00"),
        ("27 Mar 2026 16:30:01", "30 Mar 2026 09:30:00"),
        ("27 Mar 2026 15:29:59", "27 Mar 2026 16:29:59"),
        ("27 Mar 2026 15:30:00", "27 Mar 2026 16:30:00"),
        ("27 Mar 2026 15:30:01", "30 Mar 2026 08:30:01"),
    ],
)
def test_one_working_hour_around_the_close_on_friday(start: str, at: str) -> None:
    assert due_at(parse_local(start), parse_length("1 working hour"), OFFICE) == parse_local(at)


@pytest.mark.parametrize(
    ("end", "length", "latest"),
    [
        ("17 Apr 2026 10:00", "10 working days", "Wed 1 Apr 2026, 10:00"),
        ("19 Apr 2026 10:00", "10 working days", "Wed 1 Apr 2026, 23:59"),
        ("30 Mar 2026 09:30", "2 working hours", "Fri 27 Mar 2026, 15:30"),
        ("30 Mar 2026 09:30", "1 working hour", "Mon 30 Mar 2026, 08:30"),
        ("29 Mar 2026 11:00", "24 hours", "Sat 28 Mar 2026, 10:00"),
        ("30 Mar 2026 01:30", "1 day", "Sun 29 Mar 2026, 00:59"),
        ("26 Oct 2026 01:30", "1 day", "Sun 25 Oct 2026, 01:30 BST"),
        ("16 Mar 2026 10:00", "2 weeks", "Mon 2 Mar 2026, 10:00"),
        ("31 Mar 2026 10:00", "1 month", "Sat 28 Feb 2026, 10:00"),
        ("15 Jan 2026 10:00", "1 month", "Mon 15 Dec 2025, 10:00"),
    ],
)
def test_notice_counts_backwards(end: str, length: str, latest: str) -> None:
    assert words_for(before(parse_local(end), parse_length(length), OFFICE)) == latest


def test_ten_working_days_notice_to_the_second() -> None:
    conference, notice = parse_local("17 Apr 2026 10:00"), parse_length("10 working days")
    latest = before(conference, notice, OFFICE)
    enough = [elapsed_at_least(latest + n * SECOND, conference, notice, OFFICE) for n in (-1, 0, 1)]
    assert enough == [True, True, False]


@pytest.mark.parametrize(
    ("start", "length", "sentence"),
    [
        (
            "27 Mar 2026 16:45",
            "1 working day",
            "1 working day from Fri 27 Mar 2026 16:45 is Mon 30 Mar 2026 16:45, "
            "because Sat 28 and Sun 29 are not working days",
        ),
        (
            "2 Apr 2026 16:45",
            "1 working day",
            "1 working day from Thu 2 Apr 2026 16:45 is Tue 7 Apr 2026 16:45, because Sat 4 and Sun 5 "
            "are not working days, Fri 3 Apr is Good Friday, and Mon 6 Apr is Easter Monday",
        ),
        (
            "24 Dec 2026 10:00",
            "1 working day",
            "1 working day from Thu 24 Dec 2026 10:00 is Wed 30 Dec 2026 10:00, because Sat 26 and Sun 27 "
            "are not working days, Fri 25 Dec is Christmas Day, Mon 28 Dec is the substitute day for "
            "Boxing Day, and Tue 29 Dec is a day when the council is closed",
        ),
        (
            "30 Jan 2026 10:00",
            "1 working day",
            "1 working day from Fri 30 Jan 2026 10:00 is Mon 2 Feb 2026 10:00, "
            "because Sat 31 Jan and Sun 1 Feb are not working days",
        ),
        (
            "8 Mar 2026 10:00",
            "1 working day",
            "1 working day from Sun 8 Mar 2026 10:00 is Mon 9 Mar 2026 10:00, "
            "because Sun 8 is not a working day",
        ),
        (
            "5 Oct 2026 10:00",
            "15 working days",
            "15 working days from Mon 5 Oct 2026 10:00 is Mon 26 Oct 2026 10:00, "
            "because 6 days from Sat 10 Oct to Sun 25 Oct are not working days",
        ),
        (
            "28 Mar 2026 10:00",
            "24 hours",
            "24 hours from Sat 28 Mar 2026 10:00 is Sun 29 Mar 2026 11:00, "
            "because the clocks go forward on Sun 29 Mar, so 24 hours later reads 11:00",
        ),
        (
            "24 Oct 2026 10:00",
            "24 hours",
            "24 hours from Sat 24 Oct 2026 10:00 is Sun 25 Oct 2026 09:00, "
            "because the clocks go back on Sun 25 Oct, so 24 hours later reads 09:00",
        ),
        (
            "28 Mar 2026 01:30",
            "1 day",
            "1 calendar day from Sat 28 Mar 2026 01:30 is Sun 29 Mar 2026 02:00, because the clocks go "
            "forward on Sun 29 Mar and there is no 01:30 that day, so it is 02:00",
        ),
        (
            "24 Oct 2026 01:30",
            "1 day",
            "1 calendar day from Sat 24 Oct 2026 01:30 is Sun 25 Oct 2026 01:30 BST, because the clocks go "
            "back on Sun 25 Oct and 01:30 happens twice that day, so the first counts",
        ),
        (
            "27 Mar 2026 16:00",
            "2 working hours",
            "2 working hours from Fri 27 Mar 2026 16:00 is Mon 30 Mar 2026 10:00, "
            "because only open hours count, and Sat 28 and Sun 29 are not working days",
        ),
        (
            "31 Jan 2026 10:00",
            "1 month",
            "1 month from Sat 31 Jan 2026 10:00 is Sat 28 Feb 2026 10:00, because Feb 2026 has only 28 days",
        ),
        (
            "5 Oct 2026 10:00",
            "10 working days",
            "10 working days from Mon 5 Oct 2026 10:00 is Mon 19 Oct 2026 10:00, "
            "because Sat 10, Sun 11, Sat 17 and Sun 18 are not working days",
        ),
        (
            "2 Mar 2026 10:00",
            "2 working hours",
            "2 working hours from Mon 2 Mar 2026 10:00 is Mon 2 Mar 2026 12:00",
        ),
        ("2 Mar 2026 10:00", "1 week", "1 week from Mon 2 Mar 2026 10:00 is Mon 9 Mar 2026 10:00"),
        ("27 Mar 2026 10:00", "1 month", "1 month from Fri 27 Mar 2026 10:00 is Mon 27 Apr 2026 10:00"),
    ],
)
def test_a_deadline_says_why(start: str, length: str, sentence: str) -> None:
    assert words(due(parse_local(start), parse_length(length), OFFICE)) == sentence


def test_the_end_of_the_day_and_a_closed_day_are_among_the_reasons() -> None:
    start = parse_local("2 Mar 2026 18:00")
    assert words(due(start, parse_length("same working day"), OFFICE, end_of_day=True)) == (
        "same working day as Mon 2 Mar 2026 18:00 is Tue 3 Mar 2026 17:00, because the council was closed "
        "on Mon 2 Mar at 18:00, and it runs to the end of Tue 3 Mar"
    )
    kept = due(start, parse_length("same day"), OFFICE, end_of_day=True)
    assert kept.why == ("it runs to the end of Mon 2 Mar",)


def test_a_night_team_is_told_of_the_clock_change_it_worked_through() -> None:
    found = due(parse_local("28 Mar 2026 16:00"), parse_length("9 working hours"), NIGHT)
    assert words_for(found.at) == "Sun 29 Mar 2026, 03:00"
    assert found.why == ("only open hours count", "the clocks go forward on Sun 29 Mar")
    office = due(parse_local("27 Mar 2026 16:00"), parse_length("1 working hour"), OFFICE)
    assert not any("clocks" in reason for reason in office.why)


def test_what_a_due_holds() -> None:
    start = datetime(2026, 3, 27, 16, 45, tzinfo=UTC)
    found = due(start, Length(1, Unit.working_day), OFFICE)
    assert (found.start, found.length, found.calendar_name) == (start, Length(1, Unit.working_day), "office")
    assert found.at == datetime(2026, 3, 30, 15, 45, tzinfo=UTC)
    assert found.at.tzinfo is UTC
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.at = start  # type: ignore[misc]


def test_a_late_announced_holiday_moves_what_is_due() -> None:
    """In September 2022 the funeral's bank holiday was announced ten days ahead."""
    start, length = parse_local("16 Sep 2022 10:00"), parse_length("1 working day")
    told = dataclasses.replace(WHOLE, holidays=Holidays.none, closed=frozenset({date(2022, 9, 19)}))
    assert words_for(due_at(start, length, dataclasses.replace(told, closed=frozenset()))).startswith(
        "Mon 19"
    )
    assert words_for(due_at(start, length, told)).startswith("Tue 20")
    assert words_for(due_at(start, length, WHOLE)).startswith("Tue 20")


def test_opening() -> None:
    friday_close = parse_local("27 Mar 2026 16:30")
    opens = parse_local("30 Mar 2026 08:30")
    assert [is_open(OFFICE, friday_close + n * SECOND) for n in (-1, 0, 1)] == [True, False, False]
    assert [is_open(OFFICE, opens + n * SECOND) for n in (-1, 0, 1)] == [False, True, True]
    assert next_opening(OFFICE, friday_close) == opens
    assert next_opening(OFFICE, opens + SECOND) == opens + SECOND
    assert next_opening(OFFICE, parse_local("2 Mar 2026 06:00")) == parse_local("2 Mar 2026 08:30")
    assert next_working_day(OFFICE, date(2026, 4, 2)) == date(2026, 4, 7)
    assert next_working_day(OFFICE, date(2026, 4, 4)) == date(2026, 4, 7)
    assert [is_working_day(OFFICE, date(2026, 3, day)) for day in (13, 14, 15)] == [True, True, False]


def test_hours_inside_the_hour_the_clocks_skip_are_not_there() -> None:
    early = Calendar.from_words("early", {"sat-sun": "01:15-01:45, 03:00-04:00"}, holidays="none")
    assert next_opening(early, parse_local("29 Mar 2026 00:30")) == parse_local("29 Mar 2026 03:00")


def test_beyond_the_known_years_is_refused_plainly() -> None:
    start, day = parse_local("31 Dec 2040 10:00"), parse_length("1 working day")
    with pytest.raises(OutsideCalendar, match="known from 2010 to 2040; this length ends outside"):
        due(start, day, OFFICE)
    with pytest.raises(OutsideCalendar, match="2041-01-02 is outside"):
        due(parse_local("2 Jan 2041 10:00"), day, OFFICE)
    with pytest.raises(OutsideCalendar, match="2009-12-31 is outside"):
        next_working_day(OFFICE, date(2009, 12, 31))
    with pytest.raises(OutsideCalendar):
        before(parse_local("4 Jan 2010 10:00"), day, OFFICE)
    with pytest.raises(OutsideCalendar):
        due(start, parse_length("9 working hours"), OFFICE)
    with pytest.raises(OutsideCalendar):
        before(parse_local("4 Jan 2010 09:00"), parse_length("9 working hours"), OFFICE)
    with pytest.raises(OutsideCalendar, match="100000 years from 2040-12-31"):
        due(start, parse_length("100000 years"), OFFICE)


def test_the_known_years_are_known_to_their_last_day() -> None:
    day = parse_length("1 working day")
    assert when("28 Dec 2040 10:00", "1 working day") == "Mon 31 Dec 2040, 10:00"
    assert next_working_day(OFFICE, date(2010, 1, 1)) == date(2010, 1, 4)
    assert before(parse_local("2 Jan 2010 10:00"), day, ALWAYS) == parse_local("1 Jan 2010 10:00")
    with pytest.raises(OutsideCalendar):
        before(parse_local("1 Jan 2010 10:00"), day, ALWAYS)


def test_an_end_at_the_weekend_counts_from_the_last_second_before() -> None:
    latest = before(parse_local("29 Mar 2026 10:00"), parse_length("1 working day"), OFFICE)
    assert latest == parse_local("26 Mar 2026 23:59:59")


def test_a_naive_time_is_refused() -> None:
    naive = datetime(2026, 3, 2, 10)  # noqa: DTZ001
    for use in (due, before):
        with pytest.raises(ValueError, match="no time zone"):
            use(naive, parse_length("1 hour"), OFFICE)


@pytest.mark.parametrize(
    ("hours", "more", "said"),
    [
        ("sometimes", {}, "opening hours are 'always' or hours for each day, not 'sometimes'"),
        ({"mon": "8-5"}, {}, "'8-5' is not opening hours: write '08:30-17:00', or 'all day'"),
        ({"mon": "08:30-25:00"}, {}, "25:00 in '08:30-25:00' is not a time: use 00:00 to 24:00"),
        ({"mon": "08:60-17:00"}, {}, "08:60 in '08:60-17:00' is not a time"),
        ({"mon": "24:00-24:00"}, {}, "opens at the end of the day"),
        ({"mon": "17:00-08:30"}, {}, "mon opens at 17:00 but closes at 08:30: hours that pass midnight"),
        ({"mon": "08:30-08:30"}, {}, "mon opens at 08:30 but closes at 08:30"),
        ({"mon": "08:30-13:00, 12:00-17:00"}, {}, "the hours of mon overlap or are out of order"),
        ({"monday": "08:30-17:00"}, {}, "'monday' in 'monday' is not a day: use mon, tue, wed"),
        ({"fri-mon": "08:30-17:00"}, {}, "'fri-mon' is not a range of days within a week"),
        ({"mon-tue-wed": "08:30-17:00"}, {}, "'mon-tue-wed' is not a range"),
        ({"mon-thu": "08:30-17:00", "thu": "all day"}, {}, "'thu' has hours twice"),
        ({}, {}, "it is never open"),
        ("always", {"holidays": "scotland"}, "holidays are england_and_wales or none, not 'scotland'"),
        ("always", {"closed": ["29/12/2026"]}, "'29/12/2026' is not a date: write it as 2026-12-29"),
        ("always", {"closed": ["2026-12-29"], "also_open": ["2026-12-29"]}, "both closed and also open"),
    ],
)
def test_a_calendar_that_cannot_be_says_what_would_be_right(hours, more, said) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError, match=r"Calendar 'town': ") as refused:
        Calendar.from_words("town", hours, **more)
    assert said in str(refused.value)


def test_calendars_are_values() -> None:
    again = Calendar.from_words(
        "office",
        {"mon, tue, wed": "08:30-17:00", "thu": "08:30 - 17:00", "fri": "08:30-16:30"},
        closed=[date(2026, 12, 29)],
        also_open=[date(2026, 3, 14)],
    )
    assert again == OFFICE
    assert hash(again) == hash(OFFICE)
    assert pickle.loads(pickle.dumps(OFFICE)) == OFFICE
    assert Calendar.from_words("always open", "always", holidays="none") == ALWAYS
    assert WHOLE.whole_day
    assert not OFFICE.whole_day
    flagged = Calendar("whole days", dict.fromkeys(range(5), ()), whole_day=True)
    assert flagged == WHOLE
    with pytest.raises(ValueError, match="weekdays are 0"):
        Calendar("odd", {7: ((time(9), time(17)),)})
