"""Which way York's step-down planner shows, what it leads to next, and what it says of the ways that are not open."""

from datetime import timedelta

import pytest

from baton.services import present
from tests.scenarios.york import Town

pytestmark = pytest.mark.django_db
LEAD_PROPOSED_LATE = "A lead who was proposed too late is flagged when the step-down is complete"


@pytest.mark.clause("YRK-032")
def test_a_screening_that_came_out_otherwise_is_not_the_way_that_is_shown(rows: None) -> None:
    page = Town().told("The lead is contacted and accepts").page("mash_manager", "/cases/{Ada}/transfer/")
    assert "Step-down planner: from MASH to A partner agency: Down to a plan led by a partner" in page
    assert "Ask a MASH manager to record it." in page
    assert "Could go: From MASH to Assessment Team 1" in page


def test_a_way_that_does_not_apply_is_said_once_with_what_it_lacks(rows: None) -> None:
    page = Town().told("The lead is contacted and accepts").page("mash_manager", "/cases/{Ada}/transfer/")
    assert "Down to one service (to Single service) Does not apply" in page
    assert "Could go: From MASH to A single service" not in page


@pytest.mark.clause("YRK-104")
def test_what_is_missing_leads_to_the_next_action_of_this_way_and_not_of_another(rows: None) -> None:
    town = Town().told("A request after an assessment is on the list of the transfer meeting")
    page = town.page("assess_worker", "/cases/{Ada}/transfer/")
    missing = page[page.index(" Missing ") : page.index(" In order ")]
    assert "The early help recording form has not been assigned." in missing
    assert "Close Case to Children's Social Work Services" not in missing
    assert "Invite every agency" not in page
    assert "Add the close action for each child" not in page
    with present.stopped_at(town.stage.now):
        raw = town.browser("assess_worker").get("/cases/{Ada}/transfer/".format(**town.refs)).content.decode()
    assert 'do/signpost/">The early help recording form has not been assigned.' in raw


def test_a_step_with_much_in_its_way_says_the_first_and_leaves_the_rest_to_the_checklist(rows: None) -> None:
    town = Town().told("A request after an assessment is on the list of the transfer meeting")
    page = town.page("assess_worker", "/cases/{Ada}/transfer/")
    assert "more: the checklist has each of them." in page
    assert "things are missing: the checklist" in page


@pytest.mark.clause("YRK-120")
def test_where_section_2_says_that_the_plan_is_opens_that_record(rows: None) -> None:
    town = Town().told(LEAD_PROPOSED_LATE)
    with present.stopped_at(town.stage.now):
        raw = town.browser("plans_worker").get("/cases/{Ada}/forms/".format(**town.refs)).content.decode()
    assert f'href="/cases/{town.refs["Ada"]}/forms/#form-review_meeting">Open<' in raw
    assert 'id="form-review_meeting"' in raw


@pytest.mark.clause("YRK-103")
def test_a_form_has_waited_since_it_was_assigned_and_comes_from_those_who_still_have_the_child(
    rows: None,
) -> None:
    town = Town().told("The form of a family whose request is agreed has reached the duty worker")
    began = town.stage.now
    town.play({"time": f"{began + timedelta(hours=3):%Y-%m-%d %H:%M}"})
    page = town.page("practice_manager", "/trays/duty_workers_list:advice/")
    assert "Assessment Team 1 Asa Wray 10:00 waiting 3 hours" in page
