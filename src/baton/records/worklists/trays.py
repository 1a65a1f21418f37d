"""Trays: the children waiting with a team, or with all the teams of a place. Six statements at any size."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from baton.casework import who
from baton.casework.council import Council
from baton.casework.file import File, Involvement
from baton.protocol.schema import Tray
from baton.records import models
from baton.records.worklists.lines import CaseLine, DutyLine, case_line, duty_line

PAGE = 50
COUNTED = 1001
"""Counts stop here: '1,000 or more' says as much as a number does, and costs the same at any size."""
ORDER = ("rank", "sort_due", "received_at", "id")


@dataclass(frozen=True, slots=True)
class TrayName:
    """A tray that somebody may see."""

    key: str
    tray: str
    name: str
    of: str
    """The team or place id."""
    waiting: int
    overdue: int


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A child in a tray, with what they wait for, the other children of the contact, and who sent them."""

    case: CaseLine
    duties: tuple[DutyLine, ...]
    siblings: tuple[CaseLine, ...]
    sent_by: str
    sent_at: datetime | None
    sent_from: str


@dataclass(frozen=True, slots=True)
class TrayPage:
    """A page of a tray. `waiting`, `overdue`, `unallocated` and `urgent` stop at 1,001. `more` asks for the next page."""

    key: str
    rows: tuple[TrayRow, ...]
    waiting: int
    overdue: int
    unallocated: int
    urgent: int
    more: str


def trays_for(council: Council, person: str, now: datetime, count: bool = True) -> tuple[TrayName, ...]:
    """The trays this person may see, with how many wait in each. One statement, or none without counts."""
    names: dict[str, tuple[str, Tray, str, str]] = {}
    for name, tray_ in council.protocol.trays.items():
        for team in council.of_kind(tray_.team):
            of = team.place if tray_.shared_by_place and team.place else team.id
            if f"{name}:{of}" not in names and _may_see(council, tray_, team.id, person, now):
                place = council.places.get(of)
                names[f"{name}:{of}"] = (name, tray_, of, place.name if place else team.name)
    counts = _counts(council.id, list(names), now) if count and names else {}
    return tuple(
        TrayName(
            key,
            name,
            tray_.name if of_name == tray_.name else f"{tray_.name}, {of_name}",
            of,
            *counts.get(key, (0, 0)),
        )
        for key, (name, tray_, of, of_name) in names.items()
    )


def _may_see(council: Council, tray_: Tray, team: str, person: str, now: datetime) -> bool:
    held = File("", council.id, involvements=(Involvement(team, "responsible", now, ""),))
    if who.may(council, held, person, tray_.seen_by, now):
        return True
    mine = [a for a in council.by_person.get(person, ()) if a.holds(now)]
    roles = council.protocol.roles
    if any(a.role in roles and roles[a.role].reads_all for a in mine):
        return True
    return not tray_.seen_by and any(a.team == team for a in mine)


def _counts(council: str, keys: list[str], now: datetime) -> dict[str, tuple[int, int]]:
    rows = (
        _waiting(council)
        .filter(tray__in=keys)
        .values("tray")
        .annotate(waiting=Count("id"), overdue=Count("id", filter=Q(next_due__lte=now)))
        .values_list("tray", "waiting", "overdue")
    )
    return {key: (waiting, overdue) for key, waiting, overdue in rows}


def _waiting(council: str) -> QuerySet[models.Case]:
    return models.Case.objects.filter(council=council, closed_at__isnull=True)


def tray(council: str, key: str, now: datetime, after: str = "", limit: int = PAGE) -> TrayPage:
    """A page of a tray, the most urgent first, then the soonest due, then the longest waiting. Five statements."""
    whole = _waiting(council).filter(tray=key).order_by(*ORDER)
    found = list(_from(whole, after).select_related("child").defer("state")[: limit + 1])
    page, more = found[:limit], len(found) > limit
    counts = whole[:COUNTED].aggregate(
        waiting=Count("id"), overdue=Count("id", filter=Q(next_due__lte=now)),
        unallocated=Count("id", filter=Q(worker="")), urgent=Count("id", filter=Q(rank__lte=1)),
    )  # fmt: skip
    lines = {row.id: case_line(row) for row in page}
    duties, siblings, moves = _duties(lines), _siblings(page), _moves(lines)
    rows = tuple(
        TrayRow(line, tuple(duties.get(id_, ())), siblings.get(id_, ()), *moves.get(id_, ("", None, "")))
        for id_, line in lines.items()
    )
    return TrayPage(key, rows, **counts, more=_cursor(page[-1]) if more else "")


def _cursor(row: models.Case) -> str:
    assert row.received_at is not None
    return json.dumps([row.rank, row.sort_due.isoformat(), row.received_at.isoformat(), row.id])


def _from(rows: QuerySet[models.Case], after: str) -> QuerySet[models.Case]:
    if not after:
        return rows
    rank, due, received, number = json.loads(after)
    due, received = datetime.fromisoformat(due), datetime.fromisoformat(received)
    return rows.filter(
        Q(rank__gt=rank)
        | Q(rank=rank, sort_due__gt=due)
        | Q(rank=rank, sort_due=due, received_at__gt=received)
        | Q(rank=rank, sort_due=due, received_at=received, id__gt=number)
    )


def _duties(lines: dict[int, CaseLine]) -> dict[int, list[DutyLine]]:
    found: dict[int, list[DutyLine]] = {}
    for row in models.DutyRow.objects.filter(case__in=list(lines), is_open=True).order_by(
        F("due").asc(nulls_last=True), "id"
    ):
        found.setdefault(row.case_id, []).append(duty_line(row, lines[row.case_id]))
    return found


def _siblings(page: list[models.Case]) -> dict[int, tuple[CaseLine, ...]]:
    """The other children of each contact."""
    contacts = {row.contact_id for row in page if row.contact_id}
    rows = models.Case.objects.filter(contact__in=contacts).select_related("child").defer("state")
    by_contact: dict[int, list[CaseLine]] = {}
    for row in rows:
        by_contact.setdefault(row.contact_id or 0, []).append(case_line(row))
    return {
        row.id: tuple(line for line in by_contact.get(row.contact_id or 0, ()) if line.ref != row.ref)
        for row in page
    }


def _moves(lines: dict[int, CaseLine]) -> dict[int, tuple[str, datetime, str]]:
    rows = models.MoveRow.objects.filter(case__in=list(lines)).order_by("id")
    return {row.case_id: (row.by, row.at, row.origin) for row in rows}
