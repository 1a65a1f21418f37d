"""Portsmouth's clauses on the front door that are about what people see, on the real pages and in the API."""

from typing import Any

import pytest
from django.test import Client

from baton.services import present, tokens
from tests.scenarios import portsmouth

pytestmark = pytest.mark.django_db


class Town(portsmouth.Town):
    """Portsmouth's stage, with what these tests alone ask of it."""

    def asked(self, person: str, address: str) -> Any:
        """What the API answers."""
        with present.stopped_at(self.stage.now):
            token = tokens.issue(person=person, name="test", by="test", now=self.stage.now).text
            client = Client(headers={"Authorization": f"Bearer {token}"})
            return client.get("/api/v1" + address.format(**self.refs))


CHECKED: tuple[dict[str, Any], ...] = (
    {"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
    {"by": "mash_worker", "do": "ask_agency", "item": "school", "with": {"asked": "How is she at school"}},
    {
        "by": "mash_worker", "do": "agency_reply", "item": "school",
        "with": {"known": "known", "information": "She is often away", "sort": "report", "relevant": "Her mother is ill then"},
    },
    {
        "by": "senior", "do": "decide", "outcome": "s17_assessment", "danger": "A child is being hurt now",
        "with": {"agencies_know": "The school sees little of her"},
    },
)  # fmt: skip


@pytest.mark.clause("PTM-028")
def test_what_an_agency_said_is_read_in_the_mash_alone_and_the_others_read_the_pack(rows: None) -> None:
    town = Town().play(*CHECKED)
    for address in ("/cases/{Ada}/forms/", "/cases/{Ada}/chronology/"):
        assert "She is often away" in town.page("mash_worker", address)
        for other in ("north_service_leader", "head"):
            page = town.page(other, address)
            assert "The school sees little of her" in page
            assert "She is often away" not in page
            assert "How is she at school" not in page
    page = town.page("north_service_leader", "/cases/{Ada}/forms/")
    assert "What was written is read only by" in page
    assert "PTM-028" in page
    assert "She is often away" not in town.page("north_service_leader", "/cases/{Ada}/")
    assert "Lena North" in town.page("mash_worker", "/cases/{Ada}/readers/")


@pytest.mark.clause("PTM-028")
def test_nor_does_the_api_give_it_to_anybody_else(rows: None) -> None:
    town = Town().play(*CHECKED)
    address = "/cases/{Ada}/chronology"
    assert "She is often away" in town.asked("mash_worker", address).content.decode()
    said = town.asked("north_service_leader", address).content.decode()
    assert "She is often away" not in said
    assert "The school sees little of her" in said


@pytest.mark.clause("PTP-045")
def test_who_has_a_child_opens_the_childs_earlier_case_and_it_is_logged(rows: None) -> None:
    town = Town().play(
        {"contact": {"children": ["Ada"], "place": "south", "at": "Mon 5 Jan 2026 09:00"}},
        {"at": "09:10", "by": "senior", "do": "decide", "outcome": "s17_assessment", "danger": "She is being hurt"},
        {"contact": {"children": [{"name": "Ada again", "again": "Ada"}], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
        {"for": "Ada again", "at": "09:10", "by": "senior", "do": "decide", "outcome": "s17_assessment", "danger": "She is hurt"},
    )  # fmt: skip
    assert town.refs["Ada"] in town.page("north_service_leader", "/cases/{Ada again}/")
    assert town.status("north_service_leader", "/cases/{Ada}/") == 200
    assert "works with the same child in another case" in town.page("mash_worker", "/cases/{Ada}/readers/")
    assert town.status("cwd_worker", "/cases/{Ada}/") != 200


@pytest.mark.clause("PTM-010", "PTM-011", "PTM-027")
def test_the_documents_to_read_with_it_stand_where_the_judgement_is_made(rows: None) -> None:
    town = Town().play(CHECKED[0], CHECKED[1])
    page = town.page("senior", "/cases/{Ada}/do/decide/")
    assert "PSCB Thresholds Document" in page
    assert "Early Help Strategy" in page
    assert "PSCB Thresholds Document" in town.page("senior", "/cases/{Ada}/do/first_review/")
    page = town.page("mash_worker", "/cases/{Ada}/do/agency_reply/")
    assert "own rules for the records of children in need" in page


@pytest.mark.clause("PTM-201")
def test_whoever_logs_a_contact_reads_the_number_for_out_of_hours(rows: None) -> None:
    town = Town().play(CHECKED[0])
    for danger in ("yes", "no"):
        assert "0300 555 1373" in town.page("mash_worker", f"/contacts/new/?danger={danger}", whole=True)
    late = Town().told("A contact on Friday at 16:40")
    assert "0300 555 1373" in late.page("mash_worker", "/cases/{Ada}/do/call_out_of_hours/")


@pytest.mark.clause("PTP-005", "PTM-005", "PTM-012", "PTP-033", "PTP-150")
def test_the_reports_show_who_waits_what_is_late_and_who_has_not_been_told(rows: None) -> None:
    town = Town().told("Nobody decides over the weekend, and the breach is shown and stays")
    for report in (
        "mash-decisions",
        "not-yet-told",
        "waiting-for-a-service",
        "shared-without-consent",
        "agencies-for-training",
    ):
        page = town.page("mash_manager", f"/reports/{report}/")
        assert report == "shared-without-consent" or "1" in page, report
    assert "Ada" in town.page("mash_manager", "/reports/waiting-for-a-service/")
    assert "Nobody was on duty at the weekend" in town.page("mash_manager", "/reports/reasons-for-decisions/")
    assert "Tell the family" in town.page("mash_manager", "/reports/not-yet-told/")
    assert "Ada" not in town.page("mash_manager", "/reports/agencies-for-training/")
