"""Transfer: one move of a child, step by step, with what is missing, who objects, and whether siblings go too."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from baton.casework import moving
from baton.casework import working_time as wt
from baton.casework.file import File, Move
from baton.casework.view import View
from baton.protocol.schema import Act
from baton.services import acting, reading
from baton.web import clocks, naming, pages_named, possible, ways
from baton.web.addresses import act_form
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.disputes import climb_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record
from baton.web.transfer_steps import Transfer, transfers
from baton.web.ways_out import standing


@open_to(SIGNED_IN, "GET")
def transfer(request: HttpRequest, ref: str) -> HttpResponse:
    """The move in hand, or the one asked for by `?route=` (being prepared) or `?move=` (made)."""
    desk, opened = desk_of(request), open_record(request, ref, "transfer")
    file = opened.file
    can = acting.offered_of(desk.council, file, desk.person, opened.related)
    acts = {one.name: one for one in possible.acts(desk.council, can)}
    found = transfers(desk, file, acts, opened.related)
    standing_now = ways.rows(desk, file, opened.related)
    shown = _asked(request, found) or _in_hand(found, standing_now)
    return render(request, "transfer.jinja", {
        **frame_of(desk, opened, "transfer"), "title": _title(desk, file, shown), "shown": shown, "top": pages_named.top(desk, file, "transfer"),
        "holds": found[0].holds if found else "",
        "steps": _steps(desk, file, shown) if shown else [], "checks": shown.checklist() if shown else {},
        "ways": standing_now, "gap": moving.gap(View(desk.council, file, desk.now, related=opened.related)),
        "others": [_other(ref, one, desk) for one in found if one is not shown and _could(one, standing_now)],
        "climbs": [climb_of(desk, file, climb) for climb in reversed(file.climbs)],
        "objections": _objections(acts, ref), "siblings": _siblings(desk, opened), "outside": standing(desk, file, opened.related),
    })  # fmt: skip


def _title(desk: Desk, file: File, shown: Transfer | None) -> str:
    """The page by the procedure's own name, where it has one, and the move that it shows."""
    rule = pages_named.named(desk, file, "transfer")
    title = shown.title if shown else "No transfer has been begun"
    return f"{rule.name}: {title[:1].lower()}{title[1:]}" if rule else title


def _steps(desk: Desk, file: File, shown: Transfer) -> list[dict[str, Any]]:
    """The steps; where the child has arrived, who of the receiving team first opened the record."""
    steps = shown.steps()
    if shown.move is None:
        return steps
    first = reading.first_opened(desk.council, file.ref, shown.move.to, shown.move.at)
    who = naming.person(desk.council, first.by) if first else ""
    says = (
        f"First opened there by {who}, {clocks.moment(desk.now, first.at)}."
        if first
        else "Nobody there has opened the record yet."
    )
    return [
        {**one, "note": f"{one.get('note', '')} {says}".strip()} if one["key"] == "move" else one
        for one in steps
    ]


def _asked(request: HttpRequest, found: list[Transfer]) -> Transfer | None:
    route, move = request.GET.get("route"), request.GET.get("move")
    for one in found:
        if (move and one.move and str(one.move.number) == move) or (
            route and not one.move and one.route.id == route
        ):
            return one
    return None


def _in_hand(found: list[Transfer], standing_now: list[dict[str, Any]]) -> Transfer | None:
    """The move that was made last, or the one that is being prepared. Where many routes are open and nobody has begun
    on any, none of them is: to show one all the same would say of a child what nobody has thought of."""
    if not found or found[0].move:
        return found[0] if found else None
    begun = {row["route"] for row in standing_now if row["begun"]}
    many = any(row["idle"] for row in standing_now)
    return next((one for one in found if one.route.id in begun and not one.move), None if many else found[0])


def _could(one: Transfer, standing_now: list[dict[str, Any]]) -> bool:
    """Whether it was made, or could be: a route that does not apply is said once, with what it lacks."""
    return one.move is not None or not any(
        row["apart"] for row in standing_now if row["route"] == one.route.id
    )


def _other(ref: str, one: Transfer, desk: Desk) -> dict[str, Any]:
    base = reverse("transfer", kwargs={"ref": ref})
    if one.move:
        return {
            "text": f"{one.title}, {_started_on(desk, one.move)}",
            "made": True,
            "href": f"{base}?move={one.move.number}",
        }
    return {"text": f"Could go: {one.title}", "href": f"{base}?route={one.route.id}", "made": False}


def _started_on(desk: Desk, move: Move) -> str:
    """The day of a move, for the list of moves."""
    return f"{wt.local(move.at):%-d %b %Y}"


def _objections(acts: dict[str, possible.Possible], ref: str) -> list[dict[str, Any]]:
    """Ways to object, or to say that it cannot be done, that belong here now: acts that start a ladder."""
    return [
        {
            "name": one.moment.name, "clauses": one.moment.cites, "href": act_form(ref, one.name) if one.can else "",
            "stops": possible.in_words(one.stops),
        }
        for one in acts.values()
        if isinstance(one.moment, Act) and one.moment.opens and one.belongs
    ]  # fmt: skip


def _siblings(desk: Desk, opened: reading.Opened) -> list[dict[str, Any]]:
    """The child's brothers and sisters, and whether they are where this child is."""
    return [_sibling(desk, opened.file, view.file) for view in opened.related if view.relation == "siblings"]


def _sibling(desk: Desk, file: File, other: File) -> dict[str, Any]:
    where = naming.team(desk.council, other.holder)
    made = {
        "name": naming.subject(desk.council, other),
        "href": reverse("transfer", kwargs={"ref": other.ref}),
    }
    if other.closed:
        return {**made, "says": f"Closed {clocks.moment(desk.now, other.closed)}", "apart": False}
    if other.holder == file.holder:
        return {**made, "says": f"Together, with {where}", "apart": False}
    return {**made, "says": f"Apart, with {where}. {_why_apart(desk, file, other)}", "apart": True}


def _why_apart(desk: Desk, file: File, other: File) -> str:
    mine, theirs = (desk.council.team(f.holder).place if f.holder else "" for f in (file, other))
    if not mine or not theirs:
        return "One has been sent on, and the other has not."
    if mine != theirs:
        return (
            f"One is in {naming.body(desk.council, mine)}, the other in {naming.body(desk.council, theirs)}."
        )
    return "They are with two teams of one place."
