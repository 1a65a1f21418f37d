"""What York's step-down planner and closure check show, on the real pages."""

import pytest

from baton.services import present, reading
from tests.scenarios import seen_pages
from tests.scenarios.york import Town

pytestmark = pytest.mark.django_db


def _after(page: str, heading: str, until: str) -> str:
    """What stands on a page between two of its words."""
    start = page.index(heading) + len(heading)
    return page[start : page.index(until, start)]


@pytest.mark.clause("YRK-057", "YRK-085")
def test_the_planner_says_what_is_needed_on_this_way_and_who_owes_it_by_when(rows: None) -> None:
    town = Town().told("The review meeting has agreed the step-down")
    page = town.page("plans_worker", "/cases/{Ada}/transfer/")
    assert "Step-down planner: from Safeguarding and Interventions 1 to A partner agency" in page
    assert "Where the step-down begins: a Child in Need plan." in page
    missing, apart = (
        _after(page, " Missing ", " In order "),
        _after(page, "Not applicable (", "Other transfers"),
    )
    assert (
        "The closing of the plan is not done: the next action 'Close Case to Children's Social Work Services' for this child, "
        "and the meeting record finished. Add the next action for this child and finish the meeting record. "
        "For Polly Wood by Fri 13 Mar, 00:00. Blocks Clauses YRK-057 (draft) , YRK-116 (draft)" in missing
    )
    assert "No ending visit with the family has been recorded." in missing
    assert "Blocks, unless the Manager" in missing
    assert "Single Assessment" not in missing
    assert "From a Single Assessment No completed Single Assessment recommends early help." in apart


@pytest.mark.clause("YRK-041")
def test_the_planner_of_an_assessment_asks_for_the_signpost_and_leads_there(rows: None) -> None:
    town = Town().told("The family has been asked, and a lead has accepted")
    page = town.page("assess_worker", "/cases/{Ada}/transfer/")
    assert "Where the step-down begins: a Single Assessment." in page
    missing = _after(page, " Missing ", " In order ")
    assert "From a Single Assessment The closing of the Single Assessment is not done" in missing
    assert "review Child in Need meeting" not in missing
    assert "Endings No ending visit" in missing


def test_what_is_late_says_since_when_it_was_due(rows: None) -> None:
    town = Town().told("The review meeting has agreed the step-down").play({"time": "Mon 16 Mar 2026 09:00"})
    page = town.page("plans_worker", "/cases/{Ada}/transfer/")
    assert "For Polly Wood, due since Fri 13 Mar, 00:00." in page


def test_a_line_leads_to_what_puts_it_right_for_whoever_may(rows: None) -> None:
    town = Town().told("The review meeting has agreed the step-down")
    with present.stopped_at(town.stage.now):
        own = town.browser("plans_worker").get("/cases/{Ada}/transfer/".format(**town.refs)).content.decode()
        other = town.browser("mash_worker").get("/cases/{Ada}/transfer/".format(**town.refs)).content.decode()
    lines = own[own.index('id="checks"') :]
    assert 'do/start_closure/">The case closure process has not been started.' in lines
    assert 'do/add_close_action/">The closing of the plan is not done' in lines
    assert "do/start_closure/" not in other
    assert "Done by: Start the closure." in seen_pages.words(other)


def test_early_help_has_no_step_down_planner(rows: None) -> None:
    town = Town().told("A step-down from a Child in Need plan is complete, and nothing was passed over")
    assert "Step-down planner" not in town.page("mash_worker", "/cases/{Ada}/transfer/")


@pytest.mark.clause("YRK-085", "YRK-116")
def test_the_closure_check_names_the_third_child_of_a_group_as_incomplete(rows: None) -> None:
    town = Town().told(
        "Two of three children are closed, and the third is listed as incomplete and stays open"
    )
    page = town.page("plans_worker", "/cases/{Cal}/closure/")
    assert "Closure check Not complete: Cal. Complete: Ann, Bea." in page
    cal = _after(page, "Cal Not complete", "In order")
    assert "With Safeguarding and Interventions 1 (Polly Wood). Not complete: 2 things are open." in cal
    assert "the next action 'Close Case to Children's Social Work Services' for this child" in cal
    assert "For Polly Wood, due since 00:00." in cal
    assert "Blocks Clauses YRK-057 (draft) , YRK-116 (draft)" in cal


@pytest.mark.clause("YRK-116")
def test_a_child_that_is_closed_is_complete_with_who_closed_it(rows: None) -> None:
    town = Town().told(
        "Two of three children are closed, and the third is listed as incomplete and stays open"
    )
    page = town.page("mash_worker", "/cases/{Ann}/closure/")
    assert "Not complete: Cal. Complete: Ann, Bea." in page
    assert "Complete: Close to social care and step down, Polly Wood, Wed 11 Mar, 12:00." in page


def test_the_closure_check_hides_what_is_open_with_a_child_the_reader_does_not_work_with(rows: None) -> None:
    town = Town().told(
        "Two of three children are closed, and the third is listed as incomplete and stays open"
    )
    page = town.page("families_worker", "/cases/{Ann}/closure/")
    cal = _after(page, "Cal Hidden", "Baton for York")
    assert "You do not work with this child." in cal
    assert "Blocks" not in cal


def test_every_record_that_the_closure_check_opens_is_noted(rows: None) -> None:
    town = Town().told("Three children of one family come to one conference")
    town.page("plans_worker", "/cases/{Ann}/closure/")
    seen = {
        entry.ref
        for name in town.refs
        for entry in reading.readers(town.refs[name])
        if entry.page == "closure"
    }
    assert seen == set(town.refs.values())


@pytest.mark.clause("YRK-116")
def test_with_nothing_open_the_group_is_ready_to_close(rows: None) -> None:
    town = Town().told("With its closing done, the step-down from a Child in Need plan waits for nothing")
    page = town.page("plans_worker", "/cases/{Ada}/closure/")
    assert "Closure check Ready to close: Ada." in page
    assert "Nothing is open." in page
    assert "Asked on the form itself (1) When the support starts" in page


def test_the_closure_check_is_one_of_the_tabs(rows: None) -> None:
    town = Town().told("The review meeting has agreed the step-down")
    assert "Step-down planner Closure check Moves" in town.page("plans_worker", "/cases/{Ada}/", whole=True)


@pytest.mark.clause("YRK-102", "YRK-112", "YRK-125")
def test_the_duty_worker_sees_the_form_on_their_list_while_the_child_stays(rows: None) -> None:
    town = Town().told(
        "A Targeted Intervention form of an assessment goes to the duty worker and nowhere else"
    )
    page = town.page("duty_worker", "/trays/duty_workers_list:advice/")
    assert "Ada" in page
    assert "Ada" in town.page("practice_manager", "/trays/duty_workers_list:advice/")
    assert "Assessment Team 1" in town.page("duty_worker", "/cases/{Ada}/")


@pytest.mark.clause("YRK-110")
def test_section_2_shows_what_the_analysis_says_with_its_source(rows: None) -> None:
    town = Town().told("What the analysis says is pulled through into Section 2")
    page = town.page("assess_worker", "/cases/{Ada}/do/write_section_2/")
    assert "Single Assessment" in page
    assert "The school meets her mother each week" in page
