"""Who may ask what: tokens, councils apart, records hidden, each reading logged."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from baton.api.urls import openapi
from baton.records.models import ApiToken, ReadLog
from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]
OPEN_TO_ALL = {"/api/v1/demo/people", "/api/v1/demo/clock", "/api/v1/demo/token"}


def every_operation() -> list[tuple[str, str]]:
    return [
        (method.upper(), path)
        for path, methods in openapi()["paths"].items()
        for method in methods
        if path not in OPEN_TO_ALL
    ]


def filled(path: str, case: str, contact: str) -> str:
    values = {
        "ref": contact if "/contacts/" in path else case, "name": "recommend" if "/cases/" in path else "clocks_kept",
        "tray": "massh_screen:massh", "council": "stockport", "token": "1",
    }  # fmt: skip
    return re.sub(r"{(\w+)}", lambda found: values[found[1]], path.removeprefix("/api/v1"))


@pytest.mark.parametrize("token", ["", "baton_wrong", "é" * 10, "x" * 5000])
def test_nothing_is_answered_without_a_token(calls: Calls, token: str) -> None:
    for method, path in every_operation():
        answer = Caller(token).send(method, filled(path, "STK-000001", "STK-C-000001"))
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer"), path
        assert answer.json()["code"] == "token_needed"


BODIES = {
    "/reminders": {"clock": "receipt:1"},
    "/family": {"ref": "STK-000001", "relation": "siblings"},
    "/facts": {"fact": "wellbeing_need", "value": "urgent_need"},
}
"""What some operations ask before anything else."""


def test_another_council_sees_what_somebody_sees_who_asks_for_nothing(calls: Calls) -> None:
    made = world.contact(calls("sid"))
    for method, path in every_operation():
        if "{" not in path or "token" in path or "/reports/" in path:
            continue
        said = next((body for end, body in BODIES.items() if path.endswith(end)), {})
        there = calls("out").send(method, filled(path, made["cases"][0], made["ref"]), said)
        nowhere = calls("out").send(method, filled(path, "STK-999999", "STK-C-999999"), said)
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content), path
        assert there.status_code == 404, path


def test_a_colleague_without_a_relationship_gives_a_reason_and_is_logged(calls: Calls) -> None:
    made = world.contact(calls("sid"))
    case = made["cases"][0]
    asked = calls("pru").get(f"/cases/{case}")
    assert (asked.status_code, asked.json()["code"]) == (403, "reason_needed")
    assert calls("pru").get(f"/contacts/{made['ref']}").status_code == 403
    reason = "Checking a complaint that the council has received."
    assert calls("pru").get(f"/cases/{case}", Reading_Reason=reason).status_code == 200
    row = ReadLog.objects.get(by="pru")
    assert (row.ref, row.relation, row.reason, row.page) == (case, "reason", reason, "api case")


def test_somebody_without_a_relationship_learns_nothing_of_a_case_by_trying_to_act_on_it(
    calls: Calls,
) -> None:
    case = world.contact(calls("sid"))["cases"][0]
    calls("sid").act(case, "recommend", outcome="urgent_response")
    calls("sid").act(case, "send_step_up", fields=world.STEP_UP)
    assert calls("bea").act(case, "confirm_receipt").status_code == 200
    for tried in (
        calls("cal").act(case, "confirm_receipt"),
        calls("cal").act(case, "allocate", fields={"worker": "x"}),
    ):
        assert tried.status_code == 403
        assert {one["code"] for one in tried.json()["refusals"]} == {"not_yours"}
    assert calls("cal").act(case, "confirm_receipt", if_match='"1"').json()["code"] == "reason_needed"
    reason = "Her brother has been allocated to my team since today."
    told = calls("cal").post(f"/cases/{case}/actions/confirm_receipt", {}, Reading_Reason=reason).json()
    assert {one["code"] for one in told["refusals"]} == {"not_yours", "already_done"}
    assert ReadLog.objects.filter(by="cal").values_list("reason", "page").get() == (reason, "api refusal")
    mine = calls("bea").act(case, "confirm_receipt").json()
    assert {one["code"] for one in mine["refusals"]} == {"already_done"}


def test_each_reading_is_logged_with_the_right_it_was_by(calls: Calls) -> None:
    case = world.contact(calls("sid"))["cases"][0]
    for path in ("", "/actions", "/chronology"):
        calls("sid").get(f"/cases/{case}{path}")
    assert list(ReadLog.objects.values_list("by", "relation", "page").order_by("id")) == [
        ("sid", "team", f"api {page}") for page in ("case", "actions", "chronology")
    ]


def test_a_token_is_kept_as_a_hash_and_ends_at_once(calls: Calls) -> None:
    made = calls("sid").post("/tokens", {"name": "our case system"})
    assert made.status_code == 201
    text = made.json()["token"]
    assert text not in str(list(ApiToken.objects.values()))
    assert Caller(text).get("/trays").status_code == 200
    assert calls("mel").send("DELETE", f"/tokens/{made.json()['id']}").status_code == 404
    assert calls("sid").send("DELETE", f"/tokens/{made.json()['id']}").status_code == 204
    assert Caller(text).get("/trays").status_code == 401


def test_a_token_of_somebody_who_left_is_not_taken(calls: Calls) -> None:
    from baton.records.models import Person

    caller = calls("ola")
    assert caller.get("/trays").status_code == 200
    Person.objects.filter(id="ola").update(active=False)
    assert caller.get("/trays").status_code == 401


def test_a_token_says_the_day_it_was_last_used(calls: Calls) -> None:
    calls("sid").get("/trays")
    assert ApiToken.objects.get(person="sid").last_used_on == datetime.now(UTC).date()


@pytest.mark.usefixtures("stockport")
def test_the_command_issues_and_ends_tokens() -> None:
    out = StringIO()
    call_command("token", person="sid", stdout=out)
    caller = Caller(out.getvalue().strip())
    assert caller.get("/trays").status_code == 200
    call_command("token", person="sid", end=True, stdout=out)
    assert caller.get("/trays").status_code == 401
    with pytest.raises(CommandError, match="nobody of the id"):
        call_command("token", person="nobody")


@pytest.mark.usefixtures("demo")
def test_in_a_demonstration_anybody_may_play_its_people(stockport: None) -> None:
    nobody = Caller("")
    people = {one["id"]: one for one in nobody.get("/demo/people").json()}
    assert people["bea"]["roles"] == ["Footprint team leader, Bredbury A"]
    made = nobody.post("/demo/token", {"person": "bea"})
    assert Caller(made.json()["token"]).get("/trays").status_code == 200
    assert nobody.post("/demo/token", {"person": "somebody else"}).status_code == 422
