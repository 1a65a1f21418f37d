"""The rows and the numbers of a report, worked out in the database: one statement each, however many rows.

rows(made, columns, start, end)       -> one tuple of values for each row, its case's reference first
numbers(made, measures, start, end)   -> {group: {measure: number}}
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet
from django.db.models.expressions import OrderBy

from baton.protocol.conditions import Condition
from baton.protocol.schema import Measure
from baton.records import filters, report_following
from baton.records.report_base import Base, dated, in_period, length
from baton.records.report_grouping import grouping
from baton.records.report_narrowing import narrowed, once
from baton.records.report_sources import find

UNITS = {"minutes": timedelta(minutes=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}
MET = ("met", "recorded_late")
SHARES = {
    "in_time": Q(state__in=MET),
    "late": Q(state__in=("late", "met_late")),
    "open": Q(is_open=True),
    "met": Q(met_at__isnull=False),
}
"""What a share of duties may be: in time, late, still open, met at all."""


@dataclass(frozen=True, slots=True)
class Within:
    """Rows dated from a time until another, the second left out; narrowed to one measure and group."""

    start: datetime
    end: datetime
    measure: str = ""
    group: str | None = None
    once: bool = False
    """One row of each child, where the measure counts children."""


def within(made: Base, period: Within) -> QuerySet[Any]:
    """The rows of a period that the report's `where` lets through."""
    found = made.rows.annotate(dated=dated(made, period.end))
    found = found.filter(in_period(made.report, made, period.start, period.end))
    found = narrowed(made, _let_through(made, found, made.report.where))
    measure = made.report.measures.get(period.measure)
    if measure is not None:
        found = _let_through(made, found, measure.where)
        word = measure.share or measure.count
        if word in SHARES:
            found = found.filter(SHARES[word])
        if measure.followed:
            narrow = _grouped_by(made, found)
            found = found.filter(pk__in=[key for key, _ in report_following.followed(made, narrow, measure)])
    if period.group is not None and made.report.group:
        found = found.annotate(grouped=grouping(made))
        none = Q(grouped__isnull=True) | Q(grouped="")
        found = found.filter(Q(grouped=period.group) if period.group else none)
    return once(made, found, measure.count) if period.once and measure is not None else found


def _grouped_by(made: Base, found: QuerySet[Any]) -> QuerySet[Any]:
    return found.annotate(grouped=grouping(made)) if made.report.group else found


def _let_through(made: Base, found: QuerySet[Any], condition: Condition | None) -> QuerySet[Any]:
    return found if condition is None else found.filter(where(made, condition))


def where(made: Base, condition: Condition) -> Q:
    """A condition about the case of each row."""
    cases = filters.cases(made.council, condition, made.now)
    return Q(**{f"{made.case_id}__in" if made.case else "pk__in": cases})


def rows(made: Base, columns: Sequence[str], period: Within) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """(case reference, values) of every row, in the report's own order."""
    sources = [find(made, name) for name in columns]
    first = OrderBy(find(made, made.report.order_by).exprs[0], nulls_last=True)
    found = within(made, period).order_by(first, "dated", "pk")
    names = []
    for number, source in enumerate(sources):
        asked = {f"c{number}_{part}": expr for part, expr in enumerate(source.exprs)}
        names.append(tuple(asked))
        found = found.annotate(**asked)
    for raw in found.values(made.of_case("ref"), *(name for group in names for name in group)).iterator(2000):
        values = tuple(s.make(*(raw[n] for n in group)) for s, group in zip(sources, names, strict=True))
        yield raw[made.of_case("ref")], values


def count(made: Base, period: Within) -> int:
    """How many rows there are."""
    return within(made, period).count()


Numbers = dict[str, dict[str, float | int | None]]


def numbers(made: Base, period: Within) -> Numbers:
    """{group: {measure: number}}; the group is '' where the report has none. One statement, medians apart."""
    found = within(made, period)
    if made.report.group:
        found = _grouped_by(made, found).order_by().values("grouped")
    asked: dict[str, Any] = {}
    for name, measure in made.report.measures.items():
        asked.update(_aggregates(made, name, measure, until(made, period)))
    if made.report.group:
        raw = list(found.annotate(**asked)) if asked else []
    else:
        raw = [{"grouped": "", **found.aggregate(**asked)}] if asked else []
    made_numbers: Numbers = {}
    for row in raw:
        values = {name: _number(name, m, row) for name, m in made.report.measures.items() if _in_database(m)}
        made_numbers.setdefault(str(row["grouped"] or ""), {}).update(values)
    for name, measure in made.report.measures.items():
        for group, many in (_followed(made, measure, period) if measure.followed else {}).items():
            made_numbers.setdefault(group, {})[name] = many
        if measure.median:
            for group, value in _medians(made, name, measure, period).items():
                made_numbers.setdefault(group, {})[name] = value
    return made_numbers


def _in_database(measure: Measure) -> bool:
    return not (measure.median or measure.followed)


def _followed(made: Base, measure: Measure, period: Within) -> dict[str, int]:
    """How many rows of each group something came after in time."""
    found = within(made, Within(period.start, period.end))
    found = _grouped_by(made, _let_through(made, found, measure.where))
    return dict(Counter(group for _, group in report_following.followed(made, found, measure)))


def _aggregates(made: Base, name: str, measure: Measure, last: datetime) -> Mapping[str, Any]:
    if not _in_database(measure):
        return {}
    let = Q() if measure.where is None else where(made, measure.where)
    if measure.average:
        return {f"m_{name}": Avg(length(made, last), filter=let & has_length(made))}
    if measure.share:
        whole = let & ~Q(state="running") if made.report.rows == "duties" and measure.share != "open" else let
        part = whole & _share(made, measure.share)
        return {f"m_{name}": Count("pk", filter=part), f"of_{name}": Count("pk", filter=whole)}
    if measure.count:
        if measure.count in SHARES:
            return {f"m_{name}": Count("pk", filter=let & SHARES[measure.count])}
        way = {"child": "child", "children": "child", "contact": "contact", "contacts": "contact"}.get(
            measure.count
        )
        counted = made.of_case(f"{way}_id") if way else "pk"
        return {f"m_{name}": Count(counted, distinct=bool(way), filter=let)}
    return {}


def until(made: Base, period: Within) -> datetime:
    """Up to when what is still open is counted: the last of the period, or now."""
    return min(period.end - timedelta(microseconds=1), made.now)


def has_length(made: Base) -> Q:
    """Where a row has ended: it has a length. What stood at the end of a period has one so far."""
    return Q() if made.report.dated_by == "standing" else Q(**{f"{made.end}__isnull": False})


def _share(made: Base, word: str) -> Q:
    if word in SHARES and made.report.rows == "duties":
        return SHARES[word]
    return Q(**{f"{made.end}__isnull": False})


def _number(name: str, measure: Measure, row: Mapping[str, Any]) -> float | int | None:
    value = row.get(f"m_{name}")
    if measure.average:
        return None if value is None else round(value / UNITS[unit_of(measure)], 2)
    if measure.share:
        whole = row[f"of_{name}"]
        return round(100 * int(value or 0) / whole, 1) if whole else None
    return int(value or 0)


def unit_of(measure: Measure) -> str:
    """The unit of an average or median: the last word of what it is of ('duty.hours'), or days."""
    word = (measure.average or measure.median or "").rpartition(".")[2]
    return word if word in UNITS else "days"


def _medians(made: Base, name: str, measure: Measure, period: Within) -> dict[str, float | None]:
    """Neither database has a median of its own on both: the lengths are read, and the middle one taken."""
    found = within(made, Within(period.start, period.end, name)).filter(has_length(made))
    found = found.annotate(lasted=length(made, until(made, period)))
    pairs: Iterable[tuple[Any, Any]]
    if made.report.group:
        found = _grouped_by(made, found)
        pairs = found.values_list("grouped", "lasted")
    else:
        pairs = ((None, lasted) for lasted in found.values_list("lasted", flat=True))
    unit = UNITS[unit_of(measure)]
    by_group: dict[str, list[float]] = {}
    for group, lasted in pairs:
        by_group.setdefault(str(group or ""), []).append(lasted / unit)
    return {group: round(median(some), 2) for group, some in by_group.items()}
