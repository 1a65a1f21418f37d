"""A contact is logged once, whole or not at all."""

from datetime import date, timedelta

import pytest

from baton.records import models as m
from baton.records import stores
from baton.services import acting, contacts, verifying
from baton.services.refusing import Refused
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


def test_saying_it_twice_with_a_key_is_saying_it_once():
    first = tiny.contact("Ida Bell", idempotency_key="k")
    again = tiny.contact("Ida Bell", idempotency_key="k")
    assert again.again
    assert again.case_refs == first.case_refs
    assert m.Contact.objects.count() == 1
    assert m.Council.objects.get().contacts_counted == 1


def test_a_key_used_for_something_else_is_refused():
    tiny.contact("Ida Bell", idempotency_key="k")
    with pytest.raises(contacts.KeyUsedOtherwise):
        tiny.contact("Abe Bell", idempotency_key="k")


@pytest.mark.parametrize("more", [{"facts": {"serious": "yes"}}, {"team": "front_door"}])
def test_a_second_contact_under_one_key_that_says_something_new_is_never_taken_for_the_first(more):
    first = tiny.contact("Ida Bell", idempotency_key="k")
    with pytest.raises(contacts.KeyUsedOtherwise):
        tiny.contact("Ida Bell", idempotency_key="k", **more)
    assert tiny.contact("Ida Bell", idempotency_key="k").case_refs == first.case_refs


def test_a_row_of_a_file_is_imported_once():
    tiny.contact("Ida Bell", import_key="row 1")
    with pytest.raises(Refused, match="already been imported"):
        tiny.contact("Ida Bell", import_key="row 1")
    assert m.Case.objects.count() == 1


def test_a_time_that_has_not_come_and_nobody_named_are_said_together(clock):
    with pytest.raises(Refused) as refused:
        contacts.log_contact(council="tiny", children=[], by="ann", received_at=clock() + timedelta(hours=1))
    assert {reason.code for reason in refused.value.refusal.reasons} == {"missing", "bad_time"}
    assert m.Contact.objects.count() == 0


def test_what_is_known_from_the_contact_is_known_of_every_child():
    refs = tiny.contact(
        "A", "B", answers={"plan": "child_protection", "urgent": "yes", "mood": "worried"}
    ).case_refs
    known = m.FactRow.objects.filter(case__ref__in=refs)
    assert list(known.values_list("name", "value")) == [("plan", "child_protection")] * 2


def test_a_child_known_already_keeps_their_reference():
    child = tiny.contact("Ida Bell").child_refs[0]
    again = contacts.log_contact(council="tiny", children=[{"ref": child}], by="ann")
    assert again.child_refs == (child,)
    assert m.Child.objects.count() == 1
    assert m.Case.objects.get(ref=again.case_refs[0]).child.name == "Ida Bell"


def closed(**child):
    """A contact about a child, and the case closed."""
    logged = contacts.log_contact(council="tiny", children=[{"place": "north", **child}], by="ann")
    for act, by, outcome in (("recommend", "ann", "urgent"), ("send", "ann", ""), ("finish", "nia", "")):
        acting.do(case=logged.case_refs[0], act=act, by=by, outcome=outcome)
    return logged


def test_a_child_who_comes_back_by_their_number_is_the_same_child_in_a_further_stay():
    first = closed(number="77", name="Ida Bell", place="north")
    second = closed(number="77", name="Ida May Bell")
    third = contacts.log_contact(council="tiny", children=[{"number": "77"}], by="ann")
    assert m.Child.objects.count() == 1
    assert third.child_refs == first.child_refs == second.child_refs
    rows = m.Case.objects.order_by("id")
    assert [row.stay for row in rows] == [1, 2, 3]
    file = stores.load(third.case_refs[0]).file
    assert (file.stay, file.child.name, file.child.place) == (3, "Ida Bell", "north")
    assert verifying.verify() == []


def test_a_second_contact_while_the_case_is_open_is_the_same_stay():
    first = contacts.log_contact(council="tiny", children=[{"number": "77"}], by="ann")
    contacts.log_contact(council="tiny", children=[{"ref": first.child_refs[0]}], by="ann")
    assert list(m.Case.objects.values_list("stay", flat=True)) == [1, 1]


def test_what_is_done_in_a_further_stay_is_of_that_stay():
    closed(number="77")
    ref = contacts.log_contact(council="tiny", children=[{"number": "77"}], by="ann").case_refs[0]
    saved = acting.do(case=ref, act="recommend", by="ann", outcome="urgent")
    assert saved.file.done[-1].stay == 2
    assert m.DoneRow.objects.get(case__ref=ref).stay == 2


def test_what_a_contact_adds_about_a_known_child_is_kept_and_nothing_known_is_overwritten():
    known = closed(number="77", name="Ida Bell", place="north").child_refs[0]
    more = {"ref": known, "name": "Ida B", "born": date(2018, 5, 4), "address": "2 Low St, ZZ2 4AB"}
    ref = contacts.log_contact(council="tiny", children=[more], by="ann").case_refs[0]
    row, child = m.Child.objects.get(), stores.load(ref).file.child
    for one in (row, child):
        assert (one.name, one.born, one.number, one.place) == ("Ida Bell", date(2018, 5, 4), "77", "south")
    assert row.address == "2 Low St, ZZ2 4AB"


@pytest.mark.parametrize(
    ("child", "says"),
    [
        ({"number": "77", "born": date(2019, 1, 1)}, "another birth date"),
        ({"number": "77", "name": "Abe Cole"}, "another name"),
        ({"ref": "TNY-P-000001", "number": "78"}, "has the number 77"),
        ({"ref": "TNY-P-000001", "born": date(2019, 1, 1)}, "born on Fri 4 May 2018, not on Tue 1 Jan 2019"),
        ({"ref": "TNY-P-000009", "number": "77"}, "no child TNY-P-000009"),
    ],
)
def test_a_number_that_is_another_child_s_is_refused_and_says_so(child, says):
    closed(number="77", name="Ida Bell", born=date(2018, 5, 4))
    with pytest.raises(Refused, match=says):
        contacts.log_contact(council="tiny", children=[child], by="ann")
    assert m.Contact.objects.count() == 1
    assert m.Council.objects.get().contacts_counted == 1


def test_one_child_named_twice_by_number_and_by_reference_is_refused():
    ref = closed(number="77").child_refs[0]
    for twice in ([{"number": "77"}, {"ref": ref}], [{"number": "9"}, {"number": "9"}]):
        with pytest.raises(Refused, match="named twice"):
            contacts.log_contact(council="tiny", children=twice, by="ann")


def test_where_a_child_lives_is_read_from_the_postcode():
    logged = contacts.log_contact(
        council="tiny", children=[{"name": "Ida", "address": "1 High St, ZZ2 4AB"}], by="ann"
    )
    assert m.Child.objects.get(ref=logged.child_refs[0]).place == "south"
