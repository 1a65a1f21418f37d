"""Portsmouth's reports of early help, on the real pages: the register, the weekly report, and the agenda of the meetings."""

import pytest

from baton.services import councils
from tests.scenarios.portsmouth import Town

pytestmark = pytest.mark.django_db

TARGETED = "A family is with targeted early help"
OUTSIDE = "A family is led by a professional outside"
WEEK = "/reports/weekly-report/?from=2026-03-02&to=2026-03-08"


@pytest.mark.clause("PTP-085", "PTP-086", "PTM-081")
def test_the_register_has_the_service_and_the_lead_of_whoever_is_led_outside(rows: None) -> None:
    page = Town().told(OUTSIDE).page("hub", "/reports/early-help-register/")
    assert "1 Children" in page
    assert "0 Incomplete: no service" in page
    assert "School nursing" in page
    assert "School nurse" in page


@pytest.mark.clause("PTP-085", "PTP-086", "PTM-081")
def test_a_child_whose_help_carries_on_elsewhere_is_listed_as_incomplete_until_the_service_is_recorded(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
        {"by": "senior", "do": "decide", "outcome": "one_service", "danger": "Somebody may hurt her"},
        {"by": "mash_manager", "do": "close_contact"},
    )
    assert "1 Incomplete: no service" in town.page("hub", "/reports/early-help-register/")
    act = {
        "act": "record_service", "by": "hub", "outcome": "", "item": "", "at": None, "reasons": {}, "danger": "",
        "team": "", "route": "", "planned": False, "transcribed": "",
        "fields": {"service": "Family nurses", "lead": "Nia Nurse"},
    }  # fmt: skip
    assert town.stage.do([town.refs["Ada"]], act) is None
    page = town.page("hub", "/reports/early-help-register/")
    assert "1 Children" in page
    assert "0 Incomplete: no service" in page
    assert "Family nurses" in page


@pytest.mark.clause("PTP-085", "PTM-081")
def test_nobody_is_on_the_register_before_early_help_is_given_or_after_it_has_ended(rows: None) -> None:
    town = Town().told("The hub decides on intensive support")
    assert "0 Children" in town.page("hub", "/reports/early-help-register/")
    town = Town().told("Early help ends with what has changed for the family")
    assert "0 Children" in town.page("hub", "/reports/early-help-register/")


@pytest.mark.clause("PTP-093", "PTP-094", "PTP-095", "PTM-090", "PTM-091", "PTM-092", "PTM-119", "PTM-120")
@pytest.mark.clause("PTM-121", "PTM-122", "PTM-123", "PTM-124", "PTM-125", "PTM-126", "PTM-130")
def test_the_weekly_report_has_the_decisions_of_its_week_with_lead_and_troubled_families(rows: None) -> None:
    town = Town().told(TARGETED)
    page = town.page("hub", WEEK)
    assert "1 Decisions" in page
    assert "1 Can be attached to Troubled Families" in page
    assert "Intensive support from the locality targeted early help team North Yes School nurse" in page
    for heading in councils.protocol("portsmouth").imports["contacts"].columns:  # the council's own sheet
        assert heading in page
    assert "0 Decisions" in town.page("hub", "/reports/weekly-report/?from=2026-03-09&to=2026-03-15")


@pytest.mark.clause("PTP-095", "PTM-092")
def test_a_family_barred_by_a_claim_is_not_marked(rows: None) -> None:
    town = Town().told(TARGETED)
    town.play(
        {"time": "Mon 2 Mar 2026 12:30"},
        {"on": "council portsmouth", "by": "hub", "do": "send_weekly_report", "item": "2026-03-02",
         "with": {"decisions": "1", "attachable": "1", "kept": "Hub drive"}},
    )  # fmt: skip
    act = {
        "act": "record_claim", "by": "hub", "outcome": "phase_one", "item": "", "at": None, "reasons": {},
        "danger": "", "team": "", "route": "", "planned": False, "transcribed": "", "fields": {"reference": "PBR-1"},
    }  # fmt: skip
    assert town.stage.do([town.refs["Ada"]], act) is None
    page = town.page("hub", WEEK)
    assert "0 Can be attached to Troubled Families" in page
    assert "North No School nurse" in page


@pytest.mark.clause("PTP-102", "PTP-103", "PTP-104", "PTM-133", "PTM-134", "PTM-135", "PTM-139")
def test_the_agenda_of_the_meetings_has_allocations_assessments_and_progress(rows: None) -> None:
    page = Town().told(OUTSIDE).page("mat_manager", "/reports/monthly-meetings/")
    assert "North 1 : Children, North 1 : Assessments outstanding, North 1 : Led outside" in page
    assert "School nursing School nurse 0 Open" in page
    assert "Days since the network meeting" in page


@pytest.mark.clause("PTM-032", "PTM-033")
def test_starting_conversations_are_listed_with_the_days_and_why_there_was_none(rows: None) -> None:
    town = Town().told("A contact with no starting conversation is flagged with why and decided all the same")
    page = town.page("mash_manager", "/reports/starting-conversations/")
    assert "1 With no conversation" in page
    assert "A neighbour rang and knows them little" in page
