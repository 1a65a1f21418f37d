"""What people of Portsmouth meet on the pages: who may not read the MASH's record, one line for each thing to do, the right colour."""

from typing import Any

import pytest

from baton.services import present
from tests.scenarios import portsmouth, seen_pages

pytestmark = pytest.mark.django_db


class Town(portsmouth.Town):
    """Portsmouth's stage, with what these tests alone ask of it."""

    def opened_with_a_reason(self, person: str, *addresses: str) -> list[str]:
        """What somebody who does not work with the child reads after saying why they open the record."""
        with present.stopped_at(self.stage.now):
            client, said = self.browser(person), {"reason": "I am covering for a colleague today"}
            assert client.post("/cases/{Ada}/why".format(**self.refs), said).status_code == 302
            return [seen_pages.words(client.get(a.format(**self.refs)).content.decode()) for a in addresses]


ASKED: tuple[dict[str, Any], ...] = (
    {"contact": {"children": ["Ada"], "place": "north", "at": "Mon 2 Mar 2026 09:00"}},
    {"by": "mash_worker", "do": "ask_agency", "item": "school", "with": {"asked": "How is she at school"}},
    {
        "by": "mash_worker", "do": "agency_reply", "item": "school",
        "with": {"known": "known", "information": "She is often away", "sort": "report", "relevant": "Her mother is ill then"},
    },
)  # fmt: skip


@pytest.mark.clause("PTM-028")
def test_saying_why_opens_the_case_but_never_what_the_agencies_told_the_mash(rows: None) -> None:
    town = Town().play(*ASKED)
    case, forms, chronology = town.opened_with_a_reason(
        "cwd_worker", "/cases/{Ada}/", "/cases/{Ada}/forms/", "/cases/{Ada}/chronology/"
    )
    assert "Where things stand" in case
    for page in (case, forms, chronology):
        assert "She is often away" not in page
    assert "What was written is read only by" in forms
    assert "Cal Webb" in town.page("mash_worker", "/cases/{Ada}/readers/")


@pytest.mark.clause("PTM-009")
def test_the_decision_asks_for_the_threshold_and_how_it_was_applied(rows: None) -> None:
    town = Town().play(*ASKED)
    page = town.page("senior", "/cases/{Ada}/do/decide/")
    assert "Which threshold is reached" in page
    assert "How the thresholds were applied" in page


@pytest.mark.clause("PTP-069", "PTP-071", "PTM-070", "PTM-080")
def test_the_hub_reads_whom_the_family_asks_for_where_it_names_the_lead(rows: None) -> None:
    page = (
        Town().told("A family is ready for the hub's decision").page("hub", "/cases/{Ada}/do/hub_decision/")
    )
    assert "Have they agreed to lead?" in page
    assert "Lead agency or professional" in page


@pytest.mark.clause("PTP-079", "PTP-107", "PTM-055")
def test_a_stepped_down_family_is_green_and_each_thing_to_do_stands_once(rows: None) -> None:
    town = Town().told("A family has been stepped down")
    work = town.page("teh_manager", "/")
    assert work.count("Review what came with the family") == 1
    tray = town.page("teh_manager", "/trays/targeted:north/")
    assert "Green: early help" in tray
    assert "Amber" not in tray
    case = town.page("teh_manager", "/cases/{Ada}/")
    assert "It stands as: Green: early help" in case
    assert town.page("mat_manager", "/").count("Review who leads a new family") <= 1


@pytest.mark.clause("PTP-127", "PTP-152", "PTP-155")
def test_a_family_that_comes_back_stands_on_the_service_leaders_list(rows: None) -> None:
    work = (
        Town()
        .told("A family that comes back to the locality team is allocated and assessed anew")
        .page("north_service_leader", "/")
    )
    assert "Allocate the case to a qualified social worker" in work


@pytest.mark.clause("PTM-012")
def test_the_report_for_training_counts_agencies_and_names_no_child(rows: None) -> None:
    town = Town().told("Training is planned with the report by agency beside it")
    page = town.page("mash_manager", "/reports/agencies-for-training/?from=2026-03-01&to=2026-03-31")
    assert "1 : No starting conversation" in page
    assert "1 : To social care" in page
    assert "0 : To early help" in page
    assert "Ada" not in page
