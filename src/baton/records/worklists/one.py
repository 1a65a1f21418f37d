"""Everything about one case: its page, its chronology, and who held the child at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from baton.casework import events as e
from baton.casework.file import File
from baton.records import codec, models
from baton.records.stores import NoSuchCase
from baton.records.worklists.finding import ContactLine, contact
from baton.records.worklists.lines import CaseLine, case_line

NEWEST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal with its event."""

    seq: int
    at: datetime
    kind: str
    event: e.Event
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class Message:
    """Something that was or will be sent about the case."""

    role: str
    of: str
    subject: str
    letter: str
    created: datetime
    sent: datetime | None
    failed: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case as its page needs it. `siblings` are the other children of the contact; `earlier` other cases of the child."""

    line: CaseLine
    file: File
    council: str
    address: str
    child_ref: str
    contact: ContactLine | None
    siblings: tuple[CaseLine, ...]
    earlier: tuple[CaseLine, ...]
    entries: tuple[Entry, ...]
    """The newest, newest first."""
    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """Who held a child at an instant."""

    team: str
    since: datetime | None
    worker: str
    worker_since: datetime | None


def case_page(ref: str, entries: int = NEWEST) -> CasePage:
    """Six statements, whatever the history. Raises NoSuchCase."""
    row = models.Case.objects.select_related("child", "contact").filter(ref=ref).first()
    if row is None:
        raise NoSuchCase(ref)
    others = _others(row)
    return CasePage(
        line=case_line(row),
        file=codec.file_of(row.state),
        council=row.council_id,
        address=row.child.address if row.child else "",
        child_ref=row.child.ref if row.child else "",
        contact=contact(row.contact.ref) if row.contact else None,
        siblings=tuple(case_line(o) for o in others if row.contact_id and o.contact_id == row.contact_id),
        earlier=tuple(case_line(o) for o in others if row.child_id and o.child_id == row.child_id),
        entries=chronology(ref, entries),
        messages=_messages(ref),
    )


def _others(row: models.Case) -> list[models.Case]:
    if row.contact_id is None and row.child_id is None:
        return []
    rows = models.Case.objects.filter(Q(contact=row.contact_id) | Q(child=row.child_id), about="case")
    return list(rows.exclude(id=row.id).select_related("child").defer("state").order_by("id")[:NEWEST])


def chronology(ref: str, limit: int = NEWEST, before_seq: int = 0) -> tuple[Entry, ...]:
    """The journal of a file, newest first, a page at a time. One statement."""
    rows = models.JournalEntry.objects.filter(ref=ref).order_by("-seq")
    if before_seq:
        rows = rows.filter(seq__lt=before_seq)
    return tuple(
        Entry(r.seq, r.at, r.kind, codec.event_of(r.kind, r.body), r.by, r.version) for r in rows[:limit]
    )


def _messages(ref: str) -> tuple[Message, ...]:
    rows = models.Outbox.objects.filter(ref=ref).order_by("-created", "-id")[:NEWEST]
    return tuple(Message(r.role, r.of, r.subject, r.letter, r.created, r.sent_at, r.failed) for r in rows)


def who_held(ref: str, at: datetime) -> Held:
    """Which team was responsible at an instant, and who was the named worker. Two statements."""
    then = Q(start__lte=at) & (Q(end__isnull=True) | Q(end__gt=at))
    held = (
        models.InvolvementRow.objects.filter(then, case__ref=ref, kind="responsible")
        .order_by("-start", "-id")
        .first()
    )
    named = models.AllocationRow.objects.filter(then, case__ref=ref).order_by("-start", "-id").first()
    return Held(
        held.team if held else "", held.start if held else None,
        named.person if named else "", named.start if named else None,
    )  # fmt: skip


def held_over(ref: str) -> tuple[Held, ...]:
    """Every spell of responsibility, oldest first, for the ribbon; workers are in the file's allocations."""
    rows = models.InvolvementRow.objects.filter(case__ref=ref, kind="responsible").order_by("start", "id")
    return tuple(Held(row.team, row.start, "", None) for row in rows)
