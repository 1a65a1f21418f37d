"""Messages go to whoever holds the role, once, and say nothing of a child."""

import smtplib
from contextlib import suppress

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from baton.records import message_lists
from baton.records import models as m
from baton.services import acting, councils, outbox
from tests import tiny

pytestmark = pytest.mark.usefixtures("council")


def send_a_child():
    refs = tiny.contact("Ida Bell").case_refs
    acting.do(case=refs[0], act="recommend", by="ann", outcome="urgent")
    acting.do(case=refs[0], act="send", by="ann")
    return refs[0]


def test_a_message_goes_once_to_whoever_has_the_role():
    ref = send_a_child()
    assert outbox.send_due().sent == 1
    assert outbox.send_due().taken == 0
    (sent,) = mail.outbox
    assert sent.to == ["nia@tiny.example"]
    assert ref in sent.body
    assert "Ida" not in sent.subject + sent.body


def test_a_message_for_whom_nobody_has_an_address_is_not_said_to_be_sent(clock):
    m.Person.objects.filter(id="nia").update(email="")
    ref = send_a_child()
    assert (outbox.send_due().failed, mail.outbox) == (1, [])
    (line,) = message_lists.of_case(ref)
    assert (line.sent, line.delivered, line.failed) == (None, False, "NoAddress")
    m.Person.objects.filter(id="nia").update(email="nia@tiny.example")
    clock.move(minutes=6)
    assert outbox.send_due().sent == 1
    (line,) = message_lists.of_case(ref)
    assert (line.delivered, line.failed) == (True, "")


def test_a_worker_killed_between_sending_and_writing_it_down_sends_the_same_message_id_again(
    clock, monkeypatch
):
    send_a_child()

    def killed(**_):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(m.Delivery.objects, "create", killed)
        with pytest.raises(SystemExit):
            outbox.send_due()
    clock.move(minutes=6)
    assert outbox.send_due().sent == 1
    assert outbox.send_due().taken == 0
    first, again = (sent.message()["Message-ID"] for sent in mail.outbox)
    assert first == again
    assert first.endswith("@localhost>")


def test_no_two_messages_have_one_message_id_though_numbers_are_the_same_elsewhere(clock):
    send_a_child()
    send_a_child()
    m.Appointment.objects.create(
        council_id="tiny", person_id="win", role="helping_leader", team="helping_north", start=tiny.START,
        recorded_at=tiny.START,
    )  # fmt: skip
    councils.forget()
    assert outbox.send_due().sent == 4
    ids = [sent.message()["Message-ID"] for sent in mail.outbox]
    assert len(set(ids)) == 4
    for entry in m.JournalEntry.objects.filter(kind="MessageSent"):
        assert sum(f".{entry.seq}.{entry.hash[:32]}." in one for one in ids) == 2


@pytest.mark.parametrize("fault", [smtplib.SMTPServerDisconnected, SystemExit])
def test_one_who_was_written_to_before_the_rest_failed_is_not_written_to_again(clock, monkeypatch, fault):
    m.Appointment.objects.create(
        council_id="tiny", person_id="win", role="helping_leader", team="helping_north", start=tiny.START,
        recorded_at=tiny.START,
    )  # fmt: skip
    councils.forget()
    send_a_child()
    plain = EmailMessage.send

    def fail(self, fail_silently=False):
        if self.to == ["win@tiny.example"]:
            raise fault
        return plain(self, fail_silently)

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", fail)
        with suppress(SystemExit):
            assert outbox.send_due().failed == 1
    clock.move(minutes=6)
    assert outbox.send_due().sent == 1
    assert sorted(to for sent in mail.outbox for to in sent.to) == ["nia@tiny.example", "win@tiny.example"]


def test_what_cannot_be_sent_is_tried_again_later(clock, monkeypatch):
    send_a_child()
    plain = EmailMessage.send

    def fail(self, fail_silently=False):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", fail)
    assert outbox.send_due().failed == 1
    monkeypatch.setattr(EmailMessage, "send", plain)
    assert outbox.send_due().taken == 0
    clock.move(minutes=6)
    assert outbox.send_due().sent == 1
    row = m.Outbox.objects.get()
    assert (row.attempts, row.failed) == (2, "")
