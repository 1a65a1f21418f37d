"""What York's step-down planner and closure check show, on the real pages."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios import seen_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The cast's rows, written once and taken back at the end."""
    with django_db_blocker.unblock(), seen_pages.cast_of("york"):
        yield


class Town(seen_pages.Town):
    """York's stage, and its pages as somebody sees them."""

    council = "york"


def test_look(rows: None) -> None:
    town = Town().told("The review meeting has agreed the step-down")
    print(town.page("plans_worker", "/cases/{Ada}/transfer/"))
    print()
    print(town.page("plans_worker", "/cases/{Ada}/closure/"))
    assert 0
