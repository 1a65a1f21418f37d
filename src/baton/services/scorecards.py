"""Scorecards: reports each number of which has rows of its own, parted into groups that are all shown, and counted whole.

    scorecards.run(council, "early-help", report, (start, end), now)   -> Result, a group of figures a column

What all groups together come to is counted by itself and is no sum: a child may be in two groups, and is one child.
The list behind a number that counts children has one row of each, so that it is as long as the number says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from baton.casework.council import Council
from baton.protocol.schema import Counted, Line, Measure, Report
from baton.records import report_base
from baton.records.report_grouping import groups_named
from baton.records.report_tally import Tally, tally
from baton.services import report_periods
from baton.services.report_result import Figure, Group, Result, Row, day_words, headings, rows_of

Days = tuple[date, date]
NOWHERE = "Not recorded"
NO_GROUP = "None of these"
ADDITIONAL = "Additional"


def is_one(report: Report) -> bool:
    """Whether a report is a scorecard."""
    return not report.rows


def lines(council: Council, report: Report) -> Mapping[str, Line]:
    """The lines of a scorecard: those of the scorecard it takes them from, then its own."""
    other = council.protocol.reports.get(report.lines_of or "")
    return {**(lines(council, other) if other else {}), **report.lines}


def of_line(council: Council, report: Report, name: str, by: str = "", whole: bool = False) -> Report:
    """The report that one line is: its rows, in the scorecard's groups, or parted `by` another of its ways."""
    line, also = lines(council, report)[name], report.also_by.get(by)
    said = {field: getattr(line, field) for field in Counted.model_fields if field in line.model_fields_set}
    measure = Measure(name=line.name, count=line.count, average=line.average)
    group = also.of if also else (line.group if name in report.lines else None) or report.group
    said |= {
        "name": line.name, "says": line.says, "measures": {name: measure}, "columns": line.columns or report.columns,
        "group": None if whole else group, "groups": {} if also else report.groups,
        "bands": also.bands if also else report.bands,
    }  # fmt: skip
    return Report(**{"order_by": "child.name"} | said)


def run(
    council: Council, name: str, report: Report, days: Days, now: datetime, measure: str = "", group: str | None = None,
    *, by: str = "", with_rows: bool = True,
) -> Result:  # fmt: skip
    """A scorecard for some days. `measure` and `group` choose the number whose rows are listed; without one there are none."""
    by = by if by in report.also_by else ""
    found = lines(council, report)
    periods = report_periods.within(*days), report_periods.within(*report_periods.before(*days))
    counted = {
        line: tally(report_base.base(council, of_line(council, report, line, by), now), rule, *periods)
        for line, rule in found.items()
    }
    words, shown = groups_named(
        report_base.base(council, of_line(council, report, next(iter(found)), by), now)
    )
    more = {key for pair in counted.values() for one in pair for key, value in one.groups.items() if value}
    keys = [*shown, *sorted(more - {*shown, ""}), *([""] if "" in more else [])]
    nowhere = NO_GROUP if report.groups and not by else NOWHERE
    groups = [
        Group(key, words.get(key, key) if key else nowhere, tuple(_figures(found, counted, key)))
        for key in keys
    ]
    groups.append(Group("", report.whole, tuple(_figures(found, counted, None)), whole=True))
    chosen = of_line(council, report, measure, by) if measure in found else None
    rows = listed(council, chosen, days, now, measure, group) if chosen is not None and with_rows else ()
    return Result(
        name, report, *days, headings(chosen) if chosen else (), rows, tuple(groups),
        report.group or "", len(rows), (measure if chosen else "", group or ""), by, found,
    )  # fmt: skip


def listed(
    council: Council, line: Report, days: Days, now: datetime, measure: str, group: str | None = None
) -> tuple[Row, ...]:
    """The rows behind one number, each child once where it counts children."""
    kept = report_periods.within(*days, measure, group, once=True)
    return rows_of(report_base.base(council, line, now), kept)


def _figures(
    found: Mapping[str, Line], counted: Mapping[str, tuple[Tally, Tally]], key: str | None
) -> Iterator[Figure]:
    """The figures of a group, or of all groups together."""
    for name, line in found.items():
        nothing = 0 if line.count else None
        now, then = (one.whole if key is None else one.groups.get(key, nothing) for one in counted[name])
        yield Figure(name, line.name, now, then, "" if line.count else "days")


def period_of(line: Counted, result: Result) -> str:
    """The time one line is about: how things stood at the end of the period, or what came in it."""
    if line.dated_by == "standing":
        return f"At the end of {day_words(result.end)}"
    return report_periods.in_words(result.start, result.end)


def definition(result: Result) -> str:
    """The period of a scorecard in a sentence."""
    last = day_words(result.end)
    return f"From {day_words(result.start)} to {last}, both days included. What is open is counted as it stood at the end of {last}."


def as_json(result: Result) -> list[dict[str, Any]]:
    """What each line counts, for another program."""
    return [
        {
            "measure": name,
            "name": line.name,
            "says": line.says,
            "period": period_of(line, result),
            "clauses": list(line.cites),
        }
        for name, line in result.lines.items()
    ]


def cells(result: Result) -> tuple[list[str], list[tuple[str, ...]]]:
    """Headings and rows of a file: a row a line, with what it counts, its period and its clause beside its numbers."""
    names = [group.name for group in result.groups]
    rows = [
        (
            f"{line.name} ({unit})" if (unit := result.groups[-1].figures[number].unit) else line.name,
            *(_plain(group.figures[number]) for group in result.groups),
            period_of(line, result), line.says, ", ".join(line.cites) or ADDITIONAL,
        )
        for number, line in enumerate(result.lines.values())
    ]  # fmt: skip
    return ["Measure", *names, "Period", "What it counts", "Clause"], rows


def _plain(figure: Figure) -> str:
    return "" if figure.value is None else f"{figure.value:g}"
