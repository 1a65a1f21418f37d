"""Opening a child's record: a role, and a working relationship or a reason; each opening is logged.

opened = open_case("STK-000123", by="stk-amara-cole")      # NeedsReason if there is no relationship
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from baton.casework import relating
from baton.casework.council import Council
from baton.casework.file import File
from baton.casework.view import View
from baton.records import models, stores
from baton.services import around, councils, present
from baton.services.refusing import NeedsReason

LEAST_REASON = 20


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that may be read, by what right, and the council to read it with."""

    ref: str
    file: File
    council: Council
    relation: str
    related: tuple[View, ...] = ()
    """Everybody around the child."""


def open_case(ref: str, by: str, reason: str = "", page: str = "case") -> Opened:
    """The record, once it is logged that this person opened it. Raises NeedsReason, NoSuchCase."""
    found = stores.around([ref])
    if ref not in found:
        raise stores.NoSuchCase(ref)
    loaded = found[ref]
    council = councils.council(loaded.council)
    relation = relation_of(council, loaded.file, by)
    if not relation and relating.by_another_case(
        council, loaded.file, (one.file for one in found.values()), by, present.now()
    ):
        relation = "same_child"
    if not relation:
        if by not in council.people:
            raise stores.NoSuchCase(ref)  # somebody of another council is not even told that it exists
        if len(reason.strip()) < LEAST_REASON:
            raise NeedsReason(_asked_why(reason), bool(reason.strip()))
        relation = "reason"
    models.ReadLog.objects.create(
        council=loaded.council,
        ref=ref,
        by=by,
        at=present.now(),
        relation=relation,
        reason=reason.strip(),
        page=page,
    )
    related = around.related(council, loaded, found.values(), present.now())
    return Opened(ref, loaded.file, council, relation, related)


def _asked_why(reason: str) -> str:
    """What is asked of somebody without a relationship: a reason, or a longer one."""
    if reason.strip():
        return (
            f"You are not working with this child, and the reason you gave is {len(reason.strip())} letters long. "
            f"Say in at least {LEAST_REASON} why you need to look."
        )
    return (
        f"You are not working with this child. Say why you need to look, in at least {LEAST_REASON} letters."
    )


def relation_of(council: Council, file: File, by: str) -> str:
    """By what right a person reads a file now; '' for none."""
    return relating.relation(council, file, by, present.now())


def readers(ref: str, limit: int = 100) -> list[models.ReadLog]:
    """Who has looked, newest first."""
    return list(models.ReadLog.objects.filter(ref=ref).order_by("-at")[:limit])


def first_opened(council: Council, ref: str, team: str, since: datetime) -> models.ReadLog | None:
    """The first time since a moment that somebody of a team opened the record."""
    now = present.now()
    people = {a.person for a in council.appointments if a.team == team and a.holds(now)}
    return models.ReadLog.objects.filter(ref=ref, by__in=people, at__gte=since).order_by("at", "id").first()
