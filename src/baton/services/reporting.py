"""Reports: the rows, the numbers and the definition of one, for a period, from a council's protocol.

    reporting.run(council, "weekly_hub", start, end)   -> Result
    reporting.named(council)                           -> every report there is, the council's own first

Both days of a period count. `as_json` is what the API and the command line answer; `cells` is what a file holds.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from baton.casework import who
from baton.casework.council import Council
from baton.casework.file import File
from baton.protocol.schema import Report
from baton.records import report_base, report_rows, report_sources
from baton.services import present, report_periods, scorecards
from baton.services.built_in_reports import REPORTS
from baton.services.report_result import Figure, Group, Result, day_words, headings, none_of, rows_of, unit_of


class NoSuchReport(LookupError):
    """There is no report of this name in the council's procedure."""


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


def period(
    start: date | None, end: date | None, now: datetime, report: Report | None = None
) -> tuple[date, date]:
    """The days asked for; where nobody says the four weeks up to today, or of a scorecard the last whole month."""
    return report_periods.chosen(start, end, now, monthly=report is not None and scorecards.is_one(report))


def run(
    council: Council, name: str, start: date, end: date, *, measure: str = "", group: str | None = None,
    now: datetime | None = None, with_rows: bool = True, by: str = "",
) -> Result:  # fmt: skip
    """A report for the days from `start` to `end`. `measure` and `group` keep to the rows behind one number; `by` parts
    the numbers of a scorecard in another of its ways."""
    report, now = get(council, name), now or present.now()
    if scorecards.is_one(report):
        return scorecards.run(
            council, name, report, (start, end), now, measure, group, by=by, with_rows=with_rows
        )
    made = report_base.base(council, report, now)
    kept = report_periods.within(start, end, measure, group)
    rows = rows_of(made, kept) if with_rows else ()
    groups = _groups(council, made, start, end) if report.measures else ()
    total = len(rows) if with_rows else report_rows.count(made, kept)
    return Result(
        name,
        report,
        start,
        end,
        headings(report),
        rows,
        groups,
        report.group or "",
        total,
        (measure, group or ""),
    )


def _groups(council: Council, made: report_base.Base, start: date, end: date) -> tuple[Group, ...]:
    report = made.report
    today = report_rows.numbers(made, report_periods.within(start, end))
    standing = report.dated_by == "now"  # there is nothing before to compare it with
    earlier = (
        {}
        if standing
        else report_rows.numbers(made, report_periods.within(*report_periods.before(start, end)))
    )
    words = report_sources.find(made, report.group).words if report.group else {}
    keys = sorted(today.keys() | earlier.keys(), key=lambda key: words.get(key, key)) or [""]
    return tuple(
        Group(
            key, words.get(key, key) or ("Not recorded" if report.group else "All"),
            tuple(
                Figure(m, rule.name, now.get(m, none_of(rule)), None if standing else then.get(m, none_of(rule)), unit_of(rule))
                for m, rule in report.measures.items()
            ),
        )
        for key in keys
        for now, then in [(today.get(key, {}), earlier.get(key, {}))]
    )  # fmt: skip


def definition(result: Result) -> str:
    """What was counted, and when, in a sentence."""
    if scorecards.is_one(result.report):
        return scorecards.definition(result)
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
    return report_periods.in_words(*report_periods.before(result.start, result.end))


def as_json(result: Result) -> dict[str, Any]:
    """The report for another program."""
    return {
        "name": result.name,
        "title": result.report.name,
        "says": result.report.says,
        "definition": definition(result),
        "clauses": list(result.report.cites),
        **({"lines": scorecards.as_json(result)} if scorecards.is_one(result.report) else {}),
        "from": result.start.isoformat(),
        "to": result.end.isoformat(),
        "columns": [heading.text for heading in result.headings],
        "rows": [
            {"case": row.ref, **dict(zip([h.text for h in result.headings], row.cells, strict=True))} for row in result.rows
        ],
        "numbers": [
            {
                "group": g.key, "name": g.name, "measure": f.measure, "value": f.value, "unit": f.unit, "before": f.before,
                **({"whole": True} if g.whole else {}),
            }
            for g in result.groups
            for f in g.figures
        ],
    }  # fmt: skip


def cells(result: Result) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings and rows of a file: the report's rows, or its numbers where it is made of numbers alone."""
    if scorecards.is_one(result.report) and not result.kept_to[0]:
        return scorecards.cells(result)
    if result.report.columns or not result.groups or any(result.kept_to):
        return [heading.text for heading in result.headings], [row.cells for row in result.rows]
    names = [figure.name for figure in result.groups[0].figures]
    rows = [(g.name, *("" if f.value is None else f"{f.value:g}" for f in g.figures)) for g in result.groups]
    return [result.group_by and "Group", *names] if result.group_by else ["", *names], rows
