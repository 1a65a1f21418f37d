"""A scorecard as a page: a row a number, with what it counts, its period and its clause, and a column a group.

Every number opens the list of children behind it; `?of=` keeps to the card of one group, `?by=` parts it another way, and
the chart is of the number chosen.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from baton.services import scorecards
from baton.services.report_result import Figure, Group, Result

APRIL = 4
"""The month in which a council's year begins."""


def page_of(result: Result, request: HttpRequest) -> dict[str, Any]:
    """What the page shows besides the rows of the number that was chosen."""
    here = Here(result, request)
    of = request.GET.get("of", "")
    groups = [group for group in result.groups if not of or group.whole or group.key == of]
    chosen = result.kept_to[0] or next(iter(result.lines))
    return {
        "columns": [group.name for group in groups],
        "lines": [_line(here, groups, name, number) for number, name in enumerate(result.lines)],
        "also_by": here.ways(), "cards": here.cards(of), "of": next((g.name for g in groups if of and not g.whole), ""),
        "chosen": result.lines[chosen].name, "chart": bars_of(result.groups, list(result.lines).index(chosen)),
        "listed": bool(result.kept_to[0]), "whole": here.link(),
    }  # fmt: skip


class Here:
    """The page's own address, and what of it every link keeps."""

    def __init__(self, result: Result, request: HttpRequest) -> None:
        self.result = result
        self.at = reverse("report", kwargs={"report": result.name})
        kept = {
            "from": result.start.isoformat(),
            "to": result.end.isoformat(),
            "by": result.by,
            "of": request.GET.get("of", ""),
        }
        self.kept = {name: value for name, value in kept.items() if value}

    def link(self, **said: str | None) -> str:
        """The same page with something more, or without something."""
        query = {name: value for name, value in {**self.kept, **said}.items() if value is not None}
        return f"{self.at}?{urlencode(query)}"

    def ways(self) -> list[dict[str, Any]]:
        """Every way in which the numbers can be parted."""
        also = self.result.report.also_by
        if not also:
            return []
        own = {"text": "As it is", "href": self.link(by=None, of=None), "here": not self.result.by}
        return [
            own,
            *(
                {"text": one.name, "href": self.link(by=name, of=None), "here": name == self.result.by}
                for name, one in also.items()
            ),
        ]

    def cards(self, of: str) -> list[dict[str, Any]]:
        """The card of each group, and of all of them."""
        every = {"text": "All together", "href": self.link(of=None), "here": not of}
        groups = [group for group in self.result.groups if not group.whole and group.key]
        return [every, *({"text": g.name, "href": self.link(of=g.key), "here": g.key == of} for g in groups)]


def _line(here: Here, groups: list[Group], name: str, number: int) -> dict[str, Any]:
    line = here.result.lines[name]
    return {
        "name": line.name, "says": line.says, "clauses": line.cites, "period": scorecards.period_of(line, here.result),
        "additional": scorecards.ADDITIONAL if not line.cites else "", "local": line.local or "",
        "cells": [_cell(here, name, group, group.figures[number]) for group in groups],
    }  # fmt: skip


def _cell(here: Here, name: str, group: Group, figure: Figure) -> dict[str, Any]:
    said = {} if group.whole else {"group": group.key}
    return {
        "text": figure.text,
        "change": figure.change,
        "group": group.name,
        "href": here.link(list=name, **said) + "#rows",
    }


def bars_of(groups: tuple[Group, ...], number: int) -> dict[str, Any] | None:
    """One measure as bars, one a group: None where there is nothing to compare."""
    bars = [
        (g.name, g.figures[number]) for g in groups if not g.whole and g.figures and g.figures[number].value
    ]
    most = max((float(f.value or 0) for _, f in bars), default=0)
    if not most:
        return None
    bars = sorted(bars, key=lambda bar: -float(bar[1].value or 0))[:20]
    return {
        "name": groups[0].figures[number].name, "height": len(bars) * 44,
        "bars": [{"y": n * 44, "name": name, "text": f.text, "width": round(88 * float(f.value or 0) / most, 1)} for n, (name, f) in enumerate(bars)],
    }  # fmt: skip


def periods(today: date) -> list[tuple[str, date, date]]:
    """The periods a scorecard is mostly read for: months, and years from April to March."""
    first = today.replace(day=1)
    last = first - timedelta(days=1)
    year = date(today.year - (today.month < APRIL), APRIL, 1)
    before = year.replace(year=year.year - 1)
    return [
        ("Last month", last.replace(day=1), last), ("This month so far", first, today),
        (f"April {year.year} until now", year, today),
        (f"April {before.year} to March {year.year}", before, year - timedelta(days=1)),
    ]  # fmt: skip
