"""Who may confirm: the leader, the other leader of the footprint, a recorded deputy, and nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey


def then_confirming_is_refused(who: Visitor, child: str) -> None:
    """It is not offered; the page of the act says why, and sending it all the same changes nothing."""
    who.finds(child)
    assert not who.part("What you can do").get_by_role("link", name="Confirm receipt").count()
    ref = who.path.split("/")[2]
    who.opens(f"/cases/{ref}/do/confirm_receipt/").reads("Only the Footprint team leader")
    who.presses("Confirm receipt").is_refused("Only the Footprint team leader", "STK-46")


@pytest.mark.clause("STK-46", "STK-47", "STK-48")
def test_a_colleague_confirms_only_while_a_recorded_deputy(sits_down: Sits) -> None:
    given.a_referral("Dee Putney")
    sid, bea = sits_down("Sid Bray"), sits_down("Bea Lyle")
    then_confirming_is_refused(sid, "Dee Putney")
    bea.follows("Teams").follows("Name a deputy").stands_at(
        "Name a deputy: Footprint team leader, Bredbury A"
    )
    bea.presses("Name the deputy").is_refused("Choose who", "until when")
    bea.picks("deputy", "Sid Bray").types(end_day="2", end_month="3", end_year="2026", end_time="17:00")
    bea.presses("Name the deputy").is_told("Sid Bray is deputy until").reads("Sid Bray, deputy until")
    sid.opens("/").presses("Confirm receipt", within=sid.line("Dee Putney", "Confirm safe receipt"))
    sid.is_told("Dee Putney", "The clock stopped with")
    bea.finds("Dee Putney").follows("Chronology").reads("Sid Bray")
    given.a_referral("Lou Putney")
    given.later(hours=9)
    then_confirming_is_refused(sid, "Lou Putney")


@pytest.mark.clause("STK-12")
def test_in_a_footprint_with_two_teams_one_leader_is_named_both_see_it_and_either_clears_it(
    sits_down: Sits,
) -> None:
    given.a_referral("Twyla Teams")
    bea, bob = sits_down("Bea Lyle"), sits_down("Bob Lark")
    expect(bea.line("Twyla Teams", "Confirm safe receipt")).to_have_count(1)
    bob.follows("Trays").reads("Twyla Teams", "Not yet").follows("Twyla Teams")
    bob.reads("Footprint team leader, Bredbury A").follows("Confirm receipt").presses("Confirm receipt")
    bob.is_told("Twyla Teams", "The clock stopped with").follows("Trays")
    expect(bob.row("Twyla Teams")).to_contain_text("Bob Lark")
    bea.opens("/")
    expect(bea.line("Twyla Teams", "Confirm safe receipt")).to_have_count(0)
    bea.follows("Trays")
    expect(bea.row("Twyla Teams")).to_contain_text("Bob Lark")


def test_receipt_can_be_confirmed_with_the_keyboard_alone(sits_down: Sits) -> None:
    given.a_referral("Kay Board")
    bea = sits_down("Bea Lyle")
    bea.page.keyboard.press("Tab")
    expect(bea.page.get_by_role("link", name="Skip to main content")).to_be_focused()
    bea.page.keyboard.press("Enter")
    button = bea.line("Kay Board", "Confirm safe receipt").get_by_role("button", name="Confirm receipt")
    for _ in range(40):
        bea.page.keyboard.press("Tab")
        if button.evaluate("it => it === document.activeElement"):
            break
    expect(button).to_be_focused()
    box = button.bounding_box()
    assert box
    assert 0 <= box["y"] <= bea.page.viewport_size["height"]  # type: ignore[index]
    bea.page.keyboard.press("Enter")
    bea.is_told("Kay Board", "The clock stopped with")


def test_what_somebody_may_not_open_says_what_to_do(sits_down: Sits) -> None:
    ref = given.a_referral("Nora Whyman")[0]
    lena = sits_down("Lena Marr")
    lena.opens(f"/cases/{ref}/chronology/").reads("You are not among the people who work with the child")
    lena.does_not_read("Nora Whyman").presses("Open the record").is_refused("")
    lena.types(reason="I am covering Bredbury this morning.").presses("Open the record").stands_at(
        "Chronology"
    )
    lena.reads("Nora Whyman")
    bea = (
        sits_down("Bea Lyle")
        .opens(f"/cases/{ref}/readers/")
        .reads("Lena Marr", "I am covering Bredbury this morning.")
    )
    bea.opens("/cases/STK-999999/").stands_at("We cannot find that page")
    wanda = sits_down("Wanda Brook").opens("/teams/deputy/?role=footprint_leader&team=bredbury_a")
    wanda.stands_at("You cannot open this").reads("ring your duty manager")
