"""Portsmouth's clauses on the locality teams that are about what people see, on the real pages, after stories are told."""

import pytest

from tests.scenarios.portsmouth import Town

pytestmark = pytest.mark.django_db


@pytest.mark.clause("PTP-155", "PTP-157")
def test_assessments_under_way_show_both_counts(rows: None) -> None:
    page = (
        Town()
        .told("A child is assessed by the locality team")
        .page("head", "/reports/assessments-under-way/")
    )
    assert "Days since received" in page
    assert "Days since a worker was named" in page
    assert "Ada" in page


@pytest.mark.clause("PTP-156")
def test_each_extension_is_listed_with_who_agreed_it_and_those_that_came_too_late_by_their_own_name(
    rows: None,
) -> None:
    town = Town().told("What is late stays late, whatever date is agreed afterwards")
    page = town.page("head", "/reports/assessment-extensions/")
    assert "Agree a date for an assessment that is late already" in page
    assert "Her father comes back on Monday" in page
    assert "Liam Nash" in page


@pytest.mark.clause("PTP-156")
def test_the_first_date_stays_visible_beside_the_new_one(rows: None) -> None:
    page = Town().told("A manager has agreed more time").page("north_worker", "/cases/{Ada}/")
    assert "Her school answers on Thursday. It was first due on Mon 16 Mar 2026" in page


@pytest.mark.clause("PTP-168")
def test_nobody_of_the_line_management_is_offered_as_chair(rows: None) -> None:
    town = Town().told("A child is assessed by the locality team")
    town.play({"appoint": {"who": "north_manager", "role": "conference_chair"}})
    page = town.page("north_worker", "/cases/{Ada}/do/hold_conference/")
    assert "Chas Hart" in page
    assert "Liam Nash" not in page


@pytest.mark.clause("PTP-170", "PTP-171")
def test_an_early_end_of_support_is_listed_with_its_ground(rows: None) -> None:
    town = Town().told("The family declines support, and the team leader lets it end before the three months")
    page = town.page("head", "/reports/early-ends-of-support/")
    assert "The family has declined it" in page
    assert "They want no more visits" in page


@pytest.mark.clause("PTP-109", "PTP-110", "PTP-112", "PTM-171")
def test_the_receiver_sees_the_assessment_and_what_goes_on_and_who_provides_it(rows: None) -> None:
    town = Town().told("A family has been stepped down")
    page = town.page("teh_manager", "/cases/{Ada}/chronology/")
    for said in ("Weekly parenting help", "Who provides it", "Complete the social work assessment"):
        assert said in page


@pytest.mark.clause("PTP-108", "PTM-167", "PTM-168", "PTM-169")
def test_step_downs_are_listed_and_those_not_reported_beside_them(rows: None) -> None:
    town = Town().told("A family has been stepped down")
    assert "Ada" in town.page("hub", "/reports/step-downs/")
    assert "Ada" in town.page("head", "/reports/step-downs-not-reported/")
    assert "Assessment withheld" not in town.page("teh_manager", "/trays/targeted:north/")


@pytest.mark.clause("PTP-019", "PTP-114")
def test_a_step_down_without_a_handover_meeting_is_in_the_report_of_exceptions(rows: None) -> None:
    town = Town().told("A step-down is handed over at a meeting, or a team leader says why there is none")
    assert "The family cannot travel" in town.page("head", "/reports/transfers-without-a-meeting/")
