"""Every story of every council, through services, on the database of this run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction

from baton.operations import stage, stories
from baton.operations.cast import cast
from baton.protocol import loading
from baton.protocol.schema import Story
from baton.services import councils

PROTOCOLS = Path(__file__).parents[2] / "protocols"
COUNCILS = loading.councils(PROTOCOLS)


def told() -> list[object]:
    """(council, story) with ids such as 'stockport: Nothing pauses while a dispute is open'."""
    return [
        pytest.param(council, story, id=f"{council}: {story.story}", marks=pytest.mark.clause(*story.shows))
        for council in COUNCILS
        for story in loading.stories(PROTOCOLS / council)
    ]


class TakenBack(Exception):
    """Raised to roll back what a story did."""


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: object) -> Iterator[Callable[[str], None]]:
    """The rows of one council after another, none of them kept."""
    outer = transaction.atomic()
    now: list[str] = []

    def close() -> None:
        if now:
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)
            councils.forget()
            now.clear()

    def ready(council: str) -> None:
        if now != [council]:
            close()
            outer.__enter__()
            now.append(council)
            stage.set_up(cast(councils.protocol(council), PROTOCOLS / council))

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield ready
        close()


@pytest.mark.parametrize(("council", "story"), told())
def test_story(council: str, story: Story, rows: Callable[[str], None]) -> None:
    rows(council)
    book = stories.book(loading.stories(PROTOCOLS / council))
    with pytest.raises(TakenBack), transaction.atomic():
        stories.tell(story, stage.Services(council), book)
        raise TakenBack


@pytest.mark.parametrize("council", COUNCILS)
def test_every_binding_clause_has_a_story_or_a_test_that_names_it(council: str) -> None:
    protocol = loading.read(PROTOCOLS / council).protocol
    assert protocol is not None
    shown = {clause for story in loading.stories(PROTOCOLS / council) for clause in story.shows}
    tests = "".join(path.read_text() for path in Path(__file__).parents[1].rglob("test_*.py"))
    missing = [c.id for c in protocol.clauses if c.strength in ("must", "should") and c.id not in shown and c.id not in tests]
    assert not missing
