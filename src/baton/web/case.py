"""A child's case: where things stand, what is running, what can be done, who held the child.

Every page about one case is opened through `opening`, so that each is logged; `frame_of` gives what they share:
the child's header and the tabs.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from baton.casework import who
from baton.casework.deciding import offered
from baton.casework.file import Climb, File
from baton.casework.refusals import Code
from baton.services.reading import Opened
from baton.web import (
    child_header,
    clocks,
    earlier,
    gone_without,
    grouping,
    naming,
    pages_named,
    possible,
    ribbon,
    sheets,
    standing,
    ways_out,
)
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

TABS = (
    ("Overview", "case"), ("Chronology", "chronology"), ("What is known", "known"), ("Family", "family"), ("Transfer", "transfer"), ("Closure check", "closure"), ("Moves", "moves"),
    ("Forms", "forms"), ("Messages", "messages"), ("Who held the child", "who_held"), ("Who has looked", "readers"),
)  # fmt: skip


@open_to(SIGNED_IN, "GET")
def case(request: HttpRequest, ref: str) -> HttpResponse:
    """The overview."""
    desk, opened = desk_of(request), open_record(request, ref, "case")
    file = opened.file
    if file.about != "case":  # a team's or the council's own file has no child to give an overview of
        return redirect("chronology", ref=ref)
    siblings = [view.file for view in opened.related if view.relation == "siblings"]
    acts = possible.acts(desk.council, offered(desk.council, file, desk.person, desk.now, opened.related))
    context = {
        **frame_of(desk, opened, "case"), "standing": standing.paragraph(desk, file, opened.related), "running": standing.running(desk, file),
        "meetings": standing.meetings(desk, file), "top": pages_named.known_of(desk, file, opened.related),
        "climbs": [climb(desk, file, one) for one in file.climbs if one.end is None],
        "can": [_buttons(file, group) for group in grouping.groups(desk, file, acts, opened.related)],
        **_not_now([refused(one) for one in acts if not one.can and one.belongs]),
        "elsewhere": [refused(one) for one in acts if not one.can and not one.belongs],
        "earlier": earlier.lines(desk, [ref]).get(file.child.ref if file.child else "", []),
        "siblings": [_sibling(desk, one) for one in siblings], "ribbon": ribbon.of(desk, file), "moves": len(file.moves),
        "corrections": len(file.corrections), "came_with": sheets.came_with(desk, file), "summary": sheets.summary(desk, file),
        "gone_without": gone_without.of_last_move(desk, file),
        "details": reverse("details", kwargs={"ref": ref}) if _may_put_right(desk, file) else "",
        "outside": ways_out.standing(desk, file, opened.related),
    }  # fmt: skip
    return render(request, "case.jinja", context)


def _may_put_right(desk: Desk, file: File) -> bool:
    return file.child is not None and who.works_with(desk.council, file, desk.person, desk.now)


def frame_of(desk: Desk, opened: Opened, page: str) -> dict[str, Any]:
    """What every page about one case shows: the child's header, the tabs with the one that is open."""
    made, file = [], opened.file
    tabs = [(pages_named.tab(desk, file, name, text), name) for text, name in TABS]
    for text, name in (tab for tab in tabs if tab[0]):
        try:
            made.append(
                {"text": text, "href": reverse(name, kwargs={"ref": file.ref}), "current": name == page}
            )
        except NoReverseMatch:
            continue
    title = next((text for text, name in tabs if name == page), "")
    return {
        "child": child_header.header(desk, file, opened.related),
        "tabs": made,
        "title": title,
        "ref": file.ref,
        "version": file.version,
    }


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


def _not_now(cannot: list[dict[str, Any]]) -> dict[str, Any]:
    """What stops somebody; where that is much, what is only for others to do apart from what waits for something."""
    if len(cannot) <= grouping.FEW:
        return {"cannot": cannot, "theirs": []}
    return {
        "cannot": [one for one in cannot if not one["theirs"]], "theirs": [one for one in cannot if one["theirs"]],
    }  # fmt: skip


def _buttons(file: File, group: grouping.Group) -> dict[str, Any]:
    return {**group, "acts": [button(file, one) for one in group["acts"]]}


def button(file: File, one: possible.Possible) -> dict[str, Any]:
    """An act that can be begun: its form, one click away."""
    moment, filling = one.moment, one.name.startswith("fill_")
    return {
        "text": moment.name if filling else moment.label or moment.name, "name": moment.name, "href": f"/cases/{file.ref}/do/{one.name}/",
        "clauses": moment.cites,
    }  # fmt: skip


def refused(one: possible.Possible) -> dict[str, Any]:
    """An act that cannot be begun: the first reason in sight, the others behind it."""
    first, *others = possible.told(one.stops)
    return {
        "text": one.moment.label or one.moment.name,
        "name": one.moment.name,
        "first": first,
        "others": others,
        "theirs": any(reason.code is Code.NOT_YOURS for reason in one.stops),
    }


def _sibling(desk: Desk, other: File) -> dict[str, Any]:
    return {
        "name": naming.child(other.child), "href": f"/cases/{other.ref}/", "ref": other.ref,
        "team": naming.team(desk.council, other.holder) if other.holder else "Closed",
        "worker": naming.person(desk.council, other.worker) if other.worker else "no worker named yet",
    }  # fmt: skip
