"""From which instants a length of time has ended by now: the one question of time that SQL cannot work out.

Working days, months and the clock change make a length start and end on a calendar, so the ends of many rows are
never computed in the database. The starts are: `spans(lambda start: council.ends(start, "3 months") <= now, now)`
is every stretch of time in which that holds, exact to the microsecond, and a row is asked whether it lies in one.
A later start nearly always ends later. Three months after 28 November at noon is after three months from
30 November at nine, though: so a few days around the edge are looked through hour by hour.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual

Span = tuple[datetime | None, datetime]
"""First and last instant of a stretch; None where it has no beginning."""
DAY, HOUR, TICK = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
SLACK = 5 * DAY
"""More than the days at the end of a month that lengths in months fold into one."""
FARTHEST = 200 * 365 * DAY


def spans(over: Callable[[datetime], bool], now: datetime) -> tuple[Span, ...]:
    """The stretches of time from which something is over now: `over` of early starts, and of none after now."""
    back = DAY
    while not over(now - back):
        back *= 2
        if back > FARTHEST:
            return ()
    edge = _edge(over, now - back, now)
    first = (edge - SLACK).replace(minute=0, second=0, microsecond=0)
    found: list[Span] = [(None, first - TICK)]
    for hour in range(int(2 * SLACK / HOUR) + 2):
        found += _within(over, first + hour * HOUR)
    return tuple(_joined(found))


def _edge(over: Callable[[datetime], bool], low: datetime, high: datetime) -> datetime:
    """An instant in [low, high] to the microsecond, after which it is not over; where `low` is."""
    while high - low > TICK:
        middle = low + (high - low) // 2
        low, high = (middle, high) if over(middle) else (low, middle)
    return low


def _within(over: Callable[[datetime], bool], hour: datetime) -> list[Span]:
    """The stretch of one hour, in which a later start never ends sooner."""
    last = hour + HOUR - TICK
    if not over(hour):
        return []
    return [(hour, last if over(last) else _edge(over, hour, last))]


def _joined(found: list[Span]) -> list[Span]:
    made: list[Span] = []
    for start, end in found:
        if made and start is not None and start - made[-1][1] <= TICK:
            made[-1] = (made[-1][0], end)
        else:
            made.append((start, end))
    return made


def among(start: object, found: tuple[Span, ...]) -> Q:
    """Where an expression is an instant in one of these stretches."""
    made = Q(pk__isnull=True)
    for first, last in found:
        one = Q(LessThanOrEqual(start, last))
        made |= one if first is None else one & Q(GreaterThanOrEqual(start, first))
    return made
