"""Clauses of Portsmouth drawn by lot and tried on the real pages, step by step, as the person whose work it is."""

import re
from typing import Any

import pytest

from tests.scenarios.portsmouth import Town

pytestmark = pytest.mark.django_db

DECIDED: dict[str, Any] = {
    "outcome": "intensive", "f-priority": "high", "f-service": "Intensive family support", "f-lead": "School nurse",
    "f-lead_agency": "health_visiting", "f-lead_agreed": "proposed", "f-assessor": "School nurse",
    "f-assessor_agreed": "proposed", "f-who_took_part": ["contacting_professional", "family", "targeted_manager"],
    "f-professional_on": "2026-03-02", "f-family_on": "2026-03-02", "f-manager_on": "2026-03-02",
}  # fmt: skip
NOT_SETTLED = {
    "f-on": "2026-03-02", "f-with": "Ms Ray of the school", "f-gist": "The school nurse is leaving",
    "f-raises": "not_settled", "f-assessor": "not_settled", "f-lead": "not_settled",
}  # fmt: skip
MINUTES: dict[str, Any] = {
    "f-present": "Mat and Tara", "f-services": ["schools"], "f-allocation": "Three families", "f-assessments": "Two done",
    "f-interventions": "All are well", "f-supervision": "Ms Ray on Ada", "f-processes": "Mat mends the form",
    "f-led_outside": "One family is well",
}  # fmt: skip
NETWORK = "/cases/portsmouth.place.north/do/hold_network_meeting/"
CALENDAR = "/reports/calendar-of-monthly-meetings/?from=2026-03-01&to=2026-05-31"
CARD = "/reports/early-help-scorecard/?from=2026-03-01&to=2026-03-31"


# ---- the Early Help Hub


@pytest.mark.clause("PTM-080", "PTP-069")
def test_a_lead_who_has_not_agreed_shows_as_proposed_and_an_unsettled_one_is_passed_on_to_nobody(
    rows: None,
) -> None:
    town = Town().told("A family is ready for the hub's decision")
    town.post("hub", "/cases/{Ada}/do/hub_decision/", DECIDED)
    page = town.page("hub", "/cases/{Ada}/")
    assert "Lead professional: proposed, not agreed yet" in page
    assert "Who does the early help assessment: proposed, not agreed yet" in page
    town.post("hub", "/cases/{Ada}/do/talk_with_professional/", NOT_SETTLED)
    refused = town.post("senior", "/cases/{Ada}/do/endorse/", {"outcome": "endorsed"}, 422)
    assert "Who is to lead was not settled" in refused
    assert "Early Help Hub has been responsible" in town.page("hub", "/cases/{Ada}/")
    later = town.post("hub", "/cases/{Ada}/do/agree_lead/", {"f-lead_on": "2026-03-03"}, 422)
    assert "has not come yet" in later
    town.post("hub", "/cases/{Ada}/do/agree_lead/", {"f-lead_on": "2026-03-02"})
    assert "Lead professional: has agreed" in town.page("hub", "/cases/{Ada}/")
    assert "The lead professional agreed on Mon 2 Mar 2026" in town.page("hub", "/cases/{Ada}/forms/")
    town.post("senior", "/cases/{Ada}/do/endorse/", {"outcome": "endorsed"})
    row = town.page("hub", "/reports/early-help-register/")
    assert "School nurse has agreed School nurse proposed, not agreed yet" in row


@pytest.mark.clause("PTP-069")
def test_a_decision_is_refused_where_the_lead_is_not_settled_and_only_proposed(rows: None) -> None:
    town = Town().told("A family is ready for the hub's decision")
    town.post("hub", "/cases/{Ada}/do/talk_with_professional/", NOT_SETTLED)
    refused = town.post("hub", "/cases/{Ada}/do/hub_decision/", DECIDED, 422)
    assert "Who is to lead was not settled with the professional who made the contact" in refused
    assert "Who is to be lead professional? not settled" in town.page("hub", "/cases/{Ada}/forms/")


@pytest.mark.clause("PTM-058")
def test_what_reaches_the_hub_says_who_reviewed_it_when_and_what_comes_later_is_reviewed_too(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
        {"by": "mash_worker", "do": "ask_agency", "item": "police"},
        {"at": "10:00", "by": "senior", "do": "decide", "outcome": "early_help_hub", "danger": "They are not kept waiting"},
    )  # fmt: skip
    refused = town.post("hub", "/cases/{Ada}/do/hub_decision/", DECIDED, 422)
    assert "The hub has not reviewed what the MASH passed on" in refused
    review = {"f-offer": "yes", "f-home_visiting": "no", "f-why": "Two agencies are needed"}
    town.post("hub", "/cases/{Ada}/do/review_information/", review)
    assert "Hugo Cole , Mon 2 Mar 2026, 10:00 : Review what the MASH passed on" in town.page(
        "hub", "/cases/{Ada}/forms/"
    )
    answer = {
        "item": "police", "f-known": "known", "f-information": "His father came back", "f-sort": "fact",
        "f-relevant": "His mother is afraid of him",
    }  # fmt: skip
    town.play({"time": "Mon 2 Mar 2026 11:00"})
    town.post("mash_worker", "/cases/{Ada}/do/agency_reply/", answer)
    assert "Review what an agency has answered since" in town.page("hub", "/cases/{Ada}/")
    refused = town.post("hub", "/cases/{Ada}/do/hub_decision/", DECIDED, 422)
    assert "An agency has answered the MASH since the hub reviewed the case" in refused
    town.post("hub", "/cases/{Ada}/do/review_information/", {**review, "f-why": "The police are needed too"})
    refused = town.post("hub", "/cases/{Ada}/do/hub_decision/", DECIDED, 422)
    assert "An agency has answered the MASH since" not in refused


@pytest.mark.clause("PTP-085", "PTM-081")
def test_help_that_carries_on_is_on_the_register_before_the_contact_is_closed_and_a_step_down_too(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
        {"by": "senior", "do": "decide", "outcome": "early_help_continues", "with": {"service": "The family nurses"}, "danger": "Harm"},
    )  # fmt: skip
    page = town.page("hub", "/reports/early-help-register/")
    assert "1 Children" in page
    assert "The family nurses" in page
    for number, story in enumerate(("A family is led by a professional outside", "A family has been stepped down"), 2):  # fmt: skip
        assert f"{number} Children" in Town().told(story).page("hub", "/reports/early-help-register/"), story


@pytest.mark.clause("PTM-035")
def test_the_assessment_has_the_familys_own_account_apart_and_says_when_it_is_empty(rows: None) -> None:
    town = Town().told("A family is with targeted early help")
    form = town.page("hub", "/cases/{Ada}/do/assess_early_help/")
    assert "What the family says its problems and needs are" in form
    assert "What whoever assessed sees" in form
    said = {"f-who": "School nurse", "f-agency": "health_visiting", "f-completed_on": "2026-03-02", "f-worker_view": "They are tired"}  # fmt: skip
    empty = "The family's own account of its needs and of what would help is not in the assessment"
    assert empty in form
    town.post("hub", "/cases/{Ada}/do/assess_early_help/", said)
    assert empty in town.page("hub", "/cases/{Ada}/chronology/")
    town.post("hub", "/cases/{Ada}/do/assess_early_help/", {**said, "f-own_needs": "We do not sleep", "f-own_wishes": "Somebody at bedtime"})  # fmt: skip
    page = town.page("teh_manager", "/cases/{Ada}/forms/")
    assert "What the family says its problems and needs are We do not sleep" in page
    assert "What whoever assessed sees They are tired" in page


# ---- the MASH, the network and the scorecard


@pytest.mark.clause("PTP-032")
def test_each_agency_stands_by_itself_until_it_is_told_and_each_has_its_row_with_the_day(rows: None) -> None:
    town = Town().told("The MASH has decided on a child whom two agencies were asked about")
    page = town.page("mash_worker", "/cases/{Ada}/")
    for agency in ("police", "school"):
        assert re.search(
            rf"Tell an agency what was decided, and confirm it in writing \( ?{agency} ?\)", page
        )
    address = "/cases/{Ada}/do/share_with_agency/"
    ahead = {"item": "school", "f-how": "letter", "f-written": "2026-03-03"}
    assert "has not come yet" in town.post("mash_worker", address, ahead, 422)
    town.post("mash_worker", address, {**ahead, "f-written": "2026-03-02"})
    page = town.page("mash_manager", "/reports/not-yet-told/")
    assert "police" in page
    assert "school" not in page
    forms = town.page("mash_worker", "/cases/{Ada}/forms/")
    assert "Poppy Wells , Mon 2 Mar 2026, 10:00 , school: Share the decision with an agency" in forms
    assert "When it was confirmed in writing Mon 2 Mar 2026" in forms


@pytest.mark.clause("PTM-136")
def test_the_calendar_shows_the_network_meeting_apart_and_a_missed_month_stays_late(rows: None) -> None:
    facilitated = {"on": "place north", "by": "mat_manager", "do": "arrange_network_meeting", "with": {"facilitator": "mat_manager"}}  # fmt: skip
    days = ({**facilitated, "item": day} for day in ("2026-03-10", "2026-12-10"))
    town = Town().play({"time": "Mon 2 Mar 2026 09:00"}, *days)
    ahead = town.post("mat_manager", NETWORK, {**MINUTES, "item": "2026-12-10"}, 422)
    assert "The day of the meeting has not come yet" in ahead
    managers = {"f-present": "Mat Nash", "f-allocation": "Three", "f-assessments": "Two", "f-interventions": "Well", "item": "2026-03-02"}  # fmt: skip
    town.post("mat_manager", NETWORK.replace("network", "managers"), managers)
    town.play({"time": "Thu 2 Apr 2026 10:00"})
    page = town.page("mat_manager", CALENDAR)
    assert re.search("Hold the monthly network meeting [Nn]orth .{0,60} [Ll]ate", page), page
    assert re.search("Hold the monthly meeting of the teams' managers [Nn]orth .{0,60} [Mm]et", page), page
    late = town.post("mat_manager", NETWORK, {**MINUTES, "item": "2026-03-10"}, 422)
    assert "would count for that month" in late


@pytest.mark.clause("PTM-177")
def test_the_number_of_an_agencys_contacts_opens_a_list_of_as_many_all_from_that_agency(rows: None) -> None:
    town = Town().play({"time": "Mon 2 Mar 2026 09:00"})
    for child, source in (("Ada Ash", "School"), ("Bea Birch", "School nurse"), ("Cat Cole", "Police")):
        said = {"danger": "no", "source": source, "child-0-name": child, "story": "Something has happened", "children": "1", "save": "1"}  # fmt: skip
        town.post("mash_worker", "/contacts/new/", said)
    page = town.page("hub", CARD)
    assert "2 : Contacts to the MASH, School, college or education service" in page
    assert "3 : Contacts to the MASH, Whole city" in page
    listed = town.page("hub", CARD + "&list=contacts&group=education")
    listed = listed[listed.rindex("Choose a number") :] if "Choose a number" in listed[-3000:] else listed
    assert [child in listed for child in ("Ada Ash", "Bea Birch", "Cat Cole")] == [True, True, False]


# ---- Through Care


@pytest.mark.clause("PTP-194", "PTP-195")
def test_family_finding_is_not_complete_without_form_e_and_time_that_the_finder_spent_with_the_child(
    rows: None,
) -> None:
    town = Town().told("A family has been looked for by an agreed finder")
    complete, finder, other = (
        "/cases/{Ada}/do/complete_family_finding/",
        "through_care_worker",
        "through_care_second_worker",
    )
    said = {"f-needs": "She needs a quiet home", "why-adopters": "Nobody could take her yet"}
    refused = town.post(finder, complete, said, 422)
    assert "Form E has not been completed" in refused
    assert "No meeting of the agreed family finder with the child is on record" in refused
    for act, field in (("complete_form_e", "f-completed"), ("visit_as_finder", "f-date")):
        assert "has not come yet" in town.post(
            finder, f"/cases/{{Ada}}/do/{act}/", {field: "2026-12-25"}, 422
        )
    town.post(finder, "/cases/{Ada}/do/complete_form_e/", {"f-completed": "2026-05-28"})
    town.post(other, "/cases/{Ada}/do/visit_as_finder/", {"f-date": "2026-05-29"})
    refused = town.post(finder, complete, said, 422)
    assert "Form E has not been completed" not in refused
    assert "No meeting of the agreed family finder with the child is on record" in refused
    town.post(finder, "/cases/{Ada}/do/visit_as_finder/", {"f-date": "2026-05-30"})
    assert "on record" not in town.post(finder, complete, {"f-needs": "She needs a quiet home"}, 422)
    forms = town.page("through_care_leader", "/cases/{Ada}/forms/")
    assert "When form E was completed Thu 28 May 2026" in forms
    assert "When Fri 29 May 2026" in forms
    assert "When Sat 30 May 2026" in forms


@pytest.mark.clause("PTP-210")
def test_a_plan_of_long_term_care_opens_the_transfer_and_flags_who_is_still_with_the_locality(
    rows: None,
) -> None:
    town = Town().told("Her record is complete")
    assert "Ada" not in town.page("north_team_leader", "/reports/still-with-the-locality/")
    assert town.stage.learn(town.refs["Ada"], "care_plan", "long_term_care", "north_worker") is None
    assert "Transfer the child to Through Care" in town.page("north_team_leader", "/")
    agreed = {"outcome": "long_term_care", "f-agreed_on": "2026-06-01", "f-who": "iro"}
    assert "Transfer to Through Care is due" not in town.page("north_team_leader", "/cases/{Ada}/")
    town.post("north_worker", "/cases/{Ada}/do/iro_agreement/", agreed)
    assert "It stands as: Transfer to Through Care is due" in town.page("north_team_leader", "/cases/{Ada}/")
    page = town.page("through_care_leader", "/reports/still-with-the-locality/")
    assert "Ada" in page
    assert "1 Children" in page


@pytest.mark.clause("PTP-215", "PTP-216")
def test_the_checklist_has_both_dates_stops_the_transfer_and_takes_a_gap_with_a_day_to_come(
    rows: None,
) -> None:
    town = Town().told("A child whose plan is long term care is ready for Through Care")
    check, transfer = "/cases/{Ada}/do/check_incoming_record/", "/cases/{Ada}/do/transfer_to_through_care/"
    form = town.page("through_care_leader", check)
    assert "Assessment: its date Fri 10 Apr 2026" in form
    assert "Chronology: its date Fri 29 May 2026" in form
    for name, day in (("assessment", "assessment_date"), ("chronology", "chronology_to")):
        ahead = {f"f-{name}": "met", f"f-{day}": "2027-01-01"}
        assert "has not come yet" in town.post("through_care_leader", check, ahead, 422)
    town.post("through_care_leader", check, {"f-assessment": "not_met", "f-chronology": "not_met"})
    refused = town.post("north_team_leader", transfer, {}, 422)
    assert "Assessment: the Through Care team leader has not found it up to date" in refused
    assert "Chronology: the Through Care team leader has not found it up to date" in refused
    gap = {"f-assessment": "gap_accepted", "f-chronology": "met", "f-chronology_to": "2026-05-29"}
    past = {**gap, "f-gap_action": "Her worker writes it anew", "f-gap_by": "2026-01-01"}
    assert "What will be done about the gap" in town.post("through_care_leader", check, gap, 422)
    assert "is before" in town.post("through_care_leader", check, past, 422)
    town.post("through_care_leader", check, {**past, "f-gap_by": "2026-06-12"})
    assert "has not found it up to date" not in town.post("north_team_leader", transfer, {}, 422)
    assert "Fill the gap in the record" in town.page("through_care_leader", "/cases/{Ada}/")
    forms = town.page("through_care_leader", "/cases/{Ada}/forms/")
    assert "Date of the last entry in the chronology Fri 29 May 2026" in forms


@pytest.mark.clause("PTP-238")
def test_a_legal_status_needs_its_day_and_one_that_does_not_fit_is_flagged(rows: None) -> None:
    town = Town().told("A child whose plan is adoption, approved by the court, with nothing on the record")
    keep = "/cases/{Ada}/do/keep_record_set/"
    town.post("north_worker", keep, {"f-legal_status": "section_20"})
    missing = "Legal status: not given, with the date since when"
    assert missing in town.page("north_team_leader", "/cases/{Ada}/do/transfer_to_through_care/")
    ahead = town.post("north_worker", keep, {"f-legal_from": "2027-01-01"}, 422)
    assert "has not come yet" in ahead
    town.post("north_worker", keep, {"f-legal_from": "2026-03-02"})
    assert missing not in town.page("north_team_leader", "/cases/{Ada}/do/transfer_to_through_care/")
    assert "Settle the legal status" not in town.page("north_worker", "/cases/{Ada}/")
    for wrong in ({"f-court_order": "yes"}, {"f-legal_status": "none", "f-court_order": "no"}, {"f-legal_status": "care_order", "f-court_order": "yes"}):  # fmt: skip
        town.post("north_worker", keep, wrong)
        assert "Settle the legal status" in town.page("north_worker", "/cases/{Ada}/"), wrong
        flagged = "The legal status does not fit what is on the file"
        assert flagged in town.page("north_team_leader", "/cases/{Ada}/do/transfer_to_through_care/")


@pytest.mark.clause("PTP-223", "PTP-226")
def test_the_childs_page_has_the_review_the_plan_and_both_authors_and_named_leaders_see_it(
    rows: None,
) -> None:
    town = Town().told("A review before 16 is arranged for a young person")
    write, case = "/cases/{Ada}/do/write_pathway_plan/", "/cases/{Ada}/"
    page = town.page("through_care_worker", case)
    assert "Date of the last statutory review before the child is 16 Mon 15 Jun 2026" in page
    assert "Pathway plan: not begun" in page
    assert town.status("through_care_2_leader", case) != 200
    town.post("through_care_worker", write, {"outcome": "draft", "f-plan": "College and a flat", "f-looked_after_leader": "through_care_2_leader"})  # fmt: skip
    page = town.page("through_care_2_leader", case)
    assert "Pathway plan: a draft" in page
    assert "Name both team leaders who oversee the pathway plan" in page
    town.play({"time": "Tue 16 Jun 2026 09:00"})
    assert re.search("Overdue by 9 hours .{0,40} Complete the pathway plan by the review before 16", town.page("through_care_worker", case))  # fmt: skip
    alone = {
        "outcome": "complete",
        "f-plan": "College and a flat",
        "f-care_leaver_leader": "care_leaver_leader",
    }
    assert "own part of the plan has not been written" in town.post("through_care_worker", write, alone, 422)
    town.post("through_care_worker", write, {**alone, "f-child_says": "I want to stay at college"})
    page = town.page("through_care_2_leader", case)
    assert "Pathway plan: complete, with the young person's own part" in page
    assert "What the young person wants, in their own words I want to stay at college" in page
    assert "Tim Wade, Tue 16 Jun 2026" in page
    assert "Name both team leaders" not in page
    assert "Oversee the pathway plan, for care leavers" in town.page("care_leaver_leader", case)


# ---- Children with Disabilities


@pytest.mark.clause("PTP-242")
def test_children_with_disabilities_coordinates_and_another_team_is_refused(rows: None) -> None:
    town = Town().told("A child meets the test of Children with Disabilities")
    address = "/cases/{Ada}/do/coordinate_assessment/"
    said = {"f-coordinator": "csc_north", "f-contributors": "School and physiotherapist", "f-needs": "Help with dressing"}  # fmt: skip
    assert "that team co-ordinates the assessment" in town.post("cwd_worker", address, said, 422)
    alone = {**said, "f-coordinator": "cwd", "f-contributors": ""}
    assert "Who contributes to the assessment has not been said" in town.post(
        "cwd_worker", address, alone, 422
    )
    town.post("cwd_worker", address, {**said, "f-coordinator": "cwd"})
    forms = town.page("cwd_manager", "/cases/{Ada}/forms/")
    assert "Which team co-ordinates it Children with Disabilities" in forms
    assert "Who contributes to it School and physiotherapist" in forms
