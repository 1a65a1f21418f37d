"""Reports of the reader's council: those of its protocol, and those that every council has."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from baton.api import errors, given
from baton.api.access import Reader, reader_of
from baton.api.texts import Day, Id
from baton.casework.council import Council
from baton.casework.refusals import Code, Reason
from baton.services import councils, present, reporting

router = Router(tags=["reports"])
LONGEST = 366 * 5
"""Days that one report may cover."""


@router.get("", response=list[given.ReportNamed], summary="Which reports there are")
def reports(request: HttpRequest):
    """Those that you may see."""
    reader = reader_of(request)
    council, now = councils.council(reader.council), present.now()
    found = reporting.named(council)
    return [
        {"name": name, "title": report.name, "says": report.says, "clauses": list(report.cites)}
        for name, report in found.items()
        if reporting.may_see(council, report, reader.person, now)
    ]


@router.get("/{name}", response=dict[str, Any], summary="A report for some days")
def report(
    request: HttpRequest,
    name: Id,
    start: Annotated[Day | None, Query(alias="from")] = None,
    end: Annotated[Day | None, Query(alias="to")] = None,
):
    """Both days count; where none is said the four weeks up to today, or of a scorecard the last whole month."""
    reader, now = reader_of(request), present.now()
    council = councils.council(reader.council)
    _may_see(council, name, reader)
    first, last = reporting.period(start, end, now, reporting.get(council, name))
    _within_reach(first, last)
    return reporting.as_json(reporting.run(council, name, first, last, now=now))


def _may_see(council: Council, name: str, reader: Reader) -> None:
    try:
        found = reporting.get(council, name)
    except reporting.NoSuchReport:
        raise errors.hidden() from None
    if not reporting.may_see(council, found, reader.person, present.now()):
        raise errors.refused(
            (Reason(Code.NOT_YOURS, "This report is not for your role.", f"report:{name}", found.cites),)
        )


def _within_reach(first: date, last: date) -> None:
    if first > last:
        says = "The report ends before it begins. Put 'from' on or before 'to'."
        raise errors.refused((Reason(Code.BAD_TIME, says, "", (), says, "from"),))
    if (last - first).days > LONGEST:
        says = "Ask for five years at most."
        raise errors.refused((Reason(Code.BAD_TIME, says, "", (), says, "from"),))
