"""What you were told: every message to the reader, over all children, in one place.

The procedure has people told of things that are not theirs to do, and so are in no list of work. Here they are
found again; My work shows the newest.
"""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import working_time as wt
from baton.casework.working_time.wording import day_and_year
from baton.records import message_lists, worklists
from baton.records.message_lists import ToldLine
from baton.web import clocks, naming
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to

LOOK_BACK = timedelta(days=60)
LATELY = timedelta(days=7)
ON_MY_WORK = 5
OF_WORK = ("Due soon: ", "Overdue: ")
"""How a message begins that only says what a list of work says already."""


@open_to(SIGNED_IN, "GET")
def told(request: HttpRequest) -> HttpResponse:
    """Newest first, day by day; `?only=news` leaves out what says no more than that something is due."""
    desk = desk_of(request)
    news = request.GET.get("only") == "news"
    found = [line for line in _lines(desk, LOOK_BACK) if not (news and line.says.startswith(OF_WORK))]
    days = groupby(found, key=lambda line: wt.local(line.created).date())
    return render(request, "told.jinja", {
        "title": "What you were told", "news": news, "full": len(found) >= message_lists.MOST,
        "days": [{"text": day_and_year(day), "rows": [row(desk, line) for line in lines]} for day, lines in days],
    })  # fmt: skip


def lately(desk: Desk) -> list[dict[str, Any]]:
    """The newest few for My work, but for what is, or was, the reader's own to do: that stands in its own lists."""
    found = [line for line in _lines(desk, LATELY) if not line.says.startswith(OF_WORK)]
    owners = worklists.owners_of(desk.council, desk.person, desk.now)
    work = message_lists.work_of(owners, {line.ref for line in found}) if found else set()
    news = [line for line in found if (line.ref, line.says.rstrip(".")) not in work]
    return [row(desk, line) for line in news[:ON_MY_WORK]]


def _lines(desk: Desk, back: timedelta) -> list[ToldLine]:
    owners = worklists.owners_of(desk.council, desk.person, desk.now)
    return message_lists.told_to(desk.council.id, owners, desk.now - back)


def row(desk: Desk, line: ToldLine) -> dict[str, Any]:
    """One message: of whom, what, when, and as what the reader was told."""
    of_child = line.about == "case"
    of_whom = line.child or "A child whose name is not known" if of_child else _body(desk, line)
    named = line.role in ("person", "worker")
    return {
        "child": of_whom, "href": f"/cases/{line.ref}/" if of_child else "", "says": line.says,
        "at": clocks.moment(desk.now, line.created), "at_iso": clocks.iso(line.created), "clauses": line.clauses,
        "as": "you by name" if named else naming.owner(desk.council, line.role, line.of), "ref": line.ref,
    }  # fmt: skip


def _body(desk: Desk, line: ToldLine) -> str:
    return naming.body(desk.council, line.subject) if line.subject else desk.council.protocol.protocol.name
