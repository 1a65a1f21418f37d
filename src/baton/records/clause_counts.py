"""How often each rule applied in a period, and was met: duties by rule, acts by name, moves by route. One statement.

Example: `applied(council, start, end)["duty:receipt"]` is Applied(times=14, met=12, late=2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, F, IntegerField, Q, Value
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
    asked = [
        duties.values(kind=Value("duty"), name=Cast(F("rule"), CharField())).annotate(
            n=Count("id"), met=met, late=late
        ),
        acts.values(kind=Value("act"), name=Cast(F("act"), CharField())).annotate(
            n=Count("id"), met=none, late=none
        ),
        moves.values(kind=Value("route"), name=Cast(F("route"), CharField())).annotate(
            n=Count("id"), met=none, late=none
        ),
    ]
    named = [one.order_by().values_list("kind", "name", "n", "met", "late") for one in asked]
    rows = named[0].union(*named[1:], all=True)
    return {f"{kind}:{name}": Applied(n, met_, late_) for kind, name, n, met_, late_ in rows}
