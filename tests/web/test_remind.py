"""Remind, beside what one waits for."""

import pytest
from django.core import mail

from baton.records import models
from baton.services import outbox, sweeping, verifying
from tests.web import town


@pytest.fixture
def waiting(sign_in, clock) -> tuple[str, str]:
    """Mia sent Ada Bell on, and nobody in Bredbury has confirmed it: the case, and the clock's key."""
    (ref,) = town.sent("Ada Bell")
    clock.move(minutes=20)
    sweeping.sweep_all()
    models.Person.objects.filter(id="amy").update(email="amy@bredbury.example")
    return ref, models.DutyRow.objects.get(rule="receipt").key


def test_one_click_sends_a_message_and_is_told_and_kept(waiting, sign_in, clock) -> None:
    ref, key = waiting
    mia, due = sign_in("mia"), models.DutyRow.objects.get(key=key).due
    assert f'action="/cases/{ref}/remind/"' in mia.get("/").content.decode()
    page = mia.post(f"/cases/{ref}/remind/", {"duty": key, "next": "/"}, follow=True).content.decode()
    assert (
        "Footprint team leader, Bredbury A has been sent a reminder about Ada Bell. No clock has changed."
        in page
    )
    assert "Reminded 09:20." in page
    while outbox.send_due().taken:
        pass
    (sent,) = [m for m in mail.outbox if m.to == ["amy@bredbury.example"] and "Reminder" in m.body]
    assert "Reminder from Mia Leader: Confirm safe receipt" in sent.body
    assert "Ada" not in sent.body + sent.subject
    told = mia.get(f"/cases/{ref}/chronology/").content.decode()
    assert "Reminded: Confirm safe receipt" in told
    assert "By Mia Leader." in told
    row = models.DutyRow.objects.get(key=key)
    assert (row.due, row.state, row.reminded) == (due, "running", clock())
    assert verifying.verify() == []


def test_where_nothing_is_owed_it_says_so_and_sends_nothing(waiting, sign_in) -> None:
    ref, key = waiting
    sign_in("amy").post(f"/cases/{ref}/do/confirm_receipt/", {"next": "/"})
    before = models.Outbox.objects.count()
    page = sign_in("mia").post(f"/cases/{ref}/remind/", {"duty": key}, follow=True).content.decode()
    assert "Nobody was reminded." in page
    assert "is not owed now" in page
    assert models.Outbox.objects.count() == before


def test_whoever_may_not_see_the_child_reminds_nobody(waiting, sign_in) -> None:
    ref, key = waiting
    page = sign_in("ned").post(f"/cases/{ref}/remind/", {"duty": key}, follow=True).content.decode()
    assert "You are not working with this child" in page
    assert "Ada Bell" not in page
    assert not models.JournalEntry.objects.filter(kind="Reminded").exists()


def test_somebody_who_waits_for_a_child_of_theirs_elsewhere_is_offered_only_what_works(
    waiting, sign_in
) -> None:
    """Every Remind on My work can be pressed."""
    ref, _ = waiting
    for person in ("mia", "sol", "max", "sal"):
        client = sign_in(person)
        for row in models.DutyRow.objects.filter(case__ref=ref, is_open=True):
            if f'value="{row.key}"' in client.get("/").content.decode().replace("&#39;", "'"):
                page = client.post(f"/cases/{ref}/remind/", {"duty": row.key}, follow=True).content.decode()
                assert "has been sent a reminder" in page, (person, row.key)
