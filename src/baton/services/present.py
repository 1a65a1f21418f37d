"""The clock: the one place that asks what time it is. In a demonstration, time can be moved forward."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import F

from baton.records.models import Council, DemoClock

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)
_ahead: ContextVar[int] = ContextVar("ahead", default=0)


class NotADemonstration(RuntimeError):
    """Time can be moved in a demonstration alone."""


def now() -> datetime:
    """This instant in UTC; in a demonstration, that of its clock."""
    stopped = _stopped.get()
    if stopped is not None:
        return stopped
    true = datetime.now(UTC)
    return true + timedelta(seconds=_offset() if settings.BATON_DEMO else _ahead.get())


def _offset() -> int:
    return DemoClock.objects.filter(id=1).values_list("offset", flat=True).first() or 0


@contextmanager
def of_this_database() -> Iterator[None]:
    """For a command from a shell: a database that holds a demonstration has that demonstration's time, which is ahead
    of the true one, whether or not the command itself was told that it is one. No other database has such a clock."""
    before = _ahead.set(_offset() if Council.objects.filter(demo=True).exists() else 0)
    try:
        yield
    finally:
        _ahead.reset(before)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Only while made-up history is being written: inside, it is this instant for everything done here."""
    before = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(before)


def advance(seconds: float = 0, until: datetime | None = None) -> datetime:
    """Moves the demonstration's clock forward, never back; the new time. Raises NotADemonstration."""
    if not settings.BATON_DEMO:
        raise NotADemonstration("Time can be moved only in a demonstration (BATON_DEMO=1).")
    DemoClock.objects.get_or_create(id=1)
    row = DemoClock.objects.filter(id=1)
    if until is None:
        row.update(offset=F("offset") + max(0, int(seconds)))
    else:
        needed = int((until - datetime.now(UTC)).total_seconds() + 1)
        row.filter(offset__lt=needed).update(offset=needed)  # never back, whoever else moves it meanwhile
    return now()
