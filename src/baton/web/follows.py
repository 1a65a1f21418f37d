"""What a saved act brought about, in the words of the notice: who it was saved for, and what follows.

Example: 'Saved for Testa Sample: Confirm safe receipt. The clock stopped with 24 minutes left.'
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from baton.casework import events as e
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import DutyState, File
from baton.services.acting import Saved
from baton.web import clocks, naming
from baton.web.asking import Desk

MOST_DUE = 2
A_MINUTE = timedelta(minutes=1)
"""What is owed at once is not called late within it."""


def notice(desk: Desk, act: str, saved: Sequence[Saved]) -> str:
    """One notice for an act done of one or several files."""
    names = " and ".join(naming.subject(desk.council, one.file) for one in saved)
    parts = [f"Saved for {names}: {naming.act(desk.council, act)}."]
    parts += _follow(desk, saved[0].file, saved[0].events)
    return " ".join(dict.fromkeys(part for part in parts if part))


def _follow(desk: Desk, file: File, events: Sequence[e.Event]) -> Iterator[str]:
    council = desk.council
    for event in events:
        if isinstance(event, e.DutyMet):
            yield _met(file, event)
        elif isinstance(event, e.ResponsibilityMoved):
            yield f"{naming.team(council, event.move.to)} is responsible from {clocks.moment(desk.now, event.move.at)}."
        elif isinstance(event, e.WorkerNamed):
            yield f"{naming.person(council, event.allocation.person)} is now the named worker."
        elif isinstance(event, e.ClimbBegan):
            yield f"{_ladder(council, event.climb.ladder)} has begun."
        elif isinstance(event, e.ClimbEnded):
            yield f"It ended: {event.outcome}."
        elif isinstance(event, e.CorrectionAsked):
            yield "It was recorded after a later move, so a person has to settle what follows."
        elif isinstance(event, e.FileClosed):
            yield "The case is closed."
    yield from _now_due(desk, events)


def _met(file: File, event: e.DutyMet) -> str:
    duty = file.duty(event.key)
    if duty is None or duty.due is None:
        return ""
    if event.state is DutyState.MET:
        left = wt.time_left(event.met_at, duty.due)
        return f"The clock stopped with {left[:1].lower()}{left[1:]}."
    if event.state is DutyState.RECORDED_LATE:
        return f"'{duty.title}' was done in time and recorded late; what its lateness set off stands."
    if duty.at_once:
        waited = clocks.between(duty.due, event.met_at)
        soon = event.met_at - duty.due < A_MINUTE
        return f"'{duty.title}' was done {'at once' if soon else f'{waited} after it was asked'}."
    return f"'{duty.title}' was met late: {wt.time_left(event.met_at, duty.due).lower()}."


def _ladder(council: Council, name: str) -> str:
    ladder = council.protocol.ladders.get(name)
    return f"'{ladder.name}'" if ladder else "An escalation"


def _now_due(desk: Desk, events: Sequence[e.Event]) -> Iterator[str]:
    opened = [event.duty for event in events if isinstance(event, e.DutyOpened) and event.duty.due]
    met = {event.key for event in events if isinstance(event, e.DutyMet | e.DutyCancelled)}
    opened = sorted((d for d in opened if d.key not in met), key=lambda d: (not d.safety, d.due))
    if not opened:
        return
    said = [
        f"{d.title.rstrip('.')}, {naming.owner(desk.council, d.role, d.of)}, by {clocks.moment(desk.now, d.due or desk.now)}"
        for d in opened[:MOST_DUE]
    ]
    more = len(opened) - MOST_DUE
    yield f"Now due: {'; '.join(said)}{f'; and {more} more' if more > 0 else ''}."
