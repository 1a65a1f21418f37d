"""Portsmouth's clauses as a reviewer met them on the real pages: what is withheld, who may be asked, what shows at first."""

import pytest

from baton.services import present
from tests.scenarios.portsmouth import Town

pytestmark = pytest.mark.django_db


@pytest.mark.clause("PTM-171", "PTM-172")
def test_an_assessment_that_may_not_be_shared_is_read_by_nobody_in_early_help(rows: None) -> None:
    town = Town().told("A consent to step down never counts as a consent to share")
    for address in ("/cases/{Ada}/forms/", "/cases/{Ada}/chronology/"):
        page = town.page("teh_manager", address)
        assert "Complete the social work assessment" in page
        assert "Help with routines at home" not in page
    assert "What was written is read only by" in town.page("teh_manager", "/cases/{Ada}/forms/")
    shared = Town().told("A locality case goes straight to the targeted early help manager of the locality")
    assert "Help with routines at home" in shared.page("teh_manager", "/cases/{Ada}/forms/")


@pytest.mark.clause("PTM-042")
def test_the_mash_records_advice_from_the_page_of_teams_and_reads_it_there_with_its_day(rows: None) -> None:
    town = Town().told("A professional has advice of the MASH without making a contact")
    page = town.page("mash_worker", "/teams/")
    assert "Record advice given to a professional" in page
    assert "Record advice given to a professional" not in town.page("north_worker", "/teams/")
    with present.stopped_at(town.stage.now):
        answer = town.browser("mash_worker").get("/cases/portsmouth.team.mash/")
    assert answer.status_code == 302  # it has no child to give an overview of; its chronology is shown
    page = town.page("mash_worker", "/cases/portsmouth.team.mash/chronology/")
    assert "What was advised: The school nurse" in page
    assert "Mon 2 Mar 2026" in page


@pytest.mark.clause("PTP-038", "PTM-055")
def test_the_receiving_team_reads_first_why_the_contact_was_made_and_no_stage_that_is_over(
    rows: None,
) -> None:
    town = Town().told("What the decision needs is named at once, each with its clause")
    page = town.page("north_service_leader", "/cases/{Ada}/")
    assert "Why the contact was made" in page
    town = Town().told("A looked after child is with the locality team")
    page = town.page("north_worker", "/cases/{Ada}/")
    assert "It stands as: Amber: social care assessment" in page
    assert "To be screened" not in page


@pytest.mark.clause("PTP-268")
def test_the_heads_read_what_each_side_has_said_and_since_when(rows: None) -> None:
    town = Town().told(
        "A dispute the service leaders cannot settle goes to the heads, who record one decision"
    )
    town.play({"time": "Tue 2 Jun 2026 16:00"})
    page = town.page("head", "/cases/{Ada}/chronology/")
    for said in ("The plan is agreed", "It may yet change", "She goes to Through Care"):
        assert said in page


@pytest.mark.clause("PTP-262", "PTP-263")
def test_who_waits_for_a_worker_is_shown_with_the_wait_and_the_wait_is_kept(rows: None) -> None:
    town = Town().told("A child whom nobody in the locality takes up goes up to the next manager too")
    page = town.page("north_service_leader", "/reports/waiting-for-a-worker/")
    assert "Ada" in page
    assert "children; in this post" in town.page("north_service_leader", "/cases/{Ada}/do/allocate/")
