"""Twenty clauses of Portsmouth drawn at random and tried by a sceptic on the real pages: what each is shown by, and the ways round it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction

from baton.records import models
from baton.services import present
from tests.scenarios.winter import Winter

pytestmark = pytest.mark.django_db

DANGER = {"danger": "yes", "danger_why": "She is at home with him"}
PACK = {
    "f-why_contact": "a", "f-agencies_know": "b", "f-analysis": "c", "f-threshold": "child_in_need",
    "f-thresholds": "d", "f-recommended": "e",
}  # fmt: skip


class Town(Winter):
    """Portsmouth's stage, and one child on it whose acts are tried."""

    def does_it(self, person: str, act: str, **said: Any) -> None:
        """An act of Ada's, filled in on its page and saved there."""
        self.post(person, f"/cases/{{Ada}}/do/{act}/", _form(said), 302)

    def refused(self, person: str, act: str, **said: Any) -> str:
        """What the page says when it refuses an act of Ada's."""
        page = self.post(person, f"/cases/{{Ada}}/do/{act}/", _form(said), 422)
        return page[: page.find(" Error: ")] if " Error: " in page else page

    def case(self, person: str) -> str:
        """Ada's own page."""
        return self.page(person, "/cases/{Ada}/")

    def work(self, person: str) -> str:
        """What is somebody's to do now or soon."""
        return self.page(person, "/").partition("Waiting for others")[0]


def _form(said: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as the form names them; what a form has of its own keeps its name."""
    own = (
        "outcome",
        "item",
        "team",
        "danger",
        "danger_why",
        "at_day",
        "at_month",
        "at_year",
        "at_time",
        "planned",
    )
    return {name if name in own or name[:2] in ("f-", "r-") else f"f-{name}": value for name, value in said.items()}  # fmt: skip


@pytest.mark.clause("PTP-224")
def test_a_blank_about_joint_work_is_asked_flagged_and_stays_somebodys_to_fill(rows: None) -> None:
    town = Town().told("A review before 16 is arranged for a young person")
    plan = {"outcome": "complete", "plan": "College and a flat", "child_says": "I want to stay at college"}
    page = town.page("through_care_worker", "/cases/{Ada}/do/write_pathway_plan/")
    assert "Joint work is planned None is planned" in page
    assert "The plan does not say what joint work there is to be" in page
    said = town.refused("through_care_worker", "write_pathway_plan", **plan, joint_work="planned")
    assert "What the two will do together has not been said" in said
    assert "'Personal adviser' has not been answered" in said
    town.does_it("through_care_worker", "write_pathway_plan", **plan)
    assert "Say what joint work there is with the personal adviser" in town.case("through_care_worker")
    assert "Say what joint work there is" in town.page("through_care_worker", "/")
    town.does_it("through_care_worker", "write_pathway_plan", **plan, joint_work="none_planned")
    assert "Say what joint work there is" not in town.case("through_care_worker")
    assert "None is planned" in town.page("through_care_worker", "/cases/{Ada}/forms/")


@pytest.mark.clause("PTP-254")
def test_proceedings_of_a_disabled_child_make_the_move_due_and_the_case_red_until_it_is_made(
    rows: None,
) -> None:
    town = Town().told("A disabled child is looked after under section 20")
    assert "Transfer case management to the locality team" not in town.work("cwd_manager")
    town.post(
        "cwd_worker", "/cases/{Ada}/known/?fact=proceedings", {"fact": "proceedings", "value": "started"}
    )
    assert "Now: asked at 09:30 Ada : Transfer case management to the locality team" in town.work(
        "cwd_manager"
    )
    assert "It stands as: Proceedings and still with Children with Disabilities" in town.case("cwd_worker")
    page = town.page("cwd_manager", "/cases/{Ada}/transfer/")
    assert "To the locality team, for care proceedings (to Locality children's social care) Open" in page


@pytest.mark.clause("PTP-259")
def test_a_disabled_child_who_stays_looked_after_goes_back_and_nobody_may_choose_through_care(
    rows: None,
) -> None:
    town = Town().told("The plan of a disabled child is that she stays looked after")
    said = town.refused("north_team_leader", "transfer_to_through_care", to="through_care_1")
    assert "case management goes back to Children with Disabilities. Clause PTP-259" in said
    outside = {"team": "through_care_1", "why": "The foster carers live nearer to that team"}
    assert "Nobody may go outside this rule" in town.post(
        "mash_manager", "/cases/{Ada}/outside/", outside, 422
    )
    agreed = {"outcome": "long_term_care", "agreed_on": "2026-10-01", "who": "iro"}
    town.does_it("north_worker", "iro_agreement", **agreed)
    assert "Give case management back" not in town.work("north_team_leader")  # the court has not finished
    town.learns("Mon 5 Oct 2026 10:00", "Ada", "north", "proceedings", "ended")
    town.does_it("north_worker", "court_approval", outcome="long_term_care")
    assert "Give case management back to Children with Disabilities" in town.work("north_team_leader")
    assert "It stands as: Due back at Children with Disabilities" in town.case("north_worker")


@pytest.mark.clause("PTP-198")
def test_the_leaders_checklist_asks_for_the_chronologys_last_entry_and_takes_no_date_to_come(
    rows: None,
) -> None:
    town = Town().told("A child whose plan is adoption, approved by the court, with nothing on the record")
    leader, check = "through_care_leader", "check_incoming_record"
    assert "Chronology: the Through Care team leader has not found it up to date" in town.refused(
        "north_team_leader", "transfer_to_through_care"
    )
    assert "Date of the last entry in the chronology: not given. Clauses PTP-198" in town.refused(
        leader, check, chronology="met"
    )
    assert "has not come yet" in town.refused(leader, check, chronology="met", chronology_to="2027-01-01")
    gap = {"chronology": "gap_accepted", "gap_action": "Her worker writes it up"}
    assert "By when the gap will be filled has not been said" in town.refused(leader, check, **gap)
    assert "By when" in town.refused(leader, check, **gap, gap_by="2026-05-01")
    town.does_it(leader, check, chronology="met", chronology_to="2026-05-29")
    assert "Date of the last entry in the chronology Fri 29 May 2026" in town.page(
        leader, "/cases/{Ada}/forms/"
    )
    assert "Chronology: the Through Care" not in town.refused("north_team_leader", "transfer_to_through_care")


@pytest.mark.clause("PTP-193", "PTP-203", "PTP-205")
def test_a_plan_of_adoption_from_the_two_leaders_talk_to_the_courts_approval(rows: None) -> None:
    town = Town().told("The two team leaders have discussed her plan of adoption")
    finder = "agree_family_finder"
    assert "Wes Nunn is not a Social worker here. Clause PTP-193" in town.refused(
        "north_team_leader", finder, finder="north_worker"
    )
    assert "Wes Nunn" not in town.page("north_team_leader", f"/cases/{{Ada}}/do/{finder}/")
    town.does_it("north_team_leader", finder, finder="through_care_worker")
    assert "Agree who finds a family Now" in town.page("through_care_leader", "/cases/{Ada}/transfer/")
    town.does_it("through_care_leader", finder, finder="through_care_worker")
    agreed = town.page("north_team_leader", "/cases/{Ada}/forms/").partition("Who finds a family")[2]
    assert "Lisa Noble" in agreed
    assert "Theo Lee" in agreed
    assert "✓ Agree who finds a family Done" in town.page("north_team_leader", "/cases/{Ada}/transfer/")

    named = "name_through_care_worker"
    assert "The worker must be a qualified social worker. Clauses PTP-203" in town.refused(
        "through_care_leader", named, worker="through_care_unqualified"
    )
    town.does_it("through_care_leader", named, worker="through_care_worker")
    page = town.case("north_worker")
    assert "Children's social care, North has been responsible since" in page
    assert "Wes Nunn has been the named worker" in page
    assert "Working jointly: Through Care 1 (working beside the locality team until the transfer)" in page
    assert "Who of Through Care works with the child Tim Wade" in page
    assert "You are named to work with a child beside the locality's worker" in town.page(
        "through_care_worker", "/"
    )

    transfer, approval = "transfer_to_through_care", "court_approval"
    town.does_it("north_team_leader", "sign_record", last_entry="2026-06-01")
    said = town.refused("north_team_leader", transfer)
    assert "The family court has not approved the plan for adoption" in said
    assert "Record the court's approval, with its date." in said
    july = {"outcome": "adoption", "at_day": "3", "at_month": "7", "at_year": "2026", "at_time": "10:00"}
    assert "has not come yet" in town.refused("north_worker", approval, **july)
    town.does_it("north_worker", approval, **july, planned="yes")
    assert "has not approved the plan" in town.refused("north_team_leader", transfer)
    town.does_it("north_worker", approval, outcome="adoption")
    assert "Transfer the child to Through Care for adoption" in town.work("north_team_leader")
    assert "It stands as: Transfer to Through Care is due" in town.case("north_team_leader")


@pytest.mark.clause("PTM-160")
def test_grounds_on_record_begin_the_enquiry_and_no_other_outcome_is_taken_even_in_danger(rows: None) -> None:
    town = Town().told("A contact with nothing on consent")  # its first review found no harm
    harm = {
        "feared": "That she is beaten again",
        "source": "care",
        "grounds": "Three bruises seen by the nurse",
    }
    town.does_it("senior", "fill_harm", **harm, belief="believed")
    assert "Ada : Begin the section 47 enquiry" in town.work("mash_manager")
    for outcome in ("s17_assessment", "cwd", "early_help_hub"):
        said = town.refused("mash_manager", "decide", outcome=outcome, **DANGER)
        assert "goes on for a section 47 enquiry, and for nothing else. Clauses PTP-137 , PTM-160" in said
    for outcome in ("early_help_continues", "universal", "one_service", "no_further_action"):
        assert "cannot be chosen as things stand" in town.refused(
            "mash_manager", "decide", outcome=outcome, **DANGER
        )
        assert "so a section 47 enquiry follows. Clauses PTP-137 , PTM-160" in town.refused(
            "mash_manager", "decide", outcome=outcome
        )
    assert "no section 47 enquiry has been made" in town.refused(
        "mash_manager", "earlier_decision", outcome="universal_services"
    )
    town.does_it("mash_manager", "decide", outcome="s47_locality", **DANGER)
    assert "Allocate the section 47 enquiry to a qualified social worker" in town.work("north_manager")


@pytest.mark.clause("PTM-155")
def test_no_other_agency_leads_for_a_child_in_need_before_a_step_down(rows: None) -> None:
    town = Town().told("A contact with nothing on consent")
    town.does_it(
        "senior", "record_s17_basis", not_without_services="yes", standard_evidence="She is hungry at school"
    )
    town.does_it("mash_worker", "fill_consent", position="written", who="Mother")
    for outcome, threshold in (("early_help_hub", "early_help"), ("one_service", "one_service")):
        said = town.refused("mash_manager", "decide", outcome=outcome, **{**PACK, "f-threshold": threshold})
        assert "Children's Social Care is lead agency for every such child. Clauses PTP-132 , PTM-155" in said
    said = town.refused("mash_manager", "decide", outcome="early_help_hub", **DANGER)
    assert "no other agency does until a step-down is complete. Clauses PTP-132 , PTM-155" in said
    town.does_it("mash_manager", "decide", outcome="s17_assessment", **PACK)
    lead = {"name": "Nell", "lead_agency": "camhs", "agreed_on": "2026-03-02", "why": "She knows them best"}
    said = town.refused("senior", "change_lead", **lead)
    assert "Children's Social Care does, until a step-down is complete" in said
    fact = {"fact": "lead_agency", "value": "camhs"}
    page = town.post("north_service_leader", "/cases/{Ada}/known/?fact=lead_agency", fact, 422)
    assert "is not something that can be entered" in page


@pytest.mark.clause("PTM-033")
def test_the_starting_conversation_has_what_was_offered_and_whether_it_was_accepted(rows: None) -> None:
    town = Town().told("A contact with nothing on consent")
    talk = {
        "held": "family_only", "seen_on": "2026-03-01", "held_on": "2026-03-01", "own_needs": "a", "own_wishes": "b",
        "why_one": "She was asleep by then",
    }  # fmt: skip
    act, missing = (
        "fill_starting_conversation",
        "What advice and support was offered, and whether the family accepted it",
    )
    assert missing in town.refused("mash_worker", act, **talk, offered="A place in the breakfast club")
    assert missing in town.refused("mash_worker", act, **talk, offered="   ", accepted="yes")
    town.does_it("mash_worker", act, **talk, offered="A place in the breakfast club", accepted="in_part")
    said = "Advice and support that was offered A place in the breakfast club Did the family accept it? some of it"
    assert said in town.case("mash_worker")
    assert "A place in the breakfast club some of it" in town.page(
        "mash_manager", "/reports/starting-conversations/"
    )


@pytest.mark.clause("PTM-023")
def test_a_sharing_without_consent_is_undocumented_until_nothing_of_it_is_blank(rows: None) -> None:
    town = Town().told("A contact with nothing on consent")
    report, todo = "/reports/shared-without-consent/", "Complete the record of sharing without consent"
    town.does_it("mash_manager", "decide", outcome="s17_assessment", **PACK, **DANGER)
    written = {"position": "refused", "who": "Father"}
    town.does_it(
        "mash_worker", "fill_consent", **written, harm="yes", disclosed="The bruises", to_whom="Locality"
    )
    assert todo in town.work("mash_manager")
    page = town.page("mash_manager", report)
    assert "1 Decisions" in page
    assert "1 Undocumented" in page
    assert (
        "02/03/2026 Mona Park no, refused by at least one of them Yes The bruises Locality undocumented"
        in page
    )
    town.does_it("mash_worker", "fill_consent", **written, dispensed="Asking again would put her at risk")
    assert todo not in town.page("mash_manager", "/")
    page = town.page("mash_manager", report)
    assert "0 Undocumented" in page
    assert "Asking again would put her at risk Yes The bruises Locality documented" in page


@pytest.mark.clause("PTP-267", "PTP-270")
def test_a_dispute_is_between_two_and_asks_for_the_child_at_each_stage(rows: None) -> None:
    town = Town().told("A child whose plan is long term care is ready for Through Care")
    child = {"effect": "She does not know who has her", "safe": "Her worker Wes Nunn"}
    named = {"about": "Whether the plan is long term care", "our_leader": "north_service_leader", "their_leader": "service_leader"}  # fmt: skip
    blank = ("What the dispute does to the child has not been said", "Who keeps the child safe meanwhile has not been said")  # fmt: skip
    act = "raise_dispute"
    said = town.refused("north_team_leader", act, **named, other_team="csc_north", **child)
    assert "The other team is the team that has the child. Clause PTP-267" in said
    one = {**named, "our_leader": "service_leader", "other_team": "through_care_1"}
    assert "The same service leader is named for both teams" in town.refused(
        "north_team_leader", act, **one, **child
    )
    said = town.refused(
        "north_team_leader", act, **named, other_team="through_care_1", effect=" " * 12, safe=" "
    )
    assert all(words in said for words in blank)
    town.does_it("north_team_leader", act, **named, other_team="through_care_1", **child)
    page = town.page("service_leader", "/escalations/")
    for words in (
        "The other team: Through Care 1",
        "that has the child: Lena North",
        "other team: Sid Leigh",
    ):
        assert words in page
    assert "Settle the dispute with the other service leader" in town.work("service_leader")

    heads = {"our_head": "head", "their_head": "other_head"}
    assert "The service leaders have not discussed the dispute. Clause PTP-267" in town.refused(
        "service_leader", "take_to_heads", **heads, **child
    )
    talk = {"date": "2026-06-01", "result": "They do not agree", "outcome": "not_resolved", "our_position": "It is agreed", "their_position": "It may change"}  # fmt: skip
    assert "neither of the two service leaders whom the dispute names" in town.refused(
        "other_service_leader", "discuss_dispute", **talk, **child
    )
    assert all(words in town.refused("service_leader", "discuss_dispute", **talk) for words in blank)
    town.does_it("service_leader", "discuss_dispute", **talk, **child)
    assert all(words in town.refused("service_leader", "take_to_heads", **heads) for words in blank)
    town.does_it("service_leader", "take_to_heads", **heads, **child)
    decided = {"date": "2026-06-01", "decision": "She goes to Through Care"}
    assert "What the decision means for the child has not been said" in town.refused(
        "head", "decide_dispute", **decided
    )
    town.does_it("head", "decide_dispute", **decided, **child)
    said = town.refused(
        "other_head", "agree_decision", outcome="not_agreed", why_not="The plan may yet change"
    )
    assert "What the answer means for the child has not been said. Clause PTP-270" in said
    town.does_it("other_head", "agree_decision", outcome="agreed", **child)


@pytest.mark.clause("PTP-167")
def test_a_plan_with_no_core_group_or_one_of_a_single_agency_is_flagged(rows: None) -> None:
    town = Town().told("A conference has made a child protection plan")
    assert "It stands as: Child protection plan with no core group" in town.case("north_worker")
    met = {"date": "2026-03-16", "members": "Sue Hale, health visitor", "progress": "reducing", "next_on": "2026-04-20"}  # fmt: skip
    for agency in ("health", "social_care"):
        assert "Only one agency was at the core group. Clause PTP-167" in town.refused(
            "north_worker", "core_group", **met, agencies=[agency]
        )
    town.does_it(
        "north_worker", "core_group", **met, agencies=["health"], **{"r-several_agencies": "Wes Nunn was ill"}
    )
    assert "It stands as: Core group of one agency only" in town.case("north_worker")
    assert "Only one agency was at the core group of a child protection plan" in town.page(
        "north_team_leader", "/"
    )
    town.does_it("north_worker", "core_group", **met, agencies=["health", "social_care"])
    page = town.case("north_worker")
    assert "It stands as: Core group" not in page
    assert (
        "Which agencies were there health, children's social care" in page
        or "children's social care, health" in page
    )
    assert "Sue Hale, health visitor" in page
    assert "When it meets next Mon 20 Apr 2026" in page


@pytest.mark.clause("PTM-095")
def test_a_hub_decision_waits_for_a_senior_practitioner_who_did_not_make_it(rows: None) -> None:
    town = Town().told("The hub decides on intensive support")
    assert "Endorse the early help decision" in town.page("senior", "/")
    for person in ("mash_manager", "mash_social_worker", "hub"):
        assert "Only the Senior social work practitioner may do this" in town.refused(
            person, "endorse", outcome="endorsed"
        )
    assert "Early Help Hub has been responsible" in town.case("hub")
    town.does_it("senior", "endorse", outcome="endorsed")
    assert "Targeted early help, North has been responsible" in town.case("hub")

    lead = {
        "name": "Ms Ray",
        "lead_agency": "education",
        "agreed_on": "2026-03-02",
        "why": "The nurse is leaving",
    }
    town.does_it("hub", "propose_lead", **lead)
    assert "Lead professional now" not in town.case("hub")
    assert "Endorse the change of the lead professional" in town.page("senior", "/")
    assert "it was you who did" in town.refused("hub", "change_lead", **lead)
    assert "not the lead on whom the hub decided" in town.refused(
        "senior", "change_lead", **{**lead, "name": "Nell"}
    )
    with present.stopped_at(town.stage.now):
        form = town.browser("senior").get(f"/cases/{town.refs['Ada']}/do/change_lead/").content.decode()
    assert 'value="Ms Ray"' in form  # what the hub decided stands there to be signed
    town.does_it("senior", "change_lead", **lead)
    assert "Lead professional now Lead professional Ms Ray" in town.case("hub")


@pytest.mark.clause("PTP-066")
def test_the_hubs_record_has_when_with_whom_and_what_was_talked_over_and_no_decision_without(
    rows: None,
) -> None:
    town = Town().told("A family reaches the Early Help Hub")
    assert (
        "The hub has not talked with the professional who made the contact. Clauses PTP-066"
        in town.refused("hub", "hub_decision", outcome="intensive")
    )
    open_yet = {"raises": "not_settled", "assessor": "not_settled", "lead": "not_settled"}
    talk = {"with": "Ms Ray of the school", "gist": "Intensive support or the school nurse", **open_yet}
    assert "When:" in town.refused("hub", "talk_with_professional", **talk, on="2020-01-01")
    assert "may do this" in town.refused("hub", "excuse_professional", why="Rung three times today")
    with transaction.atomic():
        town.does_it("mash_manager", "excuse_professional", why="Rung three times today")
        assert "has not talked with the professional" not in town.refused(
            "hub", "hub_decision", outcome="intensive"
        )
        transaction.set_rollback(True)
    town.does_it("hub", "talk_with_professional", **talk, on="2026-03-02")
    assert "has not talked with the professional" not in town.refused(
        "hub", "hub_decision", outcome="intensive"
    )
    said = "When Mon 2 Mar 2026 With whom Ms Ray of the school Which outcomes were talked over Intensive support or"
    assert said in town.page("hub", "/cases/{Ada}/forms/")


@pytest.mark.clause("PTP-102", "PTM-145")
def test_the_meeting_reviews_each_family_and_what_cannot_wait_is_red_at_the_mash_in_one_act(
    rows: None,
) -> None:
    town = Town().told("A family is with targeted early help")
    agenda = "/reports/monthly-meetings/"
    page = town.page("mat_manager", agenda)
    assert "North 1 : Not yet looked at by the network meeting" in page
    assert "Intensive family support School nurse 0" in page
    line = {"day": "2026-03-02", "assessment": "Next week", "progress": "He is at school again"}
    assert "'Is the work with the right people?' has not been answered. Clause PTP-102" in town.refused(
        "mat_manager", "review_at_network", **line
    )
    town.does_it("mat_manager", "review_at_network", **line, allocation="Yes, they know her well")
    assert "North 0 : Not yet looked at by the network meeting" in town.page("mat_manager", agenda)
    assert "Yes, they know her well" in town.page("teh_manager", "/cases/{Ada}/forms/")

    unmet = {"unmet": "She has bruises on her arms", "cannot_wait": "yes"}
    said = town.refused("teh_practitioner", "consider_step_up", **unmet)
    assert "This cannot wait for a discussion. Clauses PTP-117 , PTM-145" in said
    town.does_it("teh_practitioner", "contact_mash", outcome="at_once", what="She has bruises on her arms")
    red = "Urgent From early help: cannot wait"
    assert red in town.page("mash_manager", "/trays/mash:mash/")
    assert "Take up the contact from early help that cannot wait" in town.work("mash_manager")
    assert "It stands as: From early help: cannot wait" in town.case("teh_manager")
    town.does_it("mash_worker", "take_up_step_up", first_step="Ring the school")
    assert red not in town.page("mash_manager", "/trays/mash:mash/")


@pytest.mark.clause("PTM-195")
def test_the_number_of_children_re_referred_opens_its_list_and_says_how_far_it_looks_back(rows: None) -> None:
    town = Town()
    town.comes("Mon 5 Jan 2026 09:00", "Ada")
    town.named("Mon 5 Jan 2026 10:00", "Ada")
    town.closes("Fri 9 Jan 2026 10:00", "Ada")
    town.comes("Mon 2 Mar 2026 09:00", "Ada again", again="Ada")
    address = "/reports/social-care-scorecard/?from=1+3+2026&to=31+3+2026"
    with present.stopped_at(town.stage.now):
        card = town.browser("north_manager").get(address).content.decode()
    links = [link for link in re.findall(r'href="([^"]*list=re_referred[^"]*)"', card) if "north" in link]
    assert links
    assert "Re-referred within 12 months" in card
    page = town.page("north_manager", links[0].replace("&amp;", "&"))
    assert "09/01/2026 02/03/2026" in page
    assert town.refs["Ada again"] in page


@pytest.mark.clause("PTM-027")
def test_the_rules_for_keeping_stand_with_what_the_council_sets_and_nothing_is_deleted(rows: None) -> None:
    town = Town().told("A contact with nothing on consent")
    page = town.page("mash_manager", "/protocol/portsmouth/")
    assert "own rules for the records of children in need Clause PTM-027" in page
    with present.stopped_at(town.stage.now):
        for address in ("/cases/{Ada}/", "/cases/{Ada}/forms/", "/cases/{Ada}/chronology/"):
            assert town.browser("mash_manager").delete(address.format(**town.refs)).status_code == 405
    with pytest.raises(Exception, match="never changed or deleted"), transaction.atomic():
        models.JournalEntry.objects.first().delete()  # type: ignore[union-attr]
    assert "Ask an agency" in town.page("mash_worker", "/cases/{Ada}/chronology/")
