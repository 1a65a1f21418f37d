"""A team's day: its tray, its rota with the gaps named, its posts, and whether today's duties are met."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits

pytestmark = pytest.mark.journey


@pytest.mark.clause("STK-53")
def test_an_urgent_child_without_a_worker_is_above_the_others_marked_and_in_every_list(
    sits_down: Sits,
) -> None:
    given.a_referral("Mo Helpwell", urgent=False, place="marple", team="marple")
    given.a_referral("Una Urgent", place="marple", team="marple")
    lena = sits_down("Lena Marr").follows("Trays")
    rows = lena.page.locator("main tbody tr")
    expect(rows.nth(0)).to_contain_text("Una Urgent")
    expect(rows.nth(0).locator(".baton-tag", has_text="Urgent")).to_be_visible()
    expect(rows.nth(0)).to_contain_text("A strategy discussion is required")
    expect(rows.nth(1)).to_contain_text("Mo Helpwell")
    lena.follows("0 Overdue").reads("Una Urgent", "Shown though filtered")
    expect(rows).to_have_count(1)


@pytest.mark.clause("STK-45")
def test_the_page_of_teams_names_the_leader_and_says_which_of_today_s_duties_are_met(sits_down: Sits) -> None:
    bea = sits_down("Bea Lyle").follows("Teams")
    bredbury = bea.part("Bredbury")
    expect(bredbury).to_contain_text("Footprint team leader: Bea Lyle")
    expect(bea.line("Section 47 lead of the day", "Late").first).to_be_visible()
    review = bredbury.locator("li").filter(has_text="Review the footprint tray")
    expect(review).to_contain_text("Outstanding")
    bea.follows("Trays").follows("Teams")
    expect(review).to_contain_text("Met")


@pytest.mark.clause("STK-44")
def test_a_post_that_nobody_holds_is_flagged_by_name(sits_down: Sits) -> None:
    given.nobody_is("senior_social_worker", "offerton")
    given.nobody_is("footprint_leader", "reddish")
    stella = sits_down("Stella Moss").follows("Teams")
    expect(stella.part("Offerton").locator("li").filter(has_text="Senior social work")).to_contain_text(
        "1 vacant"
    )
    expect(stella.part("Reddish").locator("li").filter(has_text="Footprint team leader")).to_contain_text(
        "vacant"
    )


@pytest.mark.clause("STK-49", "STK-50")
def test_a_day_without_a_lead_is_a_gap_in_advance_and_a_breach_once_it_begins(sits_down: Sits) -> None:
    ref = given.a_referral("Gabby Gapp")[0]
    bea, lorna = sits_down("Bea Lyle"), sits_down("Lorna Masters")
    bea.opens(f"/cases/{ref}/messages/").reads("Nobody is section 47 lead for your team today.")
    lorna.opens("/rotas/").reads("days with nobody")
    cells = lorna.page.locator("main tr", has_text="Bredbury A").first.locator("td")
    expect(cells.nth(0)).to_contain_text("Nobody")
    expect(cells.nth(1)).to_contain_text("Not named yet")
    assert (
        not lorna.row("Bredbury A").get_by_role("link").count()
    )  # the MASSH reads the page, and cannot change it
    bea.opens("/rotas/?place=bredbury").row("Bredbury A").get_by_role("link").first.click()
    bea.stands_at("Name the section 47 lead")
    bea.picks("f-lead", "Wanda Brook").presses("Name the lead").is_told("Bredbury A")
    expect(lorna.opens("/rotas/").row("Bredbury A").first.locator("td").first).to_contain_text("Wanda Brook")
    given.later(days=1)
    expect(lorna.opens("/rotas/?from=2 3 2026").row("Bredbury A").first.locator("td").nth(1)).to_contain_text(
        "Nobody"
    )


def test_no_capacity_goes_to_the_service_leader_who_solves_it(sits_down: Sits) -> None:
    given.a_referral("Cap Acitty")
    bea, sam = sits_down("Bea Lyle"), sits_down("Sam Lowe")
    bea.finds("Cap Acitty").follows("No capacity").presses("No capacity")
    bea.is_refused("I have looked in my own team", "STK-58")
    bea.page.locator('[name="f-own_team_tried"][value="yes"]').check()
    bea.presses("No capacity").is_refused("The other team of the footprint has not been tried")
    bea.page.locator('[name="f-other_team_tried"][value="yes"]').check()
    bea.presses("No capacity").is_told("Cap Acitty", "has begun")
    sam.opens("/").follows("Record the solution", within=sam.line("Cap Acitty", "Find a solution"))
    sam.picks("f-worker", "Sean Wold").types(
        f__solution="Sean comes back a day early.", f__action_for_child="The nursery keeps him until five.",
        **{f"f-action_when_{part}": value for part, value in zip(
            ("day", "month", "year", "time"), sam.time_from_now(minutes=-1).values(), strict=True)},
    )  # fmt: skip
    sam.presses("Record the solution").is_told("Sean Wold is now the named worker")
    bea.finds("Cap Acitty").reads("Sean Wold")
