"""A tray as its page shows it: who waits, narrowed without hiding what is urgent; what came and went; the count
beside My work.

    seen = waiting(council, "footprint_duty:bredbury", now, Narrowed("unallocated", acts))   # six statements

A filter leaves urgent children without a worker, and whatever is overdue, on the list: such rows say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from baton.casework.council import Council
from baton.records.models import Case, DoneRow, DutyRow, MoveRow
from baton.records.worklists import CaseLine, DutyLine, owners_of
from baton.records.worklists.lines import case_line, duty_line

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
class Waiting:
    """One child in a tray. `asked_for` is false for a row that the filter would have left out."""

    case: CaseLine
    asked_for: bool
    duties: tuple[DutyLine, ...]
    siblings: tuple[CaseLine, ...]
    sent: MoveLine | None
    done: tuple[DoneLine, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A tray: its rows, its counts (which stop at 1,001), what moved lately, and what is owed of its file today."""

    rows: tuple[Waiting, ...]
    counts: dict[str, int]
    more: bool
    recent: tuple[MoveLine, ...]
    owed: tuple[DutyLine, ...]


def waiting(
    council: Council, key: str, now: datetime, narrowed: Narrowed, teams: Sequence[str], file_ref: str
) -> Seen:
    """One page of a tray of these teams; `file_ref` is the team's or place's own file. Six statements."""
    whole = Case.objects.filter(council=council.id, closed_at__isnull=True, tray=key).order_by(*ORDER)
    whole = whole.annotate(unacknowledged=_unacknowledged(narrowed.acknowledging))
    start = (max(narrowed.page, 1) - 1) * MOST
    found = list(
        _narrowed(whole, narrowed.show, now).select_related("child").defer("state")[start : start + MOST + 1]
    )
    page = found[:MOST]
    lines = {row.id: case_line(row) for row in page}
    duties, owed = _duties(lines, file_ref, now)
    moves, recent = _moves(council.id, lines, teams, now)
    siblings, done = _siblings(page), _done(lines)
    rows = tuple(
        Waiting(
            lines[row.id], bool(row.asked_for), tuple(duties.get(row.id, ())), siblings.get(row.id, ()),  # type: ignore[attr-defined]
            moves.get(row.id), tuple(done.get(row.id, ())),
        )
        for row in page
    )  # fmt: skip
    return Seen(rows, _counts(whole, narrowed.acknowledging, now), len(found) > MOST, recent, owed)


def _unacknowledged(acts: Sequence[str]) -> Exists:
    return Exists(DutyRow.objects.filter(case=OuterRef("pk"), is_open=True, act__in=list(acts)))


def _narrowed(rows: QuerySet[Case], show: str, now: datetime) -> QuerySet[Case]:
    late = Q(sort_due__lte=now)
    asked = {"unacknowledged": Q(unacknowledged=True), "unallocated": Q(worker=""), "late": late}.get(show)
    if asked is None:
        return rows.annotate(asked_for=Value(True, BooleanField()))
    never_hidden = late | Q(rank__lte=1, worker="")
    return rows.filter(asked | never_hidden).annotate(asked_for=ExpressionWrapper(asked, BooleanField()))


def _counts(rows: QuerySet[Case], acts: Sequence[str], now: datetime) -> dict[str, int]:
    first = Case.objects.filter(id__in=rows.values("id")[:COUNTED])
    return first.aggregate(
        all=Count("id"), urgent=Count("id", filter=Q(rank__lte=1)), late=Count("id", filter=Q(sort_due__lte=now)),
        unacknowledged=Count("id", filter=_unacknowledged(acts)), unallocated=Count("id", filter=Q(worker="")),
    )  # fmt: skip


def _duties(
    lines: dict[int, CaseLine], file_ref: str, now: datetime
) -> tuple[dict[int, list[DutyLine]], tuple[DutyLine, ...]]:
    """What is owed of each child, and what is owed now of the tray's own file (a daily review)."""
    found: dict[int, list[DutyLine]] = {}
    owed = []
    rows = DutyRow.objects.filter(
        Q(case__in=list(lines)) | Q(case__ref=file_ref, start__lte=now), is_open=True
    )
    for row in rows.select_related("case__child").defer("case__state").order_by("due"):
        line = duty_line(row, lines.get(row.case_id))
        if row.case_id in lines:
            found.setdefault(row.case_id, []).append(line)
        else:
            owed.append(line)
    return found, tuple(owed)


def _moves(
    council: str, lines: dict[int, CaseLine], teams: Sequence[str], now: datetime
) -> tuple[dict[int, MoveLine], tuple[MoveLine, ...]]:
    """The last move of each child, and what came to or left these teams in the last week, newest first."""
    lately = Q(council=council, at__gte=now - RECENT) & (Q(origin__in=teams) | Q(to__in=teams))
    rows = (
        MoveRow.objects.filter(Q(case__in=list(lines)) | lately)
        .select_related("case__child")
        .defer("case__state")
    )
    last: dict[int, MoveLine] = {}
    recent = []
    for row in rows.order_by("at", "id"):
        name = row.case.child.name if row.case.child else ""
        line = MoveLine(row.case.ref, name, row.route, row.origin, row.to, row.at, row.by)
        last[row.case_id] = line
        if row.at >= now - RECENT and (row.origin in teams or row.to in teams):
            recent.append(line)
    return last, tuple(reversed(recent[-MOST_RECENT:]))


def _siblings(page: Sequence[Case]) -> dict[int, tuple[CaseLine, ...]]:
    contacts = {row.contact_id for row in page if row.contact_id}
    by_contact: dict[int, list[CaseLine]] = {}
    rows = Case.objects.filter(contact__in=contacts).select_related("child").defer("state").order_by("id")
    for row in rows:
        by_contact.setdefault(row.contact_id or 0, []).append(case_line(row))
    return {
        row.id: tuple(line for line in by_contact.get(row.contact_id or 0, ()) if line.ref != row.ref)
        for row in page
    }


def _done(lines: dict[int, CaseLine]) -> dict[int, list[DoneLine]]:
    found: dict[int, list[DoneLine]] = {}
    rows = DoneRow.objects.filter(case__in=list(lines), counts=True, planned=False).order_by("number")
    for case, act, at, by, fields in rows.values_list("case_id", "act", "at", "by", "fields"):
        found.setdefault(case, []).append(DoneLine(act, at, by, fields))
    return found


def count_mine(council: Council, person: str, now: datetime) -> int:
    """How much is somebody's to do now: the number beside My work. One statement."""
    soon = Q(safety=True) | Q(due__isnull=True) | Q(due__lte=now + timedelta(hours=24)) | Q(warn__lte=now)
    mine = DutyRow.objects.filter(
        soon, council=council.id, is_open=True, owner__in=owners_of(council, person, now), start__lte=now
    )
    return mine.count()


def allocated_before(council: str, refs: Sequence[str]) -> dict[str, list[str]]:
    """Workers who hold, or held, other cases of the same children or contacts: {person: [child names]}."""
    mine = Case.objects.filter(council=council, ref__in=list(refs))
    near = Q(contact__in=mine.values("contact")) | Q(child__in=mine.values("child"))
    rows = (
        Case.objects.filter(near, council=council, about="case")
        .exclude(worker="")
        .exclude(ref__in=list(refs))
    )
    found: dict[str, list[str]] = {}
    for worker, name in rows.values_list("worker", "child__name"):
        found.setdefault(worker, []).append(name)
    return found
