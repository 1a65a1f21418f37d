"""The list that a meeting takes: who waits, and what was decided on a day, by the references of their cases.

    waiting("anytown", "panel_list:north")                      # the children on the agenda
    decided(council, "decide_at_panel", "day", date, reader)    # what that day's meeting decided
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from baton.records import models

MOST = 200
"""More than any meeting takes."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What a meeting decided of one child: the case, and the number of the thing done."""

    ref: str
    number: int


def waiting(council: str, key: str) -> tuple[str, ...]:
    """The cases on a list, in no order."""
    rows = models.Case.objects.filter(council=council, closed_at__isnull=True, tray=key)
    return tuple(rows.values_list("ref", flat=True)[:MOST])


def decided(council: str, act: str, field: str, day: date, seen: Q) -> tuple[tuple[Decided, ...], int]:
    """What was decided on a day of the children who may be seen, the last word of each; and of how many others."""
    rows = models.DoneRow.objects.filter(
        council=council, act=act, planned=False, **{f"fields__{field}": day.isoformat()}
    )
    last = {ref: number for ref, number in rows.order_by("number").values_list("case__ref", "number")[:MOST]}
    may = set(models.Case.objects.filter(seen, ref__in=list(last)).values_list("ref", flat=True))
    shown = tuple(Decided(ref, number) for ref, number in last.items() if ref in may)
    return shown, len(last) - len(shown)
