"""The messages of one case as its page lists them, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from baton.records.models import Outbox

MOST = 200


@dataclass(frozen=True, slots=True)
class MessageLine:
    """Something that was or will be sent, to whom, and whether it went."""

    role: str
    of: str
    subject: str
    created: datetime
    sent: datetime | None
    failed: str
    clauses: tuple[str, ...]
    letter: str = ""


def of_case(ref: str) -> list[MessageLine]:
    """The newest 200. One statement."""
    rows = Outbox.objects.filter(ref=ref).order_by("-created", "-id")[:MOST]
    return [
        MessageLine(r.role, r.of, r.subject, r.created, r.sent_at, r.failed, tuple(r.clauses), r.letter)
        for r in rows
    ]
