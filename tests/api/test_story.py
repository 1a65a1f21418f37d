"""The story of an urgent referral that nobody confirms, played by a plain client with the demonstration's clock."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from baton.casework import working_time as wt
from tests.api import world
from tests.api.world import Caller

pytestmark = pytest.mark.usefixtures("demo", "stockport")


class Story:
    """One referral on a Monday to come, told by times of the clock on the wall."""

    def __init__(self) -> None:
        self.nobody = Caller("")
        now = datetime.fromisoformat(self.nobody.get("/demo/clock").json()["now"])
        self.day = wt.local(now + timedelta(days=7)).date()
        self.people: dict[str, Caller] = {}

    def at(self, clock: str) -> str:
        return f"{self.day.isoformat()} {clock}"

    def utc(self, clock: str) -> datetime:
        return wt.parse_local(self.at(clock))

    def clock_to(self, clock: str) -> dict[str, Any]:
        moved = self.nobody.post("/demo/clock", {"to": self.at(clock)})
        assert moved.status_code == 200, moved.content
        return dict(moved.json())

    def play(self, person: str) -> Caller:
        if person not in self.people:
            made = self.nobody.post("/demo/token", {"person": person})
            assert made.status_code == 201, made.content
            self.people[person] = Caller(made.json()["token"])
        return self.people[person]

    def clocks(self, case: str) -> dict[str, dict[str, Any]]:
        found = self.play("mel").get(f"/cases/{case}").json()["clocks"]
        return {clock["rule"]: clock for clock in found}


@pytest.fixture
def story() -> Story:
    return Story()


def sent(story: Story) -> str:
    """Recommended at 09:00 and sent at 09:10."""
    story.clock_to("08:50")
    case = world.contact(story.play("sid"))["cases"][0]
    story.clock_to("09:00")
    done = story.play("sid").act(case, "recommend", outcome="urgent_response", at=story.at("09:00"))
    assert done.status_code == 200, done.content
    story.clock_to("09:10")
    done = story.play("sid").act(case, "send_step_up", fields=world.STEP_UP, at=story.at("09:10"))
    assert done.status_code == 200, done.content
    return case


@pytest.mark.clause("STK-33", "STK-36", "STK-41", "STK-42", "STK-43", "STK-46", "STK-47", "STK-48")
def test_an_urgent_referral_that_nobody_confirms(story: Story) -> None:
    case = sent(story)
    first = story.clocks(case)["receipt"]
    assert datetime.fromisoformat(first["due"]) == story.utc("10:10")
    assert first["owner"]["people"] == [{"id": "bea", "name": "Bea Example"}]

    story.clock_to("09:55")
    alert = {"outcome": "email", "fields": {"to": "bea"}, "at": story.at("09:55")}
    assert story.play("mel").act(case, "record_alert", **alert).status_code == 200
    assert story.clocks(case)["alert"]["state"] == "met"

    story.clock_to("10:00")
    assert story.play("sid").act(case, "resend", at=story.at("10:00")).status_code == 200
    assert story.clocks(case)["receipt"]["due"] == first["due"]

    tried = story.play("sue").act(case, "confirm_receipt")
    assert tried.status_code == 403
    refusal = tried.json()["refusals"][0]
    assert refusal["code"] == "not_yours"
    assert {"STK-47", "STK-48"} <= set(refusal["clauses"])
    assert "Bea Example" in refusal["needs"]

    story.clock_to("10:09")
    assert story.clocks(case)["receipt"]["state"] == "running"
    moved = story.clock_to("10:10")
    assert moved["swept"] >= 1
    clocks = story.clocks(case)
    assert clocks["receipt"]["state"] == "late"
    escalation = clocks["unconfirmed/1"]
    assert datetime.fromisoformat(escalation["due"]) == story.utc("10:10")
    assert escalation["owner"]["people"] == [{"id": "mel", "name": "Mel Example"}]
    assert escalation["clauses"] == ["STK-42", "STK-43"]

    now = story.play("mel").get(f"/cases/{case}").json()
    assert now["responsible_team"]["id"] == "bredbury_a"
    assert now["joint_teams"][0]["id"] == "massh"


def test_the_escalation_happens_once_however_often_the_clock_is_moved(story: Story) -> None:
    case = sent(story)
    story.clock_to("10:10")
    story.nobody.post("/demo/clock", {"advance": "1 hour"})
    story.nobody.post("/demo/clock", {"advance": 60})
    kinds = [entry["kind"] for entry in story.play("mel").get(f"/cases/{case}/chronology").json()["entries"]]
    assert kinds.count("ClimbBegan") == 1


def test_the_delegated_deputy_confirms(story: Story) -> None:
    from baton.services import organisation

    case = sent(story)
    organisation.appoint(
        council="stockport", person="sue", role="footprint_leader", by="bea", team="bredbury_a", deputy=True
    )
    confirmed = story.play("sue").act(case, "confirm_receipt")
    assert confirmed.status_code == 200, confirmed.content
    assert story.clocks(case)["receipt"]["state"] == "met"
    again = story.play("bea").act(case, "confirm_receipt")
    assert again.status_code == 409
    assert again.json()["code"] == "already_done"


def test_next_reaches_the_next_deadline_and_what_is_due_then_has_happened(story: Story) -> None:
    case = sent(story)
    running = [c for c in story.clocks(case).values() if c["state"] == "running" and c["due"]]
    first = min(running, key=lambda clock: str(clock["due"]))
    moved = story.nobody.post("/demo/clock", {"advance": "next", "council": "stockport"}).json()
    due, now = datetime.fromisoformat(first["due"]), datetime.fromisoformat(moved["now"])
    assert due <= now < due + timedelta(seconds=5)
    assert story.clocks(case)[first["rule"]]["state"] == "late"


@pytest.mark.parametrize(
    "said",
    [{}, {"advance": "1 hour", "to": "2030-01-01 09:00"}, {"advance": "-1 hour"}, {"advance": -5},
     {"to": "2001-01-01 09:00"}, {"advance": "9999 weeks"}, {"to": "2099-01-01 00:00"}, {"advance": True}],
)  # fmt: skip
def test_the_clock_goes_forward_only_and_by_one_way_of_saying(said: dict[str, Any]) -> None:
    answer: Callable[..., Any] = Caller("").post
    assert answer("/demo/clock", said).status_code == 422


def test_outside_a_demonstration_none_of_this_is_there(settings: Any) -> None:
    settings.BATON_DEMO = False
    nobody = Caller("")
    answers = [
        nobody.get("/demo/people"),
        nobody.get("/demo/clock"),
        nobody.post("/demo/clock", {"advance": "1 hour"}),
        nobody.post("/demo/token", {"person": "mel"}),
        nobody.get("/no/such/address"),
    ]
    assert {(a.status_code, a.content) for a in answers} == {(404, answers[-1].content)}
