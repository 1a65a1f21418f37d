"""`verify` finds nothing on a database that services alone have written, and every breach planted in it."""

import json

import pytest
from django.db import connection

from baton.records import append_only
from baton.records import models as m
from baton.services import acting, filing, organisation, sweeping, verifying
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


@pytest.fixture
def lived(clock):
    """A case that was sent, was late, was confirmed, has a worker; another that has ended; files of teams."""
    filing.open_files("tiny")
    refs = tiny.contact("Ida Bell", "Abe Bell").case_refs
    for act, outcome in (("recommend", "urgent"), ("send", "")):
        acting.do_together(cases=refs, act=act, by="ann", outcome=outcome)
    clock.move(hours=2)
    sweeping.sweep_all()
    acting.do_together(cases=refs, act="confirm", by="nia")
    acting.do_together(cases=refs, act="allocate", by="nia", fields={"person": "wes"})
    acting.do(case=refs[1], act="finish", by="wes")
    return refs[0]


def sql(statement, *values):
    with append_only.lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def codes():
    return {breach.code for breach in verifying.verify()}


def test_a_change_of_the_organisation_after_the_council_s_file_was_opened_is_no_breach(lived):
    organisation.add_person(council="tiny", id="new", name="Nell New", username="nell", by="")
    assert m.JournalEntry.objects.filter(ref="tiny.council").last().kind == "OrganisationChanged"
    assert verifying.verify() == []


def test_days_laid_aside_keep_their_rows(lived, clock):
    for _ in range(4):
        clock.move(days=25)
        sweeping.sweep_all()
    days = m.DutyRow.objects.filter(case__ref="tiny.team.helping_north", rule="day").count()
    assert m.JournalEntry.objects.filter(kind="DaysLaidAside").exists()
    assert days == 101
    assert (
        json.loads(m.Case.objects.get(ref="tiny.team.helping_north").state)["duties"][0]["item"] > "2026-04"
    )
    assert verifying.verify() == []


def test_days_that_were_opened_and_laid_aside_in_one_sweep_have_their_rows_too(lived, clock):
    clock.move(days=100)
    sweeping.sweep_all()
    days = m.DutyRow.objects.filter(case__ref="tiny.team.helping_north", rule="day").order_by("item")
    assert m.JournalEntry.objects.filter(kind="DaysLaidAside").exists()
    assert days.count() == 101
    assert set(days[:50].values_list("state", "is_open")) == {("missed", False)}
    assert verifying.verify() == []


def state(ref, change):
    row = m.Case.objects.get(ref=ref)
    file = json.loads(row.state)
    change(file)
    sql("UPDATE records_case SET state = %s WHERE ref = %s", json.dumps(file), ref)


def body(ref, kind, change):
    """Changes what an entry says, as somebody with the database's password might."""
    row = m.JournalEntry.objects.filter(ref=ref, kind=kind).first()
    said = json.loads(row.body)
    change(said)
    sql("UPDATE records_journalentry SET body = %s WHERE id = %s", json.dumps(said), row.id)


def test_what_services_wrote_keeps_every_promise(lived):
    assert verifying.verify() == []


def test_a_changed_entry_breaks_the_chain(lived):
    body(lived, "FactKnown", lambda said: said.update(value="no"))
    assert {"chain", "state_differs", "row_differs"} <= codes()


def test_an_entry_taken_out_breaks_the_chain(lived):
    sql("DELETE FROM records_journalentry WHERE kind = 'DutyWarned'")
    sql("DELETE FROM records_journalentry WHERE seq = (SELECT max(seq) FROM records_journalentry)")
    assert "chain" in codes()


def test_a_changed_state_is_found(lived):
    state(lived, lambda file: file.update(move=9))
    assert codes() == {"state_differs"}


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE records_case SET worker = 'win' WHERE ref = %s", "column_differs"),
        ("UPDATE records_case SET next_at = NULL WHERE about = 'team' AND %s <> ''", "clock_asleep"),
        ("DELETE FROM records_dutyrow WHERE rule = 'receipt' AND case_id = (SELECT id FROM records_case WHERE ref = %s)", "row_missing"),
        ("UPDATE records_dutyrow SET state = 'running' WHERE rule = 'receipt' AND case_id = (SELECT id FROM records_case WHERE ref = %s)", "row_differs"),
        ("INSERT INTO records_factrow (case_id, council_id, key, name, value, start, recorded) SELECT id, 'tiny', 'x', 'x', 'y', opened_at, opened_at FROM records_case WHERE ref = %s", "row_extra"),
        ("DELETE FROM records_involvementrow WHERE \"end\" IS NULL AND case_id = (SELECT id FROM records_case WHERE ref = %s)", "not_one_responsible"),
        ("DELETE FROM records_outbox WHERE ref = %s", "message_missing"),
        ("INSERT INTO records_outbox (council_id, seq, ref, role, of, subject, letter, clauses, created, due, attempts, failed) SELECT 'tiny', 99999, ref, 'head', '', 'x', '', '[]', opened_at, opened_at, 0, '' FROM records_case WHERE ref = %s", "message_extra"),
        ("DELETE FROM records_journalentry WHERE ref = %s", "no_history"),
        ("UPDATE records_case SET ref = 'TNY-OTHER' WHERE ref = %s", "case_missing"),
    ],
)  # fmt: skip
def test_a_planted_breach_is_found(statement, code, lived):
    sql(statement, lived)
    assert code in codes()


def test_a_gap_in_responsibility_is_found(lived):
    body(lived, "ResponsibilityMoved", lambda said: said["move"].update(at="2026-03-02T08:00:00+00:00"))
    body(lived, "TeamInvolved", lambda said: said["involvement"].update(end="2026-03-02T07:00:00+00:00"))
    assert {"responsibility_gap", "chain"} <= codes()


def test_an_overlap_of_responsibility_is_found(lived, clock):
    row = m.JournalEntry.objects.get(ref=lived, kind="TeamInvolved")
    said = json.loads(row.body)
    said["involvement"]["start"] = clock().isoformat()
    row.id, row.seq, row.body = None, 99999, json.dumps(said)
    row.save(force_insert=True)
    assert "responsibility_overlap" in codes()


def test_a_child_for_whom_nobody_answers_is_found(clock):
    tiny.contact("Ida Bell")
    sql("UPDATE records_person SET active = %s WHERE id = 'ann'", False)
    sql("UPDATE records_council SET organisation_version = 7")
    assert codes() == {"nobody_accountable"}


def test_a_clock_that_nobody_swept_is_found(clock):
    refs = tiny.contact("Ida Bell").case_refs
    for act, outcome in (("recommend", "urgent"), ("send", "")):
        acting.do_together(cases=refs, act=act, by="ann", outcome=outcome)
    clock.move(hours=3)
    assert codes() == {"clock_not_swept"}


def test_a_cancelled_clock_without_a_reason_is_found(lived):
    body(lived, "DutyOpened", lambda said: said["duty"].update(state="cancelled", why=""))
    sql("DELETE FROM records_journalentry WHERE kind IN ('DutyMet', 'DutyLate') AND ref = %s", lived)
    assert "clock_without_reason" in codes()


def test_a_rung_that_was_reached_twice_is_found(lived):
    row = m.JournalEntry.objects.filter(ref=lived, kind="ClimbBegan").get()
    row.id, row.seq = None, 99999
    row.save(force_insert=True)
    assert {"happened_twice", "chain"} <= codes()


def test_a_met_clock_that_does_not_say_when_is_found(lived):
    body(lived, "DutyOpened", lambda said: said["duty"].update(state="met"))
    sql("DELETE FROM records_journalentry WHERE kind IN ('DutyMet', 'DutyLate') AND ref = %s", lived)
    assert "clock_without_end" in codes()
