"""Ending a case: what is still owed is cancelled with the reason, unless it outlives the case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from baton.casework import events as e
from baton.casework.council import Council
from baton.casework.file import Done, File
from baton.protocol.schema import Act


def close(file: File, council: Council, act: Act, done: Done, now: datetime) -> Iterator[e.Event]:
    """The events that end a case. Ladders and clocks end with it, each with the reason."""
    for climb in file.climbs:
        if climb.end is None:
            yield e.ClimbEnded(now, climb.key, "the case was closed")
    for duty in file.duties:
        rule = council.protocol.duties.get(duty.rule)
        if duty.open and not (rule and rule.after_close):
            yield e.DutyCancelled(now, duty.key, "The case was closed.")
    starts = [i.start for i in file.involvements] + [a.start for a in file.allocations]
    yield e.FileClosed(now, done.outcome.replace("_", " ") or act.name, done.by, max([done.at, *starts]))
