"""Logging a contact: once, however often it is said; refused with everything that is wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from baton.records.models import Contact
from tests.api import world
from tests.api.world import CHILD, Caller

Calls = Callable[[str], Caller]
BODY = {"children": [CHILD], "source": "School", "story": "A bruise.", "caller": {"name": "Ms O’Neill"}}


def test_a_contact_opens_a_case_for_each_child_with_the_front_door(calls: Calls) -> None:
    made = calls("wyn").post("/contacts", {**BODY, "children": [CHILD, {"name": "Ben Example", "age": 3}]})
    assert made.status_code == 201
    said = made.json()
    assert made["Location"] == f"/api/v1/contacts/{said['ref']}"
    assert [len(said[name]) for name in ("cases", "children")] == [2, 2]
    case = calls("wyn").get(f"/cases/{said['cases'][1]}").json()
    assert case["responsible_team"] == {"id": "massh", "name": "Stockport MASSH"}
    assert case["accountable"]["people"] == [{"id": "mel", "name": "Mel Example"}]
    assert case["contact"] == said["ref"]
    assert (case["state"], case["label"], case["worker"]) == ("open", "MASSH enquiry", None)


def test_a_contact_reads_back_as_it_was_said(calls: Calls) -> None:
    made = world.contact(calls("wyn"), caller={"name": "Ms O’Neill", "agency": "A school"}, consent="given")
    read = calls("wyn").get(f"/contacts/{made['ref']}").json()
    assert read["story"] == "A bruise."
    assert read["caller"] == {"name": "Ms O’Neill", "agency": "A school"}
    assert read["cases"] == made["cases"]


def test_the_same_key_and_body_has_the_same_answer_and_makes_one_contact(calls: Calls) -> None:
    first = calls("wyn").post("/contacts", BODY, Idempotency_Key="one")
    again = calls("wyn").post("/contacts", BODY, Idempotency_Key="one")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert Contact.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [{"story": "Two bruises."}, {"immediate_danger": True}, {"consent": "refused"}, {"source": "Police"}],
)
def test_the_same_key_with_another_body_is_refused(calls: Calls, other: dict[str, Any]) -> None:
    calls("wyn").post("/contacts", BODY, Idempotency_Key="one")
    again = calls("wyn").post("/contacts", {**BODY, **other}, Idempotency_Key="one")
    assert again.status_code == 422
    assert again.json()["code"] == "key_reused"
    assert Contact.objects.count() == 1


def test_without_a_key_saying_it_twice_is_two_contacts(calls: Calls) -> None:
    assert world.contact(calls("wyn"))["ref"] != world.contact(calls("wyn"))["ref"]


@pytest.mark.parametrize(
    ("said", "field", "code", "says"),
    [
        ({"children": []}, "children", "missing", "at least 1"),
        ({"children": [{"name": "Ada\u202e Example"}]}, "children.0.name", "bad_character", "at position 4"),
        ({"children": [{"name": "Ada\u200bExample"}]}, "children.0.name", "bad_character", "at position 4"),
        ({"story": "a\x00b"}, "story", "bad_character", "at position 2"),
        ({"story": "x" * 50_001}, "story", "too_long", "50000 letters"),
        ({"team": "massh"}, "team", "unknown_field", "no field"),
        ({"received": "2027-03-28T01:30"}, "received", "bad_time", "Enter 00:30 or 02:30"),
        ({"received": "2026-10-25 01:30"}, "received", "bad_time", "happened twice"),
        ({"received": "2026-W47-6"}, "received", "bad_time", "21 11 2026"),
        ({"received": "9999-12-31T23:59:59-12:00"}, "received", "bad_time", "Use a year from"),
        ({"received": "2099-01-01T09:00:00Z"}, "received", "bad_time", "not come yet"),
        (
            {"children": [{"born": "2020-02-30"}]},
            "children.0.born",
            "bad_time",
            "There is no 30 February 2020",
        ),
        ({"children": [{"age": 26}]}, "children.0.age", "bad_value", "up to 25"),
        ({"children": [{"ref": "STK-P-999999"}]}, "children", "bad_value", "There is no child"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    calls: Calls, said: dict[str, Any], field: str, code: str, says: str
) -> None:
    refused = calls("wyn").post("/contacts", {**BODY, **said})
    assert refused.status_code == 422
    assert refused["Content-Type"] == "application/problem+json"
    found = [(one["field"], one["code"]) for one in refused.json()["refusals"]]
    assert (field, code) in found
    assert says in refused.json()["detail"]
    assert Contact.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["Zoë", "Siân Ŵyn", "محمد", "O’Neill-Smith", "X", "李", "D'Souza", "Zoe\u0308"]
)
def test_every_real_name_is_taken(calls: Calls, name: str) -> None:
    made = calls("wyn").post("/contacts", {"children": [{"name": name}]})
    assert made.status_code == 201
    assert calls("wyn").get(f"/cases/{made.json()['cases'][0]}").json()["child"]["name"] == name


@pytest.mark.parametrize("where", ["facts", "answers"])
def test_what_an_act_decides_cannot_be_slipped_in_with_a_contact(calls: Calls, where: str) -> None:
    refused = calls("wyn").post("/contacts", {**BODY, where: {"path": "urgent", "level": "level_4"}})
    assert refused.status_code == 422
    assert [one["field"] for one in refused.json()["refusals"]] == [f"{where}.level", f"{where}.path"]
    assert Contact.objects.count() == 0


def test_a_time_with_an_offset_is_that_instant(calls: Calls) -> None:
    made = world.contact(calls("wyn"), received="2026-03-02T09:10:00+01:00")
    assert calls("wyn").get(f"/contacts/{made['ref']}").json()["received"] == "2026-03-02T08:10:00Z"


def test_a_procedure_that_is_not_in_force_is_refused_with_the_name_of_the_one_that_is(calls: Calls) -> None:
    refused = calls("wyn").post("/contacts", {**BODY, "procedure": "the rotational duty model"})
    assert refused.status_code == 422
    says = refused.json()["refusals"][0]["says"]
    assert "has been replaced" in says
    assert "MASSH to Children's Social Care Transfer Protocol" in says
    assert calls("wyn").post("/contacts", {**BODY, "procedure": "1"}).status_code == 201


def test_a_place_that_is_not_there_is_refused_with_those_that_are(calls: Calls) -> None:
    refused = calls("wyn").post("/contacts", {"children": [{"name": "Ada Example", "place": "nowhere"}]})
    assert refused.status_code == 422
    assert "bredbury" in refused.json()["refusals"][0]["needs"]


def test_a_child_who_comes_back_opens_a_further_stay_and_the_earlier_cases_are_given(calls: Calls) -> None:
    child = {**world.CHILD, "number": "77"}
    first = world.contact(calls("sid"), children=[child])
    open_still = world.contact(calls("sid"), children=[child])
    assert calls("sid").get(f"/cases/{open_still['cases'][0]}").json()["stay"] == 1
    advised = {"topic": "other", "to": "professional"}
    for case in (*first["cases"], *open_still["cases"]):
        assert calls("sid").act(case, "advise", fields=advised).status_code == 200
    third = world.contact(calls("sid"), children=[{"number": "77"}])
    assert third["children"] == first["children"]
    case = calls("sid").get(f"/cases/{third['cases'][0]}").json()
    assert (case["stay"], case["child"]["name"]) == (3, "Ada Example")
    assert [other["ref"] for other in case["other_cases"]] == [open_still["cases"][0], first["cases"][0]]
    assert all(other["closed"] for other in case["other_cases"])


def test_a_number_of_another_child_is_refused_at_its_field(calls: Calls) -> None:
    world.contact(calls("sid"), children=[{**world.CHILD, "number": "77"}])
    answer = calls("sid").post("/contacts", {"children": [{"name": "Ben Cole", "number": "77"}]})
    assert answer.status_code == 422
    assert answer.json()["refusals"][0]["field"] == "number"
