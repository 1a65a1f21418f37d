"""Which of a report's rows count, where that is asked of their own time and of what came before and after them.

`narrowed(made, found)` keeps to the rows in `held_by`, of which facts `was` so, that `went_to`, `came_back` and are the
`first_of` their kind; `once(found, way)` keeps one row of each child, so that a number that counts children is as long as its list.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from baton.casework import working_time as wt
from baton.records.models import DoneRow, InvolvementRow
from baton.records.report_base import Base, kept_as, teams_of
from baton.records.report_holding import CLOSED, fact_then, left_before, team_after, team_then, theirs

UNKNOWN = "not_known"


def narrowed(made: Base, found: QuerySet[Any]) -> QuerySet[Any]:
    """The rows that count, of rows that say when they are `dated`."""
    report = made.report
    if report.held_by:
        found = found.annotate(had=team_then(made)).filter(had__in=teams_of(made.council, report.held_by))
    for number, (name, values) in enumerate(report.was.items()):
        found = _was(made, found, name, values, f"was_{number}")
    if report.went_to:
        found = _went(made, found)
    if report.came_back is not None:
        found = _came_back(made, found)
    if report.first_of:
        found = found.filter(~Exists(_earlier(made, report.first_of)))
    return found


def _was(made: Base, found: QuerySet[Any], name: str, values: tuple[str, ...], called: str) -> QuerySet[Any]:
    value, counts = fact_then(made, name)
    found = found.annotate(**{called: value})
    known = Q(**{f"{called}__isnull": False}) & ~Q(**{called: UNKNOWN})
    unknown = Q(**{f"{called}__isnull": True}) | Q(**{called: UNKNOWN})
    asked = Q(pk__in=[])
    if counts and "yes" in values:
        asked |= known & Q(**{f"{called}__in": counts})
    if counts and "no" in values:
        asked |= known & ~Q(**{f"{called}__in": counts})
    if not counts:
        asked |= known & Q(**{f"{called}__in": values})
    return found.filter(asked | unknown if UNKNOWN in values else asked)


def _went(made: Base, found: QuerySet[Any]) -> QuerySet[Any]:
    bodies = [body for body in made.report.went_to if body != CLOSED]
    found = found.filter(end__isnull=False).annotate(next_team=team_after(made))
    asked = Q(next_team__in=teams_of(made.council, bodies))
    return found.filter(asked | Q(next_team__isnull=True) if CLOSED in made.report.went_to else asked)


def _came_back(made: Base, found: QuerySet[Any]) -> QuerySet[Any]:
    """Stays that begin when this body has not the child, though it had: the last of it ended no longer ago than said. How
    long that is, is counted here, for months are not the database's; its last day counts whole."""
    asked = made.report.came_back
    assert asked is not None
    still = theirs(made).filter(
        Q(end__isnull=True) | Q(end__gte=OuterRef("start")), start__lt=OuterRef("start")
    )
    found = found.filter(~Exists(still)).annotate(left=left_before(made)).filter(left__isnull=False)
    back = [
        key
        for key, ended, start in found.order_by().values_list("pk", "left", "start")
        if wt.local(start).date() <= wt.local(made.council.ends(ended, asked.within)).date()
    ]
    return found.filter(pk__in=back)


def _earlier(made: Base, of: str) -> QuerySet[Any]:
    """What came before a row and is of its kind: the same act, the same value of the fact, the same kind of team."""
    same = {"case": OuterRef("case")} if of != "child" else {"case__child": OuterRef("case__child")}
    if made.report.rows == "spells":
        counts = any(kept_as(made.council, name)[1] for name in made.report.facts)
        alike = {} if counts else {"value": OuterRef("value")}
        return made.rows.filter(name=OuterRef("name"), began__lt=OuterRef("began"), **alike, **same)
    if made.report.rows == "stays":
        rows = InvolvementRow.objects.filter(kind="responsible", team=OuterRef("team"), **same)
        return rows.filter(Q(start__lt=OuterRef("start")) | Q(start=OuterRef("start"), pk__lt=OuterRef("pk")))
    if of == "stay":
        same["stay"] = OuterRef("stay")
    acts = made.report.acts or made.acts
    done = DoneRow.objects.filter(act__in=acts, counts=True, planned=False, **same)
    return done.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")))


def each(made: Base, count: str | None) -> Any:
    """What is counted once, where children or contacts are counted: whose row it is. None where rows are."""
    way = {"child": "child", "children": "child", "contact": "contact", "contacts": "contact"}.get(
        count or ""
    )
    return Coalesce(F(made.of_case(f"{way}_id")), F(made.of_case("id")) * -1) if way else None


def once(made: Base, found: QuerySet[Any], count: str | None) -> QuerySet[Any]:
    """One row, the newest, of each child or contact where that is what is counted."""
    one = each(made, count)
    if one is None:
        return found
    newest = found.order_by().annotate(each=one).values("each").annotate(newest=Max("pk"))
    return found.filter(pk__in=newest.values("newest"))
