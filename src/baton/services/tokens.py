"""Tokens: how a program signs in as a person. Shown once; only a hash is kept.

Example: `issue(person="massh_leader_1", name="case system", by="admin", now=now)` gives the text to send as
`Authorization: Bearer ...`. A token ends when somebody ends it or when the person becomes inactive.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings

from baton.records.models import ApiToken, Person

PREFIX = "baton_"
"""So that a leaked token can be recognised in a text."""


class NoSuchPerson(LookupError):
    """Nobody of this id may be given a token."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A new token: `text` is shown now and never again."""

    id: int
    text: str
    person: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token speaks for."""

    token: int
    person: str
    name: str
    council: str


def issue(*, person: str, name: str, by: str, now: datetime) -> Issued:
    """A new token for somebody who works here. Raises NoSuchPerson."""
    found = Person.objects.filter(id=person, active=True).first()
    if found is None:
        raise NoSuchPerson(person)
    text = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        council_id=found.council_id, person=found, name=name, hash=hashed(text), created_at=now, created_by=by
    )
    return Issued(row.id, text, found.id)


def revoke(*, token: int, by: str, now: datetime) -> bool:
    """Ends one of a person's own tokens at once; False where there is none still going."""
    return bool(ApiToken.objects.filter(id=token, person=by, ended_at=None).update(ended_at=now))


def revoke_all(*, person: str, now: datetime) -> int:
    """Ends every token of a person; how many."""
    return ApiToken.objects.filter(person=person, ended_at=None).update(ended_at=now)


def bearer(text: str, now: datetime) -> Bearer | None:
    """Whom a token speaks for now: one query, and one write a day to say that it is in use."""
    row = (
        ApiToken.objects.select_related("person")
        .filter(hash=hashed(text), ended_at=None, person__active=True)
        .only("id", "last_used_on", "council_id", "person__name", "person__council_id")
        .first()
    )
    if row is None:
        return None
    if row.last_used_on != now.date():
        ApiToken.objects.filter(id=row.id).update(last_used_on=now.date())
    return Bearer(row.id, row.person_id, row.person.name, row.council_id)


def hashed(text: str) -> str:
    """What is kept. A token is 256 random bits, so that one fast hash is enough."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


def issue_to_play(*, person: str, now: datetime) -> Issued:
    """A token for a made-up person, for anybody who tries the demonstration. Raises NoSuchPerson."""
    if not settings.BATON_DEMO or not Person.objects.filter(id=person, is_demo=True, active=True).exists():
        raise NoSuchPerson(person)
    return issue(person=person, name="demonstration", by=person, now=now)
