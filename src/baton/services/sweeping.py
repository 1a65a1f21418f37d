"""Time passes: clocks warn, run out and climb their ladders, each rung once, whoever sweeps.

A file is looked at when its `next_at` has come. Two workers never take the same file (rows are locked and
passed over), and a file that cannot be swept is set aside for an hour and never stops the others.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction

from baton.casework import commands as c
from baton.casework.deciding import decide
from baton.casework.refusals import Refusal
from baton.casework.view import View
from baton.records import models, stores
from baton.services import acting, around, councils, present

SET_ASIDE = timedelta(hours=1)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: files looked at, events that followed, files that could not be swept."""

    files: int = 0
    events: int = 0
    failed: int = 0


def sweep(now: datetime | None = None, limit: int = 200) -> Swept:
    """One batch. Call again until `files` is 0."""
    now = now or present.now()
    try:
        with transaction.atomic():
            return _sweep(now, stores.due(now, limit))
    except (DatabaseError, stores.Stale):
        log.exception("A sweep of a whole batch failed: one file at a time")
        return _one_by_one(now, limit)


def sweep_all(now: datetime | None = None, limit: int = 200) -> Swept:
    """Batches until nothing is due."""
    now = now or present.now()
    total = Swept()
    while True:
        one = sweep(now, limit)
        total = Swept(total.files + one.files, total.events + one.events, total.failed + one.failed)
        if one.files == 0:
            return total


def next_look() -> datetime | None:
    """When the next file is to be looked at; None when nothing is ahead of any."""
    return (
        models.Case.objects.filter(next_at__isnull=False)
        .order_by("next_at")
        .values_list("next_at", flat=True)
        .first()
    )


def beat(worker: str, now: datetime, swept: Swept) -> None:
    """Says that a worker is alive and how its last sweep went."""
    said = {"at": now, "swept": swept.files, "failed": swept.failed}
    models.Heartbeat.objects.update_or_create(worker=worker, defaults=said)


def _sweep(now: datetime, loaded: Sequence[stores.Loaded]) -> Swept:
    changes, failed, quiet = [], [], []
    people = _around(loaded, now)
    for row in loaded:
        change = _decided(row, now, people.get(row.ref, ()))
        if change is None:
            failed.append(row)
        elif change.events:
            changes.append(change)
        else:
            quiet.append(change)
    if changes:
        stores.save(changes, now, "")
    if quiet:
        stores.look_later(quiet, now)
    if failed:
        _set_aside(failed, now)
    return Swept(len(loaded), sum(len(change.events) for change in changes), len(failed))


def _around(loaded: Sequence[stores.Loaded], now: datetime) -> dict[str, tuple[View, ...]]:
    """Everybody around these children, where the rules ask; a protocol that cannot be read is each file's own matter."""
    try:
        found = {row.council.id: councils.council(row.council) for row in loaded}
    except Exception:
        log.exception("A council of this batch could not be read")
        return {}
    return around.of_many(loaded, found, now)


def _decided(row: stores.Loaded, now: datetime, related: tuple[View, ...]) -> stores.Change | None:
    try:
        council = councils.council(row.council)
        decision = decide(council, row.file, c.Sweep(), now, related)
    except Exception:
        log.exception("%s could not be swept", row.ref)
        return None
    if isinstance(decision, Refusal):
        return None
    return acting.change_of(council, row.file, decision, row)


def _set_aside(rows: Sequence[stores.Loaded], now: datetime) -> None:
    models.Case.objects.filter(id__in=[row.id for row in rows]).update(
        next_at=now + SET_ASIDE, sweep_failed="It could not be swept; see the log."
    )


def _one_by_one(now: datetime, limit: int) -> Swept:
    with transaction.atomic():
        loaded = stores.due(now, limit)
        events = failed = 0
        for row in loaded:
            try:
                with transaction.atomic():
                    events += _sweep(now, [row]).events
            except (DatabaseError, stores.Stale):
                log.exception("%s could not be saved by the sweep", row.ref)
                _set_aside([row], now)
                failed += 1
        return Swept(len(loaded), events, failed)
