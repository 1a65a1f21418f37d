"""What a report comes to: its headings, rows and figures, and how each value is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from baton.casework import working_time as wt
from baton.protocol.schema import Line, Measure, Report
from baton.records import report_rows, report_sources, report_words
from baton.records.report_base import Base
from baton.records.report_rows import Within


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
        """How it stands against the period before, in words; empty where there is nothing to compare with, or nothing."""
        if self.value is None or self.before is None or not (self.value or self.before):
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
    whole: bool = False
    """All groups of a scorecard together, counted by themselves."""


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
    by: str = ""
    """By which of a scorecard's other ways its numbers are parted."""
    lines: Mapping[str, Line] = field(default_factory=dict)
    """What each number of a scorecard counts."""


def headings(report: Report) -> tuple[Heading, ...]:
    """The columns of a report, or those that such rows have."""
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
    "stays": (("Case", "case.ref"), ("Team", "stay.team"), ("From", "stay.start"), ("To", "stay.end")),
}
"""The columns of a report that names none."""


def none_of(measure: Measure) -> int | None:
    """What a group with no rows has: a count of nothing is 0, an average of nothing is not a number."""
    return 0 if measure.count else None


def unit_of(measure: Measure) -> str:
    """The unit of its figures: per cent, or that of a length of time."""
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
    return report_words.in_words(str(value), words)


def _pattern(form: str) -> str:
    if "%" in form:
        return form
    date_part, _, time_part = form.partition(" ")
    for word, code in FORMS[:4]:
        date_part = date_part.replace(word, code)
    for word, code in FORMS[4:]:
        time_part = time_part.replace(word, code)
    return f"{date_part} {time_part}".strip()


def rows_of(made: Base, kept: Within) -> tuple[Row, ...]:
    """The rows, each value as it is read."""
    columns = headings(made.report)
    sources = [report_sources.find(made, one.of) for one in columns]
    return tuple(
        Row(ref, tuple(text_of(v, h.form, s.words) for v, h, s in zip(values, columns, sources, strict=True)))
        for ref, values in report_rows.rows(made, [one.of for one in columns], kept)
    )


def day_words(day: date) -> str:
    """'Mon 2 Mar 2026'."""
    return f"{day:%a} {day.day} {day:%b %Y}"
