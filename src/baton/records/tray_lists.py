"""A tray as its page shows it: who waits, narrowed without hiding what is urgent; what came and went; the count
beside My work.

    seen = waiting(council, "footprint_duty:bredbury", now, Narrowed("unallocated", acts))   # six statements

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
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)

from baton.casework.council import Council
from baton.records.models import Case, DoneRow, DutyRow, MoveRow, ReadLog
from baton.records.worklists import owners_of

MOST = 50
COUNTED = 1001
RECENT = timedelta(days=7)
MOST_RECENT = 20
ORDER = ("rank", "sort_due", "received_at", "id")
SHOWS = ("all", "unacknowledged", "unallocated", "late")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of its counts a tray is narrowed to. `acknowledging` are the acts that acknowledge a child."""

    show: str = "all"
    acknowledging: tuple[str, ...] = ()
    page: int = 1


@dataclass(frozen=True, slots=True)
class DoneLine:
    """Something done in the move that brought a child here."""

    act: str
    at: datetime
    by: str
    fields: dict[str, str]


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A child who came or went, with who moved the child."""

    ref: str
    child: str
    route: str
    origin: str
    to: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed: of a child in the tray, or of the tray's own file."""

    ref: str
    title: str
    owner_role: str
    owner_of: str
    start: datetime
    due: datetime | None
    warn: datetime | None
    act: str
    item: str
    safety: bool
    key: str = ""

    @property
    def at_once(self) -> bool:
        """As `Duty.at_once`."""
        return self.due is not None and self.due == self.start and "@" not in self.key


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another child of the same contact."""

    ref: str
    child: str
    tray: str
    worker: str


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
    "read_by",
    "read_at",
)


def waiting(
    council: Council, key: str, now: datetime, narrowed: Narrowed, teams: Sequence[str], file_ref: str
) -> Seen:
    """One page of a tray of these teams; `file_ref` is the team's or place's own file. Six statements."""
    whole = Case.objects.filter(council=council.id, closed_at__isnull=True, tray=key).order_by(*ORDER)
    whole = whole.annotate(unacknowledged=_unacknowledged(narrowed.acknowledging))
    start = (max(narrowed.page, 1) - 1) * MOST
    listed = _with_opening(_narrowed(whole, narrowed.show, now), council, teams, now)
    found = list(listed.values(*COLUMNS)[start : start + MOST + 1])
    page = found[:MOST]
    ids = [row["id"] for row in page]
    duties, owed = _duties(ids, file_ref, now)
    moves, recent = _moves(council.id, ids, teams, now)
    siblings, done = _siblings(page), _done(ids)
    rows = tuple(
        Waiting(
            row["ref"], row["child__name"] or "", row["label"], row["rank"], row["worker"], row["received_at"],
            bool(row["asked_for"]), tuple(duties.get(row["id"], ())), siblings.get(row["id"], ()),
            moves.get(row["id"]), tuple(done.get(row["id"], ())), row["child__place"] or "",
            (row["read_by"], row["read_at"]) if row["read_by"] else None,
        )
        for row in page
    )  # fmt: skip
    counts = _counts(whole, narrowed.acknowledging, now)
    return Seen(rows, counts, len(found) > MOST, recent, owed)


def _unacknowledged(acts: Sequence[str]) -> Exists:
    return Exists(DutyRow.objects.filter(case=OuterRef("pk"), is_open=True, act__in=list(acts)))


def _narrowed(rows: QuerySet[Case], show: str, now: datetime) -> QuerySet[Case]:
    late = Q(next_due__lte=now)
    asked = {"unacknowledged": Q(unacknowledged=True), "unallocated": Q(worker=""), "late": late}.get(show)
    if asked is None:
        return rows.annotate(asked_for=Value(True, BooleanField()))
    never_hidden = Q(sort_due__lte=now) | Q(rank__lte=1, worker="")
    return rows.filter(asked | never_hidden).annotate(asked_for=ExpressionWrapper(asked, BooleanField()))


def _counts(rows: QuerySet[Case], acts: Sequence[str], now: datetime) -> dict[str, int]:
    first = Case.objects.filter(id__in=rows.values("id")[:COUNTED])
    return first.aggregate(
        all=Count("id"), urgent=Count("id", filter=Q(rank__lte=1)), late=Count("id", filter=Q(next_due__lte=now)),
        unacknowledged=Count("id", filter=_unacknowledged(acts)), unallocated=Count("id", filter=Q(worker="")),
    )  # fmt: skip


def _duties(
    ids: Sequence[int], file_ref: str, now: datetime
) -> tuple[dict[int, list[Owed]], tuple[Owed, ...]]:
    """What is owed of each child, and what is owed now of the tray's own file (a daily review)."""
    found: dict[int, list[Owed]] = {}
    owed = []
    columns = (
        "case__ref",
        "title",
        "owner_role",
        "owner_of",
        "start",
        "due",
        "warn",
        "act",
        "item",
        "safety",
        "key",
    )
    rows = DutyRow.objects.filter(Q(case__in=ids) | Q(case__ref=file_ref, start__lte=now), is_open=True)
    for case, *said in rows.order_by(F("due").asc(nulls_last=True), "id").values_list("case_id", *columns):
        if said[0] == file_ref:
            owed.append(Owed(*said))
        else:
            found.setdefault(case, []).append(Owed(*said))
    return found, tuple(owed)


def _moves(
    council: str, ids: Sequence[int], teams: Sequence[str], now: datetime
) -> tuple[dict[int, MoveLine], tuple[MoveLine, ...]]:
    """The last move of each child, and what came to or left these teams in the last week, newest first."""
    lately = Q(council=council, at__gte=now - RECENT) & (Q(origin__in=teams) | Q(to__in=teams))
    columns = ("case__ref", "case__child__name", "route", "origin", "to", "at", "by")
    rows = (
        MoveRow.objects.filter(Q(case__in=ids) | lately).order_by("at", "id").values_list("case_id", *columns)
    )
    last: dict[int, MoveLine] = {}
    recent = []
    for case, *said in rows:
        line = MoveLine(*said)
        last[case] = line
        if line.at >= now - RECENT and (line.origin in teams or line.to in teams):
            recent.append(line)
    return last, tuple(reversed(recent[-MOST_RECENT:]))


def _siblings(page: Sequence[Row]) -> dict[int, tuple[Sibling, ...]]:
    contacts = {row["contact_id"] for row in page if row["contact_id"]}
    by_contact: dict[int, list[Sibling]] = {}
    rows = Case.objects.filter(contact__in=contacts).order_by("id")
    for contact, *said in rows.values_list("contact_id", "ref", "child__name", "tray", "worker"):
        by_contact.setdefault(contact, []).append(Sibling(*said))
    return {
        row["id"]: tuple(one for one in by_contact.get(row["contact_id"], ()) if one.ref != row["ref"])
        for row in page
    }


def _with_opening(
    rows: QuerySet[Case], council: Council, teams: Sequence[str], now: datetime
) -> QuerySet[Case]:
    """Beside each case, who of these teams first opened its record since it was sent to them."""
    people = [a.person for a in council.appointments if a.team in teams and a.holds(now)]
    sent = MoveRow.objects.filter(case=OuterRef(OuterRef("pk"))).order_by("-at").values("at")[:1]
    reads = ReadLog.objects.filter(ref=OuterRef("ref"), by__in=people, at__gte=Subquery(sent)).order_by("at")
    return rows.annotate(read_by=Subquery(reads.values("by")[:1]), read_at=Subquery(reads.values("at")[:1]))


def _done(ids: Sequence[int]) -> dict[int, list[DoneLine]]:
    found: dict[int, list[DoneLine]] = {}
    rows = DoneRow.objects.filter(case__in=ids, counts=True, planned=False).order_by("number")
    for case, *said in rows.values_list("case_id", "act", "at", "by", "fields"):
        found.setdefault(case, []).append(DoneLine(*said))
    return found


def count_mine(council: Council, person: str, now: datetime) -> int:
    """How much is somebody's to do now: the number beside My work. One statement."""
    soon = Q(safety=True) | Q(due__isnull=True) | Q(due__lte=now + timedelta(hours=24)) | Q(warn__lte=now)
    mine = DutyRow.objects.filter(
        soon, council=council.id, is_open=True, owner__in=owners_of(council, person, now), start__lte=now
    )
    return mine.count()
