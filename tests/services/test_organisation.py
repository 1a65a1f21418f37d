"""Teams, people and appointments are held against the procedure, and each change is in the journal."""

from datetime import date

import pytest

from baton.records import models as m
from baton.services import acting, councils, organisation, verifying
from baton.services.refusing import Refused
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


def test_a_change_is_seen_at_once_and_kept_in_the_journal():
    organisation.add_person(council="tiny", id="zoe", name="Zoe", username="zoe", by="hal")
    organisation.appoint(council="tiny", person="zoe", role="social_worker", team="helping_north", by="hal")
    organisation.record_leave(person="zoe", first=date(2026, 3, 2), last=date(2026, 3, 3), by="zoe")
    assert councils.council("tiny").people["zoe"].away
    assert list(m.JournalEntry.objects.values_list("kind", flat=True)) == ["OrganisationChanged"] * 3
    assert verifying.verify() == []


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (lambda: organisation.add_place(council="tiny", slug="east", kind="area", name="East", by="hal"), "TNY-02"),
        (lambda: organisation.appoint(council="tiny", person="wes", role="helping_leader", team="helping_north", by="hal"), "TNY-02"),
        (lambda: organisation.deactivate(person="nia", by="hal"), "TNY-02"),
        (lambda: organisation.end_appointment(appointment=m.Appointment.objects.get(person="sam").id, by="hal"), "TNY-02"),
        (lambda: organisation.add_team(council="tiny", slug="x", kind="helping", name="X", by="hal"), "TNY-02"),
    ],
)  # fmt: skip
def test_what_the_procedure_does_not_allow_is_refused_with_its_clause(change, clause):
    with pytest.raises(Refused) as refused:
        change()
    assert refused.value.refusal.clauses == (clause,)
    assert m.JournalEntry.objects.count() == 0
    assert m.Council.objects.get().organisation_version == 1


def test_nobody_leaves_with_children_in_their_name():
    (ref,) = tiny.contact().case_refs
    acting.do(case=ref, act="recommend", by="ann", outcome="steady")
    acting.do(case=ref, act="send", by="ann")
    acting.do(case=ref, act="allocate", by="nia", fields={"person": "wes"})
    with pytest.raises(Refused, match="1 open case"):
        organisation.deactivate(person="wes", by="hal")


def test_two_councils_with_the_same_document_get_different_references():
    first = organisation.install("tiny2", "Tiny 2", "1", "TNY")
    assert first.prefix == "TNY2"
    assert organisation.install("tiny2", "Tiny two", "2", "TNY").prefix == "TNY2"
