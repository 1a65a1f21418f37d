"""What the tests of this room stand on: councils with their protocols, their rows, and a clock that stands."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.operations import organisation_loading
from baton.operations.organisation_file import read
from baton.services import councils, organisation, present

ROOT = Path(__file__).parents[2]
END = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[datetime]:
    """It is Monday 2 March 2026, 09:40, throughout."""
    councils.forget()
    with present.stopped_at(END):
        yield END
    councils.forget()


@pytest.fixture
def rows(db: None, clock: datetime) -> Callable[[str], None]:
    """Loads the protocols, and the places, teams and people of a council."""
    organisation.load_protocols()

    def load(council: str) -> None:
        file = read(ROOT / "demo" / f"{council}.yaml", councils.protocol(council))
        organisation_loading.load(file, is_demo=True)

    return load
