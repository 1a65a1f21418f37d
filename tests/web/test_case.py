"""The pages about one child: where things stand, what can be done and why not, who held the child, who looked."""

import pytest

from baton.records import models
from baton.services import acting
from tests.web import town

TABS = ("", "chronology/", "moves/", "forms/", "messages/", "readers/")


def test_where_things_stand_is_said_in_one_paragraph(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    clock.move(hours=2)
    page = sign_in("amy").get(f"/cases/{ref}/").content.decode()
    assert "Ada Bell came to Stockport at 09:00 today with contact STK-C-000001." in page
    assert "Bredbury A has been responsible since 09:00." in page
    assert "MASSH recommendation at 09:00 today, by Mia Leader: Urgent response (Level 4)" in page
    assert (
        "No worker is named yet, so Footprint team leader, Bredbury A (Amy Bredbury) answers for the child."
        in page
    )
    assert "Overdue: &#39;Alert the footprint team leader&#39;, for MASSH team leader;" in page
    assert "; &#39;Confirm safe receipt&#39;, for Footprint team leader, Bredbury A." in page
    assert "Next is &#39;" in page
    assert "1 thing was left owing" in page


def test_the_fixed_header_says_who_the_child_is_who_holds_the_child_and_what_is_next(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    clock.move(minutes=36)
    for person in ("amy", "mia"):
        page = sign_in(person).get(f"/cases/{ref}/chronology/").content.decode()
        head = page.partition('aria-label="This child"')[2].partition("</section>")[0]
        for said in (
            "Ada Bell", ", 7", "born 4 May 2018", f"Number {ref}", "<strong>Bredbury A</strong> since 09:00",
            "Footprint team leader, Bredbury A answers", "Urgent: transfer to children",
            "Alert the footprint team leader: ", "24 minutes left", "by 10:00",
        ):  # fmt: skip
            assert said in head, said


def test_what_is_running_can_be_reminded_by_those_who_wait_for_it_alone(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    button = f'action="/cases/{ref}/remind/"'
    assert button in sign_in("mia").get(f"/cases/{ref}/").content.decode()
    amy = sign_in("amy").get(f"/cases/{ref}/").content.decode()
    assert f'<form method="post" action="/cases/{ref}/do/confirm_receipt/"' in amy, "hers is one click away"
    assert amy.count(button) == 2, "of hers none; Mia's alert and her debt"


def test_what_can_be_done_is_a_button_and_what_cannot_says_why(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    page = sign_in("amy").get(f"/cases/{ref}/").content.decode()
    assert f'href="/cases/{ref}/do/confirm_receipt/"' in page
    assert f'href="/cases/{ref}/do/reroute/"' not in page
    assert "Only the MASSH team leader" in page
    assert "Nobody lowers an urgent referral alone" in page
    assert "What does not belong here as things stand" in page


def test_opening_is_logged_at_every_page(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    for tab in TABS:
        assert amy.get(f"/cases/{ref}/{tab}").status_code == 200
    amy.get(f"/who-held/{ref}/")
    amy.get(f"/cases/{ref}/do/allocate/")
    logged = models.ReadLog.objects.filter(ref=ref).values_list("page", "relation")
    assert list(logged.order_by("id")) == [
        ("case", "team"), ("chronology", "team"), ("moves", "team"), ("forms", "team"), ("messages", "team"),
        ("readers", "team"), ("who_held", "team"), ("act", "team"),
    ]  # fmt: skip


def test_without_a_relationship_a_reason_is_asked_for_and_kept(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    ned = sign_in("ned")
    answer = ned.get(f"/cases/{ref}/chronology/", follow=True)
    assert "Say why you need to open this record" in answer.content.decode()
    assert "Ada Bell" not in answer.content.decode()
    for poor in (".", "asdf asdf asdf asdf asdf"):
        assert ned.post(f"/cases/{ref}/why", {"reason": poor}).status_code == 422
    said = {"reason": "Her brother is on my caseload since today.", "next": f"/cases/{ref}/chronology/"}
    page = ned.post(f"/cases/{ref}/why", said, follow=True).content.decode()
    assert "Ada Bell" in page
    row = models.ReadLog.objects.get(ref=ref, by="ned")
    assert (row.relation, row.reason) == ("reason", said["reason"])
    clock.move(hours=5)
    ned.force_login(models.Person.objects.get(id="ned"))
    assert ned.get(f"/cases/{ref}/").status_code == 302


def test_the_chronology_narrows_and_goes_back_to_what_was_known(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    clock.move(days=2)
    acting.do(case=ref, act="confirm_receipt", by="amy")
    amy = sign_in("amy")
    page = amy.get(f"/cases/{ref}/chronology/").content.decode()
    assert page.index("Confirm safe receipt") < page.index("Responsibility moved from MASSH to Bredbury A")
    assert "STK-41" in page
    narrowed = amy.get(f"/cases/{ref}/chronology/?kind=responsibility").content.decode()
    assert "Met late" not in narrowed
    then = amy.get(
        f"/cases/{ref}/chronology/?known_on_day=2&known_on_month=3&known_on_year=2026"
    ).content.decode()
    assert "Met late" not in then
    assert "The case was opened" in then
    assert (
        amy.get(f"/cases/{ref}/chronology/?known_on_day=32&known_on_month=3&known_on_year=2026").status_code
        == 422
    )


def test_a_form_keeps_what_was_written_first_beside_what_was_added(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    acting.do(
        case=ref, act="fill_step_up", by="sol", fields={"reason": "Put more plainly now.", "path": "urgent"}
    )
    page = sign_in("mia").get(f"/cases/{ref}/forms/").content.decode()
    assert (
        page.index("The reason is written here.")
        < page.index("Added later")
        < page.index("Put more plainly now.")
    )
    assert "Sol Senior" in page


@pytest.mark.parametrize("tab", TABS)
def test_a_case_page_takes_nine_statements_whatever_the_history(sign_in, clock, statements, tab: str) -> None:
    (ref,) = town.sent("Ada Bell")
    amy = sign_in("amy")
    amy.get(f"/cases/{ref}/{tab}")
    with statements() as few:
        amy.get(f"/cases/{ref}/{tab}")
    for _ in range(60):
        clock.move(minutes=1)
        acting.do(case=ref, act="resend", by="mia")
    with statements() as many:
        assert amy.get(f"/cases/{ref}/{tab}").status_code == 200
    assert len(few) == len(many) <= 9, many.said


def test_a_message_that_was_sent_is_listed_without_a_child_in_it(sign_in, clock) -> None:
    (ref,) = town.sent("Ada Bell")
    page = sign_in("amy").get(f"/cases/{ref}/messages/").content.decode()
    assert "A referral has arrived in your footprint duty tray." in page
    assert "Waiting to be sent" in page
