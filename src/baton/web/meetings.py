"""Meetings: what is planned, whose day has passed with nothing written down, what is owed, what was held.

They are what the procedure says happens to a child (a conference, a hearing, a review), and the acts whose form is
a meeting's or a visit's. Each line has the link by which it is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import working_time as wt
from baton.casework.working_time.wording import day_and_year as day_words
from baton.protocol.schema import Protocol
from baton.records import worklists
from baton.records.worklists import CaseLine, DutyLine, MeetingLine
from baton.web import agenda, clocks, my_work, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to

FORMS = ("meeting", "visit")


@open_to(SIGNED_IN, "GET")
def meetings(request: HttpRequest) -> HttpResponse:
    """Of the children the reader may see, by date."""
    desk = desk_of(request)
    names = names_in(desk.council.protocol)
    found = worklists.meetings(desk.council, desk.person, desk.now, names)
    context = {
        "title": "Meetings", "names": [naming.act(desk.council, name) for name in names],
        "unrecorded": [_line(desk, one) for one in found.unrecorded], "planned": [_line(desk, one) for one in found.planned],
        "agendas": agenda.agendas(desk), "owed": _owed(desk, found.owed), "held": [_line(desk, one) for one in found.held],
    }  # fmt: skip
    return render(request, "meetings.jinja", context)


def names_in(protocol: Protocol) -> tuple[str, ...]:
    """The ids of everything of a child's that is a meeting, or that happens on a date."""
    forms = {name for name, record in protocol.records.items() if record.kind in FORMS}
    held = [
        n
        for n, one in protocol.acts.items()
        if one.of == "case" and one.fills in forms and not n.startswith("fill_")
    ]
    held += [name for name, one in protocol.acts.items() if one.of == "case" and one.books]
    return tuple(dict.fromkeys([*(n for n, one in protocol.happens.items() if one.of == "case"), *held]))


def _line(desk: Desk, one: MeetingLine) -> dict[str, Any]:
    council = desk.council
    outcome = naming.outcome(council, one.act, one.outcome) if one.outcome else ""
    item = f" ({naming.item(desk.council, one.item)})" if one.item else ""
    return {
        **_whose(desk, one.case), "what": f"{naming.act(council, one.act)}{item}", "outcome": outcome,
        "at": day_words(wt.local(one.at).date()) if one.all_day else clocks.moment(desk.now, one.at), "at_iso": clocks.iso(one.at), "by": naming.person(council, one.by),
        "href": act_form(one.case.ref, one.held or one.act, item=one.item, next="/meetings/"), "clauses": council.protocol.moments[one.act].cites,
        "left": clocks.between(desk.now, one.at) if one.at > desk.now else "",
    }  # fmt: skip


def _owed(desk: Desk, duties: Sequence[DutyLine]) -> list[dict[str, Any]]:
    """One line a meeting, however many owe it."""
    by_meeting: dict[tuple[str, str, str], list[DutyLine]] = {}
    for duty in duties:
        by_meeting.setdefault((duty.case.ref, duty.act, duty.item), []).append(duty)
    return [
        {**my_work.line(desk, owed[0], "/meetings/"), "why": f"For {_owners(desk, owed)}."}
        for owed in by_meeting.values()
    ]


def _owners(desk: Desk, owed: Sequence[DutyLine]) -> str:
    return " and ".join(dict.fromkeys(naming.owner(desk.council, d.owner_role, d.owner_of) for d in owed))


def _whose(desk: Desk, case: CaseLine) -> dict[str, Any]:
    return {
        "child": case.child or "A child whose name is not known", "child_href": f"/cases/{case.ref}/",
        "team": naming.team(desk.council, case.holder) if case.holder else "Closed",
        "worker": naming.person(desk.council, case.worker) if case.worker else "nobody named yet",
    }  # fmt: skip
