"""Every story of every council, through services, on the database of this run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from baton.operations import stage, stories
from baton.operations.cast import cast
from baton.protocol import loading
from baton.protocol.schema import Story
from baton.services import councils

pytestmark = pytest.mark.django_db
PROTOCOLS = Path(__file__).parents[2] / "protocols"
COUNCILS = loading.councils(PROTOCOLS)
BOOKS = {council: stories.book(loading.stories(PROTOCOLS / council)) for council in COUNCILS}


def told() -> list[Any]:
    """(council, story) with ids such as 'stockport: Nothing pauses while a dispute is open'."""
    return [
        pytest.param(council, story, id=f"{council}: {story.story}", marks=pytest.mark.clause(*story.shows))
        for council, book in BOOKS.items()
        for story in book.values()
    ]


@pytest.fixture(scope="module")
def on_stage(request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The rows of one council, written once for all its stories and taken back at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage.set_up(cast(councils.protocol(request.param), PROTOCOLS / request.param))
        yield request.param
        transaction.set_rollback(True)
    councils.forget()


@pytest.mark.parametrize(("on_stage", "story"), told(), indirect=["on_stage"])
def test_story(on_stage: str, story: Story) -> None:
    stories.tell(story, stage.Services(on_stage), BOOKS[on_stage])


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
