"""The tray of a team, or of all the teams of a place: who waits, most urgent first, and what can be done together.

`show` draws the page; `tray_allocate` and `tray_act` draw it again with what was refused.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.protocol import conditions as c
from baton.protocol.schema import Act
from baton.records import tray_lists, worklists
from baton.records.tray_beside import DoneLine, MoveLine
from baton.records.tray_lists import Narrowed, Seen, Waiting
from baton.services import acting, filing, present
from baton.web import child_header, clocks, naming, possible, tray_together
from baton.web.asking import Desk, Refused, Stale, desk_of, later
from baton.web.doors import SIGNED_IN, open_to

COUNTS = (
    ("all", "Waiting"), ("unacknowledged", "Not acknowledged"), ("unallocated", "Nobody named"), ("late", "Overdue"),
)  # fmt: skip
Context = dict[str, Any]


@open_to(SIGNED_IN, "GET")
def tray(request: HttpRequest, key: str) -> HttpResponse:
    """The tray as it is; opening it is the daily review of those whose duty that is."""
    return show(request, key, review=request.method == "GET")


def show(
    request: HttpRequest,
    key: str,
    review: bool = False,
    chosen: list[str] | None = None,
    more: Context | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the rows that are ticked (`chosen`) and what came of a refused act (`more`)."""
    desk, name = desk_of(request), named(desk_of(request), key)
    narrowed = Narrowed(
        _show(request), acknowledging(desk.council), saying(desk.council, name.tray), _page(request)
    )
    of = key.partition(":")[2]
    teams = [t.id for t in desk.council.teams_at(of)] if of in desk.council.places else [of]
    about = "place" if of in desk.council.places else "team"
    seen = tray_lists.waiting(
        desk.council, key, desk.now, narrowed, teams, filing.reference(desk.council.id, about, of)
    )
    if review:
        _review(request, desk, seen)
    chosen = request.GET.getlist("chosen") if chosen is None else chosen
    allocate = request.GET.get("allocate", "")
    ticked = _chosen(seen, chosen, allocate)
    context: Context = {
        "title": name.name, "key": key,
        "rows": [row(desk, name, one, narrowed.acknowledging, (*teams, of)) for one in seen.rows],
        "counts": _counts(seen, narrowed.show), "show": narrowed.show, "left_in": _left_in(seen), "note": _note(desk, key),
        "recent": [_recent(desk, move, teams) for move in seen.recent], "chosen": ticked,
        "older": f"?{urlencode({'show': narrowed.show, 'page': narrowed.page + 1})}" if seen.more else "",
        "owed": [duty.title for duty in seen.owed if duty.start <= desk.now],
    }  # fmt: skip
    context["agenda"] = f"/trays/{key}/agenda/" if desk.council.protocol.trays[name.tray].taken_at else ""
    context["allocates"] = tray_together.may_allocate(desk, teams)
    context["together"] = tray_together.panel(desk, ticked, bool(allocate)) if ticked else None
    return render(request, "tray.jinja", {**context, **(more or {})}, status=status)


def stopped(request: HttpRequest, key: str, chosen: list[str], says: str, status: int = 422) -> HttpResponse:
    """The page again, where nothing was done for those ticked, and why."""
    return show(request, key, chosen=chosen, more={"errors": [{"text": says, "name": "rows"}]}, status=status)


def named(desk: Desk, key: str) -> worklists.TrayName:
    """The tray, if the reader may see it; otherwise it is not there."""
    found = next(
        (t for t in worklists.trays_for(desk.council, desk.person, desk.now, count=False) if t.key == key),
        None,
    )
    if found is None:
        raise Http404
    return found


def acknowledging(council: Council) -> tuple[str, ...]:
    """The acts by which a receiving team says that a child has arrived: one click, owed from the sending."""
    protocol = council.protocol
    sending = {n.partition(".")[0] for route in protocol.routes for n in c.names_in(route.at)} | set(
        protocol.route
    )
    found = []
    for duty in protocol.duties.values():
        act = protocol.acts.get(duty.act or "")
        from_sending = any(trigger.name in sending for trigger in duty.from_)
        plain = isinstance(act, Act) and act.lasts == "move" and possible.is_plain(council, duty.act or "")
        if from_sending and plain and duty.act:
            found.append(duty.act)
    return tuple(dict.fromkeys(found))


def saying(council: Council, tray: str) -> tuple[str, ...]:
    """The acts that a row of a tray tells of: those that fill the forms by which children are sent, and what the wait counts
    from."""
    protocol = council.protocol
    sending = {n.partition(".")[0] for route in protocol.routes for n in c.names_in(route.at)}
    forms = {protocol.moments[name].fills for name in sending if name in protocol.moments} - {None}
    counted = {label.days_since for label in protocol.labels.values()} | {protocol.trays[tray].since}
    return tuple(
        name for name, moment in protocol.moments.items() if moment.fills in forms or name in counted
    )


def row(
    desk: Desk, on: worklists.TrayName, one: Waiting, acknowledging: tuple[str, ...], ours: tuple[str, ...]
) -> Context:
    """One child: how long is left, what is asked, from whom, since when, acknowledged or not, whose."""
    council, sent = desk.council, one.sent
    timed = sorted(
        (d for d in one.duties if d.due), key=lambda d: (d.owner_of not in ours, not d.safety, d.due)
    )
    first = timed[0] if timed else None
    put = _put(desk, on, one)
    by = put.by if put else sent.by if sent else ""
    received = put.at if put else sent.at if sent else one.received
    return {
        "ref": one.ref, "name": one.child or "A child whose name is not known", "href": f"/cases/{one.ref}/",
        "siblings": [
            {"name": s.child, "here": s.tray == on.key, "worker": naming.person(council, s.worker) if s.worker else ""}
            for s in one.siblings
        ],
        "clock": clocks.clock(desk.now, first.due, first.warn, first.title, first.at_once) if first else None, "urgent": one.rank <= 1,
        "asked": naming.label(council, one.label), "highlights": _highlights(desk, one), "asked_for": one.asked_for,
        "from": _from(desk, one, put),
        "by": naming.person(council, by) if by else "",
        "received": clocks.moment(desk.now, received) if received else "",
        "waited": f"waiting {clocks.between(received, desk.now)}" if received and received <= desk.now else "",
        "lives": _lives(desk, one, ours), "opened": _opened(desk, one),
        "acknowledged": _acknowledged(desk, one, acknowledging), "unallocated": not one.worker,
        "worker": naming.person(council, one.worker) if one.worker else "Nobody yet",
    }  # fmt: skip


def _put(desk: Desk, on: worklists.TrayName, one: Waiting) -> DoneLine | None:
    """What put the child on a tray that another team works from, while whoever had the child has them still."""
    since = desk.council.protocol.trays[on.tray].since
    return next((d for d in reversed(one.done) if d.act == since), None) if since else None


def _from(desk: Desk, one: Waiting, put: DoneLine | None) -> str:
    if one.sent is None:
        return "A contact"
    return naming.team(desk.council, one.sent.to if put else one.sent.origin)


def _lives(desk: Desk, one: Waiting, ours: tuple[str, ...]) -> str:
    """'Lives in Bredbury', for a child whose home is in a place that these teams do not serve."""
    places = desk.council.places
    served = {desk.council.teams[team].place for team in ours if team in desk.council.teams} - {""}
    return (
        f"Lives in {places[one.home].name}"
        if served and one.home in places and one.home not in served
        else ""
    )


def _opened(desk: Desk, one: Waiting) -> dict[str, str]:
    """Who here first opened the record of a child who was sent here; that nobody has."""
    if not one.sent:
        return {}
    if not one.opened:
        return {"text": "Not opened yet", "kind": "soon"}
    by, at = one.opened
    return {"text": f"Opened {clocks.moment(desk.now, at)}, {naming.person(desk.council, by)}", "kind": ""}


def _highlights(desk: Desk, one: Waiting) -> list[str]:
    """What the label always says, and what was confirmed with a yes on the form that sent the child here."""
    protocol = desk.council.protocol
    route = protocol.route.get(one.sent.route) if one.sent else None
    acts = {n.partition(".")[0] for n in c.names_in(route.at)} if route else set()
    forms = {protocol.moments[a].fills for a in acts if a in protocol.moments} - {None}
    answers: dict[str, str] = {}
    for done in one.done:
        moment = protocol.moments.get(done.act)
        if moment and moment.fills in forms:
            answers.update(done.fields)
    sent = [protocol.records[form or ""] for form in forms]
    rows = {name: row for form in sent if not form.seen_by for name, row in form.fields.items()}
    said = [row.label for name, row in rows.items() if row.kind == "confirm" and answers.get(name) == "yes"]
    label = protocol.labels.get(one.label)
    if label is None or not label.highlight:
        return list(dict.fromkeys(said))
    return list(dict.fromkeys([f"{label.highlight}{_days(desk, one, label.days_since)}", *said]))


def _days(desk: Desk, one: Waiting, since: str | None) -> str:
    """How many days the label of a row has been counting."""
    if since == "point_of_transfer":
        return child_header.days_since(desk, one.sent.at if one.sent else None)
    return child_header.days_since(desk, next((d.at for d in reversed(one.done) if d.act == since), None))


def _acknowledged(desk: Desk, one: Waiting, acts: tuple[str, ...]) -> dict[str, str]:
    since = one.sent.at if one.sent else None
    done = next((d for d in reversed(one.done) if d.act in acts and (since is None or d.at >= since)), None)
    if done:
        return {
            "text": f"{clocks.moment(desk.now, done.at)}, {naming.person(desk.council, done.by)}",
            "kind": "",
        }
    owed = next((d for d in one.duties if d.act in acts), None)
    return {"text": "Not yet", "kind": "soon"} if owed else {"text": "Not asked for", "kind": ""}


def _counts(seen: Seen, show: str) -> list[Context]:
    texts = {name: str(number) if number <= 1000 else "1,000+" for name, number in seen.counts.items()}
    return [
        {"number": texts[name], "text": text, "href": f"?show={name}", "current": name == show}
        for name, text in COUNTS
    ]


def _left_in(seen: Seen) -> str:
    """What a filter does not hide, said in words."""
    left = [one for one in seen.rows if not one.asked_for]
    if not left:
        return ""
    urgent = sum(1 for one in left if one.rank <= 1)
    parts = [
        f"{urgent} urgent" if urgent else "",
        f"{len(left) - urgent} overdue or asked at once" if len(left) > urgent else "",
    ]
    return f"{' and '.join(p for p in parts if p)} shown although the filter leaves {'it' if len(left) == 1 else 'them'} out."


def _recent(desk: Desk, move: MoveLine, teams: list[str]) -> Context:
    came = move.to in teams
    other = naming.team(desk.council, move.origin if came else move.to)
    route = desk.council.protocol.route.get(move.route)
    return {
        "ref": move.ref, "name": move.child or "A child", "says": f"came from {other}" if came else f"went to {other}",
        "at": clocks.moment(desk.now, move.at), "by": naming.person(desk.council, move.by),
        "route": route.name if route else "Decided outside the routes", "clauses": route.cites if route else (),
    }  # fmt: skip


def _chosen(seen: Seen, chosen: list[str], allocate: str) -> list[str]:
    """The rows that are ticked: those asked for, or one child with the brothers and sisters in this tray."""
    here = {one.ref: one for one in seen.rows}
    if allocate in here:
        near = [s.ref for s in here[allocate].siblings if s.ref in here and not s.worker]
        return [allocate, *near]
    return [ref for ref in chosen if ref in here]


def _note(desk: Desk, key: str) -> str:
    found = desk.council.protocol.trays.get(key.partition(":")[0])
    return found.note if found else ""


def _show(request: HttpRequest) -> str:
    asked = request.GET.get("show", "all")
    return asked if asked in tray_lists.SHOWS else "all"


def _page(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return max(1, int(text)) if text.isdigit() and len(text) < 5 else 1


def _review(request: HttpRequest, desk: Desk, seen: Seen) -> None:
    """Opening the tray is the review that is owed of it today, for whoever owes it, where that asks nothing."""
    today, owners = (
        wt.local(desk.now).date().isoformat(),
        worklists.owners_of(desk.council, desk.person, desk.now),
    )
    for duty in seen.owed:
        mine = f"{duty.owner_role}|{duty.owner_of}" in owners
        if mine and duty.item == today and possible.is_plain(desk.council, duty.act, "", duty.item):
            try:
                acting.do(case=duty.ref, act=duty.act, by=desk.person, item=duty.item)
            except (Refused, Stale):
                continue
            messages.success(request, f"{duty.title}: noted for today, because you opened this tray.")
            later(request, present.now())
