"""What stands open now on Southwark's lists, and what its pages say where no route fits, on the real pages."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

MONDAY = "Mon 2 Mar 2026 09:00"
OTHER_DAYS = "?from=1+5+2026&to=31+5+2026"
"""Days on which nothing was done: a list of what stands now is the same on every one."""


@pytest.mark.clause("SWK-156")
def test_a_plan_moving_in_is_listed_with_its_days_and_the_date_of_its_conference(rows: None) -> None:
    child = {"children": [{"name": "Una", "born": "2018-05-01"}], "at": MONDAY, "by": "qa_admin"}
    notice = {"authority": "Lewisham", "their_worker": "J Bloggs, 020"}
    town = Town().play(
        {"contact": {**child, "facts": {"arrival": "cp_elsewhere"}}},
        {"by": "qa_admin", "do": "register_notice", "with": notice},
        {"time": "Thu 5 Mar 2026 09:00"},
    )
    page = town.page("qa_admin", "/reports/plans-moving-in/" + OTHER_DAYS)
    assert "Una" in page and "Lewisham" in page and "Awaiting a transfer-in conference" in page
    arrange = "Transfer-in conference: Arrange the transfer-in conference"
    assert arrange in town.page("qa_admin", "/cases/{Una}/")
    happened = "2026-03-17 10:00"
    town = town.play(
        {"by": "qa_admin", "do": "transfer_in_conference", "planned": True, "happened": happened}
    )
    assert "17 Mar 2026" in town.page("qa_admin", "/reports/plans-moving-in/" + OTHER_DAYS)


@pytest.mark.clause("SWK-190")
def test_babies_worked_with_jointly_are_listed_with_their_age(rows: None) -> None:
    town = Town().told("A baby who may be relinquished is worked with jointly")
    page = town.page("permanence_lead", "/reports/joint-working/" + OTHER_DAYS)
    assert "Babies worked with jointly" in page and "Baby" in page and "Anna Wood" in page
    after = Town().told("The finding that a baby is not relinquished ends the joint work")
    assert "Anna Wood" not in after.page("permanence_lead", "/reports/joint-working/" + OTHER_DAYS)


@pytest.mark.clause("SWK-223")
def test_a_referral_made_late_is_listed_with_the_days_between_and_the_reason(rows: None) -> None:
    town = Town().told("A pregnancy not referred on the day is flagged")
    page = town.page("ai_lead", "/reports/pre-birth-referrals/?from=1+3+2026&to=31+3+2026")
    assert "1 The message lay in a shared mailbox" in page


@pytest.mark.clause("SWK-078")
def test_where_no_route_fits_the_page_of_moves_says_so(rows: None) -> None:
    town = Town().told("The finding that a baby is relinquished moves the baby")
    page = town.page("permanence_lead", "/cases/{Baby}/transfer/")
    assert "No route in the protocol fits" in page and "what each lacks" in page
    assert "Step down to Early Help" not in page.partition("Routes that do not apply")[0]


@pytest.mark.clause("SWK-078")
def test_where_a_route_is_open_the_page_does_not_say_that_none_fits(rows: None) -> None:
    child = {"children": [{"name": "Ivo", "born": "2018-05-01"}], "at": MONDAY, "by": "ai_worker"}
    page = Town().play({"contact": child}).page("ai_lead", "/cases/{Ivo}/transfer/")
    assert "To SFS at the conference" in page and "No route in the protocol fits" not in page
