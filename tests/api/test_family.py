"""Linking cases through the API, and where a child could go: the same command, the same refusals."""

from collections.abc import Callable

from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]


def test_two_cases_are_linked_and_each_sees_the_other(calls: Calls) -> None:
    one, other = (world.contact(calls("sid"))["cases"][0] for _ in range(2))
    done = calls("sid").post(f"/cases/{one}/family", {"ref": other, "relation": "siblings"})
    assert done.status_code == 200, done.content
    assert [event["kind"] for event in done.json()["events"]] == ["KinKnown"]
    for mine, theirs in ((one, other), (other, one)):
        family = calls("sid").get(f"/cases/{mine}").json()["family"]
        assert family == [{"ref": theirs, "relation": "siblings"}]


def test_a_relation_that_the_procedure_does_not_have_is_refused(calls: Calls) -> None:
    one, other = (world.contact(calls("sid"))["cases"][0] for _ in range(2))
    refused = calls("sid").post(f"/cases/{one}/family", {"ref": other, "relation": "aunt"})
    assert refused.status_code == 422
    assert refused.json()["refusals"][0]["field"] == "relation"
    assert calls("sid").post(f"/cases/{one}/family", {"ref": one, "relation": "siblings"}).status_code == 422
    assert (
        calls("sid").post(f"/cases/{one}/family", {"ref": "STK-999999", "relation": "siblings"}).status_code
        == 404
    )


def test_each_route_from_here_says_how_it_stands(calls: Calls) -> None:
    case = world.contact(calls("sid"))["cases"][0]
    ways = {way["route"]: way for way in calls("sid").get(f"/cases/{case}").json()["ways"]}
    assert ways["step_up"]["standing"] == "lacks"
    assert "Not known: " in ways["step_up"]["says"]
    calls("sid").act(case, "recommend", outcome="urgent_response")
    ways = {way["route"]: way for way in calls("sid").get(f"/cases/{case}").json()["ways"]}
    assert ways["step_up"]["standing"] == "open"
    assert "STK-14" in ways["step_up"]["clauses"]


def test_what_is_known_is_said_and_what_an_act_decides_is_refused(calls: Calls) -> None:
    case = world.contact(calls("sid"))["cases"][0]
    done = calls("sid").post(f"/cases/{case}/facts", {"fact": "wellbeing_need", "value": "urgent_need"})
    assert done.status_code == 200, done.content
    assert calls("sid").get(f"/cases/{case}").json()["facts"]["wellbeing_need"] == "urgent_need"
    for fact, value in (("level", "level_4"), ("wellbeing_need", "nonsense"), ("nothing", "yes")):
        assert calls("sid").post(f"/cases/{case}/facts", {"fact": fact, "value": value}).status_code == 422
