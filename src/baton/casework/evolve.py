"""Fold an event into a file. Total and unquestioning: what happened, happened.

`evolve` never refuses and never looks at a protocol, so that a journal written under any version replays
to the same file for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from baton.casework import events as e
from baton.casework.file import Climb, Duty, DutyState, File, Involvement, Spell


def evolve(file: File, event: e.Event) -> File:
    """The file after one more event."""
    return _FOLDS[type(event)](file, event)


def replay(file: File, history: Iterable[e.Event]) -> File:
    """The file after all of these, in order."""
    for event in history:
        file = evolve(file, event)
    return file


def replay_keeping(file: File, history: Iterable[e.Event]) -> tuple[File, tuple[Duty, ...]]:
    """The same, and the days that were laid aside on the way as they stood then: their rows stay."""
    aside: list[Duty] = []
    for event in history:
        if isinstance(event, e.DaysLaidAside):
            gone = set(file.ended_days(event.before))
            aside += [duty for duty in file.duties if duty.key in gone]
        file = evolve(file, event)
    return file, tuple(aside)


def _opened(file: File, event: e.FileOpened) -> File:
    return file.but(
        council=event.council, about=event.about, subject=event.subject, kind=event.kind,
        contact=event.contact, protocol=event.protocol, child=event.child, opened=event.opened,
        stay=event.stay,
    )  # fmt: skip


def _done(file: File, event: e.ThingDone) -> File:
    return file.but(done=(*file.done, event.done))


def _fact(file: File, event: e.FactKnown) -> File:
    spells = [s for s in file.facts.get(event.name, ()) if s.start < event.start]
    later = [s for s in file.facts.get(event.name, ()) if s.start >= event.start and s.start > event.start]
    if spells:
        spells[-1] = replace(spells[-1], end=event.start)
    new = Spell(event.value, event.start, event.at, later[0].start if later else None)
    return file.but(facts={**file.facts, event.name: (*spells, new, *later)})


def _child(file: File, event: e.ChildChanged) -> File:
    return file.but(child=event.child)


def _kin(file: File, event: e.KinKnown) -> File:
    return file.but(kin=(*file.kin, event.kin))


def _turn(file: File, event: e.TurnFixed) -> File:
    return file.but(turns=(*file.turns, event.turn))


def _began(file: File, event: e.MoveBegan) -> File:
    return file.but(move=event.move, moved=False)


def _moved(file: File, event: e.ResponsibilityMoved) -> File:
    move = event.move
    return file.but(
        moves=(*file.moves, move),
        moved=True,
        involvements=(
            *(
                _end(i, move.at) if i.kind == "responsible" and i.end is None else i
                for i in file.involvements
            ),
            Involvement(move.to, "responsible", move.at, move.why, None, move.route),
        ),
    )


def _end(involvement: Involvement, at: datetime) -> Involvement:
    return replace(involvement, end=at)


def _involved(file: File, event: e.TeamInvolved) -> File:
    return file.but(involvements=(*file.involvements, event.involvement))


def _left(file: File, event: e.TeamLeft) -> File:
    return file.but(
        involvements=tuple(
            _end(i, event.end)
            if i.team == event.team and i.rule == event.rule and i.end is None and i.kind != "responsible"
            else i
            for i in file.involvements
        ),
    )


def _named(file: File, event: e.WorkerNamed) -> File:
    return file.but(allocations=(*file.allocations, event.allocation))


def _worker_ended(file: File, event: e.WorkerEnded) -> File:
    return file.but(
        allocations=tuple(
            replace(a, end=event.end) if a.person == event.person and a.end is None else a
            for a in file.allocations
        ),
    )


def _duty_opened(file: File, event: e.DutyOpened) -> File:
    return file.but(duties=(*file.duties, event.duty))


def _change(file: File, key: str, **changes: Any) -> File:
    return file.but(duties=tuple(replace(d, **changes) if d.key == key else d for d in file.duties))


def _warned(file: File, event: e.DutyWarned) -> File:
    return _change(file, event.key, warned=True)


def _reminded(file: File, event: e.Reminded) -> File:
    return _change(file, event.key, reminded=event.at)


def _late(file: File, event: e.DutyLate) -> File:
    return _change(file, event.key, state=DutyState.LATE)


def _met(file: File, event: e.DutyMet) -> File:
    return _change(
        file, event.key, state=event.state, met_at=event.met_at, met_recorded=event.at, met_by=event.by
    )


def _missed(file: File, event: e.DutyMissed) -> File:
    return _change(file, event.key, state=DutyState.MISSED)


def _reopened(file: File, event: e.DutyReopened) -> File:
    return _change(
        file, event.key, state=DutyState.RUNNING, met_at=None, met_recorded=None, met_by="", why=event.why
    )


def _extended(file: File, event: e.DutyExtended) -> File:
    duty = file.duty(event.key)
    first = (duty.first_due or duty.due) if duty else None
    state = DutyState.RUNNING if event.due > event.at else DutyState.LATE
    return _change(file, event.key, due=event.due, first_due=first, why=event.why, warned=False, state=state)


def _cancelled(file: File, event: e.DutyCancelled) -> File:
    return _change(file, event.key, state=DutyState.CANCELLED, why=event.why, met_recorded=event.at)


def _passed(file: File, event: e.DutyPassed) -> File:
    return _change(file, event.key, role=event.role, of=event.of)


def _climb_began(file: File, event: e.ClimbBegan) -> File:
    return file.but(climbs=(*file.climbs, event.climb))


def _climb(file: File, key: str, **changes: Any) -> File:
    climbs: tuple[Climb, ...] = tuple(replace(c, **changes) if c.key == key else c for c in file.climbs)
    return file.but(climbs=climbs)


def _rose(file: File, event: e.ClimbRose) -> File:
    return _climb(file, event.key, rung=event.rung)


def _climb_ended(file: File, event: e.ClimbEnded) -> File:
    return _climb(file, event.key, end=event.at, outcome=event.outcome)


def _laid_aside(file: File, event: e.DaysLaidAside) -> File:
    gone = set(file.ended_days(event.before))
    return file.but(duties=tuple(d for d in file.duties if d.key not in gone))


def _same(file: File, event: e.Event) -> File:
    return file


def _asked(file: File, event: e.CorrectionAsked) -> File:
    return file.but(corrections=(*file.corrections, event.number))


def _settled(file: File, event: e.CorrectionSettled) -> File:
    return file.but(corrections=tuple(n for n in file.corrections if n != event.number))


def _closed(file: File, event: e.FileClosed) -> File:
    return file.but(
        closed=event.end,
        involvements=tuple(_end(i, event.end) if i.end is None else i for i in file.involvements),
        allocations=tuple(replace(a, end=event.end) if a.end is None else a for a in file.allocations),
    )


_FOLDS: dict[type[e.Event], Callable[[File, Any], File]] = {
    e.FileOpened: _opened, e.ThingDone: _done, e.FactKnown: _fact, e.ChildChanged: _child,
    e.KinKnown: _kin, e.TurnFixed: _turn, e.MoveBegan: _began, e.ResponsibilityMoved: _moved, e.TeamInvolved: _involved, e.TeamLeft: _left,
    e.WorkerNamed: _named, e.WorkerEnded: _worker_ended, e.DutyOpened: _duty_opened,
    e.DutyWarned: _warned, e.DutyLate: _late, e.DutyMet: _met, e.DutyMissed: _missed, e.DutyReopened: _reopened,
    e.DutyExtended: _extended, e.DutyCancelled: _cancelled, e.DutyPassed: _passed,
    e.ClimbBegan: _climb_began, e.ClimbRose: _rose, e.ClimbEnded: _climb_ended, e.MessageSent: _same, e.Reminded: _reminded,
    e.DaysLaidAside: _laid_aside, e.CorrectionAsked: _asked, e.CorrectionSettled: _settled, e.AttemptRefused: _same, e.FileClosed: _closed,
}  # fmt: skip

__all__ = ["Duty", "evolve", "replay"]
