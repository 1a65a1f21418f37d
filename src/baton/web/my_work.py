"""My work, the first page of the day: what is mine now, what I wait for from others, what is coming.

Each line has one click to the act itself: a button where the act asks nothing, a link to its form otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from baton.records import worklists
from baton.records.worklists import DutyLine
from baton.web import clocks, naming, on_duty, possible, remind, told
from baton.web.asking import Desk, desk_of
from baton.web.doors import ANYONE, open_to

MOST_CLAUSES = 2
"""On a line of a list; the case's own page has them all."""
KIND = {
    "now": "There is nothing for you to do now. New work appears here by itself.",
    "waiting": "You are waiting for nobody.",
    "coming": "Nothing of yours falls due in the next five working days.",
}


@open_to(ANYONE, "GET")
def my_work(request: HttpRequest) -> HttpResponse:
    """The three lists; for somebody not signed in, what Baton is."""
    if not request.user.is_authenticated:
        return render(request, "start.jinja", {"sign_in_href": "/sign-in"})
    desk = desk_of(request)
    mine = worklists.my_work(desk.council, desk.person, desk.now)
    context = {
        "title": "My work", "empty": KIND,
        "do_now": [line(desk, duty) for duty in mine.do_now],
        "waiting": [waiting(desk, duty) for duty in mine.waiting],
        "coming": [line(desk, duty) for duty in _within_five_days(desk, mine.coming)],
        "leads": on_duty.today(desk), "told": told.lately(desk),
    }  # fmt: skip
    return render(request, "my_work.jinja", context)


def line(desk: Desk, duty: DutyLine, back: str = "/") -> dict[str, Any]:
    """One line of what is mine: what, of whom, why it is mine, how long is left, and the act."""
    return {
        "clock": clocks.clock(desk.now, duty.due, duty.warn, at_once=duty.at_once), "child": subject(desk, duty),
        "child_href": f"/cases/{duty.case.ref}/" if duty.case.about == "case" else "", "what": what(desk, duty),
        "why": why(desk, duty), "clauses": duty.clauses[:MOST_CLAUSES], "action": action(desk, duty, back),
    }  # fmt: skip


def waiting(desk: Desk, duty: DutyLine) -> dict[str, Any]:
    """One line of what somebody else is to do."""
    made = line(desk, duty)
    made.update(who=naming.owner(desk.council, duty.owner_role, duty.owner_of))
    made["action"] = remind.button(duty.case.ref, duty.key, "/")
    said = f"Since {clocks.moment(desk.now, duty.start)}. {remind.last(desk, duty.reminded)}"
    made["why"] = said.rstrip()
    return made


def subject(desk: Desk, duty: DutyLine) -> str:
    """The child, or the team, place or council it is about."""
    if duty.case.about == "case":
        return duty.case.child or "A child whose name is not known"
    if duty.case.about == "council":
        return desk.council.protocol.protocol.name
    return naming.body(desk.council, duty.case.subject)


def what(desk: Desk, duty: DutyLine) -> str:
    """What is to be done, of which day or agency, and whether it is a debt."""
    of = f" ({naming.item(desk.council, duty.item)})" if duty.item else ""
    return f"{duty.title}{of}"


def why(desk: Desk, duty: DutyLine) -> str:
    """Why it is this reader's."""
    debt = "It was left owing. " if duty.debt else ""
    if duty.owner_role == "worker":
        return f"{debt}You are the child's named worker."
    if duty.owner_role == "person":
        return f"{debt}It is yours by name."
    return f"{debt}You are {naming.owner(desk.council, duty.owner_role, duty.owner_of)}."


def action(desk: Desk, duty: DutyLine, back: str = "/") -> dict[str, Any] | None:
    """The act that does it; where none does, a child's record."""
    case = duty.case
    done = act_button(desk, case.ref, duty.act, duty.item, case.holder, case.version, back)
    return done or ({"text": "Open", "href": f"/cases/{case.ref}/"} if case.about == "case" else None)


def act_button(
    desk: Desk, ref: str, act: str, item: str, holder: str, version: int, back: str
) -> dict[str, Any] | None:
    """An act at once where it asks nothing, else its form, with what is known filled in; None where there is none."""
    council = desk.council
    if act not in council.protocol.moments:
        return None
    href, known = f"/cases/{ref}/do/{act}/", {"item": item} if item else {}
    text = naming.act_label(council, act)
    if possible.is_plain(council, act, holder, item):
        return {"text": text, "action": href, "fields": {**known, "version": version, "next": back}}
    return {"text": text, "href": f"{href}?{urlencode({**known, 'next': back})}"}


def _within_five_days(desk: Desk, coming: Sequence[DutyLine]) -> list[DutyLine]:
    """Those that start or fall due before five working days have passed."""
    end, _ = desk.council.due(desk.now, "5 working days", None)
    return [
        duty
        for duty in coming
        if (duty.start if duty.start > desk.now else duty.due or end) <= end + timedelta(days=1)
    ]
