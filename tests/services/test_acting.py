"""One way to change a case: everything is saved, or nothing is, and a refusal is kept as an attempt."""

import pytest

from baton.records import models as m
from baton.services import acting, sweeping
from baton.services.refusing import NoSuchCase, Refused, Stale
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


def sent(*names):
    """Cases that the front door has recommended and sent to the north team."""
    refs = tiny.contact(*names).case_refs
    for act, outcome in (("recommend", "urgent"), ("send", "")):
        acting.do_together(cases=refs, act=act, by="ann", outcome=outcome)
    return refs


def test_a_contact_opens_a_case_held_by_the_front_door():
    logged = tiny.contact("Ida Bell")
    case = m.Case.objects.get(ref=logged.case_refs[0])
    assert (case.holder_team, case.tray, case.version) == ("door", "door:door", 1)
    assert logged.contact_ref == "TNY-C-000001"


def test_sending_moves_the_child_and_starts_the_clocks():
    (ref,) = sent("Ida Bell")
    case = m.Case.objects.get(ref=ref)
    assert (case.holder_team, case.tray, case.rank, case.label) == (
        "helping_north",
        "helping:north",
        0,
        "urgent",
    )
    assert set(m.DutyRow.objects.filter(case=case, is_open=True).values_list("rule", flat=True)) == {
        "receipt",
        "name_worker",
    }
    assert m.Outbox.objects.filter(ref=ref, role="helping_leader", of="helping_north").exists()


def test_a_refusal_changes_nothing_and_is_kept():
    (ref,) = tiny.contact().case_refs
    before = m.Case.objects.values().get(ref=ref)
    with pytest.raises(Refused) as refused:
        acting.do(case=ref, act="send", by="ann")
    assert refused.value.refusal.clauses == ("TNY-04",)
    assert m.Case.objects.values().get(ref=ref) == before
    assert m.JournalEntry.objects.filter(ref=ref, kind="AttemptRefused").count() == 1


def test_one_refusal_among_siblings_refuses_them_all():
    refs = tiny.contact("A Bell", "B Bell").case_refs
    acting.do(case=refs[0], act="recommend", outcome="steady", by="ann")
    with pytest.raises(Refused):
        acting.do_together(cases=refs, act="send", by="ann")
    assert set(m.Case.objects.values_list("holder_team", flat=True)) == {"door"}


def test_an_old_page_is_told_who_saved_since():
    (ref,) = tiny.contact().case_refs
    acting.do(case=ref, act="recommend", outcome="steady", by="ann", expect_version=1)
    with pytest.raises(Stale) as stale:
        acting.do(case=ref, act="recommend", outcome="urgent", by="ann", expect_version=1)
    assert (stale.value.actual, stale.value.by) == (2, "ann")


def test_a_case_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(NoSuchCase):
        acting.do(case="TNY-999999", act="send", by="ann")


def test_a_clock_warns_then_is_late_then_climbs_each_once(clock):
    (ref,) = sent("Ida Bell")
    clock.move(minutes=50)
    assert sweeping.sweep_all().failed == 0
    clock.move(minutes=11)
    sweeping.sweep_all()
    before = m.JournalEntry.objects.count()
    assert sweeping.sweep_all().files == 0
    assert m.JournalEntry.objects.count() == before
    assert m.DutyRow.objects.get(case__ref=ref, rule="receipt").state == "late"
    assert m.ClimbRow.objects.get(case__ref=ref).rung == 1
    clock.move(minutes=31)
    sweeping.sweep_all()
    assert m.ClimbRow.objects.get(case__ref=ref).rung == 2


@pytest.mark.parametrize("names", [("A Bell",), ("A Bell", "B Bell", "C Bell")])
def test_the_number_of_statements_does_not_grow_with_siblings(names, statements):
    tiny.contact("Warm Up")
    with statements() as intake:
        refs = tiny.contact(*names, idempotency_key="k1").case_refs
    acting.do_together(cases=refs, act="recommend", by="ann", outcome="urgent")
    with statements() as transfer:
        acting.do_together(cases=refs, act="send", by="ann")
    with statements() as confirm:
        acting.do_together(cases=refs, act="confirm", by="nia")
    with statements() as allocate:
        acting.do_together(cases=refs, act="allocate", by="nia", fields={"person": "wes"})
    assert len(intake) <= 15
    assert len(transfer) <= 12
    assert len(confirm) <= 12
    assert len(allocate) <= 12
