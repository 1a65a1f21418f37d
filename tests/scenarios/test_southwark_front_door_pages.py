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


FOR_NOW = "Southwark in the first instance (4.3.4), until another authority accepts"


@pytest.mark.clause("SWK-162")
def test_the_childs_own_page_says_which_authority_is_responsible_once_that_is_worked_out(rows: None) -> None:
    town = Town().told("Whichever hospital it was, A&I assesses")
    page = town.page("ai_lead", "/cases/{" + next(iter(town.refs)) + "}/")
    assert "Which authority is responsible: Southwark." in page
    after = Town().told("A changed address shows the change and the reason")
    page = after.page("ai_lead", "/cases/{" + next(iter(after.refs)) + "}/")
    assert f"Which authority is responsible: {FOR_NOW}." in page


@pytest.mark.clause("SWK-162")
def test_a_child_of_whom_no_address_is_settled_has_no_such_line(rows: None) -> None:
    town = Town().told("A hospital's referral is opened in A&I")
    assert "Which authority is responsible:" not in town.page(
        "ai_lead", "/cases/{" + next(iter(town.refs)) + "}/"
    )


@pytest.mark.clause("SWK-270")
def test_a_babys_own_page_says_which_authority_is_answerable_for_it_and_the_mothers_does_not(
    rows: None,
) -> None:
    town = Town().told("Mia's unborn baby has a case with A&I")
    line = "Which authority is answerable for the baby: Southwark."
    assert line in town.page("ai_lead", "/cases/{Baby}/")
    assert "answerable for the baby" not in town.page("care_lead", "/cases/{Mia}/")


@pytest.mark.clause("SWK-026")
def test_the_sign_off_names_what_the_core_information_lacks_and_when_it_was_last_brought_up_to_date(
    rows: None,
) -> None:
    lacks = {"core_information": "not_met", "core_information_missing": "No telephone number of the father"}
    marked = {
        "by": "ai_worker",
        "do": "mark_checklist",
        "with": {**lacks, "core_information_date": "2026-02-20"},
    }
    town = Town().play({"after": "A child with no line met is to go to SFS Blue"}, marked)
    page = town.page("ai_ap", "/cases/{Ada}/do/sign_off/")
    assert (
        "2.1.1 Core information: not met. What the core information lacks: No telephone number of the father. "
        "When it was last brought up to date: Fri 20 Feb 2026." in page
    )


@pytest.mark.clause("SWK-013")
def test_a_refused_delay_and_a_refused_move_are_kept_with_the_ground_on_which_they_were_refused(
    rows: None,
) -> None:
    town = Town().told("Full group and poor record: the child comes all the same")
    page = town.page("ai_lead", "/cases/{Ada}/chronology/")
    assert "Say why the transfer is late was tried and refused" in page
    assert (
        "Because something it needs was not there. Capacity, caseload, vacancies and waiting lists are no reason to "
        "hold a child back." in page
    )
    assert "Go outside the procedure was tried and refused" in page
    assert "The reason given: Her record is in no state" in page
