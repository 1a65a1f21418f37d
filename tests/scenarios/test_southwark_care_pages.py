"""What people see of Southwark's care and court clauses: which rule displaces which, and what holds a child, with why."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db


@pytest.mark.clause("SWK-183")
def test_the_care_order_rule_is_shown_as_displaced_with_the_reason(rows: None) -> None:
    town = Town().told("Adoption comes before the Care Order where there is a Placement Order")
    page = town.page("blue_2_practice_group_lead", "/cases/{Ben}/outside/")
    assert (
        "'To the Care Service at the conclusion: a Care Order' does not apply: where there is a Placement Order"
        in page
    )
    assert "4.5.4 on adoption comes before 4.5.3 on Care Orders" in page


@pytest.mark.clause("SWK-183", "SWK-187")
def test_a_family_without_a_panel_is_said_to_be_uncovered_and_by_whom_it_is_decided(rows: None) -> None:
    town = Town().told("A Placement Order and a family without a panel is not covered")
    page = town.page("blue_2_practice_group_lead", "/cases/{Ben}/outside/")
    assert "Not covered: a Placement Order and a family, and no date for the matching panel." in page
    assert "a Care Order' does not apply: not covered" in page


@pytest.mark.clause("SWK-184", "SWK-185")
def test_a_matched_child_is_said_to_be_held_until_the_adoption_order(rows: None) -> None:
    town = Town().told("A child whose plan is adoption is with SFS")
    assert "until the Adoption Order" not in town.page("blue_2_practice_group_lead", "/cases/{Ben}/outside/")
    town = Town().told("A matched child is held in SFS")
    page = town.page("blue_2_practice_group_lead", "/cases/{Ben}/outside/")
    assert "Held in SFS until the Adoption Order, with no end date" in page


@pytest.mark.clause("SWK-205", "SWK-207")
def test_a_child_placed_with_parents_is_said_to_stay_and_under_which_order(rows: None) -> None:
    town = Town().told("A full order after an interim one keeps the child in SFS")
    page = town.page("blue_2_practice_group_lead", "/cases/{Ben}/", whole=True)
    assert (
        "Placed with parents under a Care Order (or an interim one that was never discharged): the child stays in the same practice group"
        in page
    )
