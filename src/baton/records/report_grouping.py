"""Into which groups a report's rows fall: by a source, by groups that say which values are them, or by bands of a number."""

from __future__ import annotations

from typing import Any

from django.db.models import Case as Choose
from django.db.models import Q, TextField, Value, When
from django.db.models.lookups import In

from baton.protocol.schema import Group
from baton.records import report_ages
from baton.records.report_base import Base
from baton.records.report_sources import find
from baton.records.report_words import Words, named


def grouping(made: Base) -> Any:
    """The group of a row, as an expression; null where it has none."""
    report = made.report
    value = find(made, report.group or "").exprs[0]
    if report.bands:
        return report_ages.band(value, report.bands)
    if not isinstance(report.groups, str) and report.groups:
        cases = [
            When(Q(In(value, [key, *group.is_])), then=Value(key)) for key, group in report.groups.items()
        ]
        return Choose(*cases, default=Value(None), output_field=TextField())
    return value


def groups_named(made: Base) -> tuple[Words, tuple[str, ...]]:
    """What the groups are called, and those that are shown though nothing is in them."""
    report, council = made.report, made.council
    if report.bands:
        return report_ages.bands_named(report.bands), tuple(map(str, sorted(report.bands)))
    if isinstance(report.groups, str):
        places = {name: place for name, place in council.places.items() if place.kind == report.groups}
        return named(places), tuple(places)
    if report.groups:
        return {key: group.name for key, group in report.groups.items()}, tuple(report.groups)
    return (find(made, report.group).words if report.group else {}), ()


__all__ = ["Group", "grouping", "groups_named"]
