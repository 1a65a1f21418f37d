"""Fills councils with demonstration data: their own rows, then their stories, up to a Monday at 09:40.

Example: `fill({"somewhere": file}, size=180, seed=1)`. The history ends at the first Monday to come, so that
the demonstration's clock is never behind the true one; where the clock cannot be moved, at the last Monday.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction

from baton.casework import working_time as wt
from baton.operations import organisation_loading
from baton.operations.demo import planning, telling
from baton.operations.demo.telling import Told
from baton.operations.organisation_file import OrganisationFile, read
from baton.services import councils, organisation, outbox, present

MONDAY, HOUR, MINUTE = 0, 9, 40
BEFORE = timedelta(days=2)
"""How long before the first contact everybody is appointed."""


@dataclass(frozen=True, slots=True)
class Filled:
    """One council's demonstration."""

    council: str
    name: str
    added: organisation_loading.Added
    told: Told


def files(folder: Path, only: Iterator[str] | list[str] | None = None) -> dict[str, OrganisationFile]:
    """The files of the councils that have a protocol, by council. Raises Mistakes, NoSuchCouncil."""
    chosen = list(only or sorted(path.stem for path in folder.glob("*.yaml")))
    return {name: read(folder / f"{name}.yaml", councils.protocol(name)) for name in chosen}


def present_of(now: datetime, movable: bool) -> datetime:
    """The Monday, 09:40, at which the history ends: the next, or the last where time cannot be moved."""
    local = wt.local(now).replace(hour=HOUR, minute=MINUTE, second=0, microsecond=0, tzinfo=None)
    monday = wt.from_local(local - timedelta(days=local.weekday()))
    while movable and monday <= now:
        monday = wt.from_local(
            wt.local(monday + timedelta(days=7)).replace(tzinfo=None, hour=HOUR, minute=MINUTE)
        )
    while not movable and monday > now:
        monday = wt.from_local(
            wt.local(monday - timedelta(days=7)).replace(tzinfo=None, hour=HOUR, minute=MINUTE)
        )
    return monday


def fill(
    chosen: Mapping[str, OrganisationFile], *, size: int | None = None, seed: int, end: datetime | None = None,
    progress: Callable[[str, int], Callable[[], None]] = lambda _name, _steps: lambda: None,
) -> list[Filled]:  # fmt: skip
    """Everything, all or nothing, and the clock set to its end."""
    end = end or present_of(present.now(), settings.BATON_DEMO)
    told = {
        council: telling.Telling(council, file.demo, _busy(file))
        for council, file in chosen.items()
        if file.demo
    }
    with transaction.atomic():
        added = {council: _rows(file, end) for council, file in chosen.items()}
        happenings: list[telling.Happening] = []
        for council, one in told.items():
            planned = planning.plan(chosen[council], one.demo, size=size, seed=seed, end=end)
            happenings += [*one.stories(planned), *one.routines(seed, end)]
        telling.tell(happenings, end, progress("Telling", len(happenings)))
        with present.stopped_at(end):
            unprinted = get_connection("django.core.mail.backends.dummy.EmailBackend")
            while outbox.send_due(500, by=unprinted).taken:
                pass
        if settings.BATON_DEMO and present.now() < end:
            present.advance(until=end)
    return [
        Filled(
            council,
            councils.row(council).name,
            added[council],
            told[council].told if council in told else Told(),
        )
        for council in chosen
    ]


def _rows(file: OrganisationFile, end: datetime) -> organisation_loading.Added:
    weeks = file.demo.weeks if file.demo else 0
    start = end - timedelta(weeks=weeks) - BEFORE - timedelta(days=3)
    with present.stopped_at(start) if file.demo else nullcontext():
        added = organisation_loading.load(
            file, by=organisation.INSTALLATION, start=start, today=wt.local(end).date(), is_demo=True
        )
        organisation.mark_demonstration(file.council)
    return added


def _busy(file: OrganisationFile) -> frozenset[str]:
    prefix = councils.row(file.council).prefix
    return frozenset(
        organisation_loading.person_id(prefix, name) for name in (file.demo.busy if file.demo else ())
    )
