"""The messages of one case as its page lists them, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from baton.records.models import Delivery, Outbox

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
    delivered: bool = False
    """Whether an e-mail went to anybody; one for somebody outside is a person's to send."""


def of_case(ref: str) -> list[MessageLine]:
    """The newest 200. One statement."""
    went = Exists(Delivery.objects.filter(message=OuterRef("pk")))
    rows = Outbox.objects.filter(ref=ref).annotate(went=went).order_by("-created", "-id")[:MOST]
    return [
        MessageLine(
            r.role, r.of, r.subject, r.created, r.sent_at, r.failed, tuple(r.clauses), r.letter, r.went
        )
        for r in rows
    ]
