"""Messages go to whoever holds the role, once, and say nothing of a child."""

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from baton.records import models as m
from baton.services import acting, outbox
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
