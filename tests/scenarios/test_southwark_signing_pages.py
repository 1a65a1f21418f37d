"""What Southwark shows of a record that falls short, of notices, meetings and conferences, on the real pages."""

import re

import pytest

from baton.services import present
from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db

SHORT = "A record to be signed off with an event without a note and an agreement that Finance has not logged"


@pytest.mark.clause("SWK-028", "SWK-043")
def test_the_sign_off_names_the_event_without_a_note_and_the_agreement_not_logged(rows: None) -> None:
    page = Town().told(SHORT).page("ai_ap", "/cases/{Ada}/do/sign_off/")
    assert (
        "2.1.2 Case recording: not met. What the recording lacks, by event and date: "
        "The strategy discussion of 24 February. The date of the last case note: Fri 20 Feb 2026." in page
    )
    assert "2.1.8 Finance has not logged every financial agreement. Still open: Travel." in page


@pytest.mark.clause("SWK-064")
def test_a_meeting_arranged_is_listed_under_its_day_for_the_receiving_group_until_it_is_held(
    rows: None,
) -> None:
    town = Town().told("A review of a child due to transfer with somebody of the receiving group invited")
    page = town.page("blue_lead", "/meetings/")
    assert "Planned (1)" in page
    assert "Tue 10 Mar 2026 in 7 days Ada Convene a meeting about the child (First review)" in page
    assert (
        "/do/record_meeting/?item=First+review"
        in town.browser("blue_lead").get("/meetings/").content.decode()
    )


@pytest.mark.clause("SWK-064")
def test_the_receiving_advanced_practitioner_sees_each_date_once_told_and_the_new_one_when_it_changes(
    rows: None,
) -> None:
    said = {"kind": "review", "invited": "blue_lead"}
    first = {"by": "ai_worker", "do": "convene", "item": "Core group", "with": {**said, "date": "2026-03-20"}}
    again = {**first, "with": {**said, "date": "2026-03-19"}}
    town = Town().play({"after": "The chosen group has been told"}, first, again)
    page = town.page("blue_ap", "/meetings/")
    assert "Thu 19 Mar 2026 in 5 days" in page
    assert "Fri 20 Mar 2026" not in page
    # and nobody asks them why they look
    assert "Where things stand" in town.page("blue_ap", "/cases/{" + next(iter(town.refs)) + "}/")


@pytest.mark.clause("SWK-064")
def test_a_meeting_with_no_date_beforehand_is_asked_why_and_is_kept_with_its_reason(rows: None) -> None:
    town = Town().told("A meeting whose date was not entered beforehand is listed, and may carry a reason")
    form = town.page("ai_worker", "/cases/{Ada}/do/record_meeting/?item=Another")
    assert "The date of this meeting was not entered beforehand; say why if there is a reason." in form
    assert "It was called at an hour's notice" in town.page("ai_worker", "/cases/{Ada}/forms/")


@pytest.mark.clause("SWK-093")
def test_the_notice_offers_the_tenth_working_day_and_the_refusal_of_a_later_one_says_it(rows: None) -> None:
    town = Town().told("A child with A&I is to go to SFS Blue")
    with present.stopped_at(town.stage.now):
        form = town.browser("ai_lead").get(f"/cases/{town.refs['Ada']}/do/notify_sfs/").content.decode()
    offered = dict(re.findall(r'name="f-review_(day|month|year)"[^>]*value="(\d+)"', form))
    assert offered == {"day": "16", "month": "3", "year": "2026"}
    said = {
        "f-review_day": "18",
        "f-review_month": "3",
        "f-review_year": "2026",
        "f-under": "another_section",
    }
    refused = town.post("ai_lead", "/cases/{Ada}/do/notify_sfs/", said, status=422)
    assert "this is later. The last day in time is Mon 16 Mar 2026." in refused


@pytest.mark.clause("SWK-146")
def test_the_conference_shows_who_wrote_the_report_or_that_nobody_did(rows: None) -> None:
    written = Town().told("Both services are at the conference and A&I has written its report")
    assert "Write the report for the conference Fri 13 Mar 2026, 10:00 (Anna Wood)" in written.page(
        "ai_lead", "/cases/{Sal}/forms/"
    )
    gap = Town().told("Neither plan is needed and the child stays with A&I")
    assert "Write the report for the conference not done" in gap.page("ai_lead", "/cases/{Di}/forms/")


@pytest.mark.clause("SWK-232", "SWK-246")
def test_the_assessment_shows_its_assessor_both_leads_and_the_days_until_the_meeting(rows: None) -> None:
    town = Town().told(
        "The planning meeting follows the assessment and is outstanding until it is booked or held"
    )
    page = town.page("ai_lead", "/cases/{Baby}/forms/")
    agreed = page[page.index("Separate social worker") : page.index("Pre-birth assessment")]
    assert "The same was said again." in agreed
    assert "From which practice group" in page[page.index("Pre-birth assessment") :]
    assert "Planning meeting still to be held" in town.page("ai_lead", "/cases/{Baby}/")


@pytest.mark.clause("SWK-091")
def test_the_message_to_sfs_shows_its_sender_its_recipient_and_its_time(rows: None) -> None:
    page = Town().told("A child with A&I is to go to SFS Blue").page("ai_lead", "/cases/{Ada}/messages/")
    assert (
        "Mon 2 Mar 2026, 10:00 by Aisha Lane, Practice Group Lead Practice Group Lead, linked with A&I North "
        "A transfer to SFS is intended" in page
    )
