"""Contacts: undecided ones oldest first, who sees which, every outcome with what it needs, and what it costs."""

import pytest

from baton.records import models
from baton.services import acting, contacts, councils
from tests.web import town


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.mark.clause("STK-23")
def test_those_without_a_decision_come_first_the_longest_waiting_on_top(sign_in, clock) -> None:
    town.contact("Old Bell")
    clock.move(hours=1)
    town.contact("New Cole")
    decided = town.contact("Done Dow").case_refs[0]
    acting.do(case=decided, act="recommend", by="mia", outcome="more_help")
    listed = page(sign_in("mia"), "/contacts/")
    assert listed.index("Old Bell") < listed.index("New Cole")
    assert "Done Dow" not in listed
    assert "<strong>2</strong>Not decided yet" in listed
    done = page(sign_in("mia"), "/contacts/?state=decided")
    assert "More help (Level 2)" in done
    assert "Mia Leader" in done


def test_a_reader_sees_what_their_teams_hold_and_what_they_logged(sign_in) -> None:
    town.contact("Ada Bell")
    town.sent("Ben Cole", place="heatons")
    assert "Ada Bell" not in page(sign_in("amy"), "/contacts/?state=all")
    assert "Ben Cole" in page(sign_in("hew"), "/contacts/?state=all")
    assert "Ada Bell" in page(sign_in("wen"), "/contacts/?state=all")


def test_filters_narrow_and_a_bad_day_is_said_at_its_field(sign_in) -> None:
    town.contact("Ada Bell")
    town.contact("Ben Cole")
    found = page(sign_in("mia"), "/contacts/?q=bell&source=School&from=1+1+2026")
    assert "Ada Bell" in found
    assert "Ben Cole" not in found
    assert "There is no 31 February 2026" in page(sign_in("mia"), "/contacts/?from=31+2+2026")


@pytest.mark.parametrize(
    "query", ["q=%00", "source=%00", "page=99999", "page=-1", "state=other", "q=" + "x" * 500]
)
def test_what_nobody_would_type_does_no_harm(sign_in, query: str) -> None:
    assert page(sign_in("mia"), f"/contacts/?{query}")


def test_the_list_costs_the_same_however_long(sign_in, django_assert_max_num_queries) -> None:
    client = sign_in("mia")
    for number in range(30):
        town.contact(f"Child {number}")
    page(client, "/contacts/")
    with django_assert_max_num_queries(8):
        page(client, "/contacts/")


def test_every_outcome_is_offered_with_its_clocks_and_none_is_chosen(sign_in) -> None:
    ref = town.contact("Ada Bell").contact_ref
    shown = page(sign_in("mia"), f"/contacts/{ref}/")
    outcomes = councils.protocol("stockport").acts["recommend"].outcomes
    for outcome in outcomes.values():
        assert outcome.name.replace("'", "&#39;") in shown
    assert " checked" not in shown
    assert "Alert the footprint team leader" in shown
    assert "within 1 hour, by 10:00" in shown
    assert "STK-33" in shown


def test_choosing_goes_to_the_form_and_choosing_nothing_says_so(sign_in) -> None:
    logged = town.contact("Ada Bell")
    client = sign_in("mia")
    case = logged.case_refs[0]
    chosen = client.get(f"/contacts/{logged.contact_ref}/decide/?case={case}&choice=recommend.more_help")
    assert chosen.headers["Location"] == f"/cases/{case}/do/recommend/?outcome=more_help"
    nothing = client.get(f"/contacts/{logged.contact_ref}/decide/?case={case}", follow=True)
    assert "Choose what to decide." in nothing.content.decode()


def test_other_contacts_about_the_child_are_beside_it(sign_in) -> None:
    town.contact("Ada Bell")
    known = models.Child.objects.get(name="Ada Bell").ref
    second = contacts.log_contact(
        council="stockport", children=[{"ref": known}], by="wen", reason="Seen at a window"
    )
    shown = page(sign_in("mia"), f"/contacts/{second.contact_ref}/")
    assert "Other contacts about this child" in shown
    assert "None are known" not in shown


def test_opening_a_contact_is_logged_and_asks_a_stranger_to_the_child_why(sign_in) -> None:
    logged = town.contact("Ada Bell")
    page(sign_in("mia"), f"/contacts/{logged.contact_ref}/")
    assert models.ReadLog.objects.filter(ref=logged.case_refs[0], by="mia", page="contact").count() == 1
    asked = sign_in("hew").get(f"/contacts/{logged.contact_ref}/")
    assert asked.status_code == 302
    assert f"/cases/{logged.case_refs[0]}/why" in asked.headers["Location"]


def test_another_council_s_contact_is_not_there(stranger, sign_in) -> None:
    ref = town.contact("Ada Bell").contact_ref
    for address in (
        f"/contacts/{ref}/",
        f"/contacts/{ref}/saved/",
        f"/contacts/{ref}/decide/",
        "/contacts/none/",
    ):
        assert stranger.get(address).status_code == 404
