"""Trays: the children waiting with a team, or with all the teams of a place. One you may not see is hidden."""

from datetime import datetime
from typing import Annotated, Any

from django.core import signing
from django.http import HttpRequest
from ninja import Query, Router

from baton.api import errors, given, standing
from baton.api.access import reader_of
from baton.api.clocks import clock_line
from baton.api.texts import Id, Key
from baton.casework.council import Council
from baton.casework.refusals import Code, Reason
from baton.records import worklists
from baton.records.worklists import TrayName, TrayRow
from baton.services import councils, present

router = Router(tags=["trays"])
MOST = 200
SALT = "baton.api.trays"


@router.get("", response=list[given.TrayNamed], summary="Trays that you may see")
def trays(request: HttpRequest):
    """With how many wait in each."""
    reader, now = reader_of(request), present.now()
    found = worklists.trays_for(councils.council(reader.council), reader.person, now)
    return [{"key": t.key, "name": t.name, "waiting": t.waiting, "overdue": t.overdue} for t in found]


@router.get("/{tray}", response=given.TrayOut, summary="A tray, by its key or by a team")
def tray(
    request: HttpRequest,
    tray: Id,
    after: Annotated[Key | None, Query(description="`more` of the page before.")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
):
    """A page at a time: most urgent first, then the soonest due, then the longest waiting."""
    reader, now = reader_of(request), present.now()
    council = councils.council(reader.council)
    named = _named(council, tray, reader.person, now)
    page = worklists.tray(council.id, named.key, now, _cursor(after), limit)
    return {
        "key": named.key, "name": named.name, "waiting": page.waiting, "overdue": page.overdue,
        "unallocated": page.unallocated, "urgent": page.urgent,
        "rows": [_row(council, row, now) for row in page.rows],
        "more": signing.dumps(page.more, salt=SALT) if page.more else "",
    }  # fmt: skip


def _named(council: Council, said: str, person: str, now: datetime) -> TrayName:
    """The tray of this key, or that of a team or place, if this person may see it."""
    place = council.teams[said].place if said in council.teams else ""
    for one in worklists.trays_for(council, person, now, count=False):
        if said in (one.key, one.of) or (place and one.of == place):
            return one
    raise errors.hidden()


def _cursor(after: str | None) -> str:
    if not after:
        return ""
    try:
        return str(signing.loads(after, salt=SALT))
    except signing.BadSignature:
        says = "Give 'after' as it was given in 'more'."
        raise errors.refused((Reason(Code.BAD_VALUE, says, "", (), says, "after"),)) from None


def _row(council: Council, row: TrayRow, now: datetime) -> dict[str, Any]:
    case = row.case
    worker = standing.named(case.worker, standing.person_name(council, case.worker)) if case.worker else None
    label = council.protocol.labels.get(case.label)
    return {
        "case": case.ref, "child": case.child, "siblings": [one.ref for one in row.siblings],
        "team": standing.team_out(council, case.holder), "worker": worker, "label": label.name if label else "",
        "rank": case.rank, "received": case.received, "sent_at": row.sent_at,
        "sent_by": standing.person_name(council, row.sent_by) if row.sent_by else "", "next_due": case.next_due,
        "due_words": standing.due_words(case.next_due), "left": standing.left(now, case.next_due),
        "clocks": [clock_line(council, line, now) for line in row.duties],
    }  # fmt: skip
