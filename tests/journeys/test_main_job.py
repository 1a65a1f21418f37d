"""The main job from end to end: a child in danger, from the telephone call to a named social worker."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey
WITH_AND_WITHOUT = pytest.mark.parametrize(
    "java_script_enabled", [True, False], ids=["scripts", "no scripts"]
)


def given_somebody_rings(mina: Visitor, *children: str) -> None:
    """Mina writes it down in the urgent box and saves: one screen after saying that there is danger."""
    mina.follows("Contacts").follows("New contact").presses("Yes, in danger now")
    mina.reads("ring 999", "Lorna Masters").counts_clicks()
    for _ in children[1:]:
        mina.presses("Add another child")
    told = mina.clicks
    for n, child in enumerate(children):
        mina.types(**{f"child__{n}__name": child})
    mina.picks("child-0-place", "Bredbury").types(
        story="The nursery sees a bruise and the mother has said that she is afraid."
    )
    mina.presses("Save now")
    assert mina.clicks - told == 1
    mina.reads("STK-C-", "Who has it now", "MASSH", "Lorna Masters", *children)


def when_it_is_recommended(sunil: Visitor, child: str, also: tuple[str, ...] = ()) -> None:
    """Sunil finds the contact on the list, and what he may choose stands beside the story."""
    sunil.follows("Contacts").follows(child)
    expect(sunil.page.get_by_role("heading", name="Decision")).to_be_visible()
    sunil.chooses("Urgent response (Level 4)")
    sunil.presses("Go on")
    sunil.stands_at("MASSH recommendation")
    for name in also:
        sunil.page.get_by_label(name, exact=True).check()
    sunil.presses("Record what the MASSH recommends").is_told(child)


def when_an_empty_form_is_sent(sunil: Visitor, child: str) -> None:
    """Nothing is written but one answer."""
    sunil.finds(child).follows("Send to social care")
    sunil.stands_at("Send the step-up")
    sunil.types(f__reason="A bruise on the arm.").presses("Send to social care")


def then_everything_missing_is_said_at_once(sunil: Visitor) -> None:
    """With the clause of each; what was typed is still there; a link goes to its question."""
    sunil.is_refused("evidence", "strategy discussion", "STK-39", "STK-30")
    expect(sunil.field("f-reason")).to_have_value("A bruise on the arm.")
    sunil.page.locator(".govuk-error-summary a", has_text="evidence").first.click()
    expect(sunil.field("f-evidence")).to_be_focused()


def when_it_is_filled_in_and_sent(sunil: Visitor, child: str) -> None:
    """The four answers, and the team of the child's home."""
    if "/do/send_step_up/" not in sunil.path:
        sunil.finds(child).follows("Send to social care")
        sunil.types(f__reason="The same bruise, of a brother.")
    for one in ("urgent", "yes"):
        sunil.page.locator(f'input[type=radio][value="{one}"]').first.check()
    sunil.types(f__evidence="The nursery has drawn it.")
    sunil.presses("Send to social care").is_told(child)


def when_the_alert_is_recorded(lorna: Visitor, child: str) -> None:
    """The team leader was rung and answered."""
    lorna.opens("/").follows("Record the alert", within=lorna.line(child, "Alert the footprint team leader"))
    lorna.chooses("Phone call answered")
    lorna.picks("f-to", "Bea Lyle")
    lorna.presses("Record the alert").is_told("The clock stopped with")


def then_receipt_is_one_click(bea: Visitor, child: str) -> None:
    """From My work, and the clock says how long was left."""
    bea.opens("/").counts_clicks()
    line = bea.line(child, "Confirm safe receipt")
    expect(line).to_contain_text("minutes left")
    bea.presses("Confirm receipt", within=line).is_told(child, "The clock stopped with")
    assert bea.clicks == 1
    assert not bea.line(child, "Confirm safe receipt").count()


def then_three_are_allocated_in_four_clicks(bea: Visitor, child: str, worker: str) -> None:
    """From any page: the tray, allocate with brothers and sisters, who, and done."""
    bea.opens("/").counts_clicks()
    bea.follows("Trays").follows(f"Allocate {child}")
    bea.chooses(worker)
    bea.presses("Allocate all 3").is_told(child, "is now the named worker")
    assert bea.clicks <= 4


def then_the_case_says_where_things_stand(wanda: Visitor, child: str) -> None:
    """One paragraph, the chronology, and in two clicks who held the child a while ago."""
    wanda.finds(child).reads("Bredbury A", "Wanda Brook").counts_clicks()
    wanda.follows("Who held the child at a given minute?")
    wanda.types(at_day="2", at_month="3", at_year="2026", at_time="23:59")
    wanda.presses("Show who held the child")
    assert wanda.clicks <= 2
    wanda.reads("Bredbury A")
    wanda.follows("Chronology").reads("MASSH recommendation", "Confirm safe receipt", "Wanda Brook")


@pytest.mark.clause("STK-07", "STK-29", "STK-30", "STK-41")
@WITH_AND_WITHOUT
def test_a_child_in_danger_is_seen_through_to_a_named_worker(
    sits_down: Sits, java_script_enabled: bool
) -> None:
    family = "Sharpe" if java_script_enabled else "Plaine"
    children = tuple(f"{name} {family}" for name in ("Ava", "Ben", "Cas"))
    mina, sunil, lorna, bea, wanda = (
        sits_down(name, java_script_enabled=java_script_enabled)
        for name in ("Mina Wray", "Sunil Marsh", "Lorna Masters", "Bea Lyle", "Wanda Brook")
    )
    given_somebody_rings(mina, *children)
    when_it_is_recommended(sunil, children[0], also=children[1:])
    for n, child in enumerate(children):
        if n == 0:
            when_an_empty_form_is_sent(sunil, child)
            then_everything_missing_is_said_at_once(sunil)
        when_it_is_filled_in_and_sent(sunil, child)
    when_the_alert_is_recorded(lorna, children[0])
    then_receipt_is_one_click(bea, children[0])
    then_three_are_allocated_in_four_clicks(bea, children[0], "Wanda Brook")
    then_the_case_says_where_things_stand(wanda, children[0])
