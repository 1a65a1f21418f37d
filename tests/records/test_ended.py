"""The stretches from which a length has ended are those that counting each start says."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest

from baton.casework import working_time as wt
from baton.records.ended import FARTHEST, Span, spans
from tests.casework import small

LENGTHS = (
    "30 minutes", "24 hours", "9 working hours", "same day", "2 days", "1 working day", "10 working days", "6 weeks",
    "1 month", "3 months", "18 years",
)  # fmt: skip
NOWS = (
    "2026-02-28 12:00", "2026-03-01 00:00", "2026-03-29 02:30", "2026-10-25 03:00", "2026-04-07 09:00", "2026-12-28 17:15",
    "2028-02-29 23:59",
)  # fmt: skip


def lies_in(start: datetime, found: tuple[Span, ...]) -> bool:
    return any((first is None or first <= start) and start <= last for first, last in found)


@pytest.mark.parametrize("now", NOWS)
@pytest.mark.parametrize("length", LENGTHS)
def test_a_start_lies_in_one_when_its_length_has_ended(length: str, now: str) -> None:
    council, at, chance = small.council(), wt.parse_local(now), random.Random(length + now)

    def over(start: datetime) -> bool:
        return council.ends(start, length) <= at

    found = spans(over, at)
    edges = [edge for first, last in found for edge in (first, last) if edge is not None]
    starts = [edge + timedelta(microseconds=n) for edge in edges for n in (-1, 0, 1)]
    starts += [edges[-1] + timedelta(minutes=chance.randint(-9000, 9000)) for _ in range(300)]
    starts += [edges[-1] - timedelta(days=chance.randint(5, 2000)) for _ in range(50)]
    starts += [at + timedelta(minutes=chance.randint(1, 9000)) for _ in range(50)]
    for start in starts:
        assert lies_in(start, found) == over(start), start


def test_months_that_fold_leave_stretches_apart() -> None:
    """Three months from noon on 28 November end after three months from nine on the 30th."""
    council, at = small.council(), wt.parse_local("2026-02-28 10:00")
    found = spans(lambda start: council.ends(start, "3 months") <= at, at)
    assert len(found) == 3
    assert not lies_in(wt.parse_local("2025-11-28 12:00"), found)
    assert lies_in(wt.parse_local("2025-11-30 09:00"), found)


def test_what_never_ends_is_of_no_start() -> None:
    at = wt.parse_local("2026-03-02 09:00")
    assert spans(lambda start: False, at) == ()
    assert spans(lambda start: start <= at - FARTHEST / 3, at)[-1][1] == at - FARTHEST / 3
