"""Finding contacts, children and cases by what a person remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q

from baton.records import models
from baton.records.worklists.lines import CaseLine, case_line

PAGE = 50


@dataclass(frozen=True, slots=True)
class ContactLine:
    """A contact with the cases it opened."""

    ref: str
    council: str
    received: datetime
    recorded: datetime
    source: str
    reason: str
    story: str
    caller: dict[str, Any]
    consent: str
    immediate_danger: bool
    answers: dict[str, Any]
    by: str
    cases: tuple[CaseLine, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ChildLine:
    """A child already known, with the cases there have been."""

    ref: str
    name: str
    born: date | None
    due: date | None
    number: str
    place: str
    address: str
    cases: tuple[CaseLine, ...] = field(default=())


def contacts(
    council: str, search: str = "", since: datetime | None = None, before_id: int = 0, limit: int = PAGE
) -> tuple[ContactLine, ...]:
    """Contacts, the newest first, by reference, source or a child's name. Two statements."""
    rows = models.Contact.objects.filter(council=council).order_by("-received_at", "-id")
    if since:
        rows = rows.filter(received_at__gte=since)
    if before_id:
        rows = rows.filter(id__lt=before_id)
    if words := search.strip():
        named = models.Case.objects.filter(council=council).filter(_named(words)).values("contact")
        rows = rows.filter(Q(ref__iexact=words) | Q(source__icontains=words) | Q(id__in=named))
    return tuple(_contact_line(row) for row in rows.prefetch_related(_with_cases())[:limit])


def contact(ref: str) -> ContactLine | None:
    """One contact with its cases. Two statements."""
    row = models.Contact.objects.filter(ref=ref).prefetch_related(_with_cases()).first()
    return _contact_line(row) if row else None


def find_cases(
    council: str,
    search: str = "",
    open_only: bool = True,
    worker: str = "",
    team: str = "",
    limit: int = PAGE,
) -> tuple[CaseLine, ...]:
    """Children's cases by reference, name or number, the newest first. One statement."""
    rows = models.Case.objects.filter(council=council, about="case").order_by("-opened_at", "-id")
    if open_only:
        rows = rows.filter(closed_at__isnull=True)
    if worker:
        rows = rows.filter(worker=worker)
    if team:
        rows = rows.filter(holder_team=team)
    if words := search.strip():
        rows = rows.filter(_named(words))
    return tuple(case_line(row) for row in rows.select_related("child").defer("state")[:limit])


def find_children(
    council: str, search: str, born: date | None = None, limit: int = 10
) -> tuple[ChildLine, ...]:
    """Children already known, by name or number. Two statements."""
    key = " ".join(sorted(search.lower().split()))
    rows = models.Child.objects.filter(council=council).filter(_words(key) | Q(number=search.strip()))
    if born:
        rows = rows.filter(Q(born=born) | Q(born__isnull=True))
    cases = Prefetch("cases", models.Case.objects.select_related("child").defer("state"))
    return tuple(
        ChildLine(
            r.ref, r.name, r.born, r.due, r.number, r.place, r.address, tuple(map(case_line, r.cases.all()))
        )
        for r in rows.order_by("search_key", "id").prefetch_related(cases)[:limit]
    )


def _words(key: str, prefix: str = "") -> Q:
    found = Q()
    for word in key.lower().split():
        found &= Q(**{f"{prefix}search_key__contains": word})
    return found


def _named(words: str) -> Q:
    return Q(ref__iexact=words) | Q(child__number=words) | _words(words, "child__")


def _with_cases() -> Prefetch[Any, Any, Any]:
    return Prefetch("cases", models.Case.objects.select_related("child").defer("state").order_by("id"))


def _contact_line(row: models.Contact) -> ContactLine:
    return ContactLine(
        row.ref, row.council_id, row.received_at, row.recorded_at, row.source, row.reason, row.story, row.caller,
        row.consent, row.immediate_danger, row.answers, row.by, tuple(case_line(case) for case in row.cases.all()),
    )  # fmt: skip
