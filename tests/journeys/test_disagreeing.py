"""A referral that its receiver disagrees with: it stays where it is, and the dispute climbs rung by rung."""

from __future__ import annotations

import pytest

from tests.journeys import given
from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey


def then_it_stands_at_rung(who: Visitor, child: str, rung: int, says: str) -> None:
    """On the page of disputes, in words; and the child has not moved."""
    who.opens("/escalations/").reads(child)
    panel = who.page.locator("article", has_text=child)
    assert f"Step {rung} of 4" in panel.inner_text()
    assert says in panel.inner_text()
    who.finds(child).reads("Bredbury A")


def when_both_agree(sam: Visitor, stella: Visitor, child: str) -> None:
    """The same action, owner and time, each on their own page."""
    until = sam.time_from_now(hours=3)
    for who in (sam, stella):
        who.opens("/").follows("Record the agreed action", within=who.line(child, "Agree an action"))
        who.chooses("the referral goes on as it was sent").picks("f-owner", "Bea Lyle")
        who.types(**{f"f-by_{name.removeprefix('at_')}": value for name, value in until.items()})
        who.presses("Record the agreed action").is_told(child)


def test_a_dispute_climbs_to_both_service_leaders_and_ends_where_they_agree(sits_down: Sits) -> None:
    given.a_referral("Dis Putedchild")
    bea, lorna, sam, stella = (
        sits_down(name) for name in ("Bea Lyle", "Lorna Masters", "Sam Lowe", "Stella Moss")
    )
    bea.finds("Dis Putedchild").follows("Disagree")
    bea.types(f__grounds="No harm has been seen by anybody.").presses("Disagree").is_told("has begun")
    then_it_stands_at_rung(lorna, "Dis Putedchild", 1, "Talk it over")
    lorna.opens("/").follows("Record the discussion", within=lorna.line("Dis Putedchild", "Talk it over"))
    lorna.chooses("Not resolved").presses("Record the discussion").is_told("Dis Putedchild")
    then_it_stands_at_rung(bea, "Dis Putedchild", 2, "Discuss it with your service leader")
    bea.opens("/").presses("Take to the service leader", within=bea.line("Dis Putedchild", "Discuss it with"))
    then_it_stands_at_rung(sam, "Dis Putedchild", 3, "Review the disputed referral")
    sam.opens("/").follows("Record your review", within=sam.line("Dis Putedchild", "Review the disputed"))
    sam.presses("Record your review").is_refused("Your view of the case")
    sam.chooses("Another action is more appropriate").types(f__view="Early help could hold this family.")
    sam.presses("Record your review").is_told("Dis Putedchild")
    then_it_stands_at_rung(stella, "Dis Putedchild", 4, "Agree an action")
    when_both_agree(sam, stella, "Dis Putedchild")
    stella.is_told("It ended")
    stella.opens("/escalations/?state=ended").reads("Dis Putedchild")
