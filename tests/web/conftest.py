"""A made-up town, its clock, somebody signed in, and how many statements a page sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from baton.records import models
from baton.services import councils
from tests import tiny
from tests.services.conftest import Clock, clock, statements
from tests.web import town

__all__ = ["Clock", "clock", "statements"]


@pytest.fixture
def council(db: None, clock: Clock) -> None:
    """The town at nine in the morning of Monday 2 March 2026."""
    town.set_up()


@pytest.fixture
def sign_in(council: None) -> Callable[[str], Client]:
    """`sign_in("amy")` is a browser in which Amy is signed in."""

    def signed_in(person: str) -> Client:
        client = Client()
        client.force_login(models.Person.objects.get(id=person))
        return client

    return signed_in


@pytest.fixture
def stranger(council: None) -> Iterator[Client]:
    """Somebody of another council, signed in."""
    with councils.use_protocol("tiny", tiny.protocol()):
        tiny.set_up()
        client = Client()
        client.force_login(models.Person.objects.get(id="ann"))
        yield client
