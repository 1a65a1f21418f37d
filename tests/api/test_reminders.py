"""Reminding through the API: the same command, the same refusals."""

from collections.abc import Callable

import pytest

from baton.records.models import DutyRow, JournalEntry, Outbox
from tests.api import world
from tests.api.world import Caller

Calls = Callable[[str], Caller]


@pytest.fixture
def sent(calls: Calls) -> str:
    case = world.contact(calls("sid"))["cases"][0]
    calls("sid").act(case, "recommend", outcome="urgent_response")
    assert calls("sid").act(case, "send_step_up", fields=world.STEP_UP).status_code == 200
    return str(case)


def test_whoever_owes_it_is_sent_a_message_and_no_clock_changes(calls: Calls, sent: str) -> None:
    before = DutyRow.objects.get(rule="receipt")
    done = calls("sid").post(f"/cases/{sent}/reminders", {"clock": before.key})
    assert done.status_code == 200, done.content
    assert [event["kind"] for event in done.json()["events"]] == ["Reminded", "MessageSent"]
    assert done["ETag"] == f'"{done.json()["version"]}"'
    after = DutyRow.objects.get(rule="receipt")
    assert (after.due, after.state) == (before.due, before.state)
    assert after.reminded is not None
    assert Outbox.objects.filter(ref=sent, subject__startswith="Reminder from Sid Example").count() == 1


def test_it_is_refused_where_nothing_is_owed_or_the_child_is_none_of_yours(calls: Calls, sent: str) -> None:
    refused = calls("sid").post(f"/cases/{sent}/reminders", {"clock": "receipt#99"})
    assert (refused.status_code, refused.json()["code"]) == (409, "not_here")
    key = DutyRow.objects.get(rule="receipt").key
    others = calls("cal").post(f"/cases/{sent}/reminders", {"clock": key})
    assert (others.status_code, others.json()["code"]) == (403, "not_yours")
    assert calls("sid").post("/cases/STK-999999/reminders", {"clock": key}).status_code == 404
    assert not JournalEntry.objects.filter(kind="Reminded").exists()
