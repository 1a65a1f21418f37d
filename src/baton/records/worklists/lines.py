"""The two lines that every list is made of: a case with its child, and something owed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from baton.records import models


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. For a team, place or council file `child` is empty and `subject` says which."""

    ref: str
    about: str
    subject: str
    child: str
    born: date | None
    due_date: date | None
    number: str
    holder: str
    place: str
    worker: str
    tray: str
    rank: int
    label: str
    next_due: datetime | None
    received: datetime | None
    opened: datetime
    closed: datetime | None
    contact_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Something owed, by whom, by when, under which clauses. `act` is the one click that does it."""

    key: str
    rule: str
    title: str
    owner_role: str
    owner_of: str
    start: datetime
    due: datetime | None
    warn: datetime | None
    state: str
    act: str
    item: str
    safety: bool
    debt: bool
    why: str
    clauses: tuple[str, ...]
    case: CaseLine
    reminded: datetime | None = None
    """When whoever owes it was last reminded."""

    @property
    def at_once(self) -> bool:
        """As `Duty.at_once`."""
        return self.due is not None and self.due == self.start and "@" not in self.key

    def overdue(self, now: datetime) -> bool:
        """Whether its time has passed."""
        return self.due is not None and self.due <= now


def case_line(row: models.Case) -> CaseLine:
    """Needs the row with its child (`select_related`)."""
    child = row.child
    return CaseLine(
        row.ref, row.about, row.subject, child.name if child else "", child.born if child else None,
        child.due if child else None, child.number if child else "", row.holder_team, row.holder_place,
        row.worker, row.tray, row.rank, row.label, row.next_due, row.received_at, row.opened_at, row.closed_at,
        row.contact_id, row.version,
    )  # fmt: skip


def duty_line(row: models.DutyRow, case: CaseLine | None = None) -> DutyLine:
    """Needs the row with its case and child, unless the case is given."""
    return DutyLine(
        row.key, row.rule, row.title, row.owner_role, row.owner_of, row.start, row.due, row.warn, row.state,
        row.act, row.item, row.safety, row.debt, row.why, tuple(row.clauses), case or case_line(row.case), row.reminded,
    )  # fmt: skip
