"""The agenda of a meeting that takes a list one child after another: who waits, longest first, with the meetings that
were held without taking them; recording what is decided of each; what a day's meeting decided; week by week.

Which lists have such a meeting, and by which acts it is recorded, is in the procedure (`taken_at` of a tray).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from baton.casework import who
from baton.casework import working_time as wt
from baton.casework.file import Done, Duty, DutyState, File
from baton.casework.truth import truth, when
from baton.casework.view import View
from baton.protocol.schema import Act, Sitting
from baton.records import stores, worklists
from baton.services import filing
from baton.web import act, act_form, beside, clocks, naming, tray
from baton.web.addresses import act_form as address_of
from baton.web.asking import Desk, desk_of
from baton.web.doors import SIGNED_IN, open_to
from baton.web.typed import Typed

Context = dict[str, Any]
WEEKS = 8
"""How many of the latest periods are shown."""


@dataclass(frozen=True)
class Room:
    """A list, the meeting that takes it, and the file in which the meeting is recorded."""

    desk: Desk
    key: str
    sitting: Sitting
    own: File
    day: date

    @property
    def held(self) -> list[date]:
        """The days on which it was held, the latest first."""
        found = {_day(d) for d in self.own.done if d.name == self.sitting.held and d.counts and not d.planned}
        return sorted(found, reverse=True)

    @property
    def address(self) -> str:
        """This page, at this day."""
        return f"/trays/{self.key}/agenda/?{urlencode({'day': self.day.isoformat()})}"


def _day(done: Done) -> date:
    """The day that it was said of; or on which it was done."""
    try:
        return date.fromisoformat(done.item)
    except ValueError:
        return wt.local(done.at).date()


@open_to(SIGNED_IN, "GET")
def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """Who waits and what was decided; with `open`, the form for one of them."""
    desk = desk_of(request)
    name = tray.named(desk, key)
    rule = desk.council.protocol.trays[name.tray]
    if rule.taken_at is None:
        raise Http404
    room = Room(desk, key, rule.taken_at, _own(desk, rule.taken_at, name.of), _asked_day(request, desk))
    files = [row.file for row in stores.load_many(worklists.agendas.waiting(desk.council.id, key)).values()]
    rows = sorted((_row(room, file) for file in files), key=lambda row: (row["since_at"], row["child"]))
    return render(request, "agenda.jinja", {
        "title": f"{rule.name}: agenda", "key": key, "tray": name.name, "note": rule.note, "clauses": rule.cites,
        "rows": rows, "delayed": sum(1 for row in rows if row["late"]), "open": _opened(request, room, files),
        "day": naming.item(room.day.isoformat()), "day_parts": room.day, "today": room.day == wt.local(desk.now).date(),
        "decided": _decided(room), "days": _days(room), "periods": list(_periods(room)), "record": _record(room),
        "decide": naming.act_label(desk.council, room.sitting.decide), "may": _may(desk, room.sitting.decide, files),
    })  # fmt: skip


def agendas(desk: Desk) -> list[Context]:
    """The agendas that the reader may see, with how many wait."""
    trays = desk.council.protocol.trays
    return [
        {"name": one.name, "href": f"/trays/{one.key}/agenda/", "waiting": one.waiting}
        for one in worklists.trays_for(desk.council, desk.person, desk.now)
        if trays[one.tray].taken_at is not None
    ]


def _own(desk: Desk, sitting: Sitting, of: str) -> File:
    """The council's own file, or the team's, in which the meeting is recorded."""
    about = desk.council.protocol.moments[sitting.held].of
    ref = filing.reference(desk.council.id, about, of if about == "team" else "")
    found = stores.load_many([ref])
    return found[ref].file if ref in found else File(ref, desk.council.id, about=about)


def _asked_day(request: HttpRequest, desk: Desk) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return wt.local(desk.now).date()


def _may(desk: Desk, name: str, files: Sequence[File]) -> bool:
    """Whether the reader may record what is decided of anybody here."""
    rule = desk.council.protocol.acts[name]
    return any(who.may(desk.council, file, desk.person, rule.by, desk.now) for file in files)


# ---- who waits


def _row(room: Room, file: File) -> Context:
    """One child: since when, how many meetings were held since without taking them, what is asked, late or not."""
    desk, sitting = room.desk, room.sitting
    since = when(sitting.since, View(desk.council, file, desk.now)) if sitting.since else None
    start = since or file.opened or desk.now
    asked = wt.local(start).date()
    missed = [day for day in room.held if asked < day < wt.local(desk.now).date()]
    owed = [d for d in file.duties if d.open and d.act == sitting.decide]
    record = desk.council.protocol.moments[sitting.decide].fills or ""
    return {
        "ref": file.ref, "child": naming.child(file.child), "href": f"/cases/{file.ref}/", "since_at": start,
        "since": naming.item(asked.isoformat()), "waited": clocks.between(start, desk.now), "missed": len(missed),
        "late": any(d.state is DutyState.LATE for d in owed), "team": naming.team(desk.council, file.holder),
        "worker": naming.person(desk.council, file.worker) if file.worker else "nobody named yet",
        "asked": beside.carried(desk, file, record), "open": f"{room.address}&{urlencode({'open': file.ref})}#decide",
    }  # fmt: skip


def _opened(request: HttpRequest, room: Room, files: Sequence[File]) -> Context | None:
    """The form by which what is decided of one of them is recorded, with the day of the meeting filled in."""
    desk, sitting = room.desk, room.sitting
    file = next((one for one in files if one.ref == request.GET.get("open", "")), None)
    if file is None:
        return None
    moment = desk.council.protocol.moments[sitting.decide]
    sent = {f"f-{sitting.day.partition('.')[2]}": room.day.isoformat(), "next": room.address}
    typed = Typed(sitting.decide, sent, {}, act.rows_of(desk, moment), moment.asks_item or "")
    return {
        "form": act_form.Form(desk, file, sitting.decide, typed), "ref": file.ref, "act": sitting.decide,
        "child": naming.child(file.child), "version": file.version, "next": room.address,
        "whole": address_of(file.ref, sitting.decide, next=room.address),
    }  # fmt: skip


# ---- what was decided, and when meetings were held


def _decided(room: Room) -> list[Context]:
    """The minute of a day: each child with what was decided, and what was left open."""
    desk, sitting = room.desk, room.sitting
    field = sitting.day.partition(".")[2]
    found = worklists.agendas.decided(desk.council.id, sitting.decide, field, room.day)
    files = stores.load_many([one.ref for one in found])
    rows = [_minute(room, files[one.ref].file, one.number) for one in found if one.ref in files]
    return sorted(rows, key=lambda row: str(row["child"]))


def _minute(room: Room, file: File, number: int) -> Context:
    desk, council = room.desk, room.desk.council
    done = next(d for d in file.done if d.number == number)
    record = council.protocol.records[council.protocol.moments[done.name].fills or ""]
    view, said, blank = View(council, file, desk.now, current=done), [], []
    for name, row in record.fields.items():
        given = done.fields.get(name, "")
        if given and room.sitting.day.partition(".")[2] != name:
            said.append({"key": row.label, "value": naming.answer(council, row, given)})
        elif not given and row.kind == "person" and (row.if_ is None or truth(row.if_, view)):
            blank.append(f"{row.label}: nobody named")
    return {
        "child": naming.child(file.child), "href": f"/cases/{file.ref}/", "said": said, "blank": blank,
        "outcome": naming.outcome(council, done.name, done.outcome), "by": naming.person(council, done.by),
    }  # fmt: skip


def _days(room: Room) -> list[Context]:
    """The meetings that were held, each with its minute."""
    return [
        {"text": naming.item(day.isoformat()), "href": f"?{urlencode({'day': day.isoformat()})}", "current": day == room.day}
        for day in room.held[:WEEKS]
    ]  # fmt: skip


def _periods(room: Room) -> Iterator[Context]:
    """Each period in which a meeting is owed, the latest first: held on which day, still to come, or none at all."""
    owed = [d for d in room.own.duties if d.act == room.sitting.held and d.due is not None]
    for duty in sorted(owed, key=lambda d: d.start, reverse=True)[:WEEKS]:
        held = [day for day in room.held if _within(duty, day)]
        yield {
            "start": naming.item(wt.local(duty.start).date().isoformat()), "clauses": duty.clauses,
            "held": " and ".join(naming.item(day.isoformat()) for day in sorted(held)),
            "none": not held and duty.due is not None and duty.due <= room.desk.now,
        }  # fmt: skip


def _within(duty: Duty, day: date) -> bool:
    start = wt.local(duty.start).date()
    return start <= day and (duty.due is None or day < wt.local(duty.due).date())


def _record(room: Room) -> Context | None:
    """The link by which today's meeting is recorded, for whoever may and while it is not."""
    desk, name = room.desk, room.sitting.held
    moment = desk.council.protocol.moments[name]
    if not isinstance(moment, Act) or room.day in room.held:
        return None
    if not who.may(desk.council, room.own, desk.person, moment.by, desk.now):
        return None
    return {
        "text": moment.label or moment.name, "clauses": moment.cites,
        "href": address_of(room.own.ref, name, item=room.day.isoformat(), next=room.address),
    }  # fmt: skip
