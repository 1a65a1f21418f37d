"""Meetings, conferences, hearings and reviews: those planned, those whose day has passed with nothing written down,
those that have been held, and those that are owed; of children the reader may see. A handful of statements at any size.

    found = meetings(council, person, now, ("conference", "hearing"))    # found.planned, .unrecorded, .held, .owed
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from baton.casework.council import Council
from baton.casework.truth import time_named
from baton.protocol.schema import Booking
from baton.records import models
from baton.records.worklists.lines import CaseLine, DutyLine, case_line, duty_line
from baton.records.worklists.seeing import seen_by

MOST = 100
DAY = len("2026-03-02")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of one child, planned or held."""

    act: str
    at: datetime
    planned: bool
    outcome: str
    item: str
    by: str
    case: CaseLine
    all_day: bool = False
    """Whether only its day is known."""
    held: str = ""
    """The act by which it is written down as held, where that is another than the one that set its day."""


@dataclass(frozen=True, slots=True)
class Meetings:
    """`planned` the soonest first, `unrecorded` and `held` the newest first, `owed` the most urgent first."""

    planned: tuple[MeetingLine, ...]
    unrecorded: tuple[MeetingLine, ...]
    held: tuple[MeetingLine, ...]
    owed: tuple[DutyLine, ...]


def meetings(council: Council, person: str, now: datetime, names: Sequence[str]) -> Meetings:
    """What there is under these names, of the children this person may see."""
    seen = models.Case.objects.filter(seen_by(council, person, now)).values("pk")
    rows = models.DoneRow.objects.filter(council=council.id, act__in=names, case__in=seen, counts=True)
    rows = rows.select_related("case__child").defer("case__state")
    books = {name: act.books for name, act in council.protocol.acts.items() if act.books and name in names}
    planned = _lines(_still_planned(rows, now).order_by("at", "id")[:MOST])
    planned = tuple(sorted((*planned, *_booked(rows, books)), key=lambda line: line.at))
    held = _lines(
        rows.filter(planned=False, at__lte=now).exclude(act__in=books).order_by("-at", "-id")[:MOST]
    )
    owed = models.DutyRow.objects.filter(
        council=council.id, is_open=True, act__in=names, case__in=seen, start__lte=now
    ).order_by(F("due").asc(nulls_last=True), "id")
    return Meetings(
        tuple(line for line in planned if _ends(line) > now),
        tuple(line for line in reversed(planned) if _ends(line) <= now),
        held,
        tuple(duty_line(row) for row in owed.select_related("case__child").defer("case__state")[:MOST]),
    )


def _still_planned(rows: QuerySet[models.DoneRow], now: datetime) -> QuerySet[models.DoneRow]:
    """Every date to come, and of those past the ones after which nothing was held and no other date was planned."""
    later = models.DoneRow.objects.filter(
        case=OuterRef("case"), act=OuterRef("act"), item=OuterRef("item"), number__gt=OuterRef("number")
    )
    followed = Exists(later.filter(Q(planned=False) | Q(at__gt=OuterRef("at"))))
    return rows.filter(Q(at__gt=now) | ~followed, planned=True, case__closed_at__isnull=True)


def _booked(rows: QuerySet[models.DoneRow], books: Mapping[str, Booking]) -> list[MeetingLine]:
    """The meetings whose day was set by an act, each by its newest day, until they are written down as held."""
    if not books:
        return []
    newest = rows.filter(act__in=books, case__closed_at__isnull=True).order_by("-recorded", "-number")[
        : 3 * MOST
    ]
    said: dict[tuple[int, str, str], MeetingLine] = {}
    for row in newest:
        book, key = books[row.act], (row.case.pk, row.act, row.item)
        day = str(row.fields.get(book.on.partition(".")[2]) or "")
        later = models.DoneRow.objects.filter(
            case=row.case, act=book.held, item=row.item, number__gt=row.number, counts=True
        )
        if day and key not in said and not later.exists():
            case = case_line(row.case)
            said[key] = MeetingLine(
                row.act, time_named(day), True, "", row.item, row.by, case, len(day) == DAY, book.held
            )
    return list(said.values())[:MOST]


def _ends(line: MeetingLine) -> datetime:
    """When it is past: a meeting of which only the day is known, when that day is."""
    return line.at + timedelta(days=1) if line.all_day else line.at


def _lines(rows: Iterable[models.DoneRow]) -> tuple[MeetingLine, ...]:
    return tuple(
        MeetingLine(row.act, row.at, row.planned, row.outcome, row.item, row.by, case_line(row.case))
        for row in rows
    )
