"""What the tests of this room stand on: councils with their protocols, their rows, and a clock that stands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from baton.operations import organisation_loading
from baton.operations.organisation_file import read
from baton.services import councils, organisation, present

ROOT = Path(__file__).parents[2]
END = datetime(2026, 3, 2, 9, 40, tzinfo=UTC)


BATON = [sys.executable, "-m", "baton.operations.cli"]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], dict[str, str]]:
    """`prepared(folder)` is the environment of an installation of its own there: a database that has been migrated once
    and copied, with the protocols that were read for it."""
    first = tmp_path_factory.mktemp("prepared")

    def of(folder: Path) -> dict[str, str]:
        return {**os.environ, "BATON_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/own.sqlite3"}

    subprocess.run([*BATON, "migrate", "-v0"], env=of(first), check=True)

    def copied(folder: Path) -> dict[str, str]:
        shutil.copytree(first, folder, dirs_exist_ok=True)
        return of(folder)

    return copied


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
