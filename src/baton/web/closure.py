"""Closure check: what is open before involvement can end, for this child and each brother and sister of the contact.

Which acts end involvement, and what the page is called, are the procedure's words (`pages`); what each still asks is a
checklist like that of a transfer. A brother or sister whose record the reader may not see is named, and no more.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from baton.casework.file import Done, File
from baton.casework.view import View
from baton.protocol.schema import PageShows
from baton.services import acting, reading
from baton.services.reading import Opened
from baton.web import clocks, naming, pages_named, possible
from baton.web.addresses import act_form
from baton.web.asking import Desk, desk_of
from baton.web.case import frame_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record
from baton.web.outstanding import Checklist

Context = dict[str, Any]


@open_to(SIGNED_IN, "GET")
def closure(request: HttpRequest, ref: str) -> HttpResponse:
    """This child first, then each brother and sister; at the top, who is not complete."""
    desk, opened = desk_of(request), open_record(request, ref, "closure")
    rule = pages_named.named(desk, opened.file, "closure")
    if rule is None:
        raise Http404
    rows = [_child(desk, opened, rule)]
    rows += [_other(desk, view.file, rule) for view in opened.related if view.relation == "siblings"]
    return render(request, "closure.jinja", {
        **frame_of(desk, opened.file, "closure"), "rows": rows, "says": _summary(rows), "clauses": rule.cites,
        "top": pages_named.top(desk, opened.file, "closure"), "shows": rule.shows,
    })  # fmt: skip


def _other(desk: Desk, file: File, rule: PageShows) -> Context:
    """A brother or sister: in full for whoever works with them, and that opening is logged as any other."""
    if not reading.relation_of(desk.council, file, desk.person):
        return {**_heading(desk, file), "state": "hidden", "says": "You do not work with this child."}
    return _child(desk, reading.open_case(file.ref, desk.person, page="closure"), rule)


def _heading(desk: Desk, file: File) -> Context:
    where = naming.team(desk.council, file.holder) if file.holder else "nobody"
    worker = f" ({naming.person(desk.council, file.worker)})" if file.worker else ""
    href = reverse("closure", kwargs={"ref": file.ref})
    return {
        "name": naming.subject(desk.council, file),
        "href": href,
        "where": f"{where}{worker}",
        "checks": [],
        "open": 0,
    }


def _child(desk: Desk, opened: Opened, rule: PageShows) -> Context:
    file, heading = opened.file, _heading(desk, opened.file)
    ended = _ended(file, rule)
    if ended is not None:
        by, at = naming.person(desk.council, ended.by), clocks.moment(desk.now, ended.at)
        says = f"Complete: {naming.act(desk.council, ended.name)}, {by}, {at}."
        return {**heading, "state": "complete", "says": says}
    can = acting.offered_of(desk.council, file, desk.person, opened.related)
    offered = {one.name: one for one in possible.acts(desk.council, can)}
    view = View(desk.council, file, desk.now, related=opened.related)
    checks = [
        _check(desk, Checklist(desk, view, offered), name) for name in rule.acts if offered[name].belongs
    ]
    if not checks:
        return {**heading, "state": "apart", "says": "Nothing here ends involvement as things stand."}
    still = checks[0]["open"]
    says = (
        f"Not complete: {still} {'thing is' if still == 1 else 'things are'} open."
        if still
        else "Nothing is open."
    )
    return {
        **heading,
        "state": "incomplete" if still else "ready",
        "says": says,
        "checks": checks,
        "open": still,
    }


def _ended(file: File, rule: PageShows) -> Done | None:
    """How involvement ended last, where nothing has begun since."""
    found = next((d for d in reversed(file.done) if d.name in rule.acts and d.counts and not d.planned), None)
    return found if found is not None and found.move == file.move else None


def _check(desk: Desk, list_: Checklist, name: str) -> Context:
    lines = list_.lines({name: None})
    open_ = [line for line in lines["missing"] if line["says"].startswith("Blocks") and not line["asked"]]
    form = [line for line in lines["missing"] if line["asked"]]
    offered = list_.offered[name]
    return {
        "title": offered.moment.name, "clauses": offered.moment.cites, "open": len(open_), "blocks": open_, "form": form,
        "asked": [line for line in lines["missing"] if line not in open_ and line not in form], "order": lines["order"], "apart": lines["apart"],
        "href": act_form(list_.file.ref, name) if offered.can else "", "label": offered.moment.label or offered.moment.name,
    }  # fmt: skip


def _summary(rows: list[Context]) -> str:
    """Who of the children is not complete, by name."""
    parts = (("Not complete", "incomplete"), ("Ready to close", "ready"), ("Complete", "complete"))
    said = [(words, [row["name"] for row in rows if row["state"] == state]) for words, state in parts]
    return " ".join(f"{words}: {', '.join(names)}." for words, names in said if names)
