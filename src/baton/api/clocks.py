"""Clocks that are running or late, soonest first: no child is named, only the case's reference."""

from datetime import datetime, timedelta
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router

from baton.api import given, standing
from baton.api.access import reader_of
from baton.api.texts import Time
from baton.casework.council import Council
from baton.casework.who import Owner
from baton.records import worklists
from baton.records.worklists import DutyLine
from baton.services import councils, present

router = Router(tags=["clocks"])
MOST = 200
EVER = timedelta(days=3660)


@router.get("", response=given.ClocksOut, summary="Clocks due before a time")
def clocks(
    request: HttpRequest,
    due_before: Annotated[Time | None, Query()] = None,
    mine: Annotated[
        bool, Query(description="Only what you owe yourself, or as what you are appointed to.")
    ] = False,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
):
    """Of your council. `more` says that there are more than `limit`."""
    reader, now = reader_of(request), present.now()
    council, until = councils.council(reader.council), due_before or now + EVER
    if mine:
        work = worklists.my_work(council, reader.person, now)
        found = [line for line in (*work.do_now, *work.coming) if line.due and line.due <= until]
        found.sort(key=lambda line: line.due or until)
    else:
        found = list(worklists.duties_due_before(council.id, until, limit + 1))
    rows = [clock_line(council, line, now) for line in found[:limit]]
    return {"at": now, "clocks": rows, "more": len(found) > limit}


def clock_line(council: Council, line: DutyLine, now: datetime) -> dict[str, Any]:
    """A clock from a list: like `standing.clock_out`, without what only a whole case knows."""
    return {
        "case": line.case.ref, "key": line.key, "rule": line.rule, "title": line.title, "state": line.state,
        "owner": standing.owner_out(council, Owner(line.owner_role, line.owner_of), now), "start": line.start,
        "due": line.due, "due_words": standing.due_words(line.due), "left": standing.left(now, line.due, at_once=line.at_once),
        "warn": line.warn, "item": line.item, "act": line.act, "safety": line.safety, "debt": line.debt,
        "why": line.why, "clauses": list(line.clauses),
    }  # fmt: skip
