"""Transfer: built from the route alone: what is done, what is next and by whom, what is missing and how hard."""

import pytest

from baton.services import acting
from tests.web import town


def page(client, ref: str, query: str = "") -> str:
    answer = client.get(f"/cases/{ref}/transfer/{query}")
    assert answer.status_code == 200, answer
    return answer.content.decode()


def state_of(shown: str, title: str) -> str:
    """The word beside a step."""
    after = shown[shown.index(f'<h3 class="baton-steps__head">{title}') :]
    return next(word for word in ("Done", "Now", "Not yet") if f">{word}<" in after.split("</h3>")[0])


def test_before_anything_the_first_step_is_now_and_the_rest_say_what_they_wait_for(sign_in) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    shown = page(sign_in("mia"), ref)
    assert "From MASSH to Bredbury A: Step up to the footprint team" in shown
    assert "Responsibility is with MASSH. Nobody is named yet" in shown
    assert state_of(shown, "MASSH recommendation") == "Now"
    assert f'href="/cases/{ref}/do/recommend/"' in shown
    assert state_of(shown, "Send the step-up") == "Not yet"
    assert state_of(shown, "Responsibility moves") == "Not yet"
    assert "nothing is sent until a recommendation" in shown


def test_the_checklist_says_what_blocks_what_becomes_a_debt_and_what_is_in_order(sign_in) -> None:
    ref = town.contact("Ada Bell").case_refs[0]
    acting.do(case=ref, act="recommend", by="mia", outcome="urgent_response")
    shown = page(sign_in("mia"), ref)
    missing, order = shown.split("In order</h3>")[0], shown.split("In order</h3>")[1]
    assert "Blocks" in missing
    assert "Becomes a debt of whoever does it by" in missing
    assert "footprint where the child lives" in order
    assert "STK-86" in missing


def test_after_it_the_steps_are_done_by_whom_and_the_next_are_somebody_s(sign_in, clock) -> None:
    ref = town.sent("Ada Bell")[0]
    shown = page(sign_in("amy"), ref)
    assert "Responsibility moved from MASSH to Bredbury A" in shown
    for title in ("MASSH recommendation", "Send the step-up", "Responsibility moves"):
        assert state_of(shown, title) == "Done"
    assert state_of(shown, "Confirm safe receipt") == "Now"
    assert f'href="/cases/{ref}/do/confirm_receipt/"' in shown
    assert "1 hour left" in shown
    acting.do(case=ref, act="confirm_receipt", by="amy")
    assert state_of(page(sign_in("amy"), ref), "Confirm safe receipt") == "Done"


def test_what_another_must_do_has_no_button_and_says_whose_it_is(sign_in) -> None:
    ref = town.sent("Ada Bell")[0]
    shown = page(sign_in("mia"), ref)
    assert f'href="/cases/{ref}/do/confirm_receipt/"' not in shown
    assert "Owed by Footprint team leader, Bredbury A." in shown


def test_a_debt_that_was_left_is_named_with_its_owner_and_time(sign_in) -> None:
    ref = town.sent("Ada Bell")[0]
    shown = page(sign_in("mia"), ref)
    assert "A debt of Mia Leader by" in shown
    assert f"/cases/{ref}/do/fill_enquiry/" in shown


@pytest.mark.clause("STK-87")
def test_a_dispute_shows_its_rung_whose_turn_it_is_and_both_views(sign_in) -> None:
    ref = town.sent("Ada Bell", urgent=False)[0]
    acting.do(case=ref, act="disagree", by="amy", fields={"grounds": "It was assessed last month."})
    for address in (f"/cases/{ref}/transfer/", "/escalations/"):
        shown = sign_in("mia").get(address).content.decode()
        assert "Step 1 of 4" in shown
        assert "It was assessed last month." in shown
        assert f"/cases/{ref}/do/discuss/" in shown
        assert "every clock runs on" in shown
    acting.do(case=ref, act="discuss", by="mia", outcome="resolved")
    assert "Ada Bell" not in sign_in("mia").get("/escalations/").content.decode()
    ended = sign_in("mia").get("/escalations/?state=ended").content.decode()
    assert "Ada Bell" in ended
    assert "Resolved" in ended


def test_escalations_about_other_people_s_children_are_counted_and_not_named(sign_in) -> None:
    ref = town.sent("Ada Bell", urgent=False)[0]
    acting.do(case=ref, act="disagree", by="amy", fields={"grounds": "It was assessed last month."})
    shown = sign_in("hew").get("/escalations/").content.decode()
    assert "Ada Bell" not in shown
    assert "1 more is about children you are not working with." in shown


def test_siblings_are_together_or_it_says_where_the_other_is(sign_in) -> None:
    ref, other = town.sent("Ada Bell", "Ben Bell")
    assert "Together, with Bredbury A" in page(sign_in("amy"), ref)
    acting.do(
        case=other, act="reroute", by="mia", team="heatons", fields={"why": "He lives with his father."}
    )
    shown = page(sign_in("mia"), ref)
    assert "Apart, with Heatons. One is in Bredbury, the other in Heatons." in shown


def test_other_routes_can_be_looked_at(sign_in) -> None:
    ref = town.sent("Ada Bell")[0]
    shown = page(sign_in("mia"), ref, "?route=reroute")
    assert "Re-route to another footprint" in shown
    assert state_of(shown, "Re-route to another footprint") == "Now"


def test_a_record_is_not_opened_without_a_reason_nor_by_another_council(sign_in, stranger) -> None:
    ref = town.sent("Ada Bell")[0]
    assert sign_in("hew").get(f"/cases/{ref}/transfer/").status_code == 302
    assert stranger.get(f"/cases/{ref}/transfer/").status_code == 404


def test_it_costs_the_same_however_long_the_history(sign_in, django_assert_max_num_queries, clock) -> None:
    ref = town.sent("Ada Bell")[0]
    client = sign_in("mia")
    for _ in range(30):
        clock.move(minutes=1)
        acting.do(case=ref, act="resend", by="mia")
    page(client, ref)
    with django_assert_max_num_queries(12):
        page(client, ref)
