"""The rows of a report before any column: their table, their times, and the way from them to the case.

`base(council, report, now)` is where the rows come from; `dated(made, end)` is the time by which one falls in a period
that ends then; `length(made)` is how long one lasted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Case as Choose,
)
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, Concat, TruncDate
from django.db.models.lookups import GreaterThan, IsNull, LessThan, Regex

from baton.casework.council import Council
from baton.casework.working_time.local_time import LONDON
from baton.protocol import conditions as c
from baton.protocol.deciding import deciding_acts
from baton.protocol.schema import Counted, Report
from baton.records import report_lookups
from baton.records.models import Case, DoneRow, DutyRow, FactRow, InvolvementRow
from baton.records.report_words import Words


class NoSuchSource(ValueError):
    """A report asks for something that is not kept. The sentence says what there is."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value comes from: expressions, and what they make."""

    name: str
    exprs: tuple[Any, ...]
    make: Callable[..., Any]
    words: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Base:
    """The rows of a report: their table, the way from them to the case, and what their times are."""

    council: Council
    report: Report
    rows: QuerySet[Any]
    case: str
    start: str
    end: str
    now: datetime

    def of_case(self, path: str) -> str:
        """The way from a row to a column of its case."""
        return f"{self.case}{path}"

    @property
    def case_id(self) -> str:
        """The way from a row to its case's id."""
        return self.case.removesuffix("__") or "pk"

    @property
    def acts(self) -> tuple[str, ...]:
        """The acts that count as the decision: those named, or those that decide what becomes of a contact."""
        return self.report.acts or deciding_acts(self.council.protocol)


def base(council: Council, report: Report, now: datetime) -> Base:
    """The rows of a report before any period or condition."""
    cases = Case.objects.filter(council=council.id, about="case")
    if report.rows == "contacts":
        return Base(council, report, cases.filter(contact__isnull=False), "", "opened_at", "closed_at", now)
    if report.rows == "children":
        newest = Case.objects.filter(child=OuterRef("child")).order_by("-id").values("id")[:1]
        return Base(council, report, cases.filter(id=Subquery(newest)), "", "opened_at", "closed_at", now)
    if report.rows == "duties":
        owed = DutyRow.objects.filter(council=council.id).exclude(state="cancelled")
        if report.duties:
            owed = owed.filter(rule__in=report.duties)
        if report.dated_by == "now":
            owed = owed.filter(is_open=True)
        return Base(council, report, owed, "case__", "start", "met_at", now)
    if report.rows == "spells":
        return Base(council, report, _spells(council, report), "case__", "began", "over", now)
    if report.rows == "stays":
        stays = InvolvementRow.objects.filter(council=council.id, kind="responsible", case__about="case")
        return Base(council, report, stays, "case__", "start", "end", now)
    made = Base(council, report, DoneRow.objects.none(), "case__", "case__contact__received_at", "at", now)
    acts = made.acts if report.acts or report.rows == "decisions" else tuple(council.protocol.acts)
    rows = DoneRow.objects.filter(council=council.id, act__in=acts, counts=True, planned=False)
    return Base(council, report, rows, "case__", "case__contact__received_at", "at", now)


def kept_as(council: Council, name: str) -> tuple[str, tuple[str, ...]]:
    """The entered fact that a fact is kept as, and which of its values mean that this is so: none where it is entered
    itself. Of facts that are worked out, only those that are 'one other fact is one of these' are kept so."""
    facts = council.protocol.facts
    fact = facts.get(name)
    if fact is None:
        raise NoSuchSource(f"'{name}' is not a fact of this procedure.")
    if not fact.derived:
        return name, ()
    asked = fact.is_
    if isinstance(asked, c.Is) and asked.name in facts and not facts[asked.name].derived:
        return asked.name, asked.values
    raise NoSuchSource(f"'{name}' is worked out from more than one thing: its spells are not kept.")


def teams_of(council: Council, bodies: Iterable[str]) -> list[str]:
    """The teams that are of these kinds, or are part of these bodies."""
    kinds = {kind for body in bodies for kind in council.protocol.kinds_in.get(body, (body,))}
    return [name for name, team in council.teams.items() if team.kind in kinds]


def responsible() -> QuerySet[Any]:
    """Every time that a team was responsible for a child."""
    return InvolvementRow.objects.filter(kind="responsible", case__about="case")


def _spells(council: Council, report: Report) -> QuerySet[Any]:
    """Spells, each with when it `began` and is `over`: at the latest when its case closed; of those asked for only
    `while_with` a body, when that had the child."""
    rows = FactRow.objects.filter(council=council.id)
    rows = rows.filter(Q(case__closed_at__isnull=True) | Q(start__lt=F("case__closed_at")))
    closed = Q(case__closed_at__isnull=False) & (Q(end__isnull=True) | Q(end__gt=F("case__closed_at")))
    stop = Choose(When(closed, then=F("case__closed_at")), default=F("end"), output_field=DateTimeField())
    rows = _of_facts(council, report, rows.annotate(stop=stop))
    if not report.while_with:
        return rows.annotate(began=F("first"), over=F("stop"))
    teams = teams_of(council, report.while_with)
    rows = rows.annotate(came=report_lookups.came(teams), left=report_lookups.left(teams)).filter(
        came__isnull=False
    )
    return rows.annotate(began=_later(F("came"), "first"), over=_earlier(F("left"), "stop"))


def _later(one: Any, other: str) -> Any:
    return Choose(When(GreaterThan(one, F(other)), then=one), default=F(other), output_field=DateTimeField())


def _earlier(one: F, other: str) -> Any:
    """The earlier of two ends, of which either may still be to come."""
    sooner = Q(IsNull(one, False)) & (Q(IsNull(F(other), True)) | Q(LessThan(one, F(other))))
    return Choose(When(sooner, then=one), default=F(other), output_field=DateTimeField())


def _of_facts(council: Council, report: Report, rows: QuerySet[Any]) -> QuerySet[Any]:
    """The spells asked for, as one where they follow each other without a gap: of the same value, or, of a fact that is
    worked out, of any of the values that count. Each is the last of them, and `first` is when the first of them began:
    the spells of a fact follow each other, so that it is when the last other one ended."""
    if not report.facts:
        return rows.annotate(first=F("start"))
    ((name, values),) = report.facts.items()
    under, counts = kept_as(council, name)
    alike = Q(value__in=counts) if counts else Q(value=OuterRef("value"))
    after = FactRow.objects.filter(alike, case=OuterRef("case"), name=OuterRef("name"), start=OuterRef("end"))
    rows = rows.filter(~Exists(after.exclude(pk=OuterRef("pk"))), name=under, value__in=counts or values)
    return rows.annotate(first=report_lookups.first_start(counts))


DATED: Mapping[str, Mapping[str, str]] = {
    "contacts": {"received": "contact__received_at", "opened": "opened_at", "ended": "closed_at"},
    "children": {"received": "contact__received_at", "opened": "opened_at", "ended": "closed_at"},
    "decisions": {"decided": "at", "received": "case__contact__received_at", "ended": "case__closed_at"},
    "acts": {"decided": "at", "received": "case__contact__received_at", "ended": "case__closed_at"},
    "duties": {"decided": "due", "opened": "start", "ended": "met_at"},
    "spells": {"opened": "began", "ended": "over"},
    "stays": {"opened": "start", "ended": "end"},
}


def dated(made: Base, end: datetime) -> Any:
    """The time by which a row falls in a period; of what stood at its end, the last of it."""
    if made.report.dated_by == "standing":
        return Value(end - timedelta(microseconds=1), output_field=DateTimeField())
    if made.report.day:
        return _on_the_day(made.report.day)
    known = DATED[made.report.rows]
    if made.report.dated_by == "decided" and "decided" not in known and made.case == "":
        return decision(made, "at")
    default = "decided" if "decided" in known else "opened"
    return F(known.get(made.report.dated_by, known[default]))


def _on_the_day(answer: str) -> Any:
    """The day that an answer gives, as a late hour of it that is that day in summer and in winter; where there is no such
    answer, when it was done."""
    said = KeyTextTransform(answer, "fields")
    day = Cast(Concat(said, Value(" 22:59:59")), DateTimeField())
    return Choose(
        When(Regex(said, r"^\d{4}-\d{2}-\d{2}$"), then=day), default=F("at"), output_field=DateTimeField()
    )


def in_period(report: Counted, made: Base, start: datetime, end: datetime) -> Q:
    """Where a row falls in a period, the second time left out."""
    if report.dated_by == "now":
        return Q()
    if report.dated_by == "standing":
        return Q(**{f"{made.start}__lt": end}) & (
            Q(**{f"{made.end}__isnull": True}) | Q(**{f"{made.end}__gte": end})
        )
    return Q(dated__gte=start, dated__lt=end)


DONE_COLUMNS = ("at", "recorded", "outcome", "by", "role", "act", "item", "number")


def of_done(leaf: str) -> Any:
    """A column of something done, or an answer given with it."""
    return F(leaf) if leaf in DONE_COLUMNS else KeyTextTransform(leaf, "fields")


def decision(made: Base, leaf: str) -> Subquery[Any]:
    """The newest decision of a row's case."""
    rows = DoneRow.objects.filter(
        case=OuterRef(made.case_id), act__in=made.acts, counts=True, planned=False
    ).order_by("-number")
    return Subquery(rows.annotate(said=of_done(leaf)).values("said")[:1])


def length(made: Base, until: datetime) -> ExpressionWrapper:
    """How long a row lasted: from its start to its end, or so long by a time while it has none, or had none then. Spells
    and stays are counted in days as a calendar has them, as their lists say."""
    then = Value(until, output_field=DateTimeField())
    standing = made.report.dated_by == "standing"
    end: Any = then if standing else Coalesce(F(made.end), then, output_field=DateTimeField())
    start: Any = F(made.start)
    if made.report.rows in ("spells", "stays"):
        start, end = TruncDate(start, tzinfo=LONDON), TruncDate(end, tzinfo=LONDON)
    return ExpressionWrapper(end - start, output_field=DurationField())
