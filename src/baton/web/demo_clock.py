"""Moves the demonstration's clock, and lets what that brings about happen at once, so that pages show it."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from baton.records import worklists
from baton.services import outbox, present, sweeping
from baton.web.asking import desk_of
from baton.web.doors import DEMO, open_to
from baton.web.sign_in import local_address

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
MOST_BATCHES = 50


@open_to(DEMO, "POST")
def demo_clock(request: HttpRequest) -> HttpResponse:
    """An hour, a day, or to the next deadline of the reader's council."""
    asked = request.POST.get("advance", "")
    if asked in STEPS:
        present.advance(STEPS[asked].total_seconds())
    elif asked == "next" and request.user.is_authenticated:
        desk = desk_of(request)
        due = worklists.next_deadline(desk.council.id, desk.now)
        if due:
            present.advance(until=due)
    catch_up()
    return redirect(local_address(request, request.POST.get("next", "")))


def catch_up() -> None:
    """What the worker would do within the minute: sweep everything due, send everything due."""
    for _ in range(MOST_BATCHES):
        if not sweeping.sweep().files:
            break
    for _ in range(MOST_BATCHES):
        if not outbox.send_due().taken:
            break
