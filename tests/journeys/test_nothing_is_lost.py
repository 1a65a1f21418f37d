"""What somebody typed is still there: after a refusal, after somebody else was quicker, after signing in again."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys import given
from tests.journeys.conftest import Sits
from tests.journeys.visiting import Visitor

pytestmark = pytest.mark.journey
REASON = "The grandmother's account differs from the mother's; both are written down."


def test_signing_in_goes_where_one_was_going_and_signing_out_ends_it(
    visitor: Visitor, sits_down: Sits
) -> None:
    ref = given.a_referral("Sig Ninwell")[0]
    visitor.opens(f"/cases/{ref}/chronology/").stands_at("Sign in").presses("Sign in as Bea Lyle")
    visitor.stands_at("Chronology").reads("Sig Ninwell", "Bea Lyle")
    visitor.presses("Sign out").stands_at("Sign in")
    visitor.page.go_back()
    visitor.opens(f"/cases/{ref}/").stands_at("Sign in").does_not_read("Sig Ninwell")


def test_a_wrong_password_says_so_and_keeps_the_name(visitor: Visitor) -> None:
    visitor.opens("/sign-in?password").types(username="bea", password="not this one").presses("Sign in")
    visitor.is_refused("The user name or the password is not right.")
    expect(visitor.field("username")).to_have_value("bea")


def test_who_is_slower_of_two_is_told_what_changed_and_keeps_what_was_typed(sits_down: Sits) -> None:
    ref = given.a_recommendation("Sta Leigh")[0]
    sunil, lorna = sits_down("Sunil Marsh"), sits_down("Lorna Masters")
    for who in (sunil, lorna):
        who.opens(f"/cases/{ref}/do/fill_step_up/").types(
            f__reason=REASON, f__evidence=f"Said to {who.name}."
        )
    sunil.presses("Save: Step up to social care form").is_told("Sta Leigh")
    lorna.presses("Save: Step up to social care form").reads(
        "Somebody changed this while you were writing", "Sunil Marsh"
    )
    expect(lorna.field("f-reason")).to_have_value(REASON)
    expect(lorna.field("f-evidence")).to_have_value("Said to Lorna Masters.")
    lorna.presses("Save: Step up to social care form").is_told("Sta Leigh")
    lorna.opens(f"/cases/{ref}/forms/").reads("Said to Sunil Marsh.", "Said to Lorna Masters.", "Added later")


def test_a_contact_that_cannot_be_saved_yet_keeps_everything_and_waits_as_a_draft(sits_down: Sits) -> None:
    mina = sits_down("Mina Wray").opens("/contacts/new/?danger=no")
    mina.types(child__0__name="Dra Ftwell", child__0__born="31 2 2018", reason="Attendance")
    mina.presses("Save the contact").is_refused("what has happened")
    expect(mina.field("child-0-name")).to_have_value("Dra Ftwell")
    expect(mina.field("child-0-born")).to_have_value("31 2 2018")
    mina.opens("/").opens("/contacts/new/").reads("You have a contact that is not saved").follows(
        "Go on with it"
    )
    expect(mina.field("child-0-name")).to_have_value("Dra Ftwell")
    mina.types(child__0__born="4 5 2018", story="School has rung about attendance.").presses(
        "Save the contact"
    )
    mina.reads("STK-C-", "Dra Ftwell")


def test_a_child_who_is_known_is_shown_beside_the_form_and_never_stands_in_the_way(sits_down: Sits) -> None:
    given.a_referral("Ann Knownwell")
    mina = sits_down("Mina Wray").opens("/contacts/new/?danger=no")
    mina.types(child__0__name="Ann Knownwell", story="A neighbour has rung.")
    mina.page.get_by_role("button", name="Look whether we know them").click()
    mina.reads("This is Ann Knownwell", "the same name", "With Bredbury A")
    expect(mina.field("story")).to_have_value("A neighbour has rung.")
    mina.presses("Save the contact").reads("STK-C-")


def test_pressing_save_twice_saves_once(sits_down: Sits) -> None:
    mina = sits_down("Mina Wray").opens("/contacts/new/?danger=yes")
    mina.types(child__0__name="Twi Cepressed", story="A fall from a window.")
    mina.page.get_by_role("button", name="Save now").dblclick()
    mina.reads("STK-C-", "Twi Cepressed")
    mina.opens("/contacts/?state=all&q=Twi Cepressed")
    expect(mina.row("Twi Cepressed")).to_have_count(1)
