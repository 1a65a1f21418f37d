"""A contact is logged once, whole or not at all."""

from datetime import timedelta

import pytest

from baton.records import models as m
from baton.services import contacts
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


def test_where_a_child_lives_is_read_from_the_postcode():
    logged = contacts.log_contact(
        council="tiny", children=[{"name": "Ida", "address": "1 High St, ZZ2 4AB"}], by="ann"
    )
    assert m.Child.objects.get(ref=logged.child_refs[0]).place == "south"
