"""Southwark's clauses that are about what people see, on the real pages, after stories told through services."""

import re

import pytest

from baton.services import councils
from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db


ADA = {"contact": {"children": ["Ada"], "at": "Mon 2 Mar 2026 10:00", "by": "ai_worker"}}


@pytest.mark.clause("SWK-004")
def test_a_case_shows_its_service_its_set_and_its_group(rows: None) -> None:
    town = Town().play(ADA)
    assert "Assessment and Intervention (A&I) › A&I practice group › A&I North › A&I group 1" in town.page(
        "ai_worker", "/cases/{Ada}/", whole=True
    )


FIFTH_AND_NINTH = (
    "A conference on the 5th and a first review on the 9th: the conference moves the child, once"
)


@pytest.mark.clause("SWK-008", "SWK-009", "SWK-012")
def test_the_form_that_decides_a_transfer_shows_the_way_so_far_and_both_counts(rows: None) -> None:
    page = Town().told(FIFTH_AND_NINTH).page("blue_lead", "/cases/{Ada}/do/decide_transfer/")
    assert (
        "The child's way so far A&I group 1: Mon 2 Mar, 08:00 to Thu 5 Mar, 12:00 SFS Blue 1: since" in page
    )
    assert "1 move between teams and, counted apart, 0 changes of worker." in page
    assert "A line on what the move means for the child has not been written." in page


def test_a_form_that_decides_no_move_has_no_such_list(rows: None) -> None:
    page = Town().told(FIFTH_AND_NINTH).page("blue_ap", "/cases/{Ada}/do/allocate/")
    assert "way so far" not in page


@pytest.mark.clause("SWK-080", "SWK-012")
def test_one_line_of_time_across_services_and_a_later_event_that_moves_nobody(rows: None) -> None:
    town = Town().told(FIFTH_AND_NINTH)
    page = town.page("blue_lead", "/cases/{Ada}/chronology/")
    in_order = (  # the newest first
        "Looked After Child review: The plan is a return home by Bea Winter Already transferred Mon 9 Mar 2026",
        "Responsibility moved from A&I group 1 to SFS Blue 1 by Anna Wood",
        "Initial Child Protection Conference: Child Protection Plan by Anna Wood Thu 5 Mar 2026",
        "SFS fortnightly rota: SFS Blue takes this child by Aisha Lane",
        "Legal status: looked after under section 20",
        "A&I group 1 became responsible",
    )
    places = [page.index(words) for words in in_order]
    assert places == sorted(places)
    assert page.count("Responsibility moved from") == 1
    assert (
        page.count(
            "The child had moved to SFS Blue 1 already, Thu 5 Mar 2026, 12:00: nobody is moved by this"
        )
        == 1
    )
    assert "1 move between teams" in town.page("blue_lead", "/cases/{Ada}/")


def test_an_event_before_the_move_is_not_called_already_transferred(rows: None) -> None:
    town = Town().told("The child goes to SFS Blue at the conference")
    child = next(iter(town.refs))
    assert "Already transferred" not in town.page("blue_lead", f"/cases/{{{child}}}/chronology/")


@pytest.mark.clause("SWK-001", "SWK-005")
def test_the_procedure_is_shown_by_its_edition_with_each_clauses_strength(rows: None) -> None:
    town = Town().play(ADA)
    page = town.page("ai_worker", "/protocol/southwark/", whole=True)
    assert "Version 1.2.14, in force from 1 Mar 2015" in page
    shown = dict(re.findall(r"(SWK-\d{3}) (Must|Should|May|For information) ", page))
    assert len(shown) == len(councils.protocol("southwark").clauses)
    assert (shown["SWK-017"], shown["SWK-005"]) == ("Must", "Should")


def test_a_route_whose_one_act_does_not_belong_is_not_called_open(rows: None) -> None:
    page = Town().told(FIFTH_AND_NINTH).page("blue_lead", "/cases/{Ada}/transfer/")
    assert "To the Pre-Birth Team for assessment (to Pre-Birth Team) Does not apply" in page


def test_too_many_routes_to_draw_are_a_table_from_team_to_team(rows: None) -> None:
    page = Town().page("ai_worker", "/protocol/southwark/", whole=True)
    assert "From To By these routes" in page
    assert "A&I practice group SFS practice group 1. To SFS at the Child in Need review" in page
    assert "Teams and the routes between them" not in page


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
