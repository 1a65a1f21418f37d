"""Section 4.7 on the real pages: which rule places a young mother's baby, and which it goes before."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db


@pytest.mark.clause("SWK-235")
def test_the_originating_team_holds_a_baby_in_proceedings(rows: None) -> None:
    town = Town().told("Mia's baby is in care proceedings with A&I")
    page = town.page("ai_lead", "/cases/{Kit}/outside/")
    assert "section 4.7.2 goes before 4.5.2. The originating team holds" in page
    assert "does not apply" not in page


@pytest.mark.clause("SWK-235")
def test_the_agreement_of_both_leads_displaces_the_other_rules(rows: None) -> None:
    town = Town().told("Both leads agree that SFS takes Mia's baby")
    page = town.page("ai_lead", "/cases/{Kit}/outside/")
    assert "'To SFS at the first hearing' does not apply: for a baby of a mother" in page
    assert "'To the Care Service: the baby is, or is to be, looked after' does not apply" in page


@pytest.mark.clause("SWK-235")
def test_care_holds_a_baby_who_is_to_be_looked_after(rows: None) -> None:
    town = Town().told("An expected baby who is to be looked after is in Care before the conference")
    assert "4.7.7 goes before 4.5.2, 4.7.2 and 4.7.6." in town.page("care_lead", "/cases/{Baby}/outside/")
    assert "Only the Head of Service may." in town.page("care_lead", "/cases/{Baby}/")


@pytest.mark.clause("SWK-227")
def test_linking_the_mother_is_a_reason_to_look_at_the_unborn_child_again(rows: None) -> None:
    day = "Mon 2 Mar 2026 10:00"
    mother = {"children": [{"name": "Ida", "born": "2007-05-01"}], "at": day, "by": "ai_worker"}
    town = Town().play(
        {"contact": {**mother, "facts": {"earlier_removal": "yes"}}},
        {"contact": {"children": [{"name": "Bo", "expected": "2026-09-01"}], "by": "ai_worker"}},
        {"time": "10:30"},
        {"relates": {"for": "Bo", "to": "Ida", "as": "mother", "by": "ai_lead"}},
        {"time": "10:31"},
        {"see": {"of": "Bo", "owes": "refer_pre_birth"}},
    )
    assert "Refer the pregnancy to the Pre-Birth Team" in town.page("ai_ap", "/cases/{Bo}/")
