"""What came after a row: the first of a report's `then` in the life of the same child, and how long it took.

Example: of step-downs, the first referral to MASH or new contact afterwards. `after(made)` is what the database reads
with each row; whether it came within so long is counted here, for months and working days are not the database's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery

from baton.casework import working_time as wt
from baton.protocol.schema import Measure
from baton.records.models import Case, DoneRow
from baton.records.report_base import Base

NEW_CASE = "opened"
"""The word in `then` for a new case of the same child."""
EVER = "ever"


@dataclass(frozen=True, slots=True)
class Next:
    """The first of what came afterwards: when, and which act (or `opened`)."""

    at: datetime
    name: str


def after(made: Base) -> Mapping[str, Any]:
    """The first act of `then` of the same child after a row, and the first case opened after it."""
    acts = [name for name in made.report.then if name != NEW_CASE]
    same = OuterRef(made.of_case("child"))
    done = DoneRow.objects.filter(
        case__child=same, act__in=acts, counts=True, planned=False, at__gt=OuterRef("dated")
    ).order_by("at", "number")
    asked: dict[str, Any] = {
        "next_at": Subquery(done.values("at")[:1]),
        "next_act": Subquery(done.values("act")[:1]),
    }
    if NEW_CASE in made.report.then:
        opened = Case.objects.filter(child=same, about="case", opened_at__gt=OuterRef("dated"))
        asked["next_opened"] = Subquery(opened.order_by("opened_at").values("opened_at")[:1])
    return asked


def first(at: datetime | None, act: str | None, opened: datetime | None = None) -> Next | None:
    """The earlier of the two, if there was either."""
    found = [Next(at, act)] if at is not None and act else []
    found += [Next(opened, NEW_CASE)] if opened is not None else []
    return min(found, key=lambda one: one.at, default=None)


def days_between(start: datetime, end: datetime) -> int:
    """Whole days from one to the other, as a calendar counts them."""
    return (wt.local(end).date() - wt.local(start).date()).days


def followed(made: Base, found: QuerySet[Any], measure: Measure) -> Iterator[tuple[Any, str]]:
    """(key, group) of each of these rows that was followed within the measure's time; the last day counts whole."""
    asked = after(made)
    grouped = ("grouped",) if made.report.group else ()
    named = ("pk", "dated", *asked, *grouped)
    for row in found.order_by().annotate(**asked).values(*named):
        came = first(*(row[name] for name in asked))
        if came is not None and _in_time(made, row["dated"], came.at, measure.followed or EVER):
            yield row["pk"], str(row.get("grouped") or "")


def _in_time(made: Base, start: datetime, end: datetime, length: str) -> bool:
    if length == EVER:
        return True
    limit = made.council.ends(start, length)
    return wt.local(end).date() <= wt.local(limit).date()


def dated_first(made: Base) -> tuple[Any, ...]:
    """What a column about what came afterwards is made of: the row's own time, then what came."""
    return (F("dated"), *after(made).values())
