"""What the tests of a council's pages share: the rows of its cast, written once for each module."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios import seen_pages


@pytest.fixture(scope="module")
def rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The cast's rows of the council whose `Town` a module uses, written once and taken back at the end."""
    with django_db_blocker.unblock(), seen_pages.cast_of(request.module.Town.council):
        yield
