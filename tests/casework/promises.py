"""What must be so of every file after every step, each with a sentence for when it is not.

These are the promises of the design as far as the core alone can keep them: `broken` yields what is wrong.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework import who
from baton.casework.council import Council
from baton.casework.deciding import decide
from baton.casework.evolve import replay
from baton.casework.file import Duty, DutyState, File
from baton.casework.view import View


def broken(
    council: Council,
    before: File,
    file: File,
    made: Sequence[e.Event],
    history: Sequence[e.Event],
    now: datetime,
) -> Iterator[str]:
    """Everything that is not as it should be after a command was carried out."""
    if file.about == "case":
        yield from one_team_at_every_instant(file)
        yield from somebody_answers(council, file, now)
        yield from moves_are_the_only_way(council, before, file, made)
    yield from duties_are_right(council, file, now)
    yield from rungs_stand_once(history)
    if [done.number for done in file.done] != list(range(1, len(file.done) + 1)):
        yield "what was done is not numbered in order"


def replayed(file: File, history: Sequence[e.Event]) -> Iterator[str]:
    """The journal, replayed from nothing, is the file."""
    if replay(File(file.ref, file.council), history) != file:
        yield "the journal replayed is not the file"


def restless(council: Council, file: File, now: datetime, around: Sequence[View] = ()) -> Iterator[str]:
    """After a sweep, a sweep at the same instant finds nothing more to do."""
    again = decide(council, file, c.Sweep(), now, tuple(around))
    if again:
        yield f"sweeping twice at one instant does more: {again}"


def one_team_at_every_instant(file: File) -> Iterator[str]:
    """From the opening to the closing exactly one team is responsible: no gap and no overlap."""
    rows = [i for i in file.involvements if i.kind == "responsible"]
    if not rows or rows[0].start != file.opened:
        yield "nobody is responsible from the opening"
        return
    for row, following in itertools.pairwise(rows):
        if row.end != following.start:
            yield f"{row.team} ends {row.end} and {following.team} begins {following.start}"
    for row in rows:
        if row.end is not None and row.end < row.start:
            yield f"{row.team} ends before it begins"
    if (rows[-1].end is None) != (file.closed is None):
        yield "the last team's time does not end with the case"
    if file.holder and sum(i.end is None for i in rows) != 1:
        yield "two teams are responsible"


def somebody_answers(council: Council, file: File, now: datetime) -> Iterator[str]:
    """An open case has an accountable owner who is at least one active person."""
    if file.closed is not None:
        return
    owner = who.accountable(council, file)
    kind = council.protocol.teams.get(council.team(file.holder).kind)
    if (kind is None or not kind.outside) and not who.people_for(council, owner, now):
        yield f"nobody answers for the child with {file.holder} ({owner})"
    if sum(a.end is None for a in file.allocations) > 1:
        yield "two workers are named at once"


def moves_are_the_only_way(
    council: Council, before: File, file: File, made: Sequence[e.Event]
) -> Iterator[str]:
    """The holder changes by a move, by a route of the protocol or a departure, or by opening and closing."""
    ways = (e.ResponsibilityMoved, e.FileOpened, e.FileClosed)
    if before.holder != file.holder and not any(isinstance(event, ways) for event in made):
        yield f"the child went from {before.holder} to {file.holder} by no move"
    for event in made:
        if isinstance(event, e.ResponsibilityMoved):
            route = council.protocol.route.get(event.move.route)
            if not event.move.departure and (
                route is None or not council.team_is(event.move.origin, route.from_)
            ):
                yield f"a move by no route of the protocol: {event.move}"
            if event.move.departure and not event.move.why:
                yield "a departure with no reason"
    for cause, times in Counter(
        event.move.cause for event in made if isinstance(event, e.ResponsibilityMoved)
    ).items():
        if times > 1:
            yield f"thing {cause} moved the child {times} times at once"


def duties_are_right(council: Council, file: File, now: datetime) -> Iterator[str]:
    """Each key once; met and late agree with the due time; a closed case owes only what outlives it."""
    for key, times in Counter(duty.key for duty in file.duties).items():
        if times > 1:
            yield f"the duty {key} is there {times} times"
    for duty in file.duties:
        yield from _one_duty(duty, now)
        rule = council.protocol.duties.get(duty.rule)
        if file.closed is not None and duty.open and not (rule and rule.after_close):
            yield f"{duty.key} is owed of a closed case"


def _one_duty(duty: Duty, now: datetime) -> Iterator[str]:
    due, met = duty.due, duty.met_at
    right = {
        DutyState.MET: met is not None and (due is None or met <= due),
        DutyState.MET_LATE: met is not None and due is not None and met > due,
        DutyState.RECORDED_LATE: met is not None and due is not None and met <= due,
        DutyState.LATE: due is not None and due <= now,
    }.get(duty.state, True)
    if not right:
        yield f"{duty.key} is {duty.state.value}: due {due}, met {met}, now {now}"


def rungs_stand_once(history: Sequence[e.Event]) -> Iterator[str]:
    """A ladder begins once for one cause, and goes up to each rung once."""
    begun = Counter(event.climb.key for event in history if isinstance(event, e.ClimbBegan))
    rose = Counter((event.key, event.rung) for event in history if isinstance(event, e.ClimbRose))
    opened = Counter(event.duty.key for event in history if isinstance(event, e.DutyOpened))
    late = Counter(event.key for event in history if isinstance(event, e.DutyLate))
    for what, times in (*begun.items(), *rose.items(), *opened.items()):
        if times > 1:
            yield f"{what} happened {times} times"
    for key, times in late.items():
        if times == 1:
            continue
        again = sum(isinstance(x, e.DutyReopened | e.DutyExtended) and x.key == key for x in history)
        if times > 1 + again:
            yield f"{key} became late {times} times"
