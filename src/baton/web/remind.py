"""Reminding whoever owes something for a child: one click from where one waits for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from baton.casework import events as e
from baton.records import stores
from baton.services import acting
from baton.web import clocks, naming
from baton.web.asking import Desk, NoSuchCase, Refused, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.sign_in import local_address


@open_to(SIGNED_IN, "POST")
def remind(request: HttpRequest, ref: str) -> HttpResponse:
    """Sends the reminder and goes back to where it was asked for, saying who was reminded, or why nobody was."""
    desk = desk_of(request)
    if stores.load(ref).council.id != desk.council.id:
        raise NoSuchCase(ref)
    try:
        saved = acting.remind(case=ref, duty=request.POST.get("duty", ""), by=desk.person)
    except Refused as refused:
        messages.warning(request, f"Nobody was reminded. {refused.refusal}")
    else:
        sent = next(event for event in saved.events if isinstance(event, e.MessageSent))
        whom = naming.owner(desk.council, sent.to, sent.of)
        about = naming.subject(desk.council, saved.file)
        messages.success(request, f"{whom} has been sent a reminder about {about}. No clock has changed.")
    return redirect(local_address(request, request.POST.get("next", "")))


def button(ref: str, key: str, back: str) -> dict[str, Any]:
    """What the macro `act` takes."""
    return {"text": "Remind", "action": f"/cases/{ref}/remind/", "fields": {"duty": key, "next": back}}


def last(desk: Desk, at: datetime | None) -> str:
    """'Reminded 10:05.', once somebody was."""
    return f"Reminded {clocks.moment(desk.now, at)}." if at else ""
