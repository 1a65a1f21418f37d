"""Watching time pass: a warning, then overdue, then an escalation that only escalating ends."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey


def then_the_line_says(who: Visitor, child: str, what: str, *texts: str, state: str) -> None:
    """On My work, in words, and with the mark of how pressing it is."""
    line = who.opens("/").line(child, what)
    for text in texts:
        expect(line).to_contain_text(text)
    expect(line.locator(".baton-time")).to_have_class(f"baton-time baton-time--{state}")


def when_time_moves(who: Visitor, by: str) -> None:
    """With the bar at the top of the page, which comes back to the same page."""
    here = who.path
    who.presses(by)
    assert who.path == here


@pytest.mark.clause("STK-29", "STK-33")
def test_an_alert_and_a_sending_that_nobody_makes_are_warned_of_then_late_and_stay_so(
    sits_down: Sits,
) -> None:
    given.a_recommendation("Ida Clockwell")
    lorna = sits_down("Lorna Masters")
    for what in ("Alert the footprint team leader", "Send the urgent referral"):
        then_the_line_says(lorna, "Ida Clockwell", what, "59 minutes left", state="soon")
    given.later(minutes=50)
    for what in ("Alert the footprint team leader", "Send the urgent referral"):
        then_the_line_says(lorna, "Ida Clockwell", what, "9 minutes left", state="soon")
    when_time_moves(lorna, "+1 hour")
    for what in ("Alert the footprint team leader", "Send the urgent referral"):
        then_the_line_says(lorna, "Ida Clockwell", what, "Overdue by 50 minutes", state="overdue")
    lorna.opens("/trays/massh_screen:massh/").reads("Ida Clockwell", "Overdue by 50 minutes")
    lorna.opens("/").follows("Record the alert", within=lorna.line("Ida Clockwell", "Alert the"))
    lorna.chooses("E-mail sent").picks("f-to", "Bea Lyle").presses("Record the alert").is_told(
        "met late", "50 minutes"
    )
    lorna.finds("Ida Clockwell").follows("Transfer").reads("Alert the footprint team leader", "late")


@pytest.mark.clause("STK-33")
def test_an_alert_put_in_afterwards_keeps_both_its_times(sits_down: Sits) -> None:
    given.a_recommendation("Ben Clockwell")
    given.later(minutes=90)
    lorna = sits_down("Lorna Masters")
    lorna.follows("Record the alert", within=lorna.line("Ben Clockwell", "Alert the"))
    lorna.chooses("Phone call answered").picks("f-to", "Bea Lyle")
    lorna.page.get_by_text("It did not happen just now").click()
    half_an_hour_in = lorna.time_from_now(minutes=-60)
    lorna.types(**half_an_hour_in).presses("Record the alert").is_told("done in time and recorded late")
    lorna.finds("Ben Clockwell").follows("Chronology")
    lorna.reads("It happened", half_an_hour_in["at_time"], "Recorded late", lorna.time_from_now()["at_time"])


@pytest.mark.clause("STK-41", "STK-42")
def test_an_hour_without_confirmation_is_escalated_and_confirming_later_does_not_undo_it(
    sits_down: Sits,
) -> None:
    given.a_referral("Olu Clockwell")
    lorna, bea, sam = sits_down("Lorna Masters"), sits_down("Bea Lyle"), sits_down("Sam Lowe")
    then_the_line_says(bea, "Olu Clockwell", "Confirm safe receipt", "59 minutes left", state="soon")
    bea.opens("/trays/footprint_duty:bredbury/").follows("Olu Clockwell")  # opening it stops no clock
    then_the_line_says(bea, "Olu Clockwell", "Confirm safe receipt", "minutes left", state="soon")
    for _ in range(4):
        if lorna.opens("/").line("Olu Clockwell", "Escalate to the footprint service leader").count():
            break
        when_time_moves(lorna, "to next deadline")
    then_the_line_says(bea, "Olu Clockwell", "Confirm safe receipt", "Overdue", state="overdue")
    then_the_line_says(
        lorna, "Olu Clockwell", "Escalate to the footprint service leader", "Now: asked at", state="soon"
    )
    bea.presses("Confirm receipt", within=bea.line("Olu Clockwell", "Confirm safe receipt")).is_told(
        "met late"
    )
    lorna.opens("/").follows("Escalate", within=lorna.line("Olu Clockwell", "Escalate to the footprint"))
    lorna.presses("Escalate").is_refused("How the service leader was told")
    lorna.chooses("phone").presses("Escalate").is_told("Olu Clockwell", "It ended")
    assert not lorna.opens("/").line("Olu Clockwell", "Escalate to the footprint").count()
    sam.finds("Olu Clockwell").follows("Chronology").reads("Escalate to the footprint service leader", "late")
