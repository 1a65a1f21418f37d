"""Contacts: the list, one contact with what may be decided, and what to tell the caller once it is logged.

/contacts/            those without a decision, the longest waiting first
/contacts/<ref>/      what was said, and every outcome the procedure has, none chosen
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.council import Council
from baton.casework.file import File
from baton.protocol.deciding import deciding_acts
from baton.protocol.schema import Moment
from baton.records import contact_lists, models, stores
from baton.records.contact_lists import PAGE, Seen, Wanted
from baton.services import acting
from baton.services.reading import Opened
from baton.web import clocks, earlier, naming
from baton.web.addresses import act_form
from baton.web.asking import Desk, NeedsReason, NoSuchCase, desk_of
from baton.web.child_header import age
from baton.web.contact_decisions import choices
from baton.web.doors import SIGNED_IN, open_to
from baton.web.opening import open_record

STATES = (("undecided", "Not decided yet"), ("decided", "Decided"), ("all", "All"))
CONSENT = {
    "given": "given", "refused": "refused", "not_asked": "not asked", "not_achieved": "asked for and not achieved",
}  # fmt: skip


def seen_by(desk: Desk) -> Seen:
    """Which contacts a reader may see: all of them for those who may read every record."""
    roles = desk.council.protocol.roles
    every = any(roles[role].reads_all for role in desk.roles if role in roles)
    mine = desk.appointments
    return Seen(
        desk.council.id, desk.person, every, tuple(a.team for a in mine if a.team and not desk.council.own_only(a.team)),
        tuple(a.place or desk.council.team(a.team).place for a in mine if a.place or desk.council.team(a.team).place),
    )  # fmt: skip


@open_to(SIGNED_IN)
def contacts(request: HttpRequest) -> HttpResponse:
    """The list."""
    desk = desk_of(request)
    wanted, wrong = _wanted(request, desk)
    seen = seen_by(desk)
    found = contact_lists.listed(seen, wanted)
    counts = contact_lists.counts(seen, wanted)
    tabs = [
        {
            "number": counts[state],
            "text": text,
            "href": _without(request, state=state),
            "current": wanted.state == state and not wanted.danger,
        }
        for state, text in STATES
    ]
    tabs.insert(1, {
        "number": counts["danger"], "text": "Child in danger, not decided",
        "href": _without(request, state="undecided", danger="yes"), "current": wanted.danger,
    })  # fmt: skip
    return render(request, "contacts.jinja", {
        "errors": wrong, "tabs": tabs, "wanted": wanted, "query": request.GET,
        "rows": [_row(desk, row) for row in found[:PAGE]], "state_name": dict(STATES)[wanted.state],
        "older": _without(request, page=str(wanted.page + 1)) if len(found) > PAGE else "",
        "newer": _without(request, page=str(wanted.page - 1)) if wanted.page > 1 else "",
        "chosen": _chosen(request), "all_seen": seen.all,
        "sources": [{"value": "", "text": "Any"}, *({"value": s, "text": s} for s in contact_lists.sources(desk.council.id))],
    })  # fmt: skip


def _wanted(request: HttpRequest, desk: Desk) -> tuple[Wanted, list[dict[str, str]]]:
    query, wrong = request.GET, []
    days: dict[str, datetime | None] = {"from": None, "to": None}
    for name in days:
        text = query.get(name, "").strip()
        try:
            days[name] = _midnight(text, 1 if name == "to" else 0) if text else None
        except ValueError as unread:
            wrong.append({"name": name, "text": str(unread)})
    state = query.get("state", "undecided")
    page = query.get("page", "1")
    return Wanted(
        deciding_acts(desk.council.protocol), state if state in dict(STATES) else "undecided",
        query.get("q", "").replace("\x00", "").strip()[:100], query.get("source", "").replace("\x00", "")[:120],
        days["from"], days["to"], query.get("danger") == "yes", int(page) if page.isdigit() and len(page) < 5 else 1,
    ), wrong  # fmt: skip


def _midnight(text: str, later: int) -> datetime:
    day = wt.parse_date(text) + timedelta(days=later)
    return wt.from_local(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - local, made aware here


def _without(request: HttpRequest, **changed: str) -> str:
    kept = {k: v for k, v in request.GET.items() if v and k not in ("page", *changed) and k != "danger"}
    return "?" + urlencode({**kept, **{k: v for k, v in changed.items() if v}})


def _chosen(request: HttpRequest) -> list[dict[str, str]]:
    words = {"q": "Named", "source": "From", "from": "Since", "to": "Until"}
    return [
        {"text": f"{words[k]}: {v}", "href": _without(request, **{k: ""})}
        for k, v in request.GET.items()
        if v and k in words
    ]


def _row(desk: Desk, row: dict[str, Any]) -> dict[str, Any]:
    council, decided = desk.council, row["decided_act"]
    outcome = (
        naming.outcome(council, decided, row["decided_outcome"]) if decided and row["decided_outcome"] else ""
    )
    return {
        "ref": row["contact__ref"], "case": row["ref"], "child": row["child__name"] or "Name not known",
        "born": row["child__born"], "number": row["child__number"], "danger": row["contact__immediate_danger"],
        "received": clocks.moment(desk.now, row["contact__received_at"]),
        "received_iso": clocks.iso(row["contact__received_at"]),
        "waiting": clocks.ago(desk.now, row["contact__received_at"]),
        "source": row["contact__source"], "reason": row["contact__reason"],
        "holder": naming.team(council, row["holder_team"]) if row["holder_team"] else "Closed",
        "decided": outcome or (naming.act(council, decided) if decided else ""),
        "decided_by": naming.person(council, row["decided_by"]) if decided else "",
        "decided_at": clocks.moment(desk.now, row["decided_at"]) if row["decided_at"] else "",
        "clock": clocks.clock(desk.now, row["next_due"]) if not decided and not row["closed_at"] else None,
    }  # fmt: skip


@open_to(SIGNED_IN)
def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """One contact: what was said on the left, what may be decided on the right."""
    desk, found = _contact(request, ref)
    opened = _open_each(request, found, "contact")
    if isinstance(opened, HttpResponse):
        return opened
    chosen = next((o for o in opened if o.ref == request.GET.get("case")), opened[0])
    offered = acting.offered_of(desk.council, chosen.file, desk.person, chosen.related)
    children = [child for _, _, child, _ in contact_lists.cases_of(found) if child]
    acts = deciding_acts(desk.council.protocol)
    others = earlier.lines(desk, [one.ref for one in opened])
    return render(request, "contact.jinja", {
        "contact": _said(desk, found), "council": desk.council.id,
        "children": [{**_child(desk, one, one.ref == chosen.ref, found.ref, len(opened) > 1), **_before(one, others)} for one in opened],
        "chosen": {"ref": chosen.ref, "name": naming.child(chosen.file.child)},
        "choices": choices(desk, chosen.file, offered, chosen.related), "decided": _decided(desk, chosen.file, acts),
        "items": _items(desk, chosen.file, offered),
        "repeats": [_row(desk, row) for row in contact_lists.repeats(found, children, acts)],
    })  # fmt: skip


def _contact(request: HttpRequest, ref: str) -> tuple[Desk, models.Contact]:
    desk = desk_of(request)
    found = contact_lists.of(desk.council.id, ref)
    if found is None:
        raise Http404
    return desk, found


def _open_each(request: HttpRequest, found: models.Contact, page: str) -> list[Opened] | HttpResponse:
    """Every child of the contact that the reader may open, each opening logged; where none, a reason is asked for."""
    opened, asked = [], ""
    for ref, *_ in contact_lists.cases_of(found):
        try:
            opened.append(open_record(request, ref, page))
        except NeedsReason:
            asked = asked or ref
    if not opened:
        if not asked:
            raise NoSuchCase(found.ref)
        back = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('say_why', kwargs={'ref': asked})}?{back}")
    return opened


def _said(desk: Desk, found: models.Contact) -> dict[str, Any]:
    answers = dict(found.answers)
    told, why = answers.pop("told", ""), answers.pop("consent_why", "")
    agencies = answers.pop("agencies", "")
    caller = [found.caller.get(n, "") for n in ("name", "work", "phone")]
    consent = CONSENT.get(found.consent, found.consent.replace("_", " "))
    rows = [
        ("Received", f"{wt.words_for(found.received_at)}, {clocks.ago(desk.now, found.received_at)}"),
        ("Written down", f"{wt.words_for(found.recorded_at)} by {naming.person(desk.council, found.by)}"),
        ("Who called", ", ".join(part for part in caller if part)), ("Source", found.source), ("Reason", found.reason),
        ("Consent", consent + (f": {why}" if why else "")), ("What the family has been told", told),
        ("Agencies involved", ", ".join(agencies.split("|")) if agencies else ""),
    ]  # fmt: skip
    rows += [
        (naming.fact(desk.council, n), naming.value(desk.council, n, str(v))) for n, v in answers.items() if v
    ]
    return {
        "ref": found.ref, "story": found.story, "danger": found.immediate_danger,
        "rows": [{"key": key, "value": value} for key, value in rows if value],
    }  # fmt: skip


def _child(desk: Desk, one: Opened, chosen: bool, contact_ref: str, many: bool) -> dict[str, Any]:
    file = one.file
    assert file.child is not None
    duty = clocks.next_of(file.duties)
    return {
        "ref": one.ref, "name": naming.child(file.child), **age(file.child, desk), "number": file.child.number,
        "place": naming.body(desk.council, file.child.place) if file.child.place else "not known",
        "team": naming.team(desk.council, file.holder) if file.holder else "Closed", "chosen": chosen,
        "clock": clocks.of_duty(desk.now, duty, named=True) if duty else None,
        "href": f"{reverse('contact', args=[contact_ref])}?case={one.ref}#decide" if many and not chosen else "",
    }  # fmt: skip


def _before(one: Opened, others: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """Which time this child is with us, and the other cases."""
    child = one.file.child.ref if one.file.child else ""
    return {"stay": naming.stay_words(one.file.stay).capitalize(), "others": others.get(child, [])}


def _decided(desk: Desk, file: File, acts: tuple[str, ...]) -> list[dict[str, str]]:
    council = desk.council
    return [
        {
            "act": naming.act(council, d.name), "outcome": naming.outcome(council, d.name, d.outcome) if d.outcome else "",
            "by": naming.person(council, d.by), "when": clocks.moment(desk.now, d.at),
        }
        for d in file.done
        if d.name in acts and d.counts and not d.planned
    ]  # fmt: skip


def _items(desk: Desk, file: File, offered: list[tuple[str, Any]]) -> list[dict[str, Any]]:
    """What is asked of one agency or person at a time: who was asked, what is still owed, and [Chase]."""
    council, refused = desk.council, dict(offered)
    made = []
    for name, act in council.protocol.acts.items():
        if act.of == "case" and act.asks_item in ("agency", "person") and name in refused:
            made.append(_item_act(desk, file, name, act))
    return made


def _item_act(desk: Desk, file: File, name: str, act: Moment) -> dict[str, Any]:
    council, base = desk.council, act_form(file.ref, name)
    items = dict.fromkeys(d.item for d in file.done if d.name == name and d.item)
    items |= dict.fromkeys(d.item for d in file.duties if d.item and d.open)
    rows = []
    for item in items:
        duty = next((d for d in file.duties if d.item == item and d.open), None)
        asked = file.latest(name, item)
        rows.append({
            "item": naming.person(council, item) if item in council.people else item.replace("_", " "),
            "asked": clocks.moment(desk.now, asked.at) if asked else "",
            "clock": clocks.of_duty(desk.now, duty) if duty else None,
            "what": duty.title if duty else "", "clauses": duty.clauses if duty else (),
            "chase": act_form(file.ref, name, item=item) if duty else "",
        })  # fmt: skip
    return {
        "name": act.name,
        "label": act.label or act.name,
        "href": base,
        "rows": rows,
        "clauses": act.cites,
    }


@open_to(SIGNED_IN)
def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """From the outcome that was chosen to the form that records it."""
    desk, found = _contact(request, ref)
    act, _, outcome = request.GET.get("choice", "").partition(".")
    case = request.GET.get("case", "")
    refs = [row[0] for row in contact_lists.cases_of(found)]
    if act not in deciding_acts(desk.council.protocol) or case not in refs:
        return HttpResponseRedirect(
            f"{reverse('contact', args=[ref])}?case={case if case in refs else refs[0]}&choose=1#decide"
        )
    return HttpResponseRedirect(act_form(case, act, outcome=outcome))


@open_to(SIGNED_IN)
def contact_saved(request: HttpRequest, ref: str) -> HttpResponse:
    """The reference, who has it now, by when they must decide, and what the caller will be told."""
    desk, found = _contact(request, ref)
    files = [stores.load(case).file for case, *_ in contact_lists.cases_of(found)]
    if found.by != desk.person:
        return HttpResponseRedirect(reverse("contact", kwargs={"ref": ref}))
    first = files[0]
    owner = who.accountable(desk.council, first)
    people = [naming.person(desk.council, p) for p in who.people_for(desk.council, owner, desk.now)]
    duties = [d for d in first.duties if d.open]
    return render(request, "contact_saved.jinja", {
        "ref": ref, "danger": found.immediate_danger, "council": desk.council.id,
        "children": [{"name": naming.child(f.child), "ref": f.ref} for f in files],
        "team": naming.team(desk.council, first.holder), "answers": who.owner_words(desk.council, owner), "people": people,
        "duties": [
            {"title": d.title, "who": naming.owner(desk.council, d.role, d.of), "clock": clocks.of_duty(desk.now, d),
             "why": d.why, "clauses": d.clauses, "when": clocks.moment(desk.now, d.due) if d.due else ""}
            for d in duties
        ],
        "letters": _to_the_caller(desk.council),
    })  # fmt: skip


def _to_the_caller(council: Council) -> list[dict[str, Any]]:
    """What the procedure sends to whoever made a contact, and when."""
    return [
        {"about": tell.about, "when": act.name, "clauses": tell.cites}
        for act in council.protocol.acts.values()
        for tell in act.tells
        if "referrer" in tell.also or "caller" in tell.also
    ]
