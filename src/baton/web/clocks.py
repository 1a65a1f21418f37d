"""A due time as every page shows it: the whole thought in words, then a mark and a colour.

Example: `clock(now, due)` is {"text": "24 minutes left", "due_text": "by 10:10", "state": "soon", ...}, which
is what the macros `time_left`, `work_list` and `identity_bar` take.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from baton.casework import working_time as wt
from baton.casework.file import Duty
from baton.casework.working_time.wording import clock_words, day_words
from baton.casework.working_time.wording import words_for as words_for

SOON = timedelta(hours=4)
Clock = dict[str, Any]


def clock(
    now: datetime, due: datetime | None, warn: datetime | None = None, label: str = "", at_once: bool = False
) -> Clock | None:  # fmt: skip
    """How long is left until a due time; None where there is none, and not where it was asked at once."""
    if due is None:
        return None
    if at_once and due <= now:
        return _at_once(now, due, label)
    state = "overdue" if due <= now else "soon" if (warn and warn <= now) or due - now <= SOON else "ok"
    text = wt.time_left(now, due)
    word = "since" if due <= now else "by"
    return {
        "text": text, "state": state, "due_text": f"{word} {moment(now, due)}", "due_iso": iso(due), "label": label,
    }  # fmt: skip


def _at_once(now: datetime, asked: datetime, label: str) -> Clock:
    """'Now: asked at 10:10' on the day it was asked; from the next day on, that it has not been done yet."""
    today = wt.local(now).date() == wt.local(asked).date()
    text = (
        f"Now: asked at {clock_words(asked)}" if today else f"Not done yet: asked {between(asked, now)} ago"
    )
    return {
        "text": f"{text[:1].lower()}{text[1:]}" if label else text, "state": "soon" if today else "overdue",
        "due_text": "" if today else f"on {moment(now, asked)}", "due_iso": iso(asked), "label": label,
    }  # fmt: skip


def of_duty(now: datetime, duty: Duty, named: bool = False) -> Clock | None:
    """The clock of a duty, with the duty's name in front if asked."""
    return clock(now, duty.due, duty.warn, duty.title if named else "", duty.at_once)


def moment(now: datetime, at: datetime) -> str:
    """'10:10' today, 'Thu 5 Mar, 10:10' this year, 'Thu 5 Mar 2027, 10:10' otherwise."""
    here, there = wt.local(now), wt.local(at)
    if here.date() == there.date():
        return clock_words(at)
    if here.year == there.year:
        return f"{day_words(there.date())}, {clock_words(at)}"
    return words_for(at)


def when(now: datetime, at: datetime) -> str:
    """As part of a sentence: 'at 10:10 today', 'on Thu 5 Mar, 10:10'."""
    return (
        f"at {moment(now, at)} today"
        if wt.local(now).date() == wt.local(at).date()
        else f"on {moment(now, at)}"
    )


def iso(at: datetime) -> str:
    """For the `datetime` of a <time>."""
    return wt.local(at).isoformat(timespec="minutes")


def ago(now: datetime, at: datetime) -> str:
    """'less than a minute ago', '2 hours 5 minutes ago', '3 days ago'."""
    return wt.time_left(at, now).removesuffix(" left").replace("Due now", "just now").lower() + (
        "" if at == now else " ago"
    )


def between(start: datetime, end: datetime) -> str:
    """'9 minutes', 'less than a minute': from one time to a later one."""
    return wt.time_left(start, end).removesuffix(" left").lower().replace("due now", "less than a minute")


def late_by(duty: Duty) -> str:
    """How much later than due a duty was met: '5 minutes'; empty where it was not late."""
    late = duty.due is not None and duty.met_at is not None and duty.met_at > duty.due
    return between(duty.due, duty.met_at) if late and duty.due and duty.met_at else ""


def next_of(duties: Iterable[Duty]) -> Duty | None:
    """The duty that matters most: safety first, then the earliest due."""
    timed = [duty for duty in duties if duty.open and duty.due]
    return min(timed, key=lambda duty: (not duty.safety, duty.due), default=None)


def how_late(duty: Duty) -> str:
    """How late something was done, in a sentence."""
    late = late_by(duty)
    if duty.at_once:
        return f"Done {late} after it was asked." if late else "Done at once."
    return f"Late by {late}." if late else "Late."
