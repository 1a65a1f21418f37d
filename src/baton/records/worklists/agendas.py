"""The list that a meeting takes: who waits, and what was decided on a day, by the references of their cases.

waiting("anytown", "panel_list:north")                      # the children on the agenda
decided("anytown", "decide_at_panel", "day", date)          # what that day's meeting decided
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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


def decided(council: str, act: str, field: str, day: date) -> tuple[Decided, ...]:
    """What was decided on a day, the last word of each child. Whoever may see the list has seen these children on it."""
    rows = models.DoneRow.objects.filter(
        council=council, act=act, planned=False, **{f"fields__{field}": day.isoformat()}
    )
    last = dict(rows.order_by("number").values_list("case__ref", "number")[:MOST])
    return tuple(Decided(ref, number) for ref, number in last.items())
