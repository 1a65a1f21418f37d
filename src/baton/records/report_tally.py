"""The numbers of one line of a scorecard: of each group and of all of them, in a period and in the one before it.

The database gives what is different in each group: each child once, the rows, or how long they lasted. A child who is in two
groups is counted in both, and is one child in the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, QuerySet, Sum, Value, When

from baton.protocol.schema import Line
from baton.records.report_base import Base, length
from baton.records.report_grouping import grouping
from baton.records.report_narrowing import each
from baton.records.report_rows import Within, has_length, until, within

DAY = timedelta(days=1)
NOW, BEFORE = "now", "before"


@dataclass
class Tally:
    """One number of every group, and of the whole."""

    groups: dict[str, float | int] = field(default_factory=dict)
    whole: float | int | None = None


def tally(made: Base, line: Line, period: Within, before: Within) -> tuple[Tally, Tally]:
    """The line's numbers in a period and in the one before: in one statement, but for what stood at the end of each."""
    if line.dated_by in ("standing", "now"):
        return _tally(made, line, period, None)[0], _tally(made, line, before, None)[0]
    return _tally(made, line, Within(before.start, period.end), period.start)


def _tally(made: Base, line: Line, period: Within, since: datetime | None) -> tuple[Tally, Tally]:
    part: Any = (
        Value(NOW)
        if since is None
        else Choose(When(dated__gte=since, then=Value(NOW)), default=Value(BEFORE))
    )
    group = grouping(made) if made.report.group else Value("")
    found = within(made, period).annotate(part=part, grouped=group).order_by()
    rows = [(row[0], row[1] or "", *row[2:]) for row in _rows(made, line, found, period)]
    count = _averages if line.average else _children if each(made, line.count) is not None else _sums
    return count(row[1:] for row in rows if row[0] == NOW), count(row[1:] for row in rows if row[0] == BEFORE)


def _rows(made: Base, line: Line, found: QuerySet[Any], period: Within) -> Iterable[tuple[Any, ...]]:
    if line.average:
        long = Sum(length(made, until(made, period)))
        found = found.filter(has_length(made)).values("part", "grouped").annotate(many=Count("pk"), long=long)
        return found.values_list("part", "grouped", "many", "long")
    one = each(made, line.count)
    if one is not None:
        return found.annotate(each=one).values_list("part", "grouped", "each").distinct()
    return found.values("part", "grouped").annotate(many=Count("pk")).values_list("part", "grouped", "many")


def _children(rows: Iterable[tuple[str, Any]]) -> Tally:
    found = set(rows)
    return Tally(dict(Counter(group for group, _ in found)), len({one for _, one in found}))


def _sums(rows: Iterable[tuple[str, int]]) -> Tally:
    found: Counter[str] = Counter()
    for group, many in rows:
        found[group] += many
    return Tally(dict(found), found.total())


def _averages(rows: Iterable[tuple[str, int, timedelta]]) -> Tally:
    found = list(rows)
    groups = {group: _average([row for row in found if row[0] == group]) for group, *_ in found}
    return Tally({group: days for group, days in groups.items() if days is not None}, _average(found))


def _average(rows: Sequence[tuple[str, int, timedelta]]) -> float | None:
    many = sum(row[1] for row in rows)
    return round(sum((row[2] for row in rows), timedelta()) / many / DAY, 2) if many else None
