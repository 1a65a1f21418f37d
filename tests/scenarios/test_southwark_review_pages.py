"""What stands open now on Southwark's lists, and what its pages say where no route fits, on the real pages."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

MONDAY = "Mon 2 Mar 2026 09:00"
OTHER_DAYS = "?from=1+5+2026&to=31+5+2026"
"""Days on which nothing was done: a list of what stands now is the same on every one."""


def moving_in() -> list[dict[str, object]]:
    child = {"children": [{"name": "Una", "born": "2018-05-01"}], "at": MONDAY, "by": "qa_admin"}
    notice = {"authority": "Lewisham", "their_worker": "J Bloggs, 020"}
    return [
        {"contact": {**child, "facts": {"arrival": "cp_elsewhere"}}},
        {"by": "qa_admin", "do": "register_notice", "with": notice},
        {"time": "Thu 5 Mar 2026 09:00"},
    ]


@pytest.mark.clause("SWK-156")
def test_a_plan_moving_in_that_awaits_its_conference_is_listed_and_asked_for(rows: None) -> None:
    town = Town().play(*moving_in())
    page = town.page("qa_admin", "/reports/plans-moving-in/" + OTHER_DAYS)
    assert "Una" in page
    assert "Lewisham 3" in page
    assert "Awaiting a transfer-in conference" in page
    assert "Transfer-in conference" in town.page("qa_admin", "/cases/{Una}/").partition("Who held")[0]


@pytest.mark.clause("SWK-156")
def test_a_plan_moving_in_is_listed_with_the_date_of_its_conference(rows: None) -> None:
    planned = {"planned": True, "happened": "2026-03-17 10:00"}
    town = Town().play(*moving_in(), {"by": "qa_admin", "do": "transfer_in_conference", **planned})
    assert "17/03/2026" in town.page("qa_admin", "/reports/plans-moving-in/" + OTHER_DAYS)


@pytest.mark.clause("SWK-190")
def test_babies_worked_with_jointly_are_listed_with_their_age(rows: None) -> None:
    town = Town().told("A baby who may be relinquished is worked with jointly")
    page = town.page("permanence_lead", "/reports/joint-working/" + OTHER_DAYS)
    assert "Baby" in page
    assert "Anna Wood Permanence 1 Social Worker 02/03/2026 0" in page


@pytest.mark.clause("SWK-190")
def test_a_finding_takes_a_baby_off_the_list(rows: None) -> None:
    town = Town().told("The finding that a baby is not relinquished ends the joint work")
    assert "Anna Wood" not in town.page("permanence_lead", "/reports/joint-working/" + OTHER_DAYS)


@pytest.mark.clause("SWK-223")
def test_a_referral_made_late_is_listed_with_the_days_between_and_the_reason(rows: None) -> None:
    town = Town().told("A pregnancy not referred on the day is flagged")
    page = town.page("ai_lead", "/reports/pre-birth-referrals/?from=1+3+2026&to=31+3+2026")
    assert "1 The message lay in a shared mailbox" in page


@pytest.mark.clause("SWK-078")
def test_where_no_route_fits_the_page_of_moves_says_so(rows: None) -> None:
    town = Town().told("A child whose plan is adoption is with SFS")
    (ref,) = set(town.refs.values())
    page = town.page("blue_2_practice_group_lead", f"/cases/{ref}/transfer/")
    assert "No route in the protocol fits" in page
    assert "what each lacks" in page
    assert "Step down to Early Help" not in page.partition("Routes that do not apply")[0]


@pytest.mark.clause("SWK-078")
def test_where_a_route_is_open_the_page_does_not_say_that_none_fits(rows: None) -> None:
    child = {"children": [{"name": "Ivo", "born": "2018-05-01"}], "at": MONDAY, "by": "ai_worker"}
    page = Town().play({"contact": child}).page("ai_lead", "/cases/{Ivo}/transfer/")
    assert "To SFS at the conference" in page
    assert "No route in the protocol fits" not in page
