"""How often each rule applied in a period, and was met: duties by rule, acts by name, moves by route. One statement.

Example: `applied(council, start, end)["duty:receipt"]` is Applied(times=14, met=12, late=2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from baton.records.models import DoneRow, DutyRow, MoveRow

IN_TIME = ("met", "recorded_late")
LATE = ("late", "met_late")


@dataclass(frozen=True, slots=True)
class Applied:
    """How often, of those how many were met in time, and how many were late."""

    times: int = 0
    met: int = 0
    late: int = 0

    def __add__(self, other: Applied) -> Applied:
        return Applied(self.times + other.times, self.met + other.met, self.late + other.late)


def applied(council: str, start: datetime, end: datetime) -> dict[str, Applied]:
    """Every rule that applied from `start` until `end`: 'duty:<rule>', 'act:<name>', 'route:<id>'."""
    duties = DutyRow.objects.filter(council=council, start__gte=start, start__lt=end).exclude(
        state="cancelled"
    )
    acts = DoneRow.objects.filter(council=council, at__gte=start, at__lt=end, counts=True, planned=False)
    moves = MoveRow.objects.filter(council=council, at__gte=start, at__lt=end)
    met, late = Count("id", filter=Q(state__in=IN_TIME)), Count("id", filter=Q(state__in=LATE))
    none = Cast(Value(0), IntegerField())
    asked: list[tuple[str, str, QuerySet[Any], Any, Any]] = [
        ("duty", "rule", duties, met, late), ("act", "act", acts, none, none), ("route", "route", moves, none, none),
    ]  # fmt: skip
    named: list[QuerySet[Any, Any]] = [
        rows.order_by()
        .values(kind=Value(kind), name=Cast(F(column), CharField()))
        .annotate(n=Count("id"), met=met_, late=late_)
        .values_list("kind", "name", "n", "met", "late")
        for kind, column, rows, met_, late_ in asked
    ]
    found = named[0].union(*named[1:], all=True)
    return {f"{kind}:{name}": Applied(n, met_, late_) for kind, name, n, met_, late_ in found}
