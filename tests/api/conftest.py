"""The world of the API's tests, somebody to call as, and how many statements were sent."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from baton.services import councils
from tests.api import world
from tests.api.world import Caller


@pytest.fixture
def stockport(db: None) -> Iterator[None]:
    """The made-up council."""
    world.set_up()
    yield
    councils.forget()


@pytest.fixture
def calls(stockport: None) -> Callable[[str], Caller]:
    """`calls("mel")` is a program that plays Mel."""
    return cache(world.caller)


@pytest.fixture
def demo(settings: Any) -> None:
    """A demonstration."""
    settings.BATON_DEMO = True


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
