"""What people type and read: lengths, dates and times, time left, ages."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baton.casework.working_time import (
    AmbiguousTime,
    Length,
    NoSuchTime,
    Unit,
    UnreadableTime,
    age_on,
    birthday,
    from_local,
    in_age,
    local,
    parse_date,
    parse_length,
    parse_local,
    time_left,
    words_for,
)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("text", "amount", "unit", "again"),
    [
        ("1 hour", 1, Unit.hour, "1 hour"),
        ("24 hours", 24, Unit.hour, "24 hours"),
        ("10 working days", 10, Unit.working_day, "10 working days"),
        ("2 working hours", 2, Unit.working_hour, "2 working hours"),
        ("3 calendar days", 3, Unit.calendar_day, "3 calendar days"),
        ("1 day", 1, Unit.calendar_day, "1 calendar day"),
        ("14 days", 14, Unit.calendar_day, "14 calendar days"),
        (" 2  Weeks ", 2, Unit.week, "2 weeks"),
        ("3 months", 3, Unit.month, "3 months"),
        ("1 year", 1, Unit.year, "1 year"),
        ("30 minutes", 30, Unit.minute, "30 minutes"),
        ("same day", 0, Unit.calendar_day, "same day"),
        ("same working day", 0, Unit.working_day, "same working day"),
    ],
)
def test_a_length_is_read_and_said_again(text: str, amount: int, unit: Unit, again: str) -> None:
    assert parse_length(text) == Length(amount, unit)
    assert str(parse_length(text)) == again
    assert parse_length(again) == parse_length(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "'soon' is not a length of time: write a whole number and a unit, for example '24 hours'"),
        ("1.5 hours", "write a whole number and a unit"),
        ("-1 hours", "write a whole number and a unit"),
        ("", "write a whole number and a unit"),
        ("10", "write a whole number and a unit"),
        ("\u0663 days", "write a whole number and a unit"),
        ("2 fortnights", "'fortnights' in '2 fortnights' is not a unit of time: use one of minutes, hours"),
        ("2 working weeks", "'working weeks' in"),
        ("0 hours", "A length in hours is from 1 to 100000, not 0."),
        ("100001 days", "A length in calendar days is from 0 to 100000, not 100001."),
    ],
)
def test_a_wrong_length_is_told_what_would_be_right(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011
        parse_length(text)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02 09:10",
        "2026-03-02T09:10",
        "2026-03-02T09:10:00Z",
        "2026-03-02T10:10:00+01:00",
        "2026-03-02T04:10:00-0500",
        "2 Mar 2026 09:10",
        "2 MARCH 2026 9:10",
        "02/03/2026 09:10",
        "2 3 2026, 09:10",
        "02.03.2026 at 09:10",
        "  2-3-2026   09:10 GMT ",
        "2 Mar 2026 09:10 UTC",
    ],
)
def test_a_typed_time_is_read_day_first(text: str) -> None:
    assert parse_local(text) == utc(2026, 3, 2, 9, 10)


def test_summer_seconds_and_september() -> None:
    assert parse_local("2 Sept 2026 09:10:30.25") == utc(2026, 9, 2, 8, 10, 30, 250_000)
    assert parse_local("25 Oct 2026 01:30 BST") == utc(2026, 10, 25, 0, 30)
    assert parse_local("25 Oct 2026 01:30 GMT") == utc(2026, 10, 25, 1, 30)
    assert parse_date("21 11 2026") == date(2026, 11, 21)
    assert [parse_date("1/1/1900").year, parse_date("31/12/2100").year] == [1900, 2100]
    assert parse_local("2 Mar 2026 23:59:59") == utc(2026, 3, 2, 23, 59, 59)
    assert parse_local("2 Mar 2026 23:09 +14:00") == utc(2026, 3, 2, 9, 9)


@pytest.mark.parametrize(
    ("text", "refusal", "said"),
    [
        ("", UnreadableTime, "Use day, month and year, for example 21 11 2026."),
        ("tomorrow 09:10", UnreadableTime, "Use day, month and year, for example 21 11 2026."),
        ("2 Mar 26 09:10", UnreadableTime, "Use day, month and year, for example 21 11 2026."),
        ("2 Mar 2026", UnreadableTime, "Use hours and minutes, for example 09:10 or 14:30."),
        ("2 Mar 2026 2pm", UnreadableTime, "Use hours and minutes, for example 09:10 or 14:30."),
        ("30 2 2026", UnreadableTime, "There is no 30 February 2026. February 2026 has 28 days."),
        ("0 2 2026 10:00", UnreadableTime, "There is no 0 February 2026. February 2026 has 28 days."),
        ("31/04/2026 10:00", UnreadableTime, "There is no 31 April 2026. April 2026 has 30 days."),
        (
            "03/13/2026 10:00",
            UnreadableTime,
            "There is no month '13'. Use day, month and year, for example 21 11 2026.",
        ),
        ("31/12/1899", UnreadableTime, "Use a year from 1900 to 2100, not 1899."),
        ("1/1/2101", UnreadableTime, "Use a year from 1900 to 2100, not 2101."),
        ("1/1/0206 10:00", UnreadableTime, "Use a year from 1900 to 2100, not 206."),
        (
            "2 Mar 2026 24:00",
            UnreadableTime,
            "There is no time 24:00. Use hours and minutes, for example 09:10 or 14:30.",
        ),
        (
            "5 Jan 2026 09:00 BST",
            UnreadableTime,
            "Clocks in England did not show 09:00 BST on 5 January 2026. Leave out BST.",
        ),
        (
            "2 Mar 2026 09:10 +19:00",
            UnreadableTime,
            "There is no time zone +19:00. Use GMT, BST or, for example, +01:00.",
        ),
        (
            "28 Mar 2027 01:30",
            NoSuchTime,
            "The clocks went forward: there was no 01:30 on 28 March 2027. Enter 00:30 or 02:30.",
        ),
        (
            "25/10/2026 01:30",
            AmbiguousTime,
            "The clocks went back: 01:30 happened twice on 25 October 2026. "
            "Enter 01:30 BST for the first or 01:30 GMT for the second.",
        ),
    ],
)
def test_a_time_that_cannot_be_is_refused_in_plain_words(
    text: str, refusal: type[Exception], said: str
) -> None:
    with pytest.raises(refusal) as refused:
        parse_local(text)
    assert str(refused.value) == said


@pytest.mark.parametrize(
    ("hour", "minute", "second", "fine"),
    [(0, 59, 59, True), (1, 0, 0, False), (1, 59, 59, False), (2, 0, 0, True)],
)
@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_only_the_hour_of_the_change_is_refused(
    day: date, hour: int, minute: int, second: int, fine: bool
) -> None:
    wall = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001
    if fine:
        assert local(from_local(wall)).replace(tzinfo=None) == wall
    else:
        with pytest.raises((NoSuchTime, AmbiguousTime)):
            from_local(wall)


def test_a_zone_settles_a_time_and_an_aware_time_is_not_a_typed_one() -> None:
    wall = datetime(2026, 10, 25, 1, 30)  # noqa: DTZ001
    assert from_local(wall, zone=timezone(timedelta(hours=1))) == utc(2026, 10, 25, 0, 30)
    with pytest.raises(ValueError, match="already has a time zone"):
        from_local(utc(2026, 1, 1))
    with pytest.raises(ValueError, match="no time zone"):
        local(wall)


@given(st.datetimes(datetime(2010, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_what_is_shown_can_be_typed_again(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0)
    assert parse_local(words_for(at).partition(" ")[2]) == at


@given(st.text(max_size=40))
def test_nothing_typed_is_a_surprise(text: str) -> None:
    for read in (parse_local, parse_date, parse_length):
        with suppress(ValueError):
            read(text)


def test_times_in_words() -> None:
    assert words_for(utc(2026, 3, 2, 9, 40)) == "Mon 2 Mar 2026, 09:40"
    assert words_for(utc(2026, 7, 2, 23, 40)) == "Fri 3 Jul 2026, 00:40"
    assert words_for(utc(2026, 10, 25, 0, 30)) == "Sun 25 Oct 2026, 01:30 BST"
    assert words_for(utc(2026, 10, 25, 1, 30)) == "Sun 25 Oct 2026, 01:30 GMT"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (24 * 60, "24 minutes left"),
        (1, "Less than a minute left"),
        (59, "Less than a minute left"),
        (60, "1 minute left"),
        (3599, "59 minutes left"),
        (3600, "1 hour left"),
        (5 * 3600 + 10 * 60, "5 hours 10 minutes left"),
        (86399, "23 hours 59 minutes left"),
        (86400, "1 day left"),
        (86400 + 3600, "1 day 1 hour left"),
        (2 * 86400 - 1, "1 day 23 hours left"),
        (2 * 86400, "2 days left"),
        (2 * 86400 + 5 * 3600, "2 days left"),
        (3 * 86400 + 3600, "3 days left"),
        (0, "Due now"),
        (-1, "Overdue by less than a minute"),
        (-(2 * 3600 + 5 * 60), "Overdue by 2 hours 5 minutes"),
        (-10 * 86400, "Overdue by 10 days"),
    ],
)
def test_time_left_never_flatters(seconds: int, said: str) -> None:
    now = utc(2026, 3, 2, 9, 40)
    assert time_left(now, now + timedelta(seconds=seconds)) == said


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (date(2010, 5, 6), date(2026, 5, 5), 15),
        (date(2010, 5, 6), date(2026, 5, 6), 16),
        (date(2010, 5, 6), date(2010, 5, 6), 0),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
        (date(2008, 2, 29), date(2024, 2, 29), 16),
    ],
)
def test_an_age_is_reached_on_the_birthday(born: date, on: date, age: int) -> None:
    assert age_on(born, on) == age


def test_birthdays_and_age_bands() -> None:
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
    assert birthday(date(2008, 2, 29), 20) == date(2028, 2, 29)
    born = date(2008, 5, 6)
    in_band = [
        in_age(born, day, at_least=16, under=18)
        for day in (date(2024, 5, 5), date(2024, 5, 6), date(2026, 5, 5), date(2026, 5, 6))
    ]
    assert in_band == [False, True, True, False]
    assert in_age(born, date(2060, 1, 1), at_least=16)
    with pytest.raises(ValueError, match="has no age on 2008-05-05"):
        age_on(born, date(2008, 5, 5))


@given(st.dates(date(1930, 1, 1), date(2030, 1, 1)), st.integers(0, 100))
def test_age_and_birthday_agree(born: date, years: int) -> None:
    reached = birthday(born, years)
    assert age_on(born, reached) == years
    if years:
        assert age_on(born, reached - timedelta(days=1)) == years - 1
