"""A tray as its page shows it: who waits, narrowed without hiding what is urgent; what came and went; the count
beside My work.

    seen = waiting(council, "footprint_duty:bredbury", now, Narrowed("unallocated", acts))   # two statements

A filter leaves urgent children without a worker, and whatever is overdue or was asked at once, on the list: such
rows say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from baton.casework.council import Council
from baton.records import tray_beside
from baton.records.models import Case, DutyRow
from baton.records.tray_beside import Asked, Beside, DoneLine, MoveLine, Owed, Sibling
from baton.records.worklists import owners_of

MOST = 50
ORDER = ("rank", "sort_due", "received_at", "id")
SHOWS = ("all", "unacknowledged", "unallocated", "late")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of its counts a tray is narrowed to. `acknowledging` are the acts that acknowledge a child,
    `saying` those whose answers a row tells."""

    show: str = "all"
    acknowledging: tuple[str, ...] = ()
    saying: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """One child in a tray. `asked_for` is false for a row that the filter would have left out."""

    ref: str
    child: str
    label: str
    rank: int
    worker: str
    received: datetime | None
    asked_for: bool
    duties: tuple[Owed, ...]
    siblings: tuple[Sibling, ...]
    sent: MoveLine | None
    done: tuple[DoneLine, ...]
    home: str = ""
    """The place where the child lives."""
    opened: tuple[str, datetime] | None = None
    """Who of these teams first opened the record after it came, and when."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A tray: its rows, its counts (which stop at 1,001), what moved lately, and what is owed of its file today."""

    rows: tuple[Waiting, ...]
    counts: dict[str, int]
    more: bool
    recent: tuple[MoveLine, ...]
    owed: tuple[Owed, ...]


Row = dict[str, Any]
COLUMNS = (
    "id",
    "ref",
    "contact_id",
    "child__name",
    "child__place",
    "label",
    "rank",
    "worker",
    "received_at",
    "asked_for",
)


def waiting(
    council: Council, key: str, now: datetime, narrowed: Narrowed, teams: Sequence[str], file_ref: str
) -> Seen:
    """One page of a tray of these teams; `file_ref` is the team's or place's own file. Two statements."""
    whole = Case.objects.filter(council=council.id, closed_at__isnull=True, tray=key).order_by(*ORDER)
    start = (max(narrowed.page, 1) - 1) * MOST
    found = list(_narrowed(whole, narrowed, now).values(*COLUMNS)[start : start + MOST + 1])
    page = found[:MOST]
    asked = Asked(
        council.id, key, file_ref, teams,
        people=[a.person for a in council.appointments if a.team in teams and a.holds(now)],
        cases={row["id"]: row["ref"] for row in page},
        contacts={row["contact_id"] for row in page if row["contact_id"]},
        acknowledging=narrowed.acknowledging, acts=(*narrowed.acknowledging, *narrowed.saying),
    )  # fmt: skip
    beside = tray_beside.read(asked, now)
    rows = tuple(_line(row, beside) for row in page)
    return Seen(rows, beside.counts, len(found) > MOST, beside.recent, beside.owed)


def _line(row: Row, beside: Beside) -> Waiting:
    case, contact = row["id"], row["contact_id"]
    return Waiting(
        row["ref"], row["child__name"] or "", row["label"], row["rank"], row["worker"], row["received_at"],
        bool(row["asked_for"]), tuple(beside.duties.get(case, ())),
        tuple(one for one in beside.siblings.get(contact, ()) if one.ref != row["ref"]),
        beside.moves.get(case), tuple(beside.done.get(case, ())), row["child__place"] or "",
        beside.opened.get(case),
    )  # fmt: skip


def _unacknowledged(acts: Sequence[str]) -> Exists:
    return Exists(DutyRow.objects.filter(case=OuterRef("pk"), is_open=True, act__in=list(acts)))


def _narrowed(rows: QuerySet[Case], narrowed: Narrowed, now: datetime) -> QuerySet[Case]:
    late = Q(next_due__lte=now)
    unacknowledged = Q(_unacknowledged(narrowed.acknowledging))
    asked = {"unacknowledged": unacknowledged, "unallocated": Q(worker=""), "late": late}.get(narrowed.show)
    if asked is None:
        return rows.annotate(asked_for=Value(True, BooleanField()))
    never_hidden = Q(sort_due__lte=now) | Q(rank__lte=1, worker="")
    return rows.filter(asked | never_hidden).annotate(asked_for=ExpressionWrapper(asked, BooleanField()))


def count_mine(council: Council, person: str, now: datetime) -> int:
    """How much is somebody's to do now: the number beside My work. One statement."""
    soon = Q(safety=True) | Q(due__isnull=True) | Q(due__lte=now + timedelta(hours=24)) | Q(warn__lte=now)
    mine = DutyRow.objects.filter(
        soon, council=council.id, is_open=True, owner__in=owners_of(council, person, now), start__lte=now
    )
    return mine.count()
