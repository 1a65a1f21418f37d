"""Portsmouth's clauses on Through Care that are about what people see, on the real pages, after stories are told."""

import pytest

from tests.scenarios.portsmouth import Town

pytestmark = pytest.mark.django_db


DISCUSSED = {
    "act": "discuss_transfer", "by": "north_team_leader", "outcome": "", "item": "", "at": None, "reasons": {},
    "danger": "", "team": "", "route": "", "planned": False, "transcribed": "",
    "fields": {
        "date": "2026-06-01", "locality_leader": "north_team_leader", "through_care_leader": "through_care_leader",
        "team": "through_care_1",
    },
}  # fmt: skip


@pytest.mark.clause("PTP-213")
def test_the_file_opens_to_the_through_care_leader_from_the_discussion_on_and_each_opening_is_kept(
    rows: None,
) -> None:
    town = Town().told("Her record is complete")
    assert town.status("through_care_leader", "/cases/{Ada}/") != 200
    assert town.stage.learn(town.refs["Ada"], "care_plan", "long_term_care", "north_worker") is None
    assert town.stage.do([town.refs["Ada"]], DISCUSSED) is None
    assert town.status("through_care_leader", "/cases/{Ada}/") == 200
    assert town.status("through_care_2_leader", "/cases/{Ada}/") != 200
    assert "Theo Lee" in town.page("north_team_leader", "/cases/{Ada}/readers/")


def test_the_reviewing_officer_does_not_open_it_while_no_review_is_arranged(rows: None) -> None:
    town = Town().told("A looked after young person of 15 is with Through Care")
    assert town.status("iro", "/cases/{Ada}/") != 200


@pytest.mark.clause("PTP-203", "PTP-204")
def test_the_case_shows_the_locality_as_responsible_and_through_care_beside_it(rows: None) -> None:
    page = (
        Town()
        .told("A child whose plan is adoption is ready for Through Care")
        .page("north_worker", "/cases/{Ada}/")
    )
    assert "Children's social care, North" in page
    assert "working beside the locality team until the transfer" in page


@pytest.mark.clause("PTP-180", "PTP-184", "PTP-190")
def test_an_unaccompanied_child_stands_first_on_the_named_leaders_list(rows: None) -> None:
    town = Town().told(
        "A transfer with no discussion and nobody waiting goes with both reasons, and the team leader answers for the child"
    )
    town.play(
        {
            "contact": {
                "children": ["Sam"],
                "place": "north",
                "at": "Fri 5 Jun 2026 02:00",
                "facts": {"unaccompanied": "yes"},
            }
        },
        {
            "at": "02:20",
            "by": "mash_social_worker",
            "do": "send_to_through_care",
            "with": {"team": "through_care_2", "unknown": "yes"},
        },
    )
    page = town.page("through_care_2_leader", "/trays/through_care:through_care_2/")
    assert page.index("Sam") < page.index("Ada")
    assert "Needs an immediate service" in page


@pytest.mark.clause("PTP-181", "PTP-182")
def test_the_record_says_that_the_exception_was_used_and_on_what_assumption(rows: None) -> None:
    town = Town().told("An unaccompanied asylum seeking child is with Through Care")
    page = town.page("through_care_leader", "/cases/{Sam}/chronology/")
    assert "Send an unaccompanied asylum seeking child straight to Through Care" in page
    assert "Is it taken that the agencies of the MASH know nothing of this child? yes" in page
    assert "No longer owed: MASH decision" in page
    assert "20 minutes after it was asked" in page


@pytest.mark.clause("PTP-016", "PTP-114")
def test_transfers_without_a_meeting_are_listed_with_both_reasons(rows: None) -> None:
    town = Town().told("Going on without a meeting needs both team leaders, each with a reason")
    page = town.page("head", "/reports/transfers-without-a-meeting/")
    assert "The family cannot travel" in page
    assert "A visit is arranged instead" in page


@pytest.mark.clause("PTP-229")
def test_every_item_that_is_missing_is_named_before_anybody_tries(rows: None) -> None:
    town = Town().told("A child whose plan is adoption, approved by the court, with nothing on the record")
    page = town.page("north_team_leader", "/cases/{Ada}/do/transfer_to_through_care/")
    for missing in (
        "Chronology: there is none",
        "Genogram: there is none",
        "Legal status: not given",
        "nobody is listed",
    ):
        assert missing in page


@pytest.mark.clause("PTP-227")
def test_the_reviewing_officer_opens_the_record_for_the_review_before_sixteen(rows: None) -> None:
    town = Town().told("A review before 16 is arranged for a young person")
    assert "Hold the statutory review before 16" in town.page("iro", "/cases/{Ada}/")
