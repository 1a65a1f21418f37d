"""The page of an act: whatever the act, built from the protocol; tried against the core as it is filled in.

A GET shows the form with everything that is missing. A POST does the act for this case and for those of its
brothers and sisters that are ticked, all or none; a refusal gives everything back with all its reasons. A POST
with `check` only looks again at what is missing (that is what the page's script asks for).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from baton.casework import working_time as wt
from baton.casework.acting import as_owed
from baton.casework.deciding import decide
from baton.casework.file import Done, File
from baton.casework.refusals import Refusal
from baton.casework.view import View
from baton.protocol.names import Names
from baton.protocol.schema import FieldRow, Happening, Moment
from baton.records import stores
from baton.services import acting, around, councils, present, reading
from baton.web import beside, child_header, follows, meanwhile, naming, possible, ribbon, unsent
from baton.web.act_form import Form
from baton.web.addresses import act_form
from baton.web.asking import Desk, NoSuchCase, Refused, Stale, desk_of, later
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record
from baton.web.sign_in import local_address
from baton.web.typed import Typed


@dataclass(frozen=True)
class Room:
    """The case, its brothers and sisters on the same contact, and everybody around the child, as they were just loaded."""

    file: File
    siblings: tuple[File, ...]
    related: tuple[View, ...] = ()
    around_siblings: Mapping[str, tuple[View, ...]] = field(default_factory=dict)
    """Everybody around each brother or sister, by reference."""


@open_to(SIGNED_IN, "GET", "POST", keeps_typed=True)
def act(request: HttpRequest, ref: str, act: str) -> HttpResponse:
    """The form of an act, or the act."""
    desk, room = desk_of(request), load(desk_of(request), ref)
    moment = desk.council.protocol.moments.get(act)
    if moment is None or moment.of != room.file.about:
        raise Http404
    typed = Typed.of(
        request.POST if request.method == "POST" else request.GET,
        act,
        rows_of(desk, moment),
        moment.asks_item or "",
    )
    if request.method == "GET":
        open_record(request, ref, "act")
        kept = unsent.take(request)
        if kept is not None:
            back = Typed.of(kept, act, typed.rows, typed.item_kind)
            return _page(request, room, back, came_back=True)
        return _page(
            request,
            room,
            with_known(desk, room.file, typed, moment, room.related),
            present_version=room.file.version,
        )
    if request.POST.get("check"):
        _may_see_why(request, room)
        return _check(request, room, typed)
    return _do(request, room, typed)


def _may_see_why(request: HttpRequest, room: Room) -> None:
    """A form that comes back tells who the child is and how the case stands: whoever does not work with the child says
    first why they look, and what they typed waits for that. Raises NeedsReason."""
    desk = desk_of(request)
    if not reading.relation_of(desk.council, room.file, desk.person):
        unsent.opened(request, room.file.ref, "act")


def load(desk: Desk, ref: str) -> Room:
    """The case with everybody around it, in one statement; of another council it is not there."""
    loaded = stores.around([ref])
    if ref not in loaded or loaded[ref].council.id != desk.council.id:
        raise NoSuchCase(ref)
    row = loaded[ref]
    related = around.related(desk.council, row, loaded.values(), desk.now)
    contact = row.contact_id
    siblings = [one for one in loaded.values() if one.ref != ref and one.contact_id == contact is not None]
    others = stores.around([one.ref for one in siblings]) if siblings and desk.council.protocol.people else {}
    around_them = {one.ref: around.related(desk.council, one, others.values(), desk.now) for one in siblings}
    return Room(row.file, tuple(one.file for one in siblings), related, around_them)


def rows_of(desk: Desk, moment: Moment) -> Mapping[str, FieldRow]:
    """The questions an act asks."""
    rows = dict(desk.council.protocol.records[moment.fills].fields) if moment.fills else {}
    if getattr(moment, "extends", None):  # an extension says until when, and why
        rows.setdefault("until", FieldRow(label="Until when", kind="time", required=True))
        rows.setdefault("why", FieldRow(label="Why", kind="text", required=True, least=10))
    return rows


def with_known(desk: Desk, file: File, typed: Typed, moment: Moment, related: tuple[View, ...] = ()) -> Typed:
    """For the questions not typed yet: what is known already, and what was written on the same form beforehand."""
    if not moment.fills:
        return typed
    view = View(desk.council, file, desk.now, related=related)
    starts = {
        f"f-{name}": _start(view, row) for name, row in typed.rows.items() if row.starts_as or row.starts_in
    }
    sheets: list[Done] = [d for d in file.done if d.name == f"fill_{moment.fills}" and d.stay == file.stay]
    written = {f"f-{name}": str(value) for d in sheets for name, value in d.fields.items()}
    known: dict[str, str] = {**starts, **written}
    many = {name: tuple(value.split("|")) for name, value in known.items()}
    return Typed(typed.act, {**known, **typed.sent}, {**many, **typed.many}, typed.rows, typed.item_kind)


def _start(view: View, row: FieldRow) -> str:
    """What a question starts as: the first that is known; a person's name where a line asks for one."""
    source, known = next(((name, said) for name in row.starts_as if (said := view.value(name))), ("", ""))
    if not known and row.starts_in:
        return wt.local(view.council.ends(view.now, row.starts_in)).date().isoformat()
    asked = Names(view.council.protocol).field(source) if source else None
    if asked is not None and asked.kind == "person" and row.kind != "person":
        return naming.person(view.council, known)
    return known


def seen(desk: Desk, room: Room, typed: Typed) -> File:
    """The case as the act is held against it: of what this person owes for an earlier move, as it is seen in that move."""
    return as_owed(View(desk.council, room.file, desk.now, related=room.related), typed.act, desk.person)


def trial(desk: Desk, room: Room, typed: Typed) -> tuple[Refusal | None, Mapping[str, int]]:
    """Why the act cannot be saved as it stands (None where it can), and the caseloads of who could be named."""
    people = [
        p for row in typed.rows.values() if row.kind == "person" and row.role for p in desk.council.people
    ]
    loads = councils.caseloads(desk.council.id, people) if people else {}
    council = councils.with_caseloads(desk.council, acting.named_in(desk.council, typed.command(desk.person)))
    decision = decide(council, room.file, typed.command(desk.person), desk.now, room.related)
    return (decision if isinstance(decision, Refusal) else None), loads


def _do(request: HttpRequest, room: Room, typed: Typed, version: int | None = None) -> HttpResponse:
    desk, ref = desk_of(request), room.file.ref
    form = Form(desk, room.file, typed.act, typed, tried=True)
    if typed.wrong:
        return _page(request, room, typed, tried=True)
    command, siblings = typed.command(desk.person), {other.ref for other in room.siblings}
    cases = [ref, *(other for other in typed.many.get("also", ()) if other in siblings)]
    try:
        saved = acting.do_together(
            cases=cases, act=form.name, by=desk.person, outcome=command.outcome, item=command.item, at=command.at,
            fields=command.fields, reasons=command.reasons, danger=command.danger, team=command.team,
            route=command.route, expect_versions={ref: version or typed.version()},
        ) if not command.planned else (_plan(typed, ref, desk, version),)  # fmt: skip
    except Refused as refused:
        return _page(request, room, typed, tried=True, refused=refused)
    except Stale as stale:
        if version is None and meanwhile.only_time_passed(ref, stale.expected):
            return _do(request, load(desk, ref), typed, stale.actual)
        return _stale(request, load(desk, ref), typed, stale)
    messages.success(request, follows.notice(later(request, present.now()), form.name, saved))
    otherwise = f"/cases/{ref}/" if room.file.about == "case" else "/"
    return redirect(local_address(request, typed.value("next"), otherwise))


def _plan(typed: Typed, ref: str, desk: Desk, version: int | None) -> acting.Saved:
    command = typed.command(desk.person)
    return acting.do(
        case=ref, act=command.name, by=desk.person, item=command.item, at=command.at, fields=command.fields,
        planned=True, expect_version=version or typed.version(),
    )  # fmt: skip


def _stale(request: HttpRequest, room: Room, typed: Typed, stale: Stale) -> HttpResponse:
    """Who changed what meanwhile; everything typed is kept, to be sent again on top of it."""
    desk = desk_of(request)
    changed = meanwhile.changes(desk, room.file, stale.expected)
    return _page(request, room, typed, changed=changed, status=409, present_version=room.file.version)


def _check(request: HttpRequest, room: Room, typed: Typed) -> HttpResponse:
    """What is missing as it stands: the part of the page that the script puts in place, or the whole page."""
    if request.headers.get("X-Requested-With") != "fetch":
        return _page(request, room, typed)
    desk = desk_of(request)
    refusal, loads = trial(desk, room, typed)
    form = Form(
        desk, seen(desk, room, typed), typed.act, typed, refusal, False, room.siblings, loads, room.related
    )
    return render(
        request,
        "act_missing.jinja",
        {
            "missing": form.missing(),
            "because": form.because(),
            "can_never": False,
            "other_forms": other_forms(desk, room.file),
            "prompts": beside.prompts(desk, room.file, typed, room.related),
        },
    )


def _page(
    request: HttpRequest, room: Room, typed: Typed, tried: bool = False, refused: Refused | None = None,
    changed: list[dict[str, str]] | None = None, status: int = 0, present_version: int | None = None,
    came_back: bool = False,
) -> HttpResponse:  # fmt: skip
    desk = desk_of(request)
    if request.method == "POST":
        _may_see_why(request, room)
    refusal, loads = trial(desk, room, typed)
    form = Form(
        desk,
        seen(desk, room, typed),
        typed.act,
        typed,
        refused.refusal if refused else refusal,
        tried,
        room.siblings,
        loads,
        room.related,
    )
    missing = form.missing()
    if refused and refused.ref != room.file.ref:
        name = next((naming.child(s.child) for s in room.siblings if s.ref == refused.ref), "")
        missing = [{**one, "text": f"{name}: {one['text']}"} for one in missing]
    moment = form.moment
    context = {
        "form": form, "moment": moment, "act": typed.act, "ref": room.file.ref, "title": moment.name,
        "label": moment.label or moment.name, "child": child_header.header(desk, room.file, room.related),
        "subject": naming.subject(desk.council, room.file), "errors": missing if tried else [], "missing": missing,
        "stops": possible.told(possible.stops(desk.council, typed.act, form.refusal)), "because": form.because(),
        "texts": guidance(desk, typed.act, moment), "clauses": clauses(desk, moment), "also": also(desk, room, typed),
        "version": present_version if present_version is not None else (typed.version() or ""), "changed": changed, "came_back": came_back,
        "next": typed.value("next"), "back": local_address(request, typed.value("next"), f"/cases/{room.file.ref}/" if room.file.child else "/"), "plannable": isinstance(moment, Happening), "planned": typed.value("planned") == "yes",
        "prompts": beside.prompts(desk, room.file, typed, room.related), "carried": beside.carried(desk, room.file, moment.fills or ""),
        "views": beside.views(desk, room.file, typed.act), "so_far": so_far(desk, room.file, typed.act), "other_forms": other_forms(desk, room.file), "at_open": bool(typed.value("at_day")), "danger_why": typed.value("danger_why"),
    }  # fmt: skip
    return render(request, "act.jinja", context, status=status or (422 if tried else 200))


def other_forms(desk: Desk, file: File) -> dict[str, str]:
    """Where each form of this kind of file is filled in, by its name: what a refusal says of its lines leads there."""
    moments, records = desk.council.protocol.moments, desk.council.protocol.records
    return {
        records[moment.fills].name: act_form(file.ref, name)
        for name, moment in moments.items()
        if moment.fills and moment.of == file.about
    }


def so_far(desk: Desk, file: File, act: str) -> dict[str, Any] | None:
    """Who had the child until now, beside an act that decides where the child goes."""
    decides = act in desk.council.rules.deciding and file.about == "case"
    return ribbon.so_far(desk, file) if decides else None


def also(desk: Desk, room: Room, typed: Typed) -> list[dict[str, Any]]:
    """Brothers and sisters for whom the same can be done; ticked where nothing asked is about one child alone."""
    made = []
    for other in room.siblings:
        decision = decide(
            desk.council, other, typed.command(desk.person), desk.now, room.around_siblings.get(other.ref, ())
        )
        why = possible.stops(desk.council, typed.act, decision if isinstance(decision, Refusal) else None)
        about_one = any(row.kind in ("text", "line") for row in typed.rows.values())
        ticked = (
            other.ref in typed.many["also"]
            if "also" in typed.many
            else not (about_one or why or typed.sent.get("version"))
        )
        made.append({
            "ref": other.ref, "name": naming.child(other.child), "ticked": ticked and not why,
            "why_not": why[0].says if why else "",
        })  # fmt: skip
    return made


def guidance(desk: Desk, act: str, moment: Moment) -> list[dict[str, Any]]:
    """The texts pinned to the act or its form, and what the rule itself says."""
    pinned = {f"act:{act}", f"record:{moment.fills}"}
    texts = [
        {"text": g.text, "clauses": g.cites} for g in desk.council.protocol.guidance if pinned & set(g.at)
    ]
    own = [text for text in (moment.says, moment.guidance) if text]
    return [{"text": text, "clauses": ()} for text in own] + texts


def clauses(desk: Desk, moment: Moment) -> list[dict[str, str]]:
    """What the written procedure says of it, clause by clause."""
    known = desk.council.protocol.clause
    return [{"id": c, "section": known[c].section, "does": known[c].does} for c in moment.cites if c in known]
