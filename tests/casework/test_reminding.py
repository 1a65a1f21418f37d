"""Reminding whoever owes something: a message in the journal, and no clock changed."""

from dataclasses import replace

import pytest

from baton.casework import commands as c
from baton.casework import events as e
from baton.casework.council import Appointment
from tests.casework.small import Desk, at, codes


@pytest.fixture
def desk() -> Desk:
    """A child sent to the crew of the north, who have not confirmed it yet."""
    desk = Desk().sent()
    desk.now = at("09:30")
    return desk


def test_whoever_owes_it_is_sent_a_message_and_no_clock_changes(desk: Desk) -> None:
    duty = desk.duty("receipt")
    assert desk.command(c.Remind(duty.key, "dora")) is None
    reminded, sent = desk.made
    assert reminded == e.Reminded(desk.now, duty.key, "dora")
    assert isinstance(sent, e.MessageSent)
    assert (sent.to, sent.of) == (duty.role, duty.of)
    assert sent.about == f"Reminder from Dora: {duty.title}"
    assert desk.duty("receipt") == replace(duty, reminded=desk.now)


def test_it_is_refused_where_nothing_is_owed_any_more(desk: Desk) -> None:
    key = desk.duty("receipt").key
    desk.do("confirm", "cai", "09:40")
    assert codes(desk.command(c.Remind(key, "dora"))) == ["not_here"]
    assert codes(desk.command(c.Remind("nothing", "dora"))) == ["not_here"]


def test_it_is_refused_to_whoever_has_nothing_to_do_with_the_child(desk: Desk) -> None:
    key = desk.duty("receipt").key
    assert codes(desk.command(c.Remind(key, "sue"))) == ["not_yours"]
    assert codes(desk.command(c.Remind(key, "nobody"))) == ["not_yours"]
    assert codes(desk.command(c.Remind("nothing", "sue"))) == ["not_yours"], "not even what is owed is told"


def test_nobody_reminds_themselves_or_an_empty_chair(desk: Desk) -> None:
    key = desk.duty("receipt").key
    assert codes(desk.command(c.Remind(key, "cai"))) == ["not_here"]
    gone = [a for a in desk.council.appointments if a.person != "cai"]
    desk.council = replace(desk.council, appointments=tuple(gone))
    refused = desk.command(c.Remind(key, "dora"))
    assert refused is not None
    assert "now, so nobody would read it" in refused.reasons[0].says
    desk.council = replace(desk.council, appointments=(*gone, Appointment("wim", "crew_lead", "north")))
    assert desk.command(c.Remind(key, "dora")) is None
