"""The demonstration: play any of its people, and move its clock. Outside one these addresses are not there."""

import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from baton.api import errors, given, schema
from baton.api.access import only_in_a_demonstration
from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.refusals import Code, Reason
from baton.casework.who import Owner
from baton.records import demo_people, worklists
from baton.services import councils, outbox, present, sweeping, tokens

router = Router(tags=["demo"], auth=None)
_LENGTH = re.compile(r"\+?([0-9]{1,6}) ?(second|minute|hour|day|week)s?")
FURTHEST = timedelta(days=366 * 5)
"""How far the clock can be moved at once."""


@router.get("/people", response=list[given.DemoPerson], summary="Whom you can play")
def people(request: HttpRequest):
    """Everybody in the demonstration, with their roles."""
    only_in_a_demonstration()
    now = present.now()
    return [
        {"id": one["id"], "name": one["name"], "council": one["council_id"], "roles": _roles(one, now)}
        for one in demo_people.everybody()
    ]


@router.post("/token", response={201: given.TokenOut}, summary="Play somebody")
def token(request: HttpRequest, said: schema.WhoPlays):
    """A token that speaks for a person of the demonstration."""
    only_in_a_demonstration()
    try:
        made = tokens.issue_to_play(person=said.person, now=present.now())
    except tokens.NoSuchPerson:
        says = "There is nobody of this id in the demonstration. GET /api/v1/demo/people lists everybody."
        raise errors.refused((Reason(Code.BAD_VALUE, says, "", (), says, "person"),)) from None
    return Status(201, {"id": made.id, "token": made.text, "person": made.person})


@router.get("/clock", response=given.DemoTime, summary="What the clock says")
def clock(request: HttpRequest):
    """It runs, and can be moved forward."""
    only_in_a_demonstration()
    return _told(present.now())


@router.post("/clock", response=given.DemoTime, summary="Move the clock")
def move(request: HttpRequest, said: schema.ClockMove):
    """Forward by a length ("1 hour", "1 day", seconds), to a time, or to the "next" deadline; never back.

    Everything that falls due on the way happens before the answer: warnings, lateness, escalations, messages.
    """
    only_in_a_demonstration()
    before = present.now()
    to = _to(said, before)
    if to < before:
        raise _wrong("The clock goes forward only.", "to")
    if to - before > FURTHEST:
        raise _wrong("Move the clock by five years at most.", "to")
    now = present.advance(until=to)  # never a fraction of a second short of a deadline
    swept = sweeping.sweep_all(now)
    sent = outbox.send_due(1000, now)
    return _told(now, swept.files, swept.events, sent.sent)


def _to(said: schema.ClockMove, now: datetime) -> datetime:
    if (said.to is None) == (said.advance is None):
        raise _wrong("Say how far to 'advance', or 'to' when: one of the two.", "advance")
    if said.to is not None:
        return said.to
    if isinstance(said.advance, int):
        return now + timedelta(seconds=said.advance)
    words = str(said.advance).strip().lower()
    if words == "next":
        return _next_deadline(said.council, now) or now
    found = _LENGTH.fullmatch(words)
    if found is None:
        raise _wrong('Use a number of seconds, "1 hour", "1 day" or "next".', "advance")
    length = timedelta(**{f"{found[2]}s": int(found[1])})
    return now + min(length, FURTHEST + timedelta(days=1))


def _next_deadline(council: str, now: datetime) -> datetime | None:
    """The next of one council, or of all that are in the demonstration."""
    councils_ = [council] if council else sorted({one["council_id"] for one in demo_people.everybody()})
    found = (worklists.next_deadline(of, now) for of in councils_)
    return min((due for due in found if due), default=None)


def _wrong(says: str, field: str) -> errors.Problem:
    return errors.refused((Reason(Code.BAD_TIME, says, "", (), says, field),))


def _told(now: datetime, swept: int = 0, events: int = 0, sent: int = 0) -> dict[str, object]:
    return {"now": now, "words": wt.words_for(now), "swept": swept, "events": events, "sent": sent}


def _roles(one: dict[str, Any], now: datetime) -> list[str]:
    found = councils.council(one["council_id"])
    mine = [a for a in found.by_person.get(one["id"], ()) if a.holds(now)]
    return [who.owner_words(found, Owner(a.role, a.team or a.place)) for a in mine]
