"""What only some may read of a file: the answers on a form whose record says by whom it is `seen_by`.

closed = closed_to(council, file, "amy", now)      # the records whose answers Amy does not read
as_read(council, done, closed)                     # the thing done as she reads it: that it was done, without its answers
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from baton.casework import who
from baton.casework.council import Council
from baton.casework.events import Event, ThingDone
from baton.casework.file import Done, File
from baton.casework.truth import truth
from baton.casework.view import View


def closed_to(council: Council, file: File, by: str, now: datetime) -> frozenset[str]:
    """The records whose answers somebody does not read: no role or reason to open the file gives them."""
    return frozenset(
        name
        for name, record in council.protocol.records.items()
        if record.seen_by
        and (
            record.seen_by_while is None or truth(record.seen_by_while, View(council, file, now)) is not False
        )
        and who.may(council, file, by, record.seen_by, now, own=False) is None
    )


def record_of(council: Council, done: Done) -> str:
    """The record that was filled in with it; empty for none."""
    moment = council.protocol.moments.get(done.name)
    return (moment.fills if moment else None) or ""


def as_read(council: Council, done: Done, closed: frozenset[str]) -> Done:
    """The thing done without the answers that are not to be read."""
    return replace(done, fields={}) if done.fields and record_of(council, done) in closed else done


def event_as_read(council: Council, event: Event, closed: frozenset[str]) -> Event:
    """An entry of the chronology without the answers that are not to be read."""
    if not closed or not isinstance(event, ThingDone):
        return event
    return replace(event, done=as_read(council, event.done, closed))


def says(council: Council, record: str) -> str:
    """What is said in place of the answers."""
    return f"What was written is read only by {who.role_words(council, council.protocol.records[record].seen_by)}."
