"""Reports: which there are, and one with its numbers, its chart, its rows and its files.

The computing is in `services.reporting`. Every number is a link to the rows behind it.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from baton.adapters.csv_out import csv_text
from baton.adapters.xlsx_out import xlsx_bytes
from baton.casework import working_time as wt
from baton.protocol.schema import Report
from baton.services import reporting
from baton.services.report_result import Group, Result
from baton.web import scorecards
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.faults import not_allowed

SHOWN = 200
"""How many rows the page itself shows; the files hold them all."""
FORMATS = ("csv", "xlsx", "json")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_to(SIGNED_IN)
def reports(request: HttpRequest) -> HttpResponse:
    """Every report the reader may see."""
    desk = desk_of(request)
    found = [
        {
            "name": name,
            "title": report.name,
            "says": report.says,
            "clauses": report.cites,
            "local": report.local or "",
        }
        for name, report in reporting.named(desk.council).items()
        if reporting.may_see(desk.council, report, desk.person, desk.now)
    ]
    return render(request, "reports.jinja", {"reports": found, "council": desk.council.id})


@open_to(SIGNED_IN)
def report(request: HttpRequest, report: str) -> HttpResponse:
    """One report: as a page, or as the file `?format=` asks for."""
    desk = desk_of(request)
    try:
        rule = reporting.get(desk.council, report)
    except reporting.NoSuchReport:
        raise Http404 from None
    if not reporting.may_see(desk.council, rule, desk.person, desk.now):
        return not_allowed(request)
    first, last, wrong = _period(request, desk, rule)
    measure = request.GET.get("list", "")
    group = request.GET.get("group") if "group" in request.GET else None
    result = reporting.run(
        desk.council, report, first, last, measure=measure if rule.lines or rule.lines_of or measure in rule.measures else "",
        group=group.replace("\0", "") if group is not None else None, now=desk.now, by=request.GET.get("by", ""),
    )  # fmt: skip
    if request.GET.get("format") in FORMATS:
        return _file(result, request.GET["format"])
    return _page(request, desk, result, wrong)


def _period(request: HttpRequest, desk: Desk, rule: Report) -> tuple[date, date, list[dict[str, str]]]:
    days: dict[str, date | None] = {"from": None, "to": None}
    wrong: list[dict[str, str]] = []
    for name in days:
        text = request.GET.get(name, "").strip()
        try:
            days[name] = wt.parse_date(text) if text else None
        except ValueError as unread:
            wrong.append({"name": name, "text": str(unread)})
    first, last = reporting.period(days["from"], days["to"], desk.now, rule)
    if first > last:
        wrong.append({"name": "to", "text": "The period ends before it begins. Give a later day."})
        first = last
    return first, last, wrong


def _file(result: Result, form: str) -> HttpResponse:
    headings, rows = reporting.cells(result)
    called = f"{result.name}-{result.start.isoformat()}-{result.end.isoformat()}.{form}"
    if form == "json":
        made: HttpResponse = JsonResponse(reporting.as_json(result), encoder=json.JSONEncoder)
    elif form == "csv":
        made = HttpResponse(csv_text(headings, rows), content_type="text/csv; charset=utf-8")
    else:
        made = HttpResponse(xlsx_bytes(result.report.name, headings, rows), content_type=XLSX)
    made["Content-Disposition"] = f'attachment; filename="{called}"'
    return made


def _page(request: HttpRequest, desk: Desk, result: Result, wrong: list[dict[str, str]]) -> HttpResponse:
    kept = {"from": result.start.isoformat(), "to": result.end.isoformat()}
    here = reverse("report", kwargs={"report": result.name})
    narrowed = {
        k: v
        for k, v in (("list", result.kept_to[0]), ("group", request.GET.get("group", "")), ("by", result.by))
        if v
    }
    files = [
        {"text": f.upper(), "href": f"{here}?{urlencode({**kept, **narrowed, 'format': f})}"} for f in FORMATS
    ]
    shown = {
        "errors": wrong, "title": result.report.name, "result": result, "definition": reporting.definition(result), "before": reporting.before(result),
        "council": desk.council.id, "rows": result.rows[:SHOWN], "shown": SHOWN, "files": files, "first": result.start, "last": result.end,
        "periods": _periods(here, wt.local(desk.now).date(), bool(result.lines)), "narrowed": _narrowed(result, request),
        "sent": {"from": request.GET.get("from", ""), "to": request.GET.get("to", "")},
    }  # fmt: skip
    if result.lines:
        return render(request, "scorecard.jinja", {**shown, "card": scorecards.page_of(result, request)})
    return render(request, "report.jinja", {
        **shown, "table": [_group(here, kept, g) for g in result.groups], "whole": f"{here}?{urlencode(kept)}",
        "names": [f.name for f in result.groups[0].figures] if result.groups else [], "grouped": bool(result.group_by),
        "chart": scorecards.bars_of(result.groups, 0) if result.group_by and len(result.groups) > 1 else None,
    })  # fmt: skip


def _group(here: str, kept: dict[str, str], group: Group) -> dict[str, Any]:
    return {
        "name": group.name,
        "figures": [
            {
                "text": f.text, "change": f.change, "name": f.name,
                "href": f"{here}?{urlencode({**kept, 'list': f.measure, **({'group': group.key} if group.key else {})})}#rows",
            }
            for f in group.figures
        ],
    }  # fmt: skip


def _narrowed(result: Result, request: HttpRequest) -> str:
    measure = result.report.measures.get(result.kept_to[0]) or result.lines.get(result.kept_to[0])
    named = [g for g in result.groups if g.whole or g.key == result.kept_to[1]]
    group = next((g.name for g in named if g.whole != ("group" in request.GET)), "")
    return ", ".join(part for part in (measure.name if measure else "", group) if part)


def _periods(here: str, today: date, card: bool) -> list[dict[str, str]]:
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    named = scorecards.periods(today) if card else [
        ("This week", monday, today), ("Last week", monday - timedelta(days=7), monday - timedelta(days=1)),
        ("This month", first, today), ("Last month", before, first - timedelta(days=1)), ("This quarter", quarter, today),
    ]  # fmt: skip
    return [
        {"text": t, "href": f"{here}?{urlencode({'from': a.isoformat(), 'to': b.isoformat()})}"}
        for t, a, b in named
    ]
