"""The promises, asked of one file and its history: pure, each breach a code and a plain sentence.

Promise 1 (somebody is always responsible), 3 (every clock ends, each rung once), 6 (the journal is the
truth) are here as far as a file can tell; `verifying` asks the rest of the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from baton.casework import events as e
from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import DutyState, File

Found = tuple[str, str]
GRACE = timedelta(hours=1)
"""How long after its due time a clock may stand before it counts as not swept."""


def broken_by(council: Council, file: File, history: Sequence[e.Event], now: datetime) -> Iterator[Found]:
    """Every promise that this file breaks."""
    if file.about == "case":
        yield from _responsible(file)
        yield from _accountable(council, file, now)
    yield from _clocks(file, now)
    yield from _once(history)


def _responsible(file: File) -> Iterator[Found]:
    """No gap and no overlap, from the opening until the closing."""
    spells = [i for i in file.involvements if i.kind == "responsible"]
    if not spells:
        yield "nobody_responsible", "No team has ever been responsible."
        return
    if spells[0].start != file.opened:
        yield "responsibility_gap", "Nobody was responsible when the contact was received."
    for earlier, later in pairwise(spells):
        if earlier.end is None or earlier.end > later.start:
            says = f"{earlier.team} and {later.team} were both responsible on {wt.words_for(later.start)}."
            yield "responsibility_overlap", says
        elif earlier.end < later.start:
            yield "responsibility_gap", f"Nobody was responsible from {wt.words_for(earlier.end)}."
    if spells[-1].end is not None and file.closed is None:
        yield "responsibility_gap", f"Nobody has been responsible since {wt.words_for(spells[-1].end)}."
    if file.closed is not None and spells[-1].end is None:
        yield "responsibility_overlap", f"{spells[-1].team} is still responsible, and the case is closed."


def _accountable(council: Council, file: File, now: datetime) -> Iterator[Found]:
    """Now a named person answers for the child."""
    if file.closed is not None or not file.holder:
        return
    kind = council.protocol.teams.get(council.team(file.holder).kind)
    if kind is not None and kind.outside and not file.worker:
        return
    owner = who.accountable(council, file)
    people = [
        p for p in who.people_for(council, owner, now) if p in council.people and council.people[p].active
    ]
    if not people:
        yield (
            "nobody_accountable",
            f"Nobody answers for the child: {who.owner_words(council, owner)} is vacant.",
        )


MET = (DutyState.MET, DutyState.MET_LATE, DutyState.RECORDED_LATE)


def _clocks(file: File, now: datetime) -> Iterator[Found]:
    """Every clock that ended says how; none stands past its time."""
    for duty in file.duties:
        if duty.state is DutyState.CANCELLED and not duty.why:
            yield "clock_without_reason", f"'{duty.title}' was cancelled without a reason."
        elif duty.state in MET and duty.met_at is None:
            yield "clock_without_end", f"'{duty.title}' is met, and nobody knows when."
        elif duty.state is DutyState.LATE and (duty.due is None or duty.due > now):
            yield "clock_without_end", f"'{duty.title}' is late, and its time has not come."
        elif duty.state is DutyState.RUNNING and duty.due is not None and duty.due < now - GRACE:
            yield (
                "clock_not_swept",
                f"'{duty.title}' was due on {wt.words_for(duty.due)}, and nothing has marked it late.",
            )


def _once(history: Sequence[e.Event]) -> Iterator[Found]:
    """Each duty opens, each ladder begins and each rung is reached once; late once for each due time."""
    seen: Counter[tuple[str, str, str]] = Counter()
    again: Counter[str] = Counter()
    for event in history:
        match event:
            case e.DutyOpened(duty=duty):
                seen["opened", duty.key, ""] += 1
            case e.ClimbBegan(climb=climb):
                seen["began", climb.key, ""] += 1
            case e.ClimbRose(key=key, rung=rung):
                seen["rose", key, str(rung)] += 1
            case e.DutyLate(key=key):
                seen["late", key, ""] += 1
            case e.DutyReopened(key=key) | e.DutyExtended(key=key):
                again[key] += 1
            case _:
                pass
    for (what, key, which), times in seen.items():
        if times > 1 + (again[key] if what == "late" else 0):
            yield "happened_twice", f"'{key}' {what} {which} {times} times.".replace("  ", " ")
