"""The responsibility ribbon: who held the child over the last two years, as a picture and in words.

Example: `of(desk, file)` is what the macro `responsibility_ribbon` takes: lanes, rows and a scale.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from baton.casework import working_time as wt
from baton.casework.file import File
from baton.casework.working_time.wording import month_words
from baton.web import clocks, naming
from baton.web.asking import Desk

YEARS = timedelta(days=730)
LEAST = timedelta(minutes=1)
NARROW = 14
"""A segment narrower than this, in hundredths, has no room for its words."""
Spell = tuple[str, datetime, datetime | None]


def of(desk: Desk, file: File) -> dict[str, Any]:
    """Both lanes: the responsible team and the named worker."""
    end = file.closed or desk.now
    start = max(end - YEARS, min(file.opened or end, end - LEAST))
    teams: list[Spell] = [
        (naming.team(desk.council, i.team), i.start, i.end)
        for i in file.involvements
        if i.kind == "responsible"
    ]
    workers: list[Spell] = [(naming.person(desk.council, a.person), a.start, a.end) for a in file.allocations]
    lanes = [{"name": "Team", "segments": _segments(teams, start, end)}]
    lanes.append({"name": "Named worker", "segments": _segments(workers, start, end)})
    return {
        "lanes": lanes,
        "rows": _rows(desk, file),
        "scale": _scale(start, end),
        "changes": max(0, len(workers) - 1),
    }


def so_far(desk: Desk, file: File) -> dict[str, Any]:
    """The same in words alone, for a form that decides where the child goes next."""
    moves, workers = len(file.moves), max(0, len(file.allocations) - 1)
    return {
        "rows": _rows(desk, file),
        "counts": f"{_times(moves, 'move')} between teams and, counted apart, {_times(workers, 'change')} of worker.",
    }


def _times(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _segments(spells: Sequence[Spell], start: datetime, end: datetime) -> list[dict[str, Any]]:
    whole = (end - start).total_seconds()
    tones = {name: 1 + number % 5 for number, name in enumerate(dict.fromkeys(name for name, _, _ in spells))}
    made = []
    for name, since, until in spells:
        left, right = max(since, start), min(until or end, end)
        if right <= start or left >= end:
            continue
        at, width = (left - start).total_seconds() / whole * 100, (right - left).total_seconds() / whole * 100
        made.append({
            "start": round(at, 2), "width": round(max(width, 0.4), 2), "tone": tones[name],
            "text": name if width >= NARROW else "",
        })  # fmt: skip
    return made


def _rows(desk: Desk, file: File) -> list[str]:
    """Each team and each worker in words, oldest first."""
    changes: list[tuple[datetime, str]] = []
    for number, i in enumerate(one for one in file.involvements if one.kind == "responsible"):
        word = "" if number == 0 else " (responsibility moved)"
        changes.append((i.start, f"{naming.team(desk.council, i.team)}: {_span(desk, i.start, i.end)}{word}"))
    for number, a in enumerate(file.allocations):
        word = "" if number == 0 else " (change of worker)"
        name = naming.person(desk.council, a.person)
        changes.append((a.start, f"{name}, named worker: {_span(desk, a.start, a.end)}{word}"))
    return [text for _, text in sorted(changes, key=lambda one: one[0])]


def _span(desk: Desk, start: datetime, end: datetime | None) -> str:
    since = clocks.moment(desk.now, start)
    return f"since {since}" if end is None else f"{since} to {clocks.moment(desk.now, end)}"


def _scale(start: datetime, end: datetime) -> list[str]:
    middle = start + (end - start) / 2
    if end - start > timedelta(days=62):
        return [month_words(wt.local(at).date()) for at in (start, middle, end)]
    return [clocks.moment(end, at) for at in (start, middle, end)]
