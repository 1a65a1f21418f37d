"""Every story of every council, through services, on the database of this run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from baton.operations import stories
from baton.protocol import loading
from baton.protocol.schema import Story
from tests.scenarios import seen_pages
from tests.scenarios.beginnings import Beginnings, in_order

PROTOCOLS = Path(__file__).parents[2] / "protocols"
COUNCILS = loading.councils(PROTOCOLS)
BOOKS = {council: stories.book(loading.stories(PROTOCOLS / council)) for council in COUNCILS}


@pytest.fixture(scope="class")
def beginnings(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[Beginnings]:
    """The rows of the council's cast, written once and taken back after its last story."""
    council = request.cls.council
    with django_db_blocker.unblock(), seen_pages.cast_of(council):
        yield Beginnings(council, BOOKS[council])


class Told:
    """Every story of one council. A class each, so that its rows are written once: parameters would write them anew."""

    council = ""

    @pytest.fixture
    def _django_db_helper(self) -> None:
        """Instead of a transaction for each test (pytest-django's): that of the class holds all of its stories."""

    @pytest.mark.django_db
    def test_story(self, beginnings: Beginnings, story: Story) -> None:
        beginnings.tell(story)


def pytest_generate_tests(metafunc: Any) -> None:
    """Each story is a test with the clauses it shows, called such as 'Nothing pauses while a dispute is open'."""
    if "story" in metafunc.fixturenames:
        told = in_order(BOOKS[metafunc.cls.council])
        metafunc.parametrize(
            "story", [pytest.param(s, id=s.story, marks=pytest.mark.clause(*s.shows)) for s in told]
        )


for _council in COUNCILS:
    globals()[f"Test{_council.capitalize()}"] = type(
        f"Test{_council.capitalize()}", (Told,), {"council": _council, "__module__": __name__}
    )


@pytest.mark.parametrize("council", COUNCILS)
def test_every_binding_clause_has_a_story_or_a_test_that_names_it(council: str) -> None:
    protocol = loading.read(PROTOCOLS / council).protocol
    assert protocol is not None
    if protocol.protocol.covers == "part":
        pytest.skip(f"only part of {council}'s procedure is here yet, and it says so")
    shown = {clause for story in BOOKS[council].values() for clause in story.shows}
    tests = "".join(path.read_text() for path in Path(__file__).parents[1].rglob("test_*.py"))
    binding = [clause.id for clause in protocol.clauses if clause.strength in ("must", "should")]
    assert not [clause for clause in binding if clause not in shown and clause not in tests]
