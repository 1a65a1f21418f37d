"""Every address names who may use it, and everybody else is turned away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver

from baton.records import models
from baton.services import councils
from baton.web.doors import ANYONE, DEMO, SIGNED_IN, WHO
from baton.web.urls import urlpatterns
from tests import tiny
from tests.services.conftest import clock
from tests.web import town

__all__ = ["clock"]
FIRST, LAST = "Quillon", "Marchbanks"


def _all(patterns: list[Any], before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _all(one.url_patterns, here)
        else:
            yield here, one


ROUTES = dict(_all(urlpatterns))
KNOWN = {
    "key": "footprint_duty:bredbury", "act": "confirm_receipt", "council": town.COUNCIL, "team": "bredbury_a",
    "place": "bredbury", "person": "amy", "what": "place", "report": "weekly",
}  # fmt: skip
OF_ONE_COUNCIL = {"ref", "case", "key", "team", "place", "person"}
"""Names in an address that stand for something of one council, which is not there for another."""


def _address(route: str, ref: str) -> str:
    def put(found: re.Match[str]) -> str:
        name = found[1].rpartition(":")[2]
        if name in {"ref", "case"}:
            return "STK-C-000001" if "contacts/" in route else ref
        return KNOWN.get(name, "1")

    return "/" + re.sub(r"<([\w:]+)>", put, _plain(route))


def _plain(route: str) -> str:
    """A regular expression's address as the others are written."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", route).removeprefix("^").removesuffix("$")


@pytest.fixture
def ref(db: None, clock: Any) -> str:
    """A child of one council, whose name must not be seen in another."""
    town.set_up()
    return town.sent(f"{FIRST} {LAST}")[0]


@pytest.mark.parametrize("route", ROUTES)
def test_every_address_names_who_may_use_it(route: str) -> None:
    assert getattr(ROUTES[route].callback, "open_to", None) in WHO


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_who_is_not_signed_in_gets_in(route: str, method: str, ref: str) -> None:
    who = ROUTES[route].callback.open_to  # type: ignore[attr-defined]
    answer = getattr(Client(), method)(_address(route, ref))
    if who == DEMO:
        assert answer.status_code in (404, 405)  # this is no demonstration
    elif who == SIGNED_IN:
        assert answer.status_code in (302, 405)
        assert answer.status_code == 405 or answer["Location"].startswith("/sign-in")
    else:
        assert who == ANYONE
        assert LAST not in answer.content.decode()


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_one_council_is_there_for_another(route: str, method: str, ref: str) -> None:
    with councils.use_protocol("tiny", tiny.protocol()):
        tiny.set_up()
        client = Client()
        client.force_login(models.Person.objects.get(id="ann"))
        before = models.JournalEntry.objects.filter(council=town.COUNCIL).count()
        answer = getattr(client, method)(
            _address(route, ref), {"q": FIRST, "reason": "I would like to look at this."}
        )
    assert LAST not in answer.content.decode()
    named = {name.rpartition(":")[2] for name in re.findall(r"<([\w:]+)>", _plain(route))}
    if (
        named & OF_ONE_COUNCIL and ROUTES[route].name != "say_why"
    ):  # which says nothing of whether it is there
        assert answer.status_code in (404, 405)
    assert models.JournalEntry.objects.filter(council=town.COUNCIL).count() == before
