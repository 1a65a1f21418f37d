"""Southwark's clauses as a sceptical reviewer tried them on the real pages: each as it is to be shown, and the ways round it."""

import re
from typing import Any

import pytest

from baton.services import organisation, present
from baton.services.refusing import Refused
from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

MARCH = "?from=1+3+2026&to=31+3+2026"
DECIDED = {"reason": "It might be better there", "effect": "A new worker", "risks": "None acute"}
OUTSIDE = {"ground": "need_of_child", "reason": "The worker there knows the family"}


def sent(
    chosen: str = "", item: str = "", reasons: dict[str, str] | None = None, **said: Any
) -> dict[str, Any]:
    """What a browser sends of a form: the outcome chosen, the thing it is for, the answers, a date in its three boxes."""
    form: dict[str, Any] = {"outcome": chosen, "item": item}
    for name, answer in said.items():
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(answer)):
            parts = zip(("year", "month", "day"), str(answer).split("-"), strict=True)
            form |= {f"f-{name}_{part}": number for part, number in parts}
        else:
            form[f"f-{name}"] = answer
    return form | {f"r-{need}": why for need, why in (reasons or {}).items()}


MET = {
    "chair": "ai_ap", "young_person": "present", "ai_worker": "present", "other_worker": "not_applicable",
    "foster_carer": "not_applicable", "key_worker": "present", "fostering_worker": "not_applicable",
    "fostering_worker_why": "She lives alone", "discussed": "yes", "plan": "An order is sought at birth",
    "owner": "Abe Price", "by": "2026-04-01",
}  # fmt: skip


@pytest.mark.clause("SWK-253")
def test_one_main_outcome_and_linked_actions_are_tracked_and_a_child_in_need_plan_is_marked(
    rows: None,
) -> None:
    town = Town().told("Mia's baby has been assessed by A&I")
    also = ["child_protection_conference", "child_in_need_plan"]
    form = sent("proceedings", **MET, own_worker="present", also=also)
    address = "/cases/{Baby}/do/hold_planning/"
    with present.stopped_at(town.stage.now):
        page = town.browser("ai_lead").get(address.format(**town.refs)).content.decode()
    assert len(re.findall(r'name="outcome" type="radio"', page)) == 4  # of which one alone can be chosen
    assert "What came of it" in town.post("ai_lead", address, {**form, "outcome": ""}, status=422)
    town.post("ai_lead", address, form)
    forms = town.page("ai_lead", "/cases/{Baby}/forms/")
    assert forms.count("Record the planning meeting: ") == 1
    assert "Child in Need Plan (not among the four outcomes)" in forms
    case = town.page("ai_lead", "/cases/{Baby}/")
    assert "Ask for the child protection conference For Practice Group Lead, A&I group 1." in case
    assert "Write the Child in Need Plan : Make a Child in Need Plan as well" in case


@pytest.mark.clause("SWK-237")
def test_the_young_persons_own_worker_is_present_or_absent_with_a_reason_and_never_blank(rows: None) -> None:
    town = Town().told("Mia's baby has been assessed by A&I")
    address = "/cases/{Baby}/do/hold_planning/"
    blank = town.post("ai_lead", address, sent("proceedings", **MET), status=422)
    assert "'The young person's allocated social worker' has not been answered. Clause SWK-237" in blank
    for empty in ("", "   "):
        form = sent("proceedings", **MET, own_worker="absent", own_worker_why=empty)
        assert "'Why absent' has not been answered. Clause SWK-237" in town.post(
            "ai_lead", address, form, status=422
        )
    town.post(
        "ai_lead", address, sent("proceedings", **MET, own_worker="absent", own_worker_why="On sick leave")
    )
    said = "The young person's allocated social worker absent Why absent On sick leave"
    assert said in town.page("ai_lead", "/cases/{Baby}/forms/")


@pytest.mark.clause("SWK-020")
def test_the_head_of_quality_assurance_is_told_in_the_same_minute_with_the_reason_and_when_it_was_seen(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Ben"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}},
        {"by": "ai_ap", "do": "allocate", "with": {"worker": "ai_worker"}},
        {"learns": {"by": "ai_worker", "fact": "legal_status", "value": "section_20"}},
        {"time": "Tue 3 Mar 2026 10:00"},
    )
    town.post("ai_ap", "/cases/{Ben}/do/end_allocation/", sent(why="She is off sick for a month"))
    told = town.page("head_of_qa", "/told/")
    assert "Ben : A child on a Child Protection Plan or looked after has no named lead worker." in told
    assert "10:00 , to Head of Quality Assurance" in told
    assert "Why: She is off sick for a month" in town.page("ai_lead", "/cases/{Ben}/messages/")
    town.play({"time": "Tue 3 Mar 2026 11:05"}).page("head_of_qa", "/cases/{Ben}/")
    seen = town.page("ai_lead", "/cases/{Ben}/readers/")
    assert "Tue 3 Mar 2026, 11:05 Hana Quill" in seen


@pytest.mark.clause("SWK-020")
def test_a_named_worker_does_not_leave_the_council_and_a_looked_after_child_at_the_door_is_told_of(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Ben"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}},
        {"by": "ai_ap", "do": "allocate", "with": {"worker": "ai_worker"}},
        {"contact": {"children": [{"name": "Rob", "born": "2011-01-10"}], "by": "mash_worker", "facts": {"arrival": "remand"}}},
        {"for": "Rob", "by": "mash_worker", "do": "comes_into_care", "outcome": "remand"},
    )  # fmt: skip
    with present.stopped_at(town.stage.now), pytest.raises(Refused, match="named worker of 1 open case"):
        organisation.deactivate(person="ai_worker", by="")
    assert "Rob : A child who is looked after" in town.page("head_of_qa", "/told/")
    assert "Rob " in town.page("head_of_qa", "/reports/no-lead-worker/")


@pytest.mark.clause("SWK-045")
def test_the_sign_off_names_the_order_in_force_without_a_copy_and_an_order_run_out_counts_for_nothing(
    rows: None,
) -> None:
    town = Town().told("A child with A&I is to go to SFS Blue")
    lists, marks = "/cases/{Ada}/do/fill_legal_order/", "/cases/{Ada}/do/mark_checklist/"
    over = sent(item="Emergency order", kind="other", made="2026-01-05", ends="2026-01-13", copy="yes")
    assert "Where the copy is has not been said" in town.post("ai_worker", lists, over, status=422)
    town.post("ai_worker", lists, {**over, "f-file": "Order of 5 January"})
    refused = town.post("ai_worker", marks, sent(legal_orders="met"), status=422)
    assert "an order that has run out does not count. Clause SWK-045" in refused
    town.post("ai_worker", lists, sent(item="Supervision order", kind="other", copy="no"))
    town.post("ai_worker", marks, sent(legal_orders="not_met"))
    for act in ("sign_off", "close_case"):
        page = town.page("ai_ap", f"/cases/{{Ada}}/do/{act}/")
        assert "2.1.10 Legal orders: not met." in page
        assert "2.1.10 An order in force has no copy on the record. Still open: Supervision order." in page
    forms = town.page("ai_worker", "/cases/{Ada}/forms/")
    assert "Where the copy is: its name or reference Order of 5 January" in forms


@pytest.mark.clause("SWK-153")
def test_with_neither_plan_ai_keeps_the_child_and_sfs_takes_a_reason_even_where_it_was_decided_before(
    rows: None,
) -> None:
    town = Town().play(
        {"contact": {"children": ["Di"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}},
        {"by": "ai_worker", "do": "icpc", "outcome": "neither"},
    )
    page = town.page("ai_lead", "/cases/{Di}/")
    assert "A&I group 1 has been responsible" in page
    assert "Step down or close after the conference" in page
    address = "/cases/{Di}/do/decide_transfer/"
    refused = town.post("ai_lead", address, sent(to="sfs_group", **DECIDED), status=422)
    assert "A&I steps down or closes. Clauses SWK-126 , SWK-153" in refused
    town.post(
        "ai_lead", address, sent(to="sfs_group", reasons={"neither_plan": "SFS knows the family"}, **DECIDED)
    )
    assert "SFS knows the family" in town.page("ai_lead", "/cases/{Di}/chronology/")


@pytest.mark.clause("SWK-171")
def test_the_last_day_with_ai_is_shown_nobody_puts_it_off_and_the_overrun_asks_for_its_reason(
    rows: None,
) -> None:
    town = Town().told("A&I keeps a child whose return home is imminent")
    assert "by Thu 16 Apr, 11:00 Return home, or SFS: the last day with A&I" in town.page(
        "ai_lead", "/cases/{Ada}/"
    )
    longer = sent(expected="2026-05-02", why="The mother is not home yet")
    for person in ("ai_lead", "ai_head", "ai_ap", "ai_worker"):
        town.post(person, "/cases/{Ada}/do/retain/", longer, status=422)
    stays = {"action": "stays", "was": "The review of 16 March", "change": "She stays until she is home"}
    concern = {
        "group": "blue_1",
        "ground": "criteria",
        "criterion": "The return home",
        "why": "She goes home in May",
    }
    town.post("ai_lead", "/cases/{Ada}/do/decide_transfer/", sent(to="sfs_group", **DECIDED))
    town.post("blue_lead", "/cases/{Ada}/do/raise_concern/", sent(**concern))
    for lead in ("blue_lead", "ai_lead"):
        town.post(lead, "/cases/{Ada}/do/agree_on_concern/", sent(**stays))
    town.play({"time": "Thu 16 Apr 2026 11:00"})
    page = town.page("ai_lead", "/cases/{Ada}/")
    assert "SFS Blue 1 has been responsible since 11:00" in page
    assert "Say why the child did not go home within the month" in page
    assert "did not go home within the month" in town.page("ai_head", "/told/")


@pytest.mark.clause("SWK-119")
def test_straight_to_sfs_takes_both_names_and_no_assessment(rows: None) -> None:
    town = Town().told("MASH and the linked SFS have discussed a plan moving in")
    town.post("mash_manager", "/cases/{Cy}/do/mash_prefers/", sent("sfs"))
    assert "MASH has been responsible" in town.page("mash_manager", "/cases/{Cy}/")
    for person, act in (("mash_manager", "sfs_prefers"), ("green_lead", "mash_prefers")):
        assert "Only the " in town.post(person, f"/cases/{{Cy}}/do/{act}/", sent("sfs"), status=422)
    town.post("green_lead", "/cases/{Cy}/do/sfs_prefers/", sent("sfs"))
    moves = town.page("green_lead", "/cases/{Cy}/moves/")
    assert "From MASH to SFS Green 1" in moves
    assert "What MASH's manager wants of a plan moving in: Straight to SFS, Mara Manning" in moves
    assert (
        "What the linked SFS Practice Group Lead wants of a plan moving in: Straight to SFS, Greta Lund"
        in moves
    )
    assert "A&I" not in moves


@pytest.mark.clause("SWK-154")
def test_without_a_conference_the_case_is_on_the_child_in_need_timetable_and_a_refusal_moves_nobody(
    rows: None,
) -> None:
    family = {
        "who": "Both parents",
        "what": "Weekly visits by a family worker",
        "date": "2026-03-06",
        "how": "in_writing",
    }
    town = Town().told("The family refuses after an enquiry and nothing moves by itself")
    assert "A&I group 1 has been responsible" in town.page("ai_lead", "/cases/{Ian}/")
    assert "A further visit is offered" in town.page("ai_lead", "/cases/{Ian}/forms/")
    address = "/cases/{Ian}/do/notify_sfs/"
    refused = town.post("ai_lead", address, sent(review="2026-04-14"), status=422)
    assert "The family's agreement to ongoing work has not been recorded." in refused
    town = Town().play(
        {"contact": {"children": ["Hun"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}},
        {"at": "10:00", "by": "ai_worker", "do": "open_s47"},
        {
            "at": "Fri 6 Mar 2026 10:00", "by": "ai_worker", "do": "end_s47", "outcome": "no_conference",
            "with": {"because": "other", "ongoing_support": "yes", "threshold": "yes"},
        },
        {"by": "ai_worker", "do": "write_cin_plan", "with": {"date": "2026-03-06", "plan": "Weekly visits and a review"}},
        {"by": "ai_worker", "do": "record_family_agreement", "outcome": "agreed", "with": family},
        {"by": "ai_lead", "do": "decide_transfer", "with": {"to": "sfs_group", **DECIDED}},
    )  # fmt: skip
    town.post("ai_lead", "/cases/{Hun}/do/notify_sfs/", sent(review="2026-03-20"))
    page = town.page("ai_lead", "/cases/{Hun}/")
    running = page[page.index("What is running") : page.index("Who held Hun")]
    for step in (
        "Choose the receiving practice group",
        "Present the case at the SFS",
        "Arrange the joint home visit",
    ):
        assert step in running
    assert "onference" not in running


@pytest.mark.clause("SWK-057")
def test_what_changes_after_a_concern_stands_beside_the_old_with_both_values(rows: None) -> None:
    town = Town().told("Blue doubts the criteria")
    address = "/cases/{Ada}/do/agree_on_concern/"
    bare = town.post("blue_lead", address, sent(action="other_date"), status=422)
    assert "Say what the date, route or group was until now. Clause SWK-057" in bare
    said = sent(action="other_date", was="The review of 16 March", change="The review of 20 March")
    town.post("blue_lead", address, said)
    town.post("ai_lead", address, said)
    again = {"f-under": "another_section", **sent(review="2026-03-17")}
    town.post("ai_lead", "/cases/{Ada}/do/notify_sfs/", again)
    forms = town.page("ai_lead", "/cases/{Ada}/forms/")
    assert (
        "the date, route or group The review of 16 March What it is to be instead, and why The review of 20"
        in forms
    )
    assert "Mon 16 Mar 2026" in forms
    assert "Added later" in forms
    assert "Tue 17 Mar 2026" in forms
    chronology = town.page("ai_lead", "/cases/{Ada}/chronology/")
    assert chronology.count("Tell the linked SFS Practice Group Leads of the transfer by Aisha Lane") == 2
    report = town.page("ai_lead", "/reports/concerns/" + MARCH)
    assert "It goes ahead on another date The review of 16 March The review of 20 March" in report


COURT = {
    "children": [{"name": "Cal", "born": "2021-02-20"}],
    "at": "Mon 2 Mar 2026 09:00",
    "by": "mash_worker",
}


@pytest.mark.clause("SWK-214", "SWK-215")
def test_no_permanence_worker_before_mash_has_sent_its_outcome_and_the_days_are_counted_after_it(
    rows: None,
) -> None:
    town = Town().play({"contact": {**COURT, "facts": {"arrival": "court_sgo"}}})
    send, found = "/cases/{Cal}/do/send_sgo_outcome/", {"f-outcome": "Nothing is known of the family"}
    assert "enquiries on the request are not finished. Clause SWK-214" in town.post(
        "mash_manager", send, found, status=422
    )
    worker = sent(worker="permanence_1_social_worker")
    assert "by the practice group that holds the child" in town.post(
        "mash_manager", "/cases/{Cal}/do/allocate/", worker, status=422
    )
    town.post(
        "mash_worker", "/cases/{Cal}/do/finish_sgo_enquiries/", sent(looked_for="yes", found="not_known")
    )
    assert "A message without the outcome is of no use" in town.post("mash_manager", send, {}, status=422)
    town.play({"time": "Tue 3 Mar 2026 09:00"}).post("mash_manager", send, found)
    message = town.page("permanence_ap", "/cases/{Cal}/messages/")
    assert "Tue 3 Mar 2026, 09:00 by Mara Manning" in message
    assert "What MASH found: Nothing is known of the family" in message
    town.play({"time": "Thu 12 Mar 2026 10:00"})
    assert "Overdue by 8 days since Wed 4 Mar, 09:00 Manage a child" in town.page(
        "permanence_ap", "/cases/{Cal}/"
    )
    town.post("permanence_ap", "/cases/{Cal}/do/allocate/", worker)


@pytest.mark.clause("SWK-182")
def test_the_care_service_is_offered_at_the_conclusion_with_a_care_order_and_with_no_other_end(
    rows: None,
) -> None:
    town = Town().told("A child in care proceedings is with SFS")
    (ref,) = set(town.refs.values())
    offered = "To the Care Service at the conclusion: a Care Order (to Care Service practice group)"
    lead, address = "blue_2_practice_group_lead", f"/cases/{ref}/transfer/"
    town.play({"time": "Wed 2 Sep 2026 16:00"})
    town.post("blue_2_social_worker", f"/cases/{ref}/do/final_hearing/", sent("supervision_order"))
    assert f"{offered} Does not apply" in town.page(lead, address)
    refused = town.post(
        lead, f"/cases/{ref}/do/decide_transfer/", sent(to="care_group", **DECIDED), status=422
    )
    assert "No Looked After Child review has decided" in refused
    with_order = Town().told("A Care Order at the conclusion takes the child to the Care Service")
    (ref,) = set(with_order.refs.values())
    moves = with_order.page("care_lead", f"/cases/{ref}/moves/")
    assert "From SFS Blue 2 to Care group 1" in moves
    assert "To the Care Service at the conclusion: a Care Order" in moves


@pytest.mark.clause("SWK-130")
def test_each_set_is_shown_with_its_two_linked_sets_and_one_or_three_are_refused(rows: None) -> None:
    town = Town().play(
        {"contact": {"children": ["Ida"], "at": "Mon 2 Mar 2026 10:00", "by": "ai_worker"}},
        {"by": "ai_lead", "do": "decide_transfer", "with": {"to": "sfs_group", **DECIDED}},
        {"by": "ai_lead", "do": "ask_conference_date"},
    )
    page = town.page("system_administrator", "/teams/")
    assert "A&I North A&I set, linked with SFS Blue and SFS Green" in page
    assert "A&I South A&I set, linked with SFS Red and SFS Gold" in page
    for links in (["sfs_blue"], ["sfs_blue", "sfs_green", "sfs_red"], ["sfs_blue", "ai_south"]):
        with present.stopped_at(town.stage.now), pytest.raises(Refused, match="exactly 2 SFS sets"):
            organisation.link_place(council="southwark", slug="ai_north", links=links, by="")
    group = town.page("blue_lead", "/cases/{Ida}/do/choose_sfs_group/")
    other = town.page("blue_lead", "/cases/{Ida}/do/agree_set/")
    for page in (group, other):
        assert "SFS Red" not in page
        assert "SFS Gold" not in page
    town.post("blue_lead", "/cases/{Ida}/do/choose_sfs_group/", sent(team="red_1"), status=422)
    form = sent(set="sfs_red", why="They have worked with the family")
    town.post("blue_lead", "/cases/{Ida}/do/agree_set/", form, status=422)


@pytest.mark.clause("SWK-069")
def test_three_lines_not_met_are_signed_on_the_day_and_only_the_receiving_group_names_the_worker(
    rows: None,
) -> None:
    fallen = "A record that falls short keeps no child from SFS, and its lines are listed"
    town = Town().told(fallen)
    (ref,) = set(town.refs.values())
    page = town.page("blue_ap", f"/cases/{ref}/")
    for line in (
        "2.1.1 Core information: not met.",
        "2.1.4 Single Assessments: not met.",
        "2.1.10 Legal orders: not met.",
    ):
        assert line in page
    assert "SFS Blue 1 has been responsible since" in page
    for person in ("ai_lead", "ai_ap", "ai_worker"):
        with present.stopped_at(town.stage.now):
            town.browser(person).post(f"/cases/{ref}/do/allocate/", sent(worker="blue_worker"))
        assert "No worker is named yet" in town.page("blue_ap", f"/cases/{ref}/")
    town.post("blue_ap", f"/cases/{ref}/do/allocate/", sent(worker="blue_worker"))
    assert "Bea Winter has been the named worker" in town.page("blue_ap", f"/cases/{ref}/")


@pytest.mark.clause("SWK-208")
def test_an_old_final_hearing_offers_no_permanence_to_a_new_application(rows: None) -> None:
    town = Town().told("A Care Order at the conclusion takes the child to the Care Service")
    (ref,) = set(town.refs.values())
    town.play({"time": "Mon 6 Sep 2027 10:00"}).post("care_worker", f"/cases/{ref}/do/sgo_application/", {})
    address = f"/cases/{ref}/do/decide_transfer/"
    form = sent(to="permanence_group", reasons={"another_move": "The next step of the plan"}, **DECIDED)
    refused = town.post("care_lead", address, form, status=422)
    assert (
        "Neither the final hearing nor the end of SFS's or Care's work is recorded. Clause SWK-208" in refused
    )
    offered = "To the Permanence Service: an internal special guardianship application (to Permanence practice group)"
    assert f"{offered} Open" not in town.page("care_lead", f"/cases/{ref}/transfer/")
    town.post("care_lead", f"/cases/{ref}/do/conclude_sgo_work/", {})
    town.post("care_lead", address, form)


@pytest.mark.clause("SWK-194")
def test_the_application_and_the_courts_discharge_are_two_steps_and_only_the_second_opens_the_move(
    rows: None,
) -> None:
    town = Town().told("A child in SFS has a Placement Order and no family")
    (ref,) = set(town.refs.values())
    lead = "blue_2_practice_group_lead"
    known = {"fact": "care_plan", "value": "long_term_care"}
    town.play({"time": "Mon 5 Oct 2026 10:00"}).post("blue_2_social_worker", f"/cases/{ref}/known/", known)
    page = town.page(lead, f"/cases/{ref}/")
    assert "Apply to discharge the Placement Order For" in page
    assert "The Placement Order: the court's discharge For" in page
    town.post(lead, f"/cases/{ref}/do/apply_for_discharge/", sent(date="2026-10-05"))
    assert "When the application was made to the court Mon 5 Oct 2026" in town.page(
        lead, f"/cases/{ref}/forms/"
    )
    form = sent(to="care_group", reasons={"another_move": "The plan has changed"}, **DECIDED)
    decide = f"/cases/{ref}/do/decide_transfer/"
    assert "The court has not discharged the Placement Order." in town.post(lead, decide, form, status=422)
    town.play({"time": "Mon 2 Nov 2026 10:00"})
    town.post("blue_2_social_worker", f"/cases/{ref}/do/placement_order_discharged/", {})
    town.post(lead, decide, form)
    listed = town.page(lead, "/reports/care-negotiations/")
    assert "Both leads agree" in listed
    assert ref in listed


@pytest.mark.clause("SWK-196")
def test_after_the_six_weeks_early_help_is_offered_with_the_hand_off_date_and_closing_takes_a_reason(
    rows: None,
) -> None:
    town = (
        Town()
        .told("A child under section 20 is with the Care Service")
        .play({"time": "Mon 1 Jun 2026 16:00"})
    )
    town.post("care_worker", "/cases/{Ada}/do/return_home/", {})
    town.play({"time": "Mon 20 Jul 2026 10:00"})
    assert "Stepped down to Early Help after the return home (to Early Help Service) Open" in town.page(
        "care_lead", "/cases/{Ada}/transfer/"
    )
    decide, again = "/cases/{Ada}/do/decide_transfer/", {"another_move": "The return home"}
    refused = town.post("care_lead", decide, sent(to="sfs_group", reasons=again, **DECIDED), status=422)
    assert "After the six weeks Early Help takes the case. Clause SWK-196" in refused
    town.post("care_lead", decide, sent(to="early_help", reasons=again, **DECIDED))
    closed = town.post(
        "care_ap", "/cases/{Ada}/do/close_case/", sent(reason="The family is doing well"), status=422
    )
    assert "Early Help takes the case, and it is not closed instead. Clause SWK-196" in closed
    handed = Town().told("The lead decides otherwise before the hand-off")
    assert "Date of the hand-off Mon 3 Aug 2026" in handed.page("care_lead", "/cases/{Ada}/forms/")


@pytest.mark.clause("SWK-108")
def test_sfs_is_named_at_the_network_meeting_present_or_absent_and_both_services_leads_hear_of_nobody(
    rows: None,
) -> None:
    town = Town().play({"contact": {"children": ["Lee"], "at": "Mon 2 Mar 2026 08:00", "by": "ai_worker"}})
    address, met = "/cases/{Lee}/do/hold_network_meeting/", {"attended": "Mother and school"}
    assert "Say whether SFS was represented." in town.post(
        "ai_worker", address, sent("to_sfs", **met), status=422
    )
    present_ = sent("to_sfs", **met, sfs_present="yes", sfs_team="blue_1")
    assert "Name the SFS representative." in town.post("ai_worker", address, present_, status=422)
    absent = sent("to_sfs", **met, sfs_present="no")
    assert "Name who of SFS was to have come." in town.post("ai_worker", address, absent, status=422)
    town.post("ai_worker", address, {**absent, "f-sfs_absent": "blue_ap"})
    forms = town.page("ai_worker", "/cases/{Lee}/forms/")
    assert "Was SFS represented? no Who of SFS was to have come Bert Pike" in forms
    for person in ("ai_lead", "blue_lead", "green_lead"):
        assert "Lee : SFS was not represented at a Network Meeting" in town.page(person, "/told/")


@pytest.mark.clause("SWK-064")
def test_a_meeting_held_with_no_date_beforehand_is_told_apart_in_the_list_without_any_reason(
    rows: None,
) -> None:
    town = Town().told("A review of a child due to transfer with somebody of the receiving group invited")
    held = "/cases/{Ada}/do/record_meeting/"
    town.play({"time": "Tue 10 Mar 2026 12:00"})
    town.post("ai_worker", held, sent(item="First review"))
    town.post("ai_worker", held, sent(item="Planning"))
    rows_ = town.page("ai_lead", "/reports/meetings/" + MARCH).split("Record that a meeting was held")
    without = "The date of this meeting was not entered beforehand"
    assert [without in one for one in rows_[1:]] == ["Planning" in one for one in rows_[1:]]
    assert sum(without in one for one in rows_) == 1


@pytest.mark.clause("SWK-220")
def test_a_remanded_child_goes_to_care_on_the_day_of_the_first_review_and_not_before(rows: None) -> None:
    town = Town().told("A child on remand who was not allocated is first with Youth Offending")
    lead = "youth_offending_practice_group_lead"
    outside = town.post(lead, "/cases/{Rob}/do/agree_outside/", sent(team="care_1", **OUTSIDE), status=422)
    assert "at the first Looked After review, and none has been held. Clause SWK-220" in outside
    decided = sent(to="care_group", reasons={"another_move": "The next step of the plan"}, **DECIDED)
    town.post(lead, "/cases/{Rob}/do/decide_transfer/", decided)
    assert "Youth Offending Service has been responsible" in town.page(lead, "/cases/{Rob}/")
    depart = {"team": "care_1", "why": "The review is late this time"}
    assert "Head of Service" in town.post(lead, "/cases/{Rob}/outside/", depart, status=422)
    on_friday = {"at_day": "27", "at_month": "3", "at_year": "2026", "at_time": "11:00"}
    town.play({"time": "Mon 30 Mar 2026 16:00"})
    town.post(
        "youth_offending_social_worker", "/cases/{Rob}/do/lac_review/", {**sent("no_decision"), **on_friday}
    )
    moves = town.page("care_lead", "/cases/{Rob}/moves/")
    assert "From Youth Offending Service to Care group 1 Fri 27 Mar 2026, 11:00" in moves


@pytest.mark.clause("SWK-191")
def test_a_jointly_worked_baby_has_one_holder_a_lead_worker_and_a_second_group_until_the_finding(
    rows: None,
) -> None:
    town = Town().told("A baby who may be relinquished is worked with jointly")
    page = town.page("ai_lead", "/cases/{Baby}/")
    assert page.count("has been responsible since") == 1
    assert "Anna Wood has been the named worker" in page
    assert "Working jointly: Permanence group (working jointly until relinquishment is clear)." in page
    found = "/cases/{Baby}/do/find_relinquishment/"
    town.post("permanence_lead", found, sent("not_relinquished", grounds="The mother keeps the baby"))
    page = town.page("ai_lead", "/cases/{Baby}/")
    assert "Working jointly" not in page
    assert "A&I group 1 has been responsible" in page
    town.post("permanence_lead", found, sent("relinquished", grounds="Both parents have said so in writing"))
    page = town.page("permanence_lead", "/cases/{Baby}/")
    assert "Permanence group has been responsible" in page
    assert "Working jointly" not in page
