"""Southwark's reports of what stands now, on the real pages: nobody is left out because of when the case came."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

BEN = (
    {"contact": {"children": ["Ben"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}},
    {"learns": {"by": "ai_worker", "fact": "legal_status", "value": "section_20"}},
)


@pytest.mark.clause("SWK-019", "SWK-018", "SWK-008")
def test_a_looked_after_child_with_no_worker_is_listed_however_long_ago_the_case_came(rows: None) -> None:
    town = Town().play(*BEN, {"time": "Mon 4 May 2026 08:00"})
    page = town.page("ai_lead", "/reports/no-lead-worker/")
    assert "1 Children" in page
    assert f"Ben {town.refs['Ben']} A&I group 1 looked after under section 20 Open" in page
    assert "Ben " + town.refs["Ben"] in town.page("ai_lead", "/reports/moves-and-workers/")


@pytest.mark.clause("SWK-019")
def test_a_looked_after_child_with_a_worker_is_not_listed(rows: None) -> None:
    town = Town().play(*BEN, {"by": "ai_lead", "do": "allocate", "with": {"worker": "ai_worker"}})
    assert "0 Children" in town.page("ai_lead", "/reports/no-lead-worker/")


@pytest.mark.clause("SWK-160")
def test_a_hospitals_referral_without_acknowledgement_is_listed_with_the_hours(rows: None) -> None:
    town = Town().told("A hospital's referral is opened in A&I").play({"time": "Mon 2 Mar 2026 14:30"})
    address = "/reports/hospital-referrals-not-acknowledged/"
    page = town.page("ai_lead", address)
    assert "Hours since" in page
    assert f"Bea {town.refs['Bea']} A&I group 1 02/03/2026 5 Open" in page


@pytest.mark.clause("SWK-160")
def test_one_that_was_acknowledged_is_not_listed(rows: None) -> None:
    town = Town().told("Every hospital's referral is acknowledged to whoever made it")
    assert "0 rows" in town.page("ai_lead", "/reports/hospital-referrals-not-acknowledged/")
