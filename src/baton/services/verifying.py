"""`verify`: every promise re-checked on a live database. Reads everything and changes nothing.

The journal of every file is replayed and compared with its `state`, its columns and its rows in every
table; the chain is checked; then each promise is asked. Memory does not grow with the size of the council.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from baton.casework import events as e
from baton.casework.council import Council
from baton.casework.evolve import replay_keeping
from baton.casework.file import File
from baton.casework.organisation import OrganisationChanged
from baton.records import codec, journal, models, projection
from baton.records.one_moment import one_moment
from baton.services import councils, present, promises

BATCH = 200
TIMELESS = (
    "version", "protocol_version", "opened_at", "closed_at", "holder_team", "holder_place", "worker", "next_due",
    "sort_due", "received_at", "move", "stay", "born", "born_first", "born_last", "due",
    "home",
)  # fmt: skip
"""Columns that follow from the file alone, whatever time it is."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that is not kept, in a plain sentence."""

    code: str
    council: str
    ref: str
    says: str


def verify(council: str | None = None) -> list[Breach]:
    """Every breach, of one council or of all. Each council is read as of one moment: people go on working meanwhile."""
    found: list[Breach] = []
    for name in [council] if council else models.Council.objects.order_by("id").values_list("id", flat=True):
        with one_moment():
            found += (breach for row in models.Council.objects.filter(id=name) for breach in _verify(row))
    return found


def _verify(row: models.Council) -> Iterator[Breach]:
    now = present.now()
    for says in journal.broken(row.id, row.head_seq, row.head_hash):
        yield Breach("chain", row.id, "", says)
    found = councils.council(row)
    for batch in _batches(models.Case.objects.filter(council=row).order_by("id").iterator(chunk_size=BATCH)):
        yield from _verify_batch(found, batch, now)
    yield from _orphans(row.id)
    yield from _responsible_rows(row.id)
    yield from _outbox(row.id)


def _batches(rows: Iterable[models.Case]) -> Iterator[list[models.Case]]:
    batch: list[models.Case] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _verify_batch(council: Council, batch: Sequence[models.Case], now: datetime) -> Iterator[Breach]:
    histories = _histories([row.ref for row in batch])
    stored = {table.name: _stored(table, batch) for table in projection.TABLES}
    for row in batch:
        for code, says in _verify_case(council, row, histories.get(row.ref, []), stored, now):
            yield Breach(code, council.id, row.ref, says)


def _histories(refs: Sequence[str]) -> dict[str, list[tuple[int, e.Event]]]:
    found: dict[str, list[tuple[int, e.Event]]] = {}
    for entry in (
        models.JournalEntry.objects.filter(ref__in=refs).order_by("ref", "seq").iterator(chunk_size=2000)
    ):
        found.setdefault(entry.ref, []).append((entry.version, _event(entry)))
    return found


def _event(entry: models.JournalEntry) -> e.Event:
    """The event, or an empty one where the entry has been spoilt: the chain says so, and the file differs."""
    try:
        return codec.event_of(entry.kind, entry.body)
    except ValueError:
        return e.AttemptRefused(entry.at, "unreadable", entry.by, ())


def _stored(table: projection.Table, batch: Sequence[models.Case]) -> dict[int, dict[str, dict[str, Any]]]:
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for row in table.model.objects.filter(case__in=[case.id for case in batch]).values():
        found.setdefault(row["case_id"], {})[row["key"]] = row
    return found


def _verify_case(
    council: Council, row: models.Case, history: Sequence[tuple[int, e.Event]],
    stored: dict[str, dict[int, dict[str, dict[str, Any]]]], now: datetime,
) -> Iterator[promises.Found]:  # fmt: skip
    history = [one for one in history if not isinstance(one[1], OrganisationChanged)]
    if not history:
        yield "no_history", "The journal has nothing about this file."
        return
    events = [event for _, event in history]
    file, aside = replay_keeping(File(row.ref, council.id), events)
    file = replace(file, version=history[-1][0])
    if codec.text_of(file) != row.state:
        yield "state_differs", "What is stored is not what the journal says."
    yield from _columns(council, row, file, now)
    yield from _tables(row, file.but(duties=(*aside, *file.duties)), stored)
    yield from promises.broken_by(council, file, events, now)


def _columns(council: Council, row: models.Case, file: File, now: datetime) -> Iterator[promises.Found]:
    should = projection.columns(council, file, now)
    for name in TIMELESS:
        if getattr(row, name) != should[name]:
            yield "column_differs", f"The case's {name.replace('_', ' ')} is not what the journal says."
    times = [d.due for d in file.duties if d.state == "running" and d.due]
    if times and (row.next_at is None or (row.next_at > min(times) and not row.sweep_failed)):
        yield "clock_asleep", "The sweep would look at this case too late for its next clock."


def _tables(
    row: models.Case, file: File, stored: dict[str, dict[int, dict[str, dict[str, Any]]]]
) -> Iterator[promises.Found]:
    for table, should in projection.project(file).items():
        have = stored[table].get(row.id, {})
        for key in sorted(should.keys() - have.keys()):
            yield "row_missing", f"{table} has no row '{key}'."
        for key in sorted(have.keys() - should.keys()):
            yield "row_extra", f"{table} has a row '{key}' that the journal knows nothing of."
        for key in sorted(should.keys() & have.keys()):
            wrong = [name for name, value in should[key].items() if have[key][name] != value]
            if wrong:
                yield "row_differs", f"{table} '{key}': {', '.join(wrong)} is not what the journal says."


def _orphans(council: str) -> Iterator[Breach]:
    """Entries about a file that is not there, those about the organisation apart."""
    known = models.Case.objects.filter(council=council).values("ref")
    rows = models.JournalEntry.objects.filter(council=council).exclude(ref__in=known)
    for ref in rows.exclude(kind=OrganisationChanged.__name__).values_list("ref", flat=True).distinct():
        yield Breach("case_missing", council, ref, "The journal tells of a case that is not there.")


def _responsible_rows(council: str) -> Iterator[Breach]:
    """Exactly one open responsible row for every open case of a child."""
    rows = models.InvolvementRow.objects.filter(council=council, kind="responsible", end__isnull=True)
    held = dict(rows.values("case__ref").annotate(n=Count("id")).values_list("case__ref", "n"))
    open_ = models.Case.objects.filter(council=council, about="case", closed_at__isnull=True)
    for ref in open_.values_list("ref", flat=True).iterator(chunk_size=5000):
        if held.pop(ref, 0) != 1:
            yield Breach("not_one_responsible", council, ref, "Not exactly one team is responsible now.")
    for ref in held:
        yield Breach("not_one_responsible", council, ref, "A team is responsible for a case that is closed.")


def _outbox(council: str) -> Iterator[Breach]:
    """A message for every entry that says one was sent, and none besides."""
    said = models.JournalEntry.objects.filter(council=council, kind=e.MessageSent.__name__)
    written = models.Outbox.objects.filter(council=council)
    for seq, ref in said.exclude(seq__in=written.values("seq")).values_list("seq", "ref"):
        yield Breach(
            "message_missing", council, ref, f"Entry {seq} says a message was written; it is not there."
        )
    for seq, ref in written.exclude(Q(seq__in=said.values("seq"))).values_list("seq", "ref"):
        yield Breach(
            "message_extra", council, ref, f"There is a message {seq} that the journal knows nothing of."
        )


__all__ = ["Breach", "verify"]
