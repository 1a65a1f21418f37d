"""Doing something in a case: the answer says what followed, or everything that stands in the way."""

from collections.abc import Callable

import pytest

from baton.api.errors import status_of
from baton.casework.refusals import Code, Reason
from baton.records.models import JournalEntry
from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]


@pytest.fixture
def case(calls: Calls) -> str:
    return str(world.contact(calls("sid"))["cases"][0])


def test_what_was_done_is_told_in_sentences_with_the_new_version(calls: Calls, case: str) -> None:
    before = calls("sid").get(f"/cases/{case}")
    done = calls("sid").act(case, "recommend", outcome="urgent_response", if_match=before["ETag"])
    assert done.status_code == 200, done.content
    assert done["ETag"] == f'"{before.json()["version"] + 1}"'
    says = [event["says"] for event in done.json()["events"]]
    assert "MASSH recommendation was done" in says
    assert "Path became known: urgent response / potential section 47" in says
    sent = calls("sid").act(case, "send_step_up", fields=world.STEP_UP)
    assert "Responsibility moved from Stockport MASSH to Bredbury A" in [
        e["says"] for e in sent.json()["events"]
    ]


def test_an_old_version_in_if_match_is_412_and_changes_nothing(calls: Calls, case: str) -> None:
    old = calls("sid").get(f"/cases/{case}")["ETag"]
    calls("sid").act(case, "recommend", outcome="more_help")
    late = calls("mel").act(case, "recommend", outcome="urgent_response", if_match=old)
    assert late.status_code == 412
    assert late.json()["code"] == "changed_since"
    assert "Sid Example" in late.json()["detail"]
    assert calls("mel").get(f"/cases/{case}").json()["facts"]["path"] == "more_help"


@pytest.mark.parametrize("said", ["*", "", 'W/"1"'])
def test_if_match_may_name_any_version_or_this_one(calls: Calls, case: str, said: str) -> None:
    assert calls("sid").act(case, "recommend", outcome="more_help", if_match=said).status_code == 200


@pytest.mark.parametrize("said", ["one", '"-1"', '"1", "2"', '"99999999999999999999"', "²"])
def test_an_if_match_that_is_no_version_is_400(calls: Calls, case: str, said: str) -> None:
    assert calls("sid").act(case, "recommend", outcome="more_help", if_match=said).status_code == 400


def test_everything_that_is_missing_is_said_at_once_with_its_clause(calls: Calls, case: str) -> None:
    calls("sid").act(case, "recommend", outcome="urgent_response")
    refused = calls("sid").act(case, "send_step_up", fields={"path": "more_help"})
    assert refused.status_code == 422
    reasons = refused.json()["refusals"]
    assert {reason["field"] for reason in reasons} >= {"reason", "evidence", "strategy_discussion_required"}
    assert all(reason["clauses"] and reason["says"] for reason in reasons)


def test_a_refused_attempt_changes_nothing_and_is_kept(calls: Calls, case: str) -> None:
    before = calls("wyn").get(f"/cases/{case}").content
    assert calls("wyn").act(case, "recommend", outcome="more_help").status_code == 403
    assert calls("wyn").get(f"/cases/{case}").json()["version"] == 1
    assert JournalEntry.objects.filter(kind="AttemptRefused", ref=case, by="wyn").count() == 1
    assert b'"version": 1' in before


def test_what_is_not_an_act_here_is_404(calls: Calls, case: str) -> None:
    refused = calls("sid").act(case, "fly_to_the_moon")
    assert refused.status_code == 404
    assert refused.json()["code"] == "unknown"


def test_the_offers_agree_with_what_happens(calls: Calls, case: str) -> None:
    offers = calls("sid").get(f"/cases/{case}/actions").json()["actions"]
    by_name = {offer["name"]: offer for offer in offers}
    assert by_name["recommend"]["possible"]
    assert {o["id"] for o in by_name["recommend"]["outcomes"]} >= {"urgent_response", "more_help"}
    assert [ask["code"] for ask in by_name["recommend"]["asks"]] == ["no_outcome"]
    assert not by_name["send_step_up"]["possible"]
    for offer in offers:
        tried = calls("sid").act(case, offer["name"])
        assert (tried.status_code == 200) == (offer["possible"] and not offer["asks"]), offer
        if tried.status_code == 200:
            break
        assert offer["possible"] or offer["refusals"]
        assert all(reason["clauses"] for reason in offer["refusals"])


def test_true_and_several_choices_are_answers_too(calls: Calls, case: str) -> None:
    calls("sid").act(case, "recommend", outcome="urgent_response")
    said = {**world.STEP_UP, "strategy_discussion_required": True}
    assert calls("sid").act(case, "send_step_up", fields=said).status_code == 200


def test_a_worker_is_named_and_the_case_says_so(calls: Calls, case: str) -> None:
    calls("sid").act(case, "recommend", outcome="urgent_response")
    calls("sid").act(case, "send_step_up", fields=world.STEP_UP)
    assert calls("bea").act(case, "allocate", fields={"worker": "ola"}).status_code == 200
    now = calls("ola").get(f"/cases/{case}").json()
    assert now["worker"] == {"id": "ola", "name": "Ola Example"}
    assert now["accountable"]["people"] == [{"id": "ola", "name": "Ola Example"}]
    named = next(c for c in now["clocks"] if c["rule"] == "named_worker")
    assert (named["state"], named["left"]) == ("met", "")


def test_the_chronology_tells_it_in_order_with_names(calls: Calls, case: str) -> None:
    calls("sid").act(case, "recommend", outcome="more_help")
    told = calls("sid").get(f"/cases/{case}/chronology").json()
    numbers = [entry["number"] for entry in told["entries"]]
    assert numbers == sorted(numbers)
    assert told["entries"][0]["says"] == "The case was opened"
    assert told["entries"][-1]["by_name"] == "Sid Example"
    page = calls("sid").get(f"/cases/{case}/chronology?limit=2").json()
    assert page["more"]
    before = (
        calls("sid").get(f"/cases/{case}/chronology?limit=2&before={page['entries'][0]['number']}").json()
    )
    assert before["entries"][-1]["number"] < page["entries"][0]["number"]


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        ([Code.UNKNOWN], 404),
        ([Code.NOT_YOURS], 403),
        ([Code.MISSING, Code.NOT_YOU_AGAIN], 403),
        ([Code.ALREADY, Code.REASON_NOT_YOURS], 403),
        ([Code.MISSING], 422),
        ([Code.MISSING, Code.BAD_TIME, Code.NO_OUTCOME, Code.REASON_NEEDED, Code.BAD_VALUE], 422),
        ([Code.NO_TEAM], 422),
        ([Code.CHOOSE_ROUTE], 422),
        ([Code.HELD], 409),
        ([Code.MISSING, Code.NOT_HERE], 409),
        ([Code.ALREADY], 409),
        ([Code.CLOSED], 409),
        ([Code.IMPOSSIBLE], 409),
        ([Code.NOT_COVERED], 409),
        ([Code.STALE], 409),
    ],
)
def test_the_status_of_several_reasons(codes: list[Code], status: int) -> None:
    assert status_of(Reason(code, "") for code in codes) == status
    assert status_of(Reason(code, "") for code in reversed(codes)) == status
