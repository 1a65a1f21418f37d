"""Sends what is in the outbox: to whoever holds the role when it is sent, once to each address.

A message says what is to be done and the reference of the case: never a child's name. A batch is taken for
five minutes (so that two workers never send the same), sent with no lock held, and marked. What cannot be
sent, or is for people of whom none has an address, is tried again, later each time.

An e-mail goes at least once: a worker that is killed after sending and before it could write that down leaves
the message to be sent again. It then has the same Message-ID, by which a mail system knows the double.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from baton.casework import who
from baton.casework.council import Council
from baton.records import models
from baton.services import councils, present

TAKEN_FOR = timedelta(minutes=5)
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Sent:
    """What one call did: messages taken, e-mails that went, messages that could not be delivered."""

    taken: int = 0
    sent: int = 0
    failed: int = 0


class NoAddress(Exception):
    """Nobody whom a message is for has an e-mail address: it cannot be said to have been sent."""


def send_due(limit: int = 100, now: datetime | None = None, by: BaseEmailBackend | None = None) -> Sent:
    """One batch of what is due. Call again until `taken` is 0. `by` sends instead of what is set."""
    now = now or present.now()
    messages = _take(limit, now)
    already, ids = _already(messages), _message_ids(messages)
    people = _addresses(messages)
    sent = failed = 0
    for message in messages:
        letters = _letters(message, people, now, ids[message.id], by)
        try:
            sent += _send(message, letters, already.get(message.id, set()), now)
        except (OSError, NoAddress) as error:  # smtplib's errors among them
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
        message__in=[row.id for row in messages]
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


def _message_ids(messages: Sequence[models.Outbox]) -> dict[int, str]:
    """The first half of each message's Message-ID: its entry of the journal, by number and by the chain's hash, so
    that no other installation (a copy for training, one begun anew) ever makes the same."""
    seqs = {(row.council_id, row.seq) for row in messages}
    entries = models.JournalEntry.objects.filter(
        council__in={council for council, _ in seqs}, seq__in={seq for _, seq in seqs}
    )
    hashes = {(council, seq): hash_ for council, seq, hash_ in entries.values_list("council", "seq", "hash")}
    return {row.id: f"{row.seq}.{hashes.get((row.council_id, row.seq), '')[:32]}" for row in messages}


def _letters(
    message: models.Outbox, people: dict[str, str], now: datetime, id_: str, by: BaseEmailBackend | None
) -> list[tuple[str, EmailMessage]]:
    """(the person, the e-mail) for everybody the message is for who has an address."""
    council = councils.council(message.council_id)
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    made = []
    for person, address in _whom(council, message, people, now):
        whose = sha256(address.encode()).hexdigest()[:8]
        headers = {"Message-ID": f"<baton.{id_}.{whose}@{domain}>"}
        email = EmailMessage(
            _subject(message), _body(council, message), to=[address], headers=headers, connection=by
        )
        made.append((person, email))
    return made


def _send(
    message: models.Outbox, letters: Sequence[tuple[str, EmailMessage]], already: set[str], now: datetime
) -> int:
    if not letters and not already and message.role != "outside":
        raise NoAddress
    sent = 0
    for person, email in letters:
        if email.to[0] not in already:
            email.send()
            models.Delivery.objects.create(
                message_id=message.id, person=person, address=email.to[0], sent_at=now
            )
            already.add(email.to[0])
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


def _body(council: Council, message: models.Outbox) -> str:
    cited = ", ".join(council.protocol.cited(clause) for clause in message.clauses)
    clauses = f"\n\nProcedure: {cited}" if cited else ""
    return f"{message.subject}\n\nReference: {message.ref}{clauses}\n"


def _again(message: models.Outbox, error: Exception, now: datetime) -> None:
    """Twice as long each time; after the last attempt it is left for a person to see."""
    attempts = message.attempts + 1
    wait = timedelta(minutes=2**attempts) if attempts < MOST_ATTEMPTS else timedelta(days=3650)
    models.Outbox.objects.filter(id=message.id).update(
        attempts=attempts, due=now + wait, failed=type(error).__name__
    )
