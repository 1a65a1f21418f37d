"""What people type: '2 Mar 2026 09:10', '02/03/2026 09:10', '2026-03-02 09:10', '25 10 2026 01:30 GMT'.

One reader for pages, the API and imports. Days come before months, as in England. Every refusal is a plain
sentence that can stand beside the field.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, timezone

from .local_time import LONDON, MONTHS, from_local

_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_ENGLISH = re.compile(r"([0-9]{1,2})[ /.-]([0-9]{1,2}|[a-z]{3,9})[ /.-]([0-9]{4})")
_TIMED = re.compile(
    r"(?P<date>.+?)(?:,? (?:at )?|t)(?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r" ?(?P<zone>z|utc|gmt|bst|[+-][0-9]{2}:?[0-9]{2})?"
)
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LONGEST = 64
_WHEN_TIMED = "Use hours and minutes, for example 09:10 or 14:30."


class UnreadableTime(ValueError):
    """What was typed is not a date, or not a date and time."""


def parse_local(text: str) -> datetime:
    """A typed date and time in England, in UTC.

    A zone is optional ('GMT', 'BST', 'Z', '+01:00') and settles an hour that happens twice.
    Raises UnreadableTime, NoSuchTime or AmbiguousTime.
    """
    plain = " ".join(text.lower().split())[:_LONGEST]
    parts = _TIMED.fullmatch(plain)
    if parts is None:
        raise UnreadableTime(_untimed(plain))
    wall = datetime.combine(parse_date(parts["date"]), _clock(parts["time"]))
    zone = parts["zone"]
    return from_local(wall, zone=None if zone is None else _zone(zone, wall))


def _untimed(plain: str) -> str:
    """What to say when there is no time that can be read: a wrong date is said first."""
    found = _ISO.match(plain) or _ENGLISH.match(plain)
    parse_date(found[0] if found else plain)
    return _WHEN_TIMED


def parse_date(text: str) -> date:
    """A typed day: '21 11 2026', '21/11/2026', '21 Nov 2026', '2026-11-21'. Raises UnreadableTime."""
    plain = " ".join(text.lower().split())[:_LONGEST]
    if found := _ISO.fullmatch(plain):
        year, month, day = found.groups()
    elif found := _ENGLISH.fullmatch(plain):
        day, month, year = found.groups()
    else:
        raise UnreadableTime("Use day, month and year, for example 21 11 2026.")
    return _day(int(year), _month(month), int(day))


def _month(text: str) -> int:
    if text.isdigit():
        number = int(text)
    else:
        number = next((i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(text)), 0)
        number = 9 if text == "sept" else number
    if not 1 <= number <= 12:
        raise UnreadableTime(f"There is no month '{text}'. Use day, month and year, for example 21 11 2026.")
    return number


def _day(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise UnreadableTime(f"Use a year from {_FIRST_YEAR} to {_LAST_YEAR}, not {year}.")
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        named = f"{MONTHS[month - 1]} {year}"
        raise UnreadableTime(f"There is no {day} {named}. {named} has {last} days.")
    return date(year, month, day)


def _clock(text: str) -> time:
    found = _CLOCK.fullmatch(text)
    assert found is not None, "the shape was matched before"
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if hour > 23 or minute > 59 or second > 59:
        raise UnreadableTime(f"There is no time {text}. {_WHEN_TIMED}")
    return time(hour, minute, second, int((found[4] or "0").ljust(6, "0")))


def _zone(text: str, wall: datetime) -> timezone:
    if text in {"gmt", "bst"}:
        return _named_zone(text.upper(), wall)
    if text in {"z", "utc"}:
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise UnreadableTime(f"There is no time zone {text}. Use GMT, BST or, for example, +01:00.")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _named_zone(name: str, wall: datetime) -> timezone:
    """GMT or BST, refused on a date when clocks in England did not show it."""
    zone = timezone(timedelta(hours=name == "BST"))
    shown = wall.replace(tzinfo=zone).astimezone(LONDON)
    if shown.replace(tzinfo=None) != wall:
        raise UnreadableTime(
            f"Clocks in England did not show {wall:%H:%M} {name} on "
            f"{wall.day} {MONTHS[wall.month - 1]} {wall.year}. Leave out {name}."
        )
    return zone
