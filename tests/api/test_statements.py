"""How many statements each request sends: the bars of the service, with two more for the token."""

from collections.abc import Callable
from typing import Any

import pytest

from baton.services import councils
from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]
TOKEN = 1
"""The token is looked up; the day's first use of it is written once and not counted here."""


@pytest.fixture
def warm(calls: Calls) -> str:
    """A case, and everything that is kept in memory already there."""
    councils.council("stockport")
    case = str(world.contact(calls("sid"))["cases"][0])
    for person in ("sid", "bea", "mel"):
        calls(person).get("/trays")
    return case


def test_intake(calls: Calls, warm: str, statements: Callable[[], Any]) -> None:
    with statements() as sent:
        world.contact(calls("sid"))
    assert len(sent) <= 15 + TOKEN, sent.said
    with statements() as with_key:
        calls("sid").post("/contacts", {"children": [world.CHILD]}, Idempotency_Key="k")
    assert len(with_key) <= 15 + TOKEN, with_key.said


def test_acts(calls: Calls, warm: str, statements: Callable[[], Any]) -> None:
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("sid", "recommend", {"outcome": "urgent_response"}),
        ("sid", "send_step_up", {"fields": world.STEP_UP}),
        ("bea", "confirm_receipt", {}),
        ("bea", "allocate", {"fields": {"worker": "ola"}}),
    ]
    for person, act, said in steps:
        with statements() as sent:
            done = calls(person).act(warm, act, **said)
        assert done.status_code == 200, done.content
        assert len(sent) <= 12 + TOKEN + 1, (act, len(sent), sent.said)


@pytest.mark.parametrize(
    ("path", "most"),
    [("/cases/{}", 4), ("/cases/{}/actions", 4), ("/cases/{}/chronology", 5), ("/trays/massh", 7), ("/clocks", 3),
     ("/clocks?mine=true", 4), ("/protocols/stockport", 2), ("/protocols/stockport/clauses", 2)],
)  # fmt: skip
def test_reads_send_the_same_however_many_rows(
    calls: Calls, warm: str, statements: Callable[[], Any], path: str, most: int
) -> None:
    counts = []
    for _ in range(2):
        with statements() as sent:
            assert calls("sid").get(path.format(warm)).status_code == 200
        counts.append(len(sent))
        for _ in range(3):
            world.contact(calls("sid"))
    assert counts[0] == counts[1] <= most, counts
