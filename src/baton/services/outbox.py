"""Sends what is in the outbox: to whoever holds the role when it is sent, once to each address.

A message says what is to be done and the reference of the case: never a child's name. A batch is taken for
five minutes (so that two workers never send the same), sent with no lock held, and marked. What cannot be
sent is tried again, later each time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.db import connection, transaction

from baton.casework import who
from baton.casework.council import Council
from baton.records import models
from baton.services import councils, present

TAKEN_FOR = timedelta(minutes=5)
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """What one call did: messages taken, e-mails that went, messages that failed."""

    taken: int = 0
    sent: int = 0
    failed: int = 0


def send_due(limit: int = 100, now: datetime | None = None) -> Sent:
    """One batch of what is due. Call again until `taken` is 0."""
    now = now or present.now()
    messages = _take(limit, now)
    already = _already(messages)
    people = _addresses(messages)
    sent = failed = 0
    for message in messages:
        try:
            sent += _send(message, already.get(message.id, set()), people, now)
        except OSError as error:  # smtplib's errors among them
            failed += 1
            _again(message, error, now)
    return Sent(len(messages), sent, failed)


def _take(limit: int, now: datetime) -> list[models.Outbox]:
    """Messages whose time has come, put off for five minutes so that nobody else takes them."""
    with transaction.atomic():
        rows = models.Outbox.objects.filter(sent_at__isnull=True, due__lte=now).order_by("due", "id")
        if connection.vendor == "postgresql":
            rows = rows.select_for_update(skip_locked=True, no_key=True)
        taken = list(rows[:limit])
        models.Outbox.objects.filter(id__in=[row.id for row in taken]).update(due=now + TAKEN_FOR)
    return taken


def _already(messages: Sequence[models.Outbox]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for message, address in models.Delivery.objects.filter(
        message__in=[row.id for row in messages if row.attempts]
    ).values_list("message_id", "address"):
        found.setdefault(message, set()).add(address)
    return found


def _addresses(messages: Sequence[models.Outbox]) -> dict[str, str]:
    councils_ = {row.council_id for row in messages}
    found = models.Person.objects.filter(council__in=councils_, active=True).exclude(email="")
    return dict(found.values_list("id", "email")) if messages else {}


def recipients(council: Council, message: models.Outbox, at: datetime) -> tuple[str, ...]:
    """The people a message is for, as roles are held at an instant; nobody where it is for outside."""
    return who.people_for(council, who.Owner(message.role, message.of), at)


def _send(message: models.Outbox, already: set[str], people: dict[str, str], now: datetime) -> int:
    council = councils.council(message.council_id)
    sent = 0
    for person, address in _whom(council, message, people, now):
        if address not in already:
            EmailMessage(_subject(message), _body(message), to=[address]).send()
            models.Delivery.objects.create(message_id=message.id, person=person, address=address, sent_at=now)
            sent += 1
    models.Outbox.objects.filter(id=message.id).update(sent_at=now, failed="", attempts=message.attempts + 1)
    return sent


def _whom(
    council: Council, message: models.Outbox, people: dict[str, str], now: datetime
) -> Iterator[tuple[str, str]]:
    for person in recipients(council, message, now):
        if person in people:
            yield person, people[person]


def _subject(message: models.Outbox) -> str:
    return f"Baton: {message.ref}"


def _body(message: models.Outbox) -> str:
    clauses = f"\n\nProcedure: {', '.join(message.clauses)}" if message.clauses else ""
    return f"{message.subject}\n\nReference: {message.ref}{clauses}\n"


def _again(message: models.Outbox, error: OSError, now: datetime) -> None:
    """Twice as long each time; after the last attempt it is left for a person to see."""
    attempts = message.attempts + 1
    wait = timedelta(minutes=2**attempts) if attempts < MOST_ATTEMPTS else timedelta(days=3650)
    models.Outbox.objects.filter(id=message.id).update(
        attempts=attempts, due=now + wait, failed=type(error).__name__
    )
