"""A child's case: where things stand, what is running, what can be done, who held the child.

Every page about one case is opened through `opening`, so that each is logged; `frame_of` gives what they share:
the child's header and the tabs.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from baton.casework import who
from baton.casework.deciding import offered
from baton.casework.file import Climb, Duty, File
from baton.casework.refusals import Reason
from baton.records import stores
from baton.web import child_header, clocks, earlier, naming, possible, ribbon, sheets, ways_out
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

TABS = (
    ("Overview", "case"), ("Chronology", "chronology"), ("Family", "family"), ("Transfer", "transfer"), ("Moves", "moves"),
    ("Forms", "forms"), ("Messages", "messages"), ("Who held the child", "who_held"), ("Who has looked", "readers"),
)  # fmt: skip


@open_to(SIGNED_IN, "GET")
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """The overview."""
    desk, file = desk_of(request), open_record(request, ref, "case").file
    siblings = [one.file for one in stores.with_siblings([ref]).values() if one.ref != ref]
    acts = possible.acts(desk.council, offered(desk.council, file, desk.person, desk.now))
    context = {
        **frame_of(desk, file, "case"), "standing": standing(desk, file), "running": running(desk, file),
        "climbs": [climb(desk, file, one) for one in file.climbs if one.end is None],
        "can": [button(file, one) for one in acts if one.can],
        "cannot": [refused(one) for one in acts if not one.can and one.belongs],
        "elsewhere": [refused(one) for one in acts if not one.can and not one.belongs],
        "earlier": earlier.lines(desk, [ref]).get(file.child.ref if file.child else "", []),
        "siblings": [_sibling(desk, one) for one in siblings], "ribbon": ribbon.of(desk, file),
        "corrections": len(file.corrections), "came_with": sheets.came_with(desk, file),
        "details": reverse("details", kwargs={"ref": ref}) if _may_put_right(desk, file) else "",
        "outside": ways_out.standing(desk, file),
    }  # fmt: skip
    return render(request, "case.jinja", context)


def _may_put_right(desk: Desk, file: File) -> bool:
    return file.child is not None and who.works_with(desk.council, file, desk.person, desk.now)


def frame_of(desk: Desk, file: File, page: str) -> dict[str, Any]:
    """What every page about one case shows: the child's header, the tabs with the one that is open."""
    made = []
    for text, name in TABS:
        try:
            made.append(
                {"text": text, "href": reverse(name, kwargs={"ref": file.ref}), "current": name == page}
            )
        except NoReverseMatch:
            continue
    title = next((text for text, name in TABS if name == page), "")
    return {
        "child": child_header.header(desk, file),
        "tabs": made,
        "title": title,
        "ref": file.ref,
        "version": file.version,
    }


def standing(desk: Desk, file: File) -> str:
    """Where things stand, in one paragraph composed from the record."""
    parts = [
        _came(desk, file),
        *_held(desk, file),
        _label(desk, file),
        *_clocks(desk, file),
        *_disputed(desk, file),
    ]
    return " ".join(part for part in parts if part)


def _came(desk: Desk, file: File) -> str:
    name, contact = naming.child(file.child), f" with contact {file.contact}" if file.contact else ""
    opened = clocks.when(desk.now, file.opened) if file.opened else "at a time that is not known"
    time = naming.stay_words(file.stay)
    again = f" It is the child's {time}." if time else ""
    return f"{name} came to {desk.council.protocol.protocol.name} {opened}{contact}.{again}"


def _held(desk: Desk, file: File) -> list[str]:
    council, now = desk.council, desk.now
    if file.closed:
        return [f"The case was closed {clocks.when(now, file.closed)}; nobody is responsible now."]
    held = next(i for i in file.involvements if i.kind == "responsible" and i.end is None)
    made = [f"{naming.team(council, held.team)} has been responsible since {clocks.moment(now, held.start)}."]
    named = next((a for a in file.allocations if a.end is None), None)
    if named:
        made.append(
            f"{naming.person(council, named.person)} has been the named worker since {clocks.moment(now, named.start)}."
        )
    else:
        answers = who.owner_words(council, who.accountable(council, file))
        made.append(f"No worker is named yet, so {answers} answers for the child.")
    joint = [
        f"{naming.team(council, i.team)} ({i.why})"
        for i in file.involvements
        if i.kind != "responsible" and i.end is None
    ]
    if joint:
        made.append(f"Working jointly: {', '.join(joint)}.")
    return made


def _label(desk: Desk, file: File) -> str:
    words = child_header.standing(desk, file)
    return f"It stands as: {words}." if words else ""


def _clocks(desk: Desk, file: File) -> list[str]:
    late = [duty for duty in file.duties if duty.open and duty.due and duty.due <= desk.now]
    coming = clocks.next_of(d for d in file.duties if d not in late)
    made = []
    if late:
        names = ", ".join(f"'{duty.title}'" for duty in late[:3])
        made.append(f"Overdue: {names}{f' and {len(late) - 3} more' if len(late) > 3 else ''}.")
    if coming and coming.due:
        owner = naming.owner(desk.council, coming.role, coming.of)
        made.append(f"Next is '{coming.title}', for {owner}, by {clocks.moment(desk.now, coming.due)}.")
    if not late and not coming and not file.closed:
        made.append("No clock is running.")
    return made


def _disputed(desk: Desk, file: File) -> list[str]:
    made = []
    for one in file.climbs:
        ladder = desk.council.protocol.ladders.get(one.ladder)
        if one.end is None and ladder:
            made.append(
                f"{ladder.name} is open, on rung {one.rung} of {len(ladder.rungs)}. {ladder.meanwhile}"
            )
    return made


def running(desk: Desk, file: File) -> list[dict[str, Any]]:
    """Everything owed now, the most urgent first, with who owes it and how its time was worked out."""
    started = [d for d in file.duties if d.open and d.start <= desk.now]
    owed = sorted(started, key=lambda d: (not d.safety, d.due is None, d.due or desk.now, d.key))
    return [_duty(desk, duty) for duty in owed]


def _duty(desk: Desk, duty: Duty) -> dict[str, Any]:
    return {
        "clock": clocks.of_duty(desk.now, duty), "title": duty.title, "who": naming.owner(desk.council, duty.role, duty.of),
        "why": duty.why, "clauses": duty.clauses, "debt": duty.debt, "safety": duty.safety, "started": clocks.moment(desk.now, duty.start),
        "item": naming.item(duty.item) if duty.item else "",
    }  # fmt: skip


def climb(desk: Desk, file: File, one: Climb) -> dict[str, Any]:
    """An escalation or a dispute that is open: on which rung, and what happens to the child meanwhile."""
    ladder = desk.council.protocol.ladders[one.ladder]
    rung = ladder.rungs[one.rung - 1]
    owners = [d for d in file.duties if d.open and d.key.startswith(f"{one.key}/{one.rung}.")]
    return {
        "name": ladder.name, "rung": one.rung, "of": len(ladder.rungs), "says": rung.says, "meanwhile": ladder.meanwhile,
        "since": clocks.moment(desk.now, one.start), "clauses": ladder.cites,
        "who": " and ".join(naming.owner(desk.council, d.role, d.of) for d in owners),
    }  # fmt: skip


def button(file: File, one: possible.Possible) -> dict[str, Any]:
    """An act that can be begun: its form, one click away."""
    moment, filling = one.moment, one.name.startswith("fill_")
    return {
        "text": moment.name if filling else moment.label or moment.name, "name": moment.name, "href": f"/cases/{file.ref}/do/{one.name}/",
        "clauses": moment.cites, "group": _group(one),
    }  # fmt: skip


def _group(one: possible.Possible) -> str:
    if one.name.startswith("fill_"):
        return "Write on a form"
    return "Decide or act" if hasattr(one.moment, "by") else "Record what happened"


def refused(one: possible.Possible) -> dict[str, Any]:
    """An act that cannot be begun: the first reason in sight, the others behind it."""
    first, *others = [_reason(reason) for reason in one.stops]
    return {
        "text": one.moment.label or one.moment.name,
        "name": one.moment.name,
        "first": first,
        "others": others,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    more = reason.needs if reason.needs != reason.says else ""
    return {"says": more if more.startswith(reason.says) else reason.says, "clauses": reason.clauses,
            "needs": "" if more.startswith(reason.says) else more}  # fmt: skip


def _sibling(desk: Desk, other: File) -> dict[str, Any]:
    return {
        "name": naming.child(other.child), "href": f"/cases/{other.ref}/", "ref": other.ref,
        "team": naming.team(desk.council, other.holder) if other.holder else "Closed",
        "worker": naming.person(desk.council, other.worker) if other.worker else "no worker named yet",
    }  # fmt: skip
