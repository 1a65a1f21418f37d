"""York's clauses that are about what people see, on the real pages and in the API, after stories told through services."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from baton.services import councils, present, tokens
from tests.scenarios import york

pytestmark = pytest.mark.django_db


class Town(york.Town):
    """York's stage, with what these tests ask of it besides."""

    def form(self, person: str, address: str) -> str:
        """A page as it is written, for what stands in its fields."""
        with present.stopped_at(self.stage.now):
            return html.unescape(self.browser(person).get(address.format(**self.refs)).content.decode())

    def asked(self, person: str, address: str) -> Any:
        """What the API answers."""
        with present.stopped_at(self.stage.now):
            token = tokens.issue(person=person, name="test", by="test", now=self.stage.now).text
            return Client(headers={"Authorization": f"Bearer {token}"}).get(
                "/api/v1" + address.format(**self.refs)
            )


ACCEPTED = "The lead is contacted and accepts"
WITH_PARTNER = "The form closes only after oversight and with a lead"


# ---- the document is a draft


@pytest.mark.clause("YRK-161", "YRK-162")
def test_the_protocol_page_says_draft_with_no_date_and_so_does_every_clause(rows: None) -> None:
    page = Town().page("mash_manager", "/protocol/york/")
    assert (
        "Draft Case Transfer Protocol: Children's Social Care and Early Help (YRK) is a draft with no date"
        in page
    )
    assert "nobody with the authority has confirmed it yet" in page
    for clause in councils.protocol("york").clauses:
        assert f"{clause.id} (draft)" in page


@pytest.mark.clause("YRK-161", "YRK-162")
def test_the_word_stands_beside_each_source_on_a_childs_pages(rows: None) -> None:
    town = Town().told(ACCEPTED)
    for address in ("/cases/{Ada}/", "/cases/{Ada}/do/oversee_form/", "/cases/{Ada}/chronology/", "/"):
        page = town.page("mash_manager", address)
        assert "(draft)" in page, address
        cited = re.findall(r"YRK-\d{3}(?: \(draft\))?", page)
        assert [one for one in cited if not one.endswith("(draft)")] == [], address


@pytest.mark.clause("YRK-161", "YRK-162")
def test_the_api_names_the_clauses_that_are_drafts(rows: None) -> None:
    town = Town().told(ACCEPTED)
    clocks = town.asked("mash_manager", "/cases/{Ada}").json()["clocks"]
    assert clocks
    assert all(clock["draft_clauses"] == clock["clauses"] != [] for clock in clocks)
    acts = town.asked("mash_worker", "/cases/{Ada}/actions").json()["actions"]
    reasons = [reason for act in acts for reason in act["refusals"] if reason["clauses"]]
    assert reasons
    assert all(reason["draft_clauses"] == reason["clauses"] for reason in reasons)
    assert all(clause["draft"] for clause in town.asked("mash_manager", "/protocols/york/clauses").json())


# ---- who works with the child


@pytest.mark.clause("YRK-006", "YRK-090")
def test_each_childs_own_page_shows_the_lead_under_professional_relationships(rows: None) -> None:
    page = Town().told(WITH_PARTNER).page("partner", "/cases/{Ada}/")
    shown = page.partition("Professional Relationships")[2]
    assert (
        "Lead practitioner Tess Archer Job Teacher Agency Acomb Green Primary School How to reach them 01904 000000"
        in shown
    )


@pytest.mark.clause("YRK-006")
def test_a_childs_own_page_names_who_supports_the_family(rows: None) -> None:
    page = (
        Town()
        .told("At every stage one named person supports the family, and the family was told")
        .page("plans_worker", "/cases/{Ada}/")
    )
    assert "Who supports the family now Polly Wood" in page
    assert "Who of the family was told The mother When they were told Tue 3 Mar 2026" in page


@pytest.mark.clause("YRK-090")
def test_what_is_known_of_the_lead_stands_in_the_form_to_be_confirmed(rows: None) -> None:
    form = Town().told(ACCEPTED).form("coordinator", "/cases/{Ada}/do/add_to_relationships/")
    for known in ("Tess Archer", "Teacher", "Acomb Green Primary School", "01904 000000"):
        assert f'value="{known}"' in form


@pytest.mark.clause("YRK-091")
def test_the_practitioner_who_was_allocated_fills_professional_relationships(rows: None) -> None:
    town = Town().told("A request from MASH goes by the form to the duty worker without the meeting")
    assert 'value="Erin Price"' in town.form("practitioner", "/cases/{Ada}/do/add_to_relationships/")


# ---- what partners submit


@pytest.mark.clause("YRK-096", "YRK-097", "YRK-098", "YRK-099")
def test_the_address_stands_in_what_a_lead_is_told_and_in_one_place_with_its_day(rows: None) -> None:
    town = Town().told(
        "The agency is reminded when the lead is set up, and a close without a reminder is flagged"
    )
    for address in ("/cases/{Ada}/messages/", "/cases/{Ada}/do/remind_agency/"):
        assert "supportingfamilies@york.gov.uk" in town.page("mash_manager", address)
    assert "supportingfamilies@york.gov.uk, since 4 Jul 2018" in town.page("mash_manager", "/protocol/york/")


@pytest.mark.clause("YRK-096", "YRK-097", "YRK-100", "YRK-124")
def test_what_is_awaited_from_partners_is_listed_by_age_with_the_last_reminder(rows: None) -> None:
    town = Town().told("The record of every meeting is owed, each by itself")
    page = town.page("families_worker", "/reports/records-awaited/")
    assert "Duties as they stand now, whenever they began." in page
    assessment, meeting = (
        page.index("Submit the early help assessment Acomb"),
        page.index("Submit the record of the meeting 2026-04-16"),
    )
    assert assessment < meeting
    assert "2026-03-16" not in page
    assert "Acomb Green Primary School Tess Archer" in page


@pytest.mark.clause("YRK-096", "YRK-100")
def test_every_partner_led_plan_shows_whether_its_assessment_has_come(rows: None) -> None:
    awaited = Town().told(WITH_PARTNER).page("families_worker", "/reports/partner-led-plans/")
    assert "Acomb Green Primary School Tess Archer Teacher" in awaited
    received = Town().told("The work step begins once the assessment has been received, and by that team")
    assert "20/03/2026" in received.page("families_worker", "/reports/partner-led-plans/")


@pytest.mark.clause("YRK-026", "YRK-093")
def test_the_co_ordinators_list_has_each_open_form_with_its_age(rows: None) -> None:
    town = Town().told("Even with oversight the form does not close without a lead")
    tray = town.page("coordinator", "/trays/coordinators_list:coordination/")
    assert "Early help recording form open" in tray
    report = town.page("coordinator", "/reports/open-early-help-forms/")
    assert "Find a lead practitioner with the family" in report
    assert "Tess Archer" in report


@pytest.mark.clause("YRK-005", "YRK-007")
def test_information_that_was_not_sent_is_listed_the_longest_wait_first(rows: None) -> None:
    waiting = Town().told("A step-down from a Child in Need plan that a teacher is to lead")
    assert "Safeguarding and Interventions 1" in waiting.page(
        "plans_manager", "/reports/information-waiting/"
    )
    sent = Town().told("What is decided and not sent is waiting, and nothing attached is flagged")
    assert "a summary of the work" in sent.page(
        "plans_manager", "/reports/information-sent/?from=1+3+2026&to=31+3+2026"
    )


@pytest.mark.clause("YRK-008")
def test_messages_about_a_move_stand_on_it_with_sender_and_time_for_both_sides(rows: None) -> None:
    town = Town().told("Those who hand over and those who receive write to one another on the record")
    page = town.page("plans_manager", "/cases/{Ada}/chronology/")
    assert "When can we meet the family together?" in page
    assert "Polly Wood" in page
    assert "On Thursday after school?" in page


@pytest.mark.clause("YRK-019")
def test_closures_are_counted_with_what_came_of_considering_early_help(rows: None) -> None:
    town = Town().told("A MASH referral does not close before early help has been considered")
    page = town.page("mash_manager", "/reports/early-help-considered/?from=1+3+2026&to=31+3+2026")
    assert "It was not offered" in page
    assert "The school gives what is needed already" in page


@pytest.mark.clause("YRK-011", "YRK-012", "YRK-019")
def test_the_form_that_closes_says_why_early_help_comes_first(rows: None) -> None:
    town = Town().told("A family at Level 2 whom a plan led by a partner would help")
    assert "Help given early does more for a child than a reaction later." in town.page(
        "mash_manager", "/cases/{Ada}/do/close_case/"
    )


@pytest.mark.clause("YRK-009")
def test_need_support_and_lead_stand_side_by_side_where_the_step_down_is_completed(rows: None) -> None:
    page = Town().told(ACCEPTED).page("mash_social_worker", "/cases/{Ada}/do/complete_step_down/")
    for shown in (
        "The mother needs help with bedtimes",
        "An early help plan led by a partner",
        "Tess Archer",
        "When the support starts",
    ):
        assert shown in page
