"""Two at once: exactly one confirms, no clock is swept twice, one bad file stops no other."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection, connections

from baton.records import journal
from baton.records import models as m
from baton.services import acting, councils, present, sweeping, verifying
from baton.services.refusing import Refused
from tests import tiny


def sent(*names):
    refs = tiny.contact(*names).case_refs
    for act, outcome in (("recommend", "urgent"), ("send", "")):
        acting.do_together(cases=refs, act=act, by="ann", outcome=outcome)
    return refs


def at_once(count, work):
    """Runs the same work in threads that start together; what each returned or raised."""
    gate, found = threading.Barrier(count), []

    def run():
        gate.wait()
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001 - what was raised is what is asserted
            found.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def real(transactional_db, clock):
    """The tiny council in a database that other threads see."""
    with councils.use_protocol("tiny", tiny.protocol()):
        tiny.set_up()
        yield


@pytest.mark.fault
def test_two_who_confirm_at_once_and_exactly_one_does(real):
    (ref,) = sent("Ida Bell")
    found = at_once(2, lambda: acting.do(case=ref, act="confirm", by="nia"))
    assert sorted(type(one).__name__ for one in found) == ["Refused", "Saved"]
    refused = next(one for one in found if isinstance(one, Refused))
    assert "already done" in str(refused)
    assert m.DoneRow.objects.filter(act="confirm").count() == 1
    assert verifying.verify() == []


@pytest.mark.fault
def test_four_sweeps_at_once_do_nothing_twice(real, clock):
    for number in range(6):
        sent(f"Child {number}")
    clock.move(hours=2)
    at_once(4, lambda: sweeping.sweep_all(limit=2))
    assert m.JournalEntry.objects.filter(kind="ClimbBegan").count() == 6
    assert m.ClimbRow.objects.count() == 6
    assert verifying.verify() == []


@pytest.mark.fault
def test_contacts_that_come_in_at_once_all_get_their_own_reference(real):
    found = at_once(4, lambda: tiny.contact("Ida Bell"))
    assert len({logged.contact_ref for logged in found}) == 4
    assert verifying.verify() == []


@pytest.mark.fault
def test_what_is_saved_while_the_promises_are_checked_is_no_breach_and_waits_for_nobody(real, monkeypatch):
    tiny.contact("Ida Bell")
    plain, saved = journal.broken, []

    def meanwhile(*head):
        saved.extend(at_once(1, lambda: tiny.contact("Abe Cole")))
        return plain(*head)

    monkeypatch.setattr(journal, "broken", meanwhile)
    assert verifying.verify() == []
    assert saved[0].case_refs, "it was saved before the check had ended"
    monkeypatch.undo()
    assert verifying.verify() == []
    assert m.Case.objects.count() == 2


@pytest.mark.parametrize("moved", [{"seconds": 60}, {"until": datetime(2030, 1, 1, tzinfo=UTC)}])
def test_the_demonstration_s_clock_never_goes_back_though_two_move_it_at_once(
    db, settings, monkeypatch, moved
):
    settings.BATON_DEMO = True
    century, plain = 3_200_000_000, m.DemoClock.objects.get_or_create

    def somebody_else_was_quicker(**said):
        read = plain(**said)
        m.DemoClock.objects.filter(id=1).update(offset=century)
        return read

    monkeypatch.setattr(m.DemoClock.objects, "get_or_create", somebody_else_was_quicker)
    present.advance(**moved)
    assert m.DemoClock.objects.get().offset == century + moved.get("seconds", 0)


def test_one_file_that_cannot_be_swept_stops_no_other(council, clock, monkeypatch, caplog):
    bad, good = sent("A")[0], sent("B")[0]
    clock.move(hours=2)
    plain = sweeping.decide

    def poisoned(found, file, command, now, related):
        if file.ref == bad:
            raise ValueError("a mistake in a protocol")
        return plain(found, file, command, now, related)

    monkeypatch.setattr(sweeping, "decide", poisoned)
    assert sweeping.sweep_all().failed == 1
    assert m.ClimbRow.objects.filter(case__ref=good).exists()
    assert m.Case.objects.get(ref=bad).sweep_failed
    monkeypatch.undo()
    monkeypatch.setattr(sweeping.present, "now", clock)
    clock.move(hours=2)
    sweeping.sweep_all()
    assert m.ClimbRow.objects.filter(case__ref=bad).exists()


def test_a_batch_costs_the_same_however_many_are_due(council, clock, statements):
    counts = []
    for size in (1, 6):
        for number in range(size):
            sent(f"Child {size} {number}")
        clock.move(hours=2)
        with statements() as sweep:
            sweeping.sweep()
        counts.append(len(sweep))
        sweeping.sweep_all()
    assert counts[0] == counts[1] <= {"postgresql": 4, "sqlite": 7}[connection.vendor]
