"""What Southwark's front door, its disability team and its reports show, on the real pages."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db


@pytest.mark.clause("SWK-120")
def test_a_plan_moving_in_waits_in_mash_tray_and_says_since_when(rows: None) -> None:
    town = Town().told("A Child in Need plan moving in waits with MASH")
    page = town.page("mash_manager", "/trays/mash_tray:mash/")
    assert "A Child in Need plan moving in: not yet decided A contact Mon 2 Mar, 10:00 waiting 1 day" in page


@pytest.mark.clause("SWK-275")
def test_the_teams_page_names_the_cwd_workers_who_sit_in_mash(rows: None) -> None:
    town = Town().told("A Child in Need plan moving in waits with MASH")
    assert "CWD worker in MASH : Cora Wynn" in town.page("mash_manager", "/teams/")


@pytest.mark.clause("SWK-284")
def test_a_child_in_cwd_is_shown_as_held(rows: None) -> None:
    town = Town().told("A severe and permanent disability goes from MASH to CWD")
    page = town.page("disability_social_worker", "/cases/{Ada}/")
    assert "Held under 5.2" in page


@pytest.mark.clause("SWK-289")
def test_transition_is_shown_as_displaced_with_the_reason(rows: None) -> None:
    town = Town().told("Placed with parents under a Care Order at fourteen")
    page = town.page("care_lead", "/cases/{Hal}/transfer/")
    assert "To the Transition Team at 14 (to Transition Team) Displaced" in page
    assert "5.2 is displaced by 4.5.7" in page


@pytest.mark.clause("SWK-164", "SWK-166")
def test_a_temporary_family_is_shown_as_southwark_s_for_now(rows: None) -> None:
    town = Town().told("A family temporarily in Southwark is Southwark's in the first instance")
    page = town.page("ai_worker", "/cases/{Bea}/")
    assert "It stands as: Southwark for now (4.3.4), another authority proposed (4.3.3)" in page


@pytest.mark.clause("SWK-286")
def test_a_report_lists_brothers_and_sisters_apart_with_the_reason(rows: None) -> None:
    town = Town().told("A group away from a brother needs a reason")
    page = town.page("blue_lead", "/reports/families-apart/?from=2026-03-01&to=2026-03-31")
    assert "The two must not meet for now" in page
