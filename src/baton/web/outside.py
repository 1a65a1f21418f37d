"""Going outside the procedure: what it says of where the child is, who may decide, to which team, and why.

Example: `/cases/STK-000123/outside/`. Nothing is asked here that the core does not ask again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import moving
from baton.casework.refusals import Reason
from baton.casework.view import View
from baton.protocol.schema import Gap, Route
from baton.services import acting, present
from baton.services.reading import Opened
from baton.web import follows, meanwhile, unsent
from baton.web.asking import NoSuchCase, Refused, Stale, desk_of, later
from baton.web.case import frame_of
from baton.web.details import version_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.typed import CONTROL
from baton.web.ways_out import deciders, rows, ways_out

ASKED = ("team", "why")
LONGEST = 5_000


@open_to(SIGNED_IN, "GET", "POST", keeps_typed=True)
def outside(request: HttpRequest, ref: str) -> HttpResponse:
    """The form, or the departure."""
    opened = unsent.opened(request, ref, "outside")
    file = opened.file
    if file.about != "case":
        raise NoSuchCase(ref)
    if request.method == "POST":
        return _depart(request, opened, _sent(request.POST))
    kept = unsent.take(request)
    if kept is not None:
        return _page(request, opened, _sent(kept), version=kept.get("version", ""), came_back=True)
    return _page(request, opened, _sent({}))


def _sent(query: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(query.get(name, "")).strip().replace("\r\n", "\n") for name in ASKED}


def _depart(request: HttpRequest, opened: Opened, sent: dict[str, str]) -> HttpResponse:
    desk, file, seen = desk_of(request), opened.file, request.POST.get("version", "")
    unfit = list(_unfit(sent))
    if unfit:
        return _page(request, opened, sent, version=seen, errors=unfit)
    try:
        saved = acting.depart(
            case=file.ref, team=sent["team"], by=desk.person, why=sent["why"], expect_version=version_of(seen)
        )
    except Refused as refused:
        errors = [_error(reason) for reason in refused.refusal.reasons]
        return _page(request, opened, sent, version=seen, errors=errors)
    except Stale as stale:
        return _page(request, opened, sent, changed=meanwhile.changes(desk, file, stale.expected))
    messages.success(request, follows.notice(later(request, present.now()), "depart", [saved]))
    return redirect("case", ref=file.ref)


def _unfit(sent: dict[str, str]) -> Iterator[dict[str, Any]]:
    for name, text in sent.items():
        hidden = next((place for place, letter in enumerate(text, 1) if letter in CONTROL), 0)
        if hidden:
            yield {"name": name, "text": f"Remove the hidden character at position {hidden}."}
        elif len(text) > LONGEST:
            yield {"name": name, "text": f"This can be {LONGEST:,} letters long; yours is {len(text):,}."}


def _error(reason: Reason) -> dict[str, Any]:
    return {"name": reason.field, "text": reason.says, "clauses": reason.clauses}


def _page(
    request: HttpRequest, opened: Opened, sent: dict[str, str], *, version: str = "", errors: list[dict[str, Any]] | None = None,
    changed: list[dict[str, str]] | None = None, came_back: bool = False,
) -> HttpResponse:  # fmt: skip
    desk, file, related = desk_of(request), opened.file, opened.related
    found = ways_out(desk, file, related)
    may = any(way.may for way in found)
    said = {one["name"]: one["text"] for one in errors or () if one["name"]}
    context = {
        **frame_of(desk, opened, "outside"), "title": "Go outside the procedure", "sent": sent, "said": said, "errors": errors,
        "changed": changed, "came_back": came_back, "version": version or file.version, "stands": _stands(View(desk.council, file, desk.now, related=related)),
        "ways": rows(desk, found), "shown": may or any(sent.values()), "not_yours": "" if may else deciders(desk, file, found, related),
        "teams": [{"value": "", "text": "Choose a team"}, *({"value": t.id, "text": t.name} for way in found for t in way.teams if way.may or not may)],
    }  # fmt: skip
    return render(request, "outside.jinja", context, status=422 if errors else 409 if changed else 200)


def _stands(view: View) -> list[dict[str, Any]]:
    """What the procedure says of where the child is: what holds the child here, what it does not cover, and which
    ways on are displaced by another rule, with the reason."""
    said = [{"says": hold.says, "clauses": hold.cites} for hold in moving.holds(view)]
    gap = moving.gap(view)
    said += [{"says": gap.says, "clauses": gap.cites}] if gap else []
    return said + [_displaced(route, by) for route, by in moving.displaced(view)]


def _displaced(route: Route, by: Route | Gap) -> dict[str, Any]:
    why = (by.because or "") if isinstance(by, Route) else by.says
    return {
        "says": f"'{route.name}' does not apply: {why[:1].lower()}{why[1:]}",
        "clauses": (*route.cites, *by.cites),
    }
