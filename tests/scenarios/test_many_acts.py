"""A procedure with many acts stays readable: what is asked first, the rest folded; a transfer with all that prepares it."""

import pytest

from tests.scenarios.southwark import Town

pytestmark = pytest.mark.django_db


NOTIFIED = "A Child in Need case has been notified to SFS"


def in_order(page: str, *said: str) -> None:
    """Each of these stands on the page, after the one before."""
    at = -1
    for text in said:
        found = page.find(text, at + 1)
        assert found > at, f"{text!r} is not there, or not after what should come before it"
        at = found


def test_what_is_owed_and_what_moves_the_child_come_first_and_the_rest_folds_away(rows: None) -> None:
    page = Town().told(NOTIFIED).page("ai_lead", "/cases/{Ada}/")
    can = page[page.index("What you can do") :]
    in_order(
        can, "Asked for now", "Next for this child", "Child in Need review", "Agree the date of transfer",
        "Decide or act", "Convene a meeting", "Done before, and possible again (", "Tell SFS", "Record what happened (",
        "Adoption Order", "Going outside the procedure",
    )  # fmt: skip
    assert can.count("Agree the date of transfer") == 1
    assert "Child in Need review" not in can[can.index("Record what happened (") :]
    in_order(
        page, "Not now, and why", "Open care proceedings", "What is for others to do (", "Choose the group"
    )


def test_an_event_that_would_send_the_child_elsewhere_than_was_decided_is_not_put_first(rows: None) -> None:
    said = {"to": "care_group", "reason": "Trying another way", "effect": "None that is known"}
    town = Town().play(
        {"after": "A Child in Need case ready for the notice"},{"by": "ai_lead", "do": "decide_transfer", "with": said, "reasons": {"another_service": "The family asked for it"}})  # fmt: skip
    can = town.page("ai_lead", "/cases/{Ada}/").partition("What you can do")[2]
    in_order(can, "Record what happened (", "Child in Need review")


def test_a_transfer_shows_what_prepares_it_in_order_and_nothing_of_another_service(rows: None) -> None:
    town = Town().told(NOTIFIED)
    steps = town.page("ai_lead", "/cases/{Ada}/transfer/").partition("Objections and disputes")[0]
    in_order(
        steps, "Decide to transfer Done", "Tell the linked SFS Practice Group Leads of the transfer Done",
        "Choose the receiving practice group Now", "Tell the Advanced Practitioner of the chosen group Not yet",
        "Put the case on the agenda of the next group supervision Not yet", "Present the case at the SFS group supervision Now",
        "Arrange the joint home visit Now", "Child in Need review Now", "Responsibility moves Not yet",
    )  # fmt: skip
    assert "Care Service" not in steps
    assert "Invite the receiving group" not in steps
    town = Town().play(
        {"after": NOTIFIED},
        {
            "at": "Fri 13 Mar 2026 10:00",
            "by": "blue_lead",
            "do": "choose_sfs_group",
            "with": {"team": "blue_2"},
        },
    )
    steps = town.page("ai_lead", "/cases/{Ada}/transfer/")
    in_order(
        steps,
        "Choose the receiving practice group Done",
        "Tell the Advanced Practitioner of the chosen group Now",
    )


def test_open_routes_that_nobody_has_begun_on_are_folded_where_there_are_many(rows: None) -> None:
    page = Town().told(NOTIFIED).page("ai_lead", "/cases/{Ada}/transfer/")
    ways = page[page.index("Where this child could go, and why not elsewhere") :]
    in_order(
        ways, "To SFS at the Child in Need review", "To SFS at the first hearing",
        "Routes that do not apply", "Other transfers of this child",
    )  # fmt: skip
    assert "nobody has begun on it" not in ways
    unborn = Town().told("The mother of an unborn child who has her own case may have the removal on it")
    page = unborn.page("ai_lead", "/cases/{Bo}/transfer/")
    in_order(
        page,
        "Nobody has begun on any route.",
        "Open, and nobody has begun on it (6",
        "Routes that do not apply",
    )
