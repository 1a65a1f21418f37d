"""Reports: the rows, the numbers and the definition of one, for a period, from a council's protocol.

    reporting.run(council, "weekly_hub", start, end)   -> Result
    reporting.named(council)                           -> every report there is, the council's own first

Both days of a period count. `as_json` is what the API and the command line answer; `cells` is what a file holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import File
from baton.protocol.schema import Measure, Report
from baton.records import report_rows, report_sources
from baton.records.report_rows import Within
from baton.services import present
from baton.services.built_in_reports import REPORTS

SHORT = timedelta(days=27)
"""What a report covers where nobody says: the four weeks up to today."""


class NoSuchReport(LookupError):
    """There is no report of this name in the council's procedure."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: what stands over it, where it comes from, how its dates are written."""

    text: str
    of: str
    form: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the case it is about and its values as they are read."""

    ref: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number: its measure, its group, and the same in the period before."""

    measure: str
    name: str
    value: float | int | None
    before: float | int | None
    unit: str

    @property
    def text(self) -> str:
        """The number as it is read."""
        if self.value is None:
            return "none"
        if self.unit == "hours" and self.value < 2:
            return f"{round(self.value * 60)} minutes"
        shown = f"{round(self.value, 1):g}" if isinstance(self.value, float) else str(self.value)
        return (
            f"{shown}{'%' if self.unit == '%' else ''}{f' {self.unit}' if self.unit not in ('', '%') else ''}"
        )

    @property
    def change(self) -> str:
        """How it stands against the period before, in words; empty where there is nothing to compare with."""
        if self.value is None or self.before is None:
            return ""
        more = round(self.value - self.before, 1)
        word = "more" if more > 0 else "fewer" if self.unit == "" else "less"
        return f"{abs(more):g} {word}" if more else "the same"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one group; the group '' is all of the report where it has no groups."""

    key: str
    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Result:
    """A report worked out."""

    name: str
    report: Report
    start: date
    end: date
    headings: tuple[Heading, ...] = ()
    rows: tuple[Row, ...] = ()
    groups: tuple[Group, ...] = ()
    group_by: str = ""
    total: int = 0
    kept_to: tuple[str, str] = field(default=("", ""))
    """The measure and group whose rows these are, where a number's list was asked for."""


def named(council: Council) -> dict[str, Report]:
    """Every report there is: the procedure's own, then those that every council has."""
    own = dict(council.protocol.reports)
    return own | {name: report for name, report in REPORTS.items() if name not in own}


def get(council: Council, name: str) -> Report:
    """One report. Raises NoSuchReport."""
    found = named(council).get(name)
    if found is None:
        raise NoSuchReport(f"There is no report '{name}'. There are: {', '.join(named(council))}.")
    return found


def may_see(council: Council, report: Report, person: str, at: datetime) -> bool:
    """Whether somebody may see a report: those it names, and those who may read every record anyway.

    A report that names nobody is for everyone who leads: any role that may have deputies, or serves a place.
    """
    roles = council.protocol.roles
    mine = {a.role for a in council.by_person.get(person, ()) if a.holds(at)}
    if any(roles[role].reads_all for role in mine if role in roles):
        return True
    if report.seen_by:
        return who.may(council, File("", council.id), person, report.seen_by, at) is not None or bool(
            mine & {role.role for role in report.seen_by}
        )
    return any(
        roles[role].deputies or roles[role].place or roles[role].never_vacant
        for role in mine
        if role in roles
    )


def period(start: date | None, end: date | None, now: datetime) -> tuple[date, date]:
    """The days asked for; the four weeks up to today where nobody says."""
    last = end or max(start or date.min, wt.local(now).date())
    return start or last - SHORT, last


def run(
    council: Council, name: str, start: date, end: date, *, measure: str = "", group: str | None = None,
    now: datetime | None = None, with_rows: bool = True,
) -> Result:  # fmt: skip
    """A report for the days from `start` to `end`. `measure` and `group` keep to the rows behind one number."""
    report, now = get(council, name), now or present.now()
    made = report_sources.base(council, report, now)
    headings = _headings(report)
    kept = _within(start, end, measure, group)
    rows: tuple[Row, ...] = ()
    if with_rows:
        found = report_rows.rows(made, [h.of for h in headings], kept)
        sources = [report_sources.find(made, h.of) for h in headings]
        rows = tuple(
            Row(
                ref,
                tuple(text_of(v, h.form, s.words) for v, h, s in zip(values, headings, sources, strict=True)),
            )
            for ref, values in found
        )
    groups = _groups(council, made, start, end) if report.measures else ()
    total = len(rows) if with_rows else report_rows.count(made, kept)
    return Result(
        name, report, start, end, headings, rows, groups, report.group or "", total, (measure, group or "")
    )


def _within(start: date, end: date, measure: str = "", group: str | None = None) -> Within:
    return Within(_midnight(start), _midnight(end + timedelta(days=1)), measure, group)


def _midnight(day: date) -> datetime:
    return wt.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - local, made aware here


def _headings(report: Report) -> tuple[Heading, ...]:
    columns = tuple(Heading(c.heading, c.of, c.form or "") for c in report.columns)
    return columns or tuple(Heading(text, of, "") for text, of in PLAIN[report.rows])


PLAIN: Mapping[str, tuple[tuple[str, str], ...]] = {
    "contacts": (("Contact", "contact.ref"), ("Received", "contact.received"), ("Case", "case.ref")),
    "children": (("Case", "case.ref"), ("Opened", "case.opened"), ("Team", "case.holder")),
    "decisions": (("Case", "case.ref"), ("Decided", "decision.at"), ("Outcome", "decision.outcome")),
    "acts": (("Case", "case.ref"), ("Done", "act.at"), ("What", "act.name"), ("By", "act.by")),
    "duties": (("Case", "case.ref"), ("What", "duty.title"), ("Due", "duty.due"), ("State", "duty.state")),
    "spells": (
        ("Case", "case.ref"),
        ("What", "spell.name"),
        ("Value", "spell.value"),
        ("From", "spell.start"),
    ),
}
"""The columns of a report that names none."""


def _groups(council: Council, made: report_sources.Base, start: date, end: date) -> tuple[Group, ...]:
    report = made.report
    length = end - start + timedelta(days=1)
    today = report_rows.numbers(made, _within(start, end))
    standing = report.dated_by == "now"  # there is nothing before to compare it with
    earlier = {} if standing else report_rows.numbers(made, _within(start - length, end - length))
    words = report_sources.find(made, report.group).words if report.group else {}
    keys = sorted(today.keys() | earlier.keys(), key=lambda key: words.get(key, key)) or [""]
    return tuple(
        Group(
            key, words.get(key, key) or ("Not recorded" if report.group else "All"),
            tuple(
                Figure(m, rule.name, now.get(m, _none(rule)), None if standing else then.get(m, _none(rule)), _unit(rule))
                for m, rule in report.measures.items()
            ),
        )
        for key in keys
        for now, then in [(today.get(key, {}), earlier.get(key, {}))]
    )  # fmt: skip


def _none(measure: Measure) -> int | None:
    """What a group with no rows has: a count of nothing is 0, an average of nothing is not a number."""
    return 0 if measure.count else None


def _unit(measure: Measure) -> str:
    if measure.share:
        return "%"
    return report_rows.unit_of(measure) if measure.average or measure.median else ""


FORMS = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d"), ("HH", "%H"), ("MM", "%M"))


def text_of(value: Any, form: str = "", words: Mapping[str, str] = {}) -> str:
    """One value as the council writes it: '19/09/2016' for the form 'dd/mm/yyyy' or '%d/%m/%Y'."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        return wt.local(value).strftime(_pattern(form or "dd/mm/yyyy"))
    if isinstance(value, date):
        return value.strftime(_pattern(form or "dd/mm/yyyy"))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return words.get(str(value), str(value))


def _pattern(form: str) -> str:
    if "%" in form:
        return form
    date_part, _, time_part = form.partition(" ")
    for word, code in FORMS[:4]:
        date_part = date_part.replace(word, code)
    for word, code in FORMS[4:]:
        time_part = time_part.replace(word, code)
    return f"{date_part} {time_part}".strip()


def definition(result: Result) -> str:
    """What was counted, and when, in a sentence."""
    if result.report.dated_by == "now":
        return f"{result.report.rows.capitalize()} as they stand now, whenever they began."
    dated = {"decided": "decided", "received": "received", "opened": "opened", "ended": "ended"}
    word = dated[result.report.dated_by]
    if result.report.rows == "duties":
        word = {"decided": "due", "received": "due", "opened": "started", "ended": "met"}[
            result.report.dated_by
        ]
    days = f"from {day_words(result.start)} to {day_words(result.end)}"
    return f"{result.report.rows.capitalize()} {word} {days}, both days included."


def before(result: Result) -> str:
    """The period that the numbers are compared with, in words."""
    last = result.start - timedelta(days=1)
    return f"{day_words(last - (result.end - result.start))} to {day_words(last)}"


def day_words(day: date) -> str:
    """'Mon 2 Mar 2026'."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def as_json(result: Result) -> dict[str, Any]:
    """The report for another program."""
    return {
        "name": result.name,
        "title": result.report.name,
        "says": result.report.says,
        "definition": definition(result),
        "clauses": list(result.report.cites),
        "from": result.start.isoformat(),
        "to": result.end.isoformat(),
        "columns": [heading.text for heading in result.headings],
        "rows": [
            {"case": row.ref, **dict(zip([h.text for h in result.headings], row.cells, strict=True))} for row in result.rows
        ],
        "numbers": [
            {"group": g.key, "name": g.name, "measure": f.measure, "value": f.value, "unit": f.unit, "before": f.before}
            for g in result.groups
            for f in g.figures
        ],
    }  # fmt: skip


def cells(result: Result) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings and rows of a file: the report's rows, or its numbers where it is made of numbers alone."""
    if result.report.columns or not result.groups or any(result.kept_to):
        return [heading.text for heading in result.headings], [row.cells for row in result.rows]
    names = [figure.name for figure in result.groups[0].figures]
    rows = [(g.name, *("" if f.value is None else f"{f.value:g}" for f in g.figures)) for g in result.groups]
    return [result.group_by and "Group", *names] if result.group_by else ["", *names], rows
