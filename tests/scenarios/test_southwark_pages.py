"""Southwark's clauses that are about what people see, on the real pages, after stories told through services."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.scenarios import seen_pages

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The cast's rows, written once and taken back at the end."""
    with django_db_blocker.unblock(), seen_pages.cast_of("southwark"):
        yield


class Town(seen_pages.Town):
    """Southwark's stage, and its pages as somebody sees them."""

    council = "southwark"


ADA = {"contact": {"children": ["Ada"], "at": "Mon 2 Mar 2026 10:00", "by": "ai_worker"}}


@pytest.mark.clause("SWK-004")
def test_a_case_shows_its_service_its_set_and_its_group(rows: None) -> None:
    town = Town().play(ADA)
    assert "Assessment and Intervention (A&I) › A&I practice group › A&I North › A&I group 1" in town.page(
        "ai_worker", "/cases/{Ada}/", whole=True
    )


@pytest.mark.clause("SWK-131")
def test_the_duty_page_shows_which_set_takes_cases_until_when(rows: None) -> None:
    town = Town().play(ADA)
    page = town.page("ai_worker", "/rotas/")
    assert (
        "SFS Blue Now Mon 2 Mar 2026, 09:00 Mon 16 Mar 2026, 09:00 SFS Green Mon 16 Mar 2026, 09:00" in page
    )
    assert "Change" not in page
    assert "Change the rota of A&I North" in town.page("blue_lead", "/rotas/")


@pytest.mark.clause("SWK-131", "SWK-094")
def test_a_rota_is_changed_from_now_on_with_no_gap_and_no_overlap(rows: None) -> None:
    town = Town().play(ADA)
    form = {
        "turn_1": "sfs_green",
        "turn_2": "sfs_green",
        "start_day": "16",
        "start_month": "3",
        "start_year": "2026",
        "start_time": "09:00",
    }
    address = "/rotas/sfs_fortnight/ai_north/"
    assert "takes a turn, once: no gap, no overlap" in town.post("blue_lead", address, form, status=422)
    form["turn_2"] = "sfs_blue"
    assert "Only the" in town.post("ai_worker", address, form, status=422)
    assert "from now on" in town.post("blue_lead", address, {**form, "start_month": "2"}, status=422)
    town.post("blue_lead", address, form)
    assert "SFS Green Mon 16 Mar 2026, 09:00 Mon 30 Mar 2026, 09:00 SFS Blue" in town.page(
        "ai_worker", "/rotas/"
    )


def test_a_mother_is_linked_with_her_baby_and_each_is_on_the_others_page(rows: None) -> None:
    town = Town().play(
        {
            "contact": {
                "children": [{"name": "Mia", "born": "2009-05-01"}],
                "at": "Mon 2 Mar 2026 10:00",
                "by": "ai_worker",
            }
        },
        {"contact": {"children": [{"name": "Baby", "expected": "2026-06-01"}], "by": "ai_worker"}},
    )
    assert "no case with this reference" in town.post(
        "ai_worker", "/cases/{Baby}/family/", {"relation": "mother", "other": "SWK-999999"}, status=422
    )
    town.post("ai_worker", "/cases/{Baby}/family/", {"relation": "mother", "other": town.refs["Mia"].lower()})
    assert "linked already" in town.post(
        "ai_worker", "/cases/{Baby}/family/", {"relation": "mother", "other": town.refs["Mia"]}, status=422
    )
    assert "Mother Mia" in town.page("ai_worker", "/cases/{Baby}/family/")
    assert "Children of this young person Baby" in town.page("ai_worker", "/cases/{Mia}/family/")
