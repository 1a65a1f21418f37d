"""Teams: each place with its teams, who leads them, which posts are vacant, and today's duties met or outstanding.

Naming a deputy for a period is here, and setting up places and teams, each refused where the procedure says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from baton.casework import organisation as rules
from baton.casework import working_time as wt
from baton.casework.council import Appointment, LeafTeam
from baton.casework.deciding import offered
from baton.casework.file import Duty, DutyState, File
from baton.records import worklists
from baton.services import organisation
from baton.web import clocks, naming, possible
from baton.web.addresses import act_form
from baton.web.asking import Desk, Refused, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.faults import not_allowed
from baton.web.rotas import files_of
from baton.web.typed import PARTS

Owed = dict[str, list[dict[str, Any]]]
MISSED_DAYS = 7


def sets_up(desk: Desk) -> bool:
    """Whether the reader may set up places, teams and people."""
    return rules.administers(desk.council, desk.person, desk.now)


def arranges(desk: Desk, role: str, team: str, place: str) -> bool:
    """Whether the reader may name a deputy there."""
    return rules.names_deputy(desk.council, desk.person, role, team, place, desk.now)


@open_to(SIGNED_IN)
def teams(request: HttpRequest) -> HttpResponse:
    """Every place and team of the council."""
    desk = desk_of(request)
    council = desk.council
    files, owed = files_of(desk, {"team", "place"}), _owed(desk)
    groups = []
    for place in sorted((p for p in council.places.values() if p.active), key=lambda p: p.name):
        inside = council.teams_at(place.id)
        groups.append({
            "name": place.name, "kind": council.protocol.places[place.kind].name if place.kind in council.protocol.places else "",
            "areas": ", ".join(place.areas), "linked": _linked(desk, place.links), "teams": [_team(desk, t, files, owed) for t in inside],
            "leads": _holders(desk, "", place.id), "duties": _today(desk, files.get(place.id)), "wrong": _too_few(desk, place.kind, len(inside)),
        })  # fmt: skip
    whole = [t for t in council.teams.values() if t.active and not t.place]
    return render(request, "teams.jinja", {
        "groups": groups, "whole": [_team(desk, t, files, owed) for t in whole], "council": council.id,
        "kinds": [_kind(desk, name) for name in council.protocol.places], "sets_up": sets_up(desk),
        "heads": _holders(desk, "", ""),
    })  # fmt: skip


def _linked(desk: Desk, links: Sequence[str]) -> str:
    """The places that a place is linked with, which take turns for it."""
    return " and ".join(desk.council.places[link].name for link in links if link in desk.council.places)


def _kind(desk: Desk, name: str) -> dict[str, Any]:
    kind = desk.council.protocol.places[name]
    there = sum(1 for p in desk.council.places.values() if p.kind == name and p.active)
    word = (kind.plural or kind.name) if there != 1 else kind.name
    short = f"; the procedure has {kind.count}" if kind.count is not None and there != kind.count else ""
    return {
        "text": f"{there} {word}{short}.",
        "says": kind.says or "",
        "clauses": kind.cites,
        "wrong": bool(short),
    }


def _too_few(desk: Desk, kind: str, there: int) -> str:
    found = desk.council.protocol.places.get(kind)
    if found and found.teams and not found.teams[0] <= there <= found.teams[1]:
        return f"It has {there} teams; the procedure has {found.teams[0]} to {found.teams[1]}."
    return ""


def _owed(desk: Desk) -> dict[str, list[dict[str, Any]]]:
    """For each team, each duty of its own people towards the children it holds: how many stand open, are late, or were met today."""
    rules, made = desk.council.protocol.duties, defaultdict(list)
    today = wt.local(desk.now).replace(hour=0, minute=0, second=0, microsecond=0)
    for team, rule, open_, late, met in worklists.owed_by_team(desk.council.id, list(rules), today):
        duty = rules[rule]
        counts = [f"{open_} outstanding" if open_ else "", f"{met} met today" if met else ""]
        text = f"{duty.name}: {', '.join(count for count in counts if count)}"
        says = (f"{late} late", "overdue") if late else ("Outstanding", "soon") if open_ else ("Met", "done")
        made[team].append({"text": text, "says": says[0], "kind": says[1], "clauses": duty.cites, "href": ""})
    return made


def _team(desk: Desk, team: LeafTeam, files: dict[str, File], owed: Owed) -> dict[str, Any]:
    kind = desk.council.protocol.teams.get(team.kind)
    return {
        "id": team.id, "name": team.name, "kind": kind.name if kind else team.kind, "clauses": kind.cites if kind else (),
        "also": ", ".join(kind.also_called) if kind else "",
        "posts": [_post(desk, team, role) for role in (kind.posts if kind else {})],
        "people": [] if kind and kind.posts else _holders(desk, team.id, ""),
        "duties": _today(desk, files.get(team.id)) + owed.get(team.id, []), "acts": _acts(desk, files.get(team.id)),
    }  # fmt: skip


def _acts(desk: Desk, file: File | None) -> list[dict[str, str]]:
    """What the reader may do for a team, apart from naming who is on duty: that is on the page of rotas."""
    if file is None:
        return []
    able = [
        one
        for one in possible.acts(desk.council, offered(desk.council, file, desk.person, desk.now))
        if one.can
    ]
    made = [
        {"text": one.moment.name, "href": act_form(file.ref, one.name, next="/teams/")}
        for one in able
        if one.moment.asks_item != "day"
    ]
    return (
        made + [{"text": "What was done", "href": f"/cases/{file.ref}/chronology/"}]
        if made and file.done
        else made
    )


def _post(desk: Desk, team: LeafTeam, role: str) -> dict[str, Any]:
    post = desk.council.protocol.teams[team.kind].posts[role]
    declared = desk.council.protocol.roles[role]
    held = [a for a in desk.council.by_role.get(role, ()) if a.team == team.id and a.holds(desk.now)]
    own = [a for a in held if not a.deputy]
    short = post.fewest - len(own)
    return {
        "role": declared.name, "names": [_name(desk, a) for a in held],
        "vacant": f"{short} vacant" if short > 0 else "",
        "over": f"{len(own) - post.most} more than the procedure has" if post.most is not None and len(own) > post.most else "",
        "clauses": declared.cites,
        "deputy": f"{reverse('deputy')}?role={role}&team={team.id}" if declared.deputies and arranges(desk, role, team.id, "") else "",
    }  # fmt: skip


def _holders(desk: Desk, team: str, place: str) -> list[dict[str, Any]]:
    """Who holds a role of exactly this team, place or, where both are empty, of the whole council."""
    made = []
    for role, declared in desk.council.protocol.roles.items():
        held = [
            a
            for a in desk.council.by_role.get(role, ())
            if (a.team, a.place) == (team, place) and a.holds(desk.now)
        ]
        expected = bool(place) and declared.place is not None and declared.never_vacant
        if held or expected:
            deputy = (
                f"{reverse('deputy')}?role={role}&team={team}&place={place}"
                if declared.deputies and arranges(desk, role, team, place)
                else ""
            )
            made.append({
                "role": declared.name, "names": [_name(desk, a) for a in held], "vacant": "" if held else "Vacant",
                "clauses": declared.cites, "deputy": deputy,
            })  # fmt: skip
    return made


def _name(desk: Desk, a: Appointment) -> str:
    name = naming.person_and_agency(desk.council, a.person)
    until = f" until {clocks.moment(desk.now, a.end)}" if a.end else ""
    return f"{name}, deputy{until}" if a.deputy else f"{name}{until}"


def _today(desk: Desk, file: File | None) -> list[dict[str, Any]]:
    today = wt.local(desk.now).date().isoformat()
    if file is None:
        return []
    lately = (wt.local(desk.now).date() - timedelta(days=MISSED_DAYS)).isoformat()
    shown = [d for d in file.duties if d.item == today or (d.open and not d.item and d.start <= desk.now)]
    missed = [d for d in file.duties if d.state is DutyState.MISSED and lately <= d.item < today]
    return [_duty(desk, file, d) for d in [*shown, *missed]]


def _duty(desk: Desk, file: File, duty: Duty) -> dict[str, Any]:
    says, kind = (
        ("Late", "overdue")
        if duty.state is DutyState.LATE and not duty.at_once
        else ("Outstanding", "soon")
        if duty.open
        else ("Met", "done")
    )
    href = act_form(file.ref, duty.act, item=duty.item, next="/teams/") if duty.open and duty.act else ""
    title = duty.title
    if duty.state is DutyState.MISSED:
        says, kind, title = "Missed", "overdue", f"{duty.title}, {naming.item(desk.council, duty.item)}"
    return {"text": title, "says": says, "kind": kind, "clauses": duty.clauses, "href": href}


@open_to(SIGNED_IN, "GET", "POST")
def deputy(request: HttpRequest) -> HttpResponse:
    """Names a deputy of a role of one team or place, from a time until another."""
    desk = desk_of(request)
    sent = request.POST if request.method == "POST" else request.GET
    role, team, place = (sent.get(n, "").replace("\0", "") for n in ("role", "team", "place"))
    declared = desk.council.protocol.roles.get(role)
    home = place or (desk.council.team(team).place if team else "")
    if declared is None or not arranges(desk, role, team, place):
        return not_allowed(request)
    errors: list[dict[str, Any]] = []
    if request.method == "POST":
        saved = _appoint(request, desk, role, team, place, errors)
        if saved is not None:
            return saved
    people = sorted((p for p in desk.council.people.values() if p.active), key=lambda p: p.name)
    near = {
        a.person
        for a in desk.council.appointments
        if a.holds(desk.now)
        and (a.team == team or a.place == home or desk.council.team(a.team).place == home)
    }
    people.sort(key=lambda p: p.id not in near)
    said = {e["name"]: e["text"] for e in errors}
    at = {name: {part: sent.get(f"{name}_{part}", "") for part in PARTS} for name in ("start", "end")}
    return render(request, "deputy.jinja", {
        "errors": errors, "said": said, "role": role, "team": team, "place": place, "at": at, "person_chosen": sent.get("deputy", ""),
        "title": f"Name a deputy: {declared.name}, {naming.body(desk.council, team or place)}", "clauses": declared.cites,
        "people": [{"value": "", "text": "Choose"}, *({"value": p.id, "text": p.name} for p in people)], "council": desk.council.id,
    }, status=422 if errors else 200)  # fmt: skip


def _appoint(
    request: HttpRequest, desk: Desk, role: str, team: str, place: str, errors: list[dict[str, Any]]
) -> HttpResponse | None:
    start, end = _time(request, "start", errors), _time(request, "end", errors)
    person = request.POST.get("deputy", "")
    if person not in desk.council.people:
        errors.append({"name": "deputy", "text": "Choose who the deputy is."})
    if end is None and not any(e["name"] == "end" for e in errors):
        errors.append({"name": "end", "text": "Say until when. A deputy is named for a period."})
    if end and end <= (start or desk.now):
        errors.append({"name": "end", "text": "The end comes before the start."})
    if errors:
        return None
    try:
        organisation.appoint(
            council=desk.council.id, person=person, role=role, by=desk.person, team=team, place=place, start=start,
            end=end, deputy=True,
        )  # fmt: skip
    except Refused as refused:
        errors += [{"name": "deputy", "text": r.says} for r in refused.refusal.reasons]
        return None
    messages.success(
        request,
        f"{naming.person(desk.council, person)} is deputy until {clocks.moment(desk.now, end or desk.now)}.",
    )
    return HttpResponseRedirect(reverse("teams"))


def _time(request: HttpRequest, name: str, errors: list[dict[str, Any]]) -> datetime | None:
    typed = [request.POST.get(f"{name}_{part}", "").strip() for part in PARTS]
    if not any(typed):
        return None
    try:
        return wt.parse_local(f"{' '.join(typed[:3]).strip()} {typed[3] or '00:00'}")
    except ValueError as unread:
        errors.append({"name": name, "text": str(unread)})
        return None
