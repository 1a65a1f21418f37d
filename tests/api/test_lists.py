"""Trays, clocks, reports and protocols: what a reader sees of their own council."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]


@pytest.fixture
def sent(calls: Calls) -> str:
    case = world.contact(calls("sid"))["cases"][0]
    calls("sid").act(case, "recommend", outcome="urgent_response")
    assert calls("sid").act(case, "send_step_up", fields=world.STEP_UP).status_code == 200
    return str(case)


def test_a_tray_is_found_by_its_key_its_team_or_its_place(calls: Calls, sent: str) -> None:
    listed = calls("bea").get("/trays").json()
    assert [(one["key"], one["waiting"]) for one in listed] == [("footprint_duty:bredbury", 1)]
    pages = [
        calls("bea").get(f"/trays/{name}").json()
        for name in ("footprint_duty:bredbury", "bredbury_a", "bredbury")
    ]
    assert pages[0]["key"] == pages[1]["key"] == pages[2]["key"]
    (row,) = pages[0]["rows"]
    assert (row["case"], row["child"], row["rank"]) == (sent, "Ada Example", 0)
    assert row["label"] == "Urgent: transfer to children's social care"
    assert row["sent_by"] == "Sid Example"
    assert "receipt" in {clock["rule"] for clock in row["clocks"]}


def test_a_tray_of_others_is_as_one_that_is_not_there(calls: Calls, sent: str) -> None:
    theirs, none = calls("cal").get("/trays/bredbury_a"), calls("cal").get("/trays/no_such_team")
    assert (theirs.status_code, theirs.content) == (404, none.content)


def test_a_tray_comes_a_page_at_a_time(calls: Calls) -> None:
    cases = [world.contact(calls("sid"))["cases"][0] for _ in range(3)]
    first = calls("sid").get("/trays/massh?limit=2").json()
    assert first["waiting"] == 3
    second = calls("sid").get(f"/trays/massh?limit=2&after={first['more']}").json()
    assert sorted(row["case"] for row in (*first["rows"], *second["rows"])) == sorted(cases)
    assert second["more"] == ""
    assert calls("sid").get("/trays/massh?after=[9,9,9,9]").status_code == 422


def test_clocks_are_soonest_first_and_mine_are_mine(calls: Calls, sent: str) -> None:
    found = calls("bea").get("/clocks").json()
    dues = [clock["due"] for clock in found["clocks"]]
    assert dues == sorted(dues)
    mine = {clock["rule"] for clock in calls("bea").get("/clocks?mine=true").json()["clocks"]}
    assert "receipt" in mine
    assert "alert" not in mine
    soon = (datetime.now(UTC) + timedelta(minutes=90)).isoformat().replace("+", "%2B")
    within = {clock["rule"] for clock in calls("bea").get(f"/clocks?due_before={soon}").json()["clocks"]}
    assert within == {"alert", "receipt"}
    assert calls("bea").get("/clocks?limit=1").json()["more"]


def test_no_list_of_clocks_names_a_child(calls: Calls, sent: str) -> None:
    assert b"Ada" not in calls("out").get("/clocks").content
    assert b"Ada" not in calls("pru").get("/clocks").content


@pytest.mark.parametrize(
    "query", ["due_before=yesterday", "limit=0", "limit=9999", "mine=perhaps", "due_before=%00"]
)
def test_a_question_that_cannot_be_read_is_422(calls: Calls, query: str) -> None:
    assert calls("bea").get(f"/clocks?{query}").status_code == 422


def test_a_report_covers_the_days_asked_for(calls: Calls, sent: str) -> None:
    named = {one["name"] for one in calls("mel").get("/reports").json()}
    assert "contacts_received" in named
    made = calls("mel").get("/reports/contacts_received?from=2026-01-01&to=2026-01-31").json()
    assert (made["from"], made["to"], made["rows"]) == ("2026-01-01", "2026-01-31", [])
    assert len(calls("mel").get("/reports/contacts_received").json()["rows"]) == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("no_such_report", 404),
        ("clocks_kept?from=2026-02-01&to=2026-01-01", 422),
        ("clocks_kept?from=1950-01-01&to=2026-01-01", 422),
        ("clocks_kept?from=2026-02-30", 422),
        ("clocks_kept?to=%00", 422),
    ],
)
def test_a_report_that_cannot_be_made(calls: Calls, asked: str, status: int) -> None:
    assert calls("mel").get(f"/reports/{asked}").status_code == status


def test_a_report_is_for_its_readers(calls: Calls) -> None:
    assert calls("ola").get("/reports/clocks_kept").status_code == 403


def test_the_protocol_and_its_clauses_with_their_rules(calls: Calls) -> None:
    rules = calls("ola").get("/protocols/stockport").json()
    assert (rules["version"], rules["intake"]) == ("1", "massh")
    assert "send_step_up" in {act["id"] for act in rules["acts"]}
    clauses = {one["id"]: one for one in calls("ola").get("/protocols/stockport/clauses").json()}
    assert "duty:receipt" in " ".join(clauses["STK-41"]["rules"]).replace("clock:", "duty:")
    assert clauses["STK-04"]["reading"]["status"] == "ours"


def test_files_of_teams_answer_as_cases(calls: Calls) -> None:
    from baton.services import filing

    refs = filing.open_files("stockport")
    assert refs
    for ref in refs:
        about = calls("bea").get(f"/cases/{ref}").json()
        assert about["ref"] == ref
        assert about["about"] in ("team", "place", "council")
        assert about["responsible_team"] is None
    team = next(ref for ref in refs if "bredbury_a" in ref)
    done = calls("bea").act(team, "name_s47_lead", item="2030-01-07", fields={"lead": "ola"})
    assert done.status_code == 200, done.content
