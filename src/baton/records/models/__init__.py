"""The tables. Rows only: no signals, no `save()` with side effects; every write comes from a service.

Where to look: `organisation` (councils, people, teams), `contacts` (children, contacts), `cases` (a case and
what is projected from its journal), `entries` (journal, outbox, read log), `running` (tokens, clock, worker).
"""

from baton.records.models.cases import (
    AllocationRow,
    Case,
    ClimbRow,
    DoneRow,
    DutyRow,
    FactRow,
    InvolvementRow,
    KinRow,
    MoveRow,
)
from baton.records.models.contacts import Child, Contact
from baton.records.models.entries import Delivery, IdempotencyKey, JournalEntry, Outbox, ReadLog
from baton.records.models.organisation import Appointment, Council, Leave, Person, Place, RotaTurns, Team
from baton.records.models.running import ApiToken, DemoClock, Heartbeat

__all__ = [
    "AllocationRow", "ApiToken", "Appointment", "Case", "Child", "ClimbRow", "Contact", "Council", "Delivery",
    "DemoClock", "DoneRow", "DutyRow", "FactRow", "Heartbeat", "IdempotencyKey", "InvolvementRow", "JournalEntry",
    "KinRow", "Leave", "MoveRow", "Outbox", "Person", "Place", "ReadLog", "RotaTurns", "Team",
]  # fmt: skip
