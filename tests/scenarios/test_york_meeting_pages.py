"""York's weekly transfer meeting, its hand-over and allocation on the real pages, after stories told through services."""

import re

import pytest

from tests.scenarios.york import Town

pytestmark = pytest.mark.django_db
AGENDA = "/trays/transfer_meeting_list:early_help/agenda/"
ON_THE_LIST = "A request after an assessment is on the list of the transfer meeting"
AFTER_A_PLAN = "A request after a Child in Need plan is on the list of the transfer meeting"
MEETING = {"on": "council york", "by": "practice_manager", "do": "hold_transfer_meeting", "with": {"present": "Prue and Peter"}}  # fmt: skip
BEN = [
    {"contact": {"children": ["Ben"], "by": "mash_worker"}},
    {"for": "Ben", "by": "mash_worker", "do": "screen", "outcome": "assess", "with": {"level": "level_3", "why": "Injuries that need a closer look"}},
    {"for": "Ben", "by": "assess_manager", "do": "allocate_worker", "with": {"worker": "assess_second_worker"}},
    {"for": "Ben", "by": "assess_second_worker", "do": "complete_assessment", "outcome": "early_help", "with": {"completed": "2026-03-09", "plan": "A worker at home each week", "lead": "A practitioner"}},
    {"for": "Ben", "by": "assess_second_worker", "do": "propose_step_down", "with": {"support": "targeted", "purpose": "meet_need", "need": "Bedtimes and school mornings", "help": "Somebody at home each week"}},
    {"for": "Ben", "by": "assess_second_worker", "do": "take_consent", "item": "Mother", "outcome": "given", "with": {"taken_by": "Ann Wilde", "on": "2026-03-09"}},
    {"for": "Ben", "by": "assess_second_worker", "do": "ask_for_targeted", "with": {"source": "single_assessment", "identified": "2026-03-09", "meeting": "2026-03-10", "what": "Help with school mornings"}},
]  # fmt: skip


def waiting() -> Town:
    """Ada has waited since Thursday, Ben since Monday."""
    return Town().told(ON_THE_LIST).play({"time": "Mon 9 Mar 2026 09:00"}, *BEN)


@pytest.mark.clause("YRK-058", "YRK-060")
def test_the_agenda_lists_who_waits_the_longest_first_with_the_meetings_missed(rows: None) -> None:
    town = waiting()
    page = town.page("practice_manager", AGENDA)
    assert page.index("Ada") < page.index("Ben")
    assert "Waiting (2)" in page
    assert "Ada Thu 5 Mar 2026" in page
    assert "Ben Mon 9 Mar 2026" in page
    assert "A worker at home each week" in page
    assert "Assessment Team 1 Asa Wray" in page
    assert "held since" not in page
    town.play(
        {**MEETING, "at": "Tue 10 Mar 2026 14:00", "item": "2026-03-10"}, {"time": "Wed 11 Mar 2026 09:00"}
    )
    page = town.page("practice_manager", AGENDA)
    assert page.count("1 meeting held since") == 2
    town.play(
        {**MEETING, "at": "Thu 12 Mar 2026 14:00", "item": "2026-03-12"}, {"time": "Fri 13 Mar 2026 09:00"}
    )
    page = town.page("line_manager", AGENDA)
    assert page.count("2 meetings held since") == 2
    assert "1 of them has waited longer than from one meeting to the next" in page


@pytest.mark.clause("YRK-062")
def test_it_is_shown_week_by_week_when_the_meeting_was_held_and_when_there_was_none(rows: None) -> None:
    town = Town().play(
        {"time": "Mon 2 Mar 2026 09:00"}, {"see": {"of": {"on": "council york"}, "owes": "weekly_meeting"}},
        {**MEETING, "at": "Tue 3 Mar 2026 14:00", "item": "2026-03-03"}, {"time": "Tue 10 Mar 2026 09:00"}, {"time": "Tue 17 Mar 2026 09:00"},
    )  # fmt: skip
    page = town.page("practice_manager", AGENDA)
    assert "From Mon 2 Mar 2026: held Tue 3 Mar 2026" in page
    assert "From Mon 9 Mar 2026: No meeting" in page
    assert "From Mon 16 Mar 2026: not held yet" in page
    assert "Record the meeting" in page
    assert "Record the meeting" not in town.page("mash_manager", AGENDA)


@pytest.mark.clause("YRK-063", "YRK-064", "YRK-065")
def test_what_is_decided_is_recorded_from_the_agenda_and_stands_in_the_days_minute(rows: None) -> None:
    town = waiting().play({"time": "Tue 10 Mar 2026 14:00"})
    page = town.page("practice_manager", AGENDA + "?day=2026-03-10&open={Ada}")
    assert "Record the decision: Ada" in page
    assert "Transfer by" in page
    before = {"outcome": "appropriate", "f-meeting_day": "10", "f-meeting_month": "3", "f-meeting_year": "2026", "f-practitioner": "practitioner", "next": AGENDA}  # fmt: skip
    refused = town.post("practice_manager", "/cases/{Ada}/do/discuss_request/", before, 422)
    assert "Say why the request is appropriate" in refused
    assert "An agreed request needs the day by which the family is transferred." in refused
    agreed = {**before, "f-reasons": "It fits what they do", "f-transfer_by": "2026-03-12"}
    town.post("practice_manager", "/cases/{Ada}/do/discuss_request/", agreed)
    town.post("practice_manager", "/cases/{Ben}/do/discuss_request/", {k: v for k, v in agreed.items() if k != "f-practitioner"})  # fmt: skip
    page = town.page("practice_manager", AGENDA + "?day=2026-03-10")
    assert "Nobody waits for this meeting." in page
    assert "Decided today (2)" in page
    assert re.search(r"Ada : Appropriate Why It fits what they do Child and Family Support Practitioner whom the meeting chose Erin Price Transfer by Thu 12 Mar 2026", page)  # fmt: skip
    assert (
        "Ben : Appropriate Child and Family Support Practitioner whom the meeting chose: nobody named" in page
    )
    assert "Nothing was decided on this day" in town.page("practice_manager", AGENDA + "?day=2026-03-03")


def test_whoever_may_not_decide_sees_the_agenda_without_the_buttons_and_others_do_not_see_it(
    rows: None,
) -> None:
    town = waiting()
    assert "not taken yet" in town.page("mash_worker", AGENDA)
    assert town.browser("practitioner").get(AGENDA).status_code == 404
    assert town.browser("practice_manager").get("/trays/duty_workers_list:advice/agenda/").status_code == 404
    assert "Weekly transfer meeting, Targeted Early Help: agenda 2 waiting" in town.page("practice_manager", "/meetings/")  # fmt: skip
    assert "The agenda of the meeting" in town.page("practice_manager", "/trays/transfer_meeting_list:early_help/")  # fmt: skip


def test_the_minute_is_read_by_everybody_who_holds_the_meeting(rows: None) -> None:
    town = waiting().play({"time": "Tue 10 Mar 2026 14:00"})
    said = {"outcome": "not_appropriate", "f-meeting": "2026-03-10", "f-reasons": "The school would do"}
    town.post("practice_manager", "/cases/{Ada}/do/discuss_request/", said)
    page = town.page("plans_manager", AGENDA + "?day=2026-03-10")
    assert "Ada : Not appropriate Why The school would do Written down by Prue Mallow" in page


# ---- the allocation, and the hand-over


@pytest.mark.clause("YRK-113")
def test_the_meetings_choice_stands_beside_the_allocation(rows: None) -> None:
    town = Town().told("The form of a family whose request is agreed has reached the duty worker")
    page = town.page("practice_manager", "/cases/{Ada}/do/allocate_practitioner/")
    assert (
        "Carried on to this form: Child and Family Support Practitioner whom the meeting chose Erin Price (Prue Mallow"
        in page
    )


@pytest.mark.clause("YRK-091")
def test_the_allocated_practitioner_is_filled_in_for_confirmation(rows: None) -> None:
    town = Town().told("The meeting's own choice needs no reason")
    from baton.services import present

    with present.stopped_at(town.stage.now):
        form = town.browser("assess_worker").get(f"/cases/{town.refs['Ada']}/do/add_to_relationships/")
    assert 'value="Erin Price"' in form.content.decode()


@pytest.mark.clause("YRK-069", "YRK-073")
def test_what_is_open_of_the_hand_over_stands_on_the_childs_page(rows: None) -> None:
    page = Town().told("The request is agreed at the transfer meeting").page("assess_worker", "/cases/{Ada}/")
    for item in ("Share the Single Assessment with the family", "Agree the proposed plan", "Hold the joint hand-over meeting", "Hand the family over by the day"):  # fmt: skip
        assert item in page, item


@pytest.mark.clause("YRK-130")
def test_the_duty_service_and_the_25th_birthday_stand_on_the_young_persons_page(rows: None) -> None:
    town = Town().told("The duty service is offered and the answer kept")
    page = town.page("pathways_manager", "/cases/{Kit}/")
    assert "Duty service until 25" in page
    assert "Sun 1 Sep 2030" in page


# ---- the names of the teams


@pytest.mark.clause("YRK-068")
@pytest.mark.parametrize(
    "name", ["Targeted Early Help", "targeted intervention service", "Early Help Services"]
)
def test_either_name_finds_the_same_team(rows: None, name: str) -> None:
    page = Town().post("plans_worker", "/children/", {"q": name}, 200)
    assert "Also called: Targeted Intervention Service, Targeted Intervention, Early Help Services, Early Help Team" in page  # fmt: skip
    assert "Erin Price, Targeted Early Help" in page


@pytest.mark.clause("YRK-068")
def test_the_list_of_teams_gives_every_name_that_the_document_uses(rows: None) -> None:
    page = Town().page("plans_worker", "/teams/")
    assert "Also called: Targeted Intervention Service" in page
    assert "Also called: advice team" in page
