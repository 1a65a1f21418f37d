"""What Southwark's pages show of plans moving in, answers, outcomes and what is worked out from dates."""

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


@pytest.mark.clause("SWK-156")
def test_a_plan_moving_in_stays_in_sight_with_the_days_since_the_notice(rows: None) -> None:
    town = Town().told("A transfer-in conference that nobody has arranged")
    assert "Plans moving in" in town.page("qa_admin", "/trays/")
    town = Town().told("A plan moving in, told to Quality Assurance first")
    page = town.page("qa_admin", "/trays/awaiting_tray:other_authority/")
    assert "No date for the transfer-in conference yet, 0 days" in page


@pytest.mark.clause("SWK-165")
def test_a_form_says_whether_the_other_authority_accepted(rows: None) -> None:
    town = Town().told("The other authority declines, and Southwark holds the case")
    name = next(iter(town.refs))
    assert "Declined" in town.page("ai_lead", f"/cases/{{{name}}}/forms/")


@pytest.mark.clause("SWK-200")
def test_the_two_limbs_of_a_relevant_child_are_shown(rows: None) -> None:
    town = Town().told("Twelve weeks and six days with care on the birthday are not enough")
    page = town.page("ai_worker", "/cases/{Eve}/known/")
    assert "Looked after on the 16th birthday: met" in page
    assert "Looked after for 13 weeks since the age of 14: not met" in page


@pytest.mark.clause("SWK-289")
def test_a_younger_sibling_is_said_to_be_split_by_rule(rows: None) -> None:
    town = Town().told("She moves on her birthday, and her younger sister stays")
    assert "Split by rule (5.2)" in town.page("disability_practice_group_lead", "/cases/{Amy}/")


@pytest.mark.clause("SWK-214")
def test_the_message_stands_with_the_outcome_it_tells_of(rows: None) -> None:
    town = Town().told("A child whose case was closed last year counts as not currently known")
    page = town.page("permanence_lead", "/cases/{Cal again}/messages/")
    assert "What MASH found: Known until last year" in page
