"""Dates held against sense: no slip of the pen, nothing before what it follows, nothing to come that is said to be past.

A question or a moment says what its date may not be before, and what it may not be after (`not_before`, `not_after`);
where that has no time yet, nothing is asked. A date is held against a date: the same day is never out of order.

Example: `{kind: date, not_after: now}` refuses tomorrow: "30 March 2026 has not come yet. Give the day it happened."
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from baton.casework import working_time as wt
from baton.casework.commands import Do
from baton.casework.refusals import Code, Reason
from baton.casework.truth import time_named, when
from baton.casework.view import View
from baton.casework.working_time.local_time import MONTHS
from baton.protocol.built_in import NOW
from baton.protocol.schema import FieldRow, Moment
from baton.protocol.wording import name_words

PAST, AHEAD = 120, 30
"""How many years back and ahead anything here may be dated: longer than a life, and than any plan for a child."""


def unlikely(day: date, now: datetime) -> str:
    """Why a date can only be a slip of the pen; empty where it is not."""
    today = wt.local(now).date()
    if today.year - PAST <= day.year <= today.year + AHEAD:
        return ""
    ago = day.year < today.year
    far = f"more than {PAST} years ago" if ago else f"more than {AHEAD} years ahead"
    return f"{day_words(day)} is {far}. Check the year."


def unlikely_time(command: Do, now: datetime) -> Reason | None:
    """Why the time of a command can only be a slip of the pen: nothing more is worked out from such a time."""
    says = unlikely(command.at.date(), now) if command.at is not None else ""
    return Reason(Code.BAD_TIME, says, f"act:{command.name}", (), "Check the year.", "at") if says else None


def moment_out_of_order(view: View, command: Do, moment: Moment) -> Iterator[Reason]:
    """What is wrong with the time at which something is said to have happened, or is planned for."""
    if command.at is None:
        return
    rule = f"act:{command.name}"
    if not command.transcribed:
        for says in _crossed(view, command, moment, moment, command.at, False):
            yield Reason(Code.BAD_TIME, f"{moment.name}: {says}", rule, moment.cites, "", "at")


def answer_out_of_order(view: View, command: Do, moment: Moment, row: FieldRow, said: str) -> str:
    """What is wrong with a date or time that a question was answered with; empty where nothing is."""
    try:
        at = time_named(said)
    except OverflowError:
        return "Check the year."
    if says := unlikely(wt.local(at).date(), view.now):
        return says
    found = () if command.transcribed else _crossed(view, command, moment, row, at, row.kind != "time")
    return " ".join(found)


def _crossed(
    view: View, command: Do, moment: Moment, row: FieldRow | Moment, at: datetime, by_day: bool
) -> Iterator[str]:
    for name in row.not_before:
        limit, whole = _limit(view, command, moment, name, command.at or view.now)
        if limit is not None and _less(at, limit, by_day or whole):
            yield f"{_words(at, by_day)} is before {_named(view, name, limit, by_day or whole)}. Give that day or a later one."
    for name in row.not_after:
        limit, whole = _limit(view, command, moment, name, view.now)
        if limit is None or not _less(limit, at, by_day or whole):
            continue
        if name == NOW:
            yield f"{_words(at, by_day)} has not come yet. Give the day it happened."
        else:
            yield f"{_words(at, by_day)} is after {_named(view, name, limit, by_day or whole)}. Give that day or an earlier one."


def _limit(view: View, command: Do, moment: Moment, name: str, now: datetime) -> tuple[datetime | None, bool]:
    """The time that a name stands for, and whether it is a whole day: answered here, or known already."""
    if name == NOW:
        return now, False
    record, _, field = name.partition(".")
    if record in view.council.protocol.people:
        found = [at for one in view.around(record) if (at := when(field, one)) is not None]
        return max(found, default=None), False
    said = command.fields.get(field) if record and record in (moment.fills, command.name) else None
    said = said or (view.value(name) if field else None)
    try:
        return (time_named(said) if said else when(name, view)), bool(said) and len(str(said)) == len(
            "2026-03-02"
        )
    except (ValueError, OverflowError):
        return None, False  # it cannot be read, and is refused for that


def _less(first: datetime, second: datetime, by_day: bool) -> bool:
    return wt.local(first).date() < wt.local(second).date() if by_day else first < second


def day_words(day: date) -> str:
    """'30 March 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _words(at: datetime, by_day: bool) -> str:
    return day_words(wt.local(at).date()) if by_day else wt.words_for(at)


def _named(view: View, name: str, limit: datetime, by_day: bool) -> str:
    what = "the day this is done" if name == NOW else name_words(name, view.council.protocol)
    return f"{what}, {_words(limit, by_day)}"
