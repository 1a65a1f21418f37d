"""A council to act in, a clock to set, and how many statements were sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baton.services import councils, present
from tests import tiny


class Clock:
    """The time of a test."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **length: float) -> datetime:
        self.at += timedelta(**length)
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Monday 2 March 2026, nine in the morning, until the test moves it."""
    made = Clock()
    monkeypatch.setattr(present, "now", made)
    return made


@pytest.fixture
def council(db: None, clock: Clock) -> Iterator[None]:
    """The tiny council."""
    with councils.use_protocol("tiny", tiny.protocol()):
        tiny.set_up()
        yield


@pytest.fixture
def statements() -> Callable[[], Any]:
    """`with statements() as sent: ...; len(sent)` counts what was sent, transaction control apart."""

    class Counted(CaptureQueriesContext):
        def __len__(self) -> int:
            return len(self.said)

        @property
        def said(self) -> list[str]:
            control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
            return [q["sql"] for q in self.captured_queries if not q["sql"].upper().startswith(control)]

    return lambda: Counted(connection)
