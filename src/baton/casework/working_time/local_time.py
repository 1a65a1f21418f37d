"""The edge between UTC and the clock on the wall in England.

Everything inside counts in UTC; a wall time is a naive datetime, and short-lived.
Twice a year the conversion is not one to one: 01:30 on 29 March 2026 never was, 01:30 on 25 October 2026
was twice. What people type is refused then (`from_local`); what is computed takes a stated choice
(`first_instant`, `last_safe_instant`).
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
_SECOND = timedelta(seconds=1)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class NoSuchTime(ValueError):
    """The clocks went forward over it."""


class AmbiguousTime(ValueError):
    """The clocks went back over it, so it happened twice."""


def in_utc(at: datetime) -> datetime:
    """The same instant in UTC. Raises ValueError for a naive datetime."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone, so it is not one instant.")
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def local(at: datetime) -> datetime:
    """The same instant as the wall clock in England reads it (aware, Europe/London)."""
    return in_utc(at).astimezone(LONDON)


def instants(wall: datetime) -> tuple[datetime, ...]:
    """Every instant, in UTC and in order, at which the wall clock reads `wall`: none, one or two."""
    before, after = _readings(wall)
    if before == after:
        return (before,)
    return (before, after) if before < after else ()


def _readings(wall: datetime) -> tuple[datetime, datetime]:
    """`wall` by the offset in force before any clock change near it, and by the one after."""
    if wall.tzinfo is not None:
        raise ValueError(f"{wall} already has a time zone.")
    before = wall.replace(tzinfo=LONDON, fold=0).astimezone(UTC)
    return before, wall.replace(tzinfo=LONDON, fold=1).astimezone(UTC)


def first_instant(wall: datetime) -> datetime:
    """`wall` in UTC: the first of two, and the first instant after the gap if there is none."""
    found = instants(wall)
    if found:
        return found[0]
    before, after = _readings(wall)
    return clock_change(after, before)


def last_safe_instant(wall: datetime) -> datetime:
    """For counting back: as `first_instant`, but the last whole second before a gap, never after it."""
    found = instants(wall)
    return found[0] if found else first_instant(wall) - _SECOND


def start_of(day: date) -> datetime:
    """The instant (UTC) at which a day in England begins."""
    return first_instant(datetime.combine(day, time()))


def clock_change(earlier: datetime, later: datetime) -> datetime:
    """The instant of a clock change in (earlier, later], whose offsets must differ; exact to the second."""
    offset = local(earlier).utcoffset()
    low, high = earlier.replace(microsecond=0), later.replace(microsecond=0)
    while high - low > _SECOND:
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if local(middle).utcoffset() == offset else (low, middle)
    return high


def from_local(wall: datetime, *, zone: tzinfo | None = None) -> datetime:
    """A time that a person gave, in UTC.

    `zone` (a fixed offset) settles it when it was given too. Raises NoSuchTime or AmbiguousTime, each with
    a sentence that says what to enter instead.
    """
    if zone is not None:
        return wall.replace(tzinfo=zone).astimezone(UTC)
    found = instants(wall)
    if len(found) == 1:
        return found[0]
    day = f"{wall.day} {MONTHS[wall.month - 1]} {wall.year}"
    hour = timedelta(hours=1)
    if not found:
        raise NoSuchTime(
            f"The clocks went forward: there was no {wall:%H:%M} on {day}. "
            f"Enter {wall - hour:%H:%M} or {wall + hour:%H:%M}."
        )
    raise AmbiguousTime(
        f"The clocks went back: {wall:%H:%M} happened twice on {day}. "
        f"Enter {wall:%H:%M} BST for the first or {wall:%H:%M} GMT for the second."
    )
