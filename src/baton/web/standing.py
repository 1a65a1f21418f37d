"""Where things stand with a child: one paragraph composed from the record, and everything that is running.

paragraph(desk, file)     # 'Ada Bell came to Anytown at 09:00 today ... Overdue: ... Next is ...'
running(desk, file)       # what is owed now, the most urgent first, with the button that does it, or reminds
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from baton.casework import who
from baton.casework.file import Done, Duty, File
from baton.casework.view import View
from baton.protocol.deciding import deciding_acts
from baton.records import worklists
from baton.web import child_header, clocks, my_work, naming, remind
from baton.web.asking import Desk

MOST = 3
"""Of a kind, by name, in the paragraph; the list below it has them all."""


def paragraph(desk: Desk, file: File, related: tuple[View, ...] = ()) -> str:
    """Whole sentences, in the order a colleague would tell it: how the child came, what was decided, who holds
    the child, what presses, what is next, what is planned, what is disputed."""
    parts: tuple[Callable[[Desk, File], list[str]], ...] = (
        _came, _decided, _held, partial(_label, related), _clocks, _debts, _planned, _moving, _disputed,
    )  # fmt: skip
    return " ".join(said for part in parts for said in part(desk, file))


def _came(desk: Desk, file: File) -> list[str]:
    name, contact = naming.child(file.child), f" with contact {file.contact}" if file.contact else ""
    opened = clocks.when(desk.now, file.opened) if file.opened else "at a time that is not known"
    time = naming.stay_words(file.stay)
    again = f" It is the child's {time}." if time else ""
    return [f"{name} came to {desk.council.protocol.protocol.name} {opened}{contact}.{again}"]


def _decided(desk: Desk, file: File) -> list[str]:
    """The last decision about the contact."""
    names = deciding_acts(desk.council.protocol)
    last = next((d for d in reversed(file.done) if d.name in names and d.outcome and d.counts), None)
    if last is None or last.planned:
        return []
    outcome = naming.outcome(desk.council, last.name, last.outcome)
    act, by = naming.act(desk.council, last.name), naming.person(desk.council, last.by)
    return [f"{act} {clocks.when(desk.now, last.at)}, by {by}: {outcome.rstrip('.')}."]


def _held(desk: Desk, file: File) -> list[str]:
    council, now = desk.council, desk.now
    if file.closed:
        return [f"The case was closed {clocks.when(now, file.closed)}; nobody is responsible now."]
    held = next(i for i in file.involvements if i.kind == "responsible" and i.end is None)
    made = [f"{naming.team(council, held.team)} has been responsible since {clocks.moment(now, held.start)}."]
    named = next((a for a in file.allocations if a.end is None), None)
    if named:
        worker = naming.person(council, named.person)
        made.append(f"{worker} has been the named worker since {clocks.moment(now, named.start)}.")
    else:
        owner = who.accountable(council, file)
        people = [naming.person(council, p) for p in who.people_for(council, owner, now)]
        names = f" ({', '.join(people)})" if people else ""
        says = f"No worker is named yet, so {who.owner_words(council, owner)}{names} answers for the child."
        made.append(says if people or not owner.role else f"{says} Nobody holds that post now.")
    joint = [
        f"{naming.team(council, i.team)} ({i.why})" for i in file.involvements if i.kind != "responsible" and i.end is None
    ]  # fmt: skip
    return [*made, f"Working jointly: {', '.join(joint)}."] if joint else made


def _label(related: tuple[View, ...], desk: Desk, file: File) -> list[str]:
    words = child_header.standing(desk, file, related)
    return [f"It stands as: {words}."] if words else []


def _clocks(desk: Desk, file: File) -> list[str]:
    owed = [d for d in file.duties if d.open and d.due and d.start <= desk.now]
    at_once = [d for d in owed if d.at_once]
    late = [d for d in owed if d.due and d.due <= desk.now and d not in at_once]
    made = [_named(desk, "Overdue", late)] if late else []
    made += [_named(desk, "Asked for at once", at_once)] if at_once else []
    coming = clocks.next_of(d for d in owed if d not in (*late, *at_once))
    if coming and coming.due:
        owner = naming.owner(desk.council, coming.role, coming.of)
        made.append(f"Next is '{_title(coming)}', for {owner}, by {clocks.moment(desk.now, coming.due)}.")
    if not made and not file.closed:
        made.append("No clock is running.")
    return made


def _named(desk: Desk, word: str, duties: list[Duty]) -> str:
    owners: dict[str, list[str]] = {}
    for duty in sorted(duties, key=lambda d: (not d.safety, d.due)):
        owners.setdefault(_title(duty), []).append(naming.owner(desk.council, duty.role, duty.of))
    said = [f"'{title}', for {' and '.join(dict.fromkeys(whom))}" for title, whom in owners.items()]
    more = [f"and {len(said) - MOST} more"] if len(said) > MOST else []
    return f"{word}: {'; '.join([*said[:MOST], *more])}."


def _title(duty: Duty) -> str:
    return duty.title.rstrip(".")


def _debts(desk: Desk, file: File) -> list[str]:
    many = sum(1 for d in file.duties if d.open and d.debt)
    return (
        [f"{many} {'thing was' if many == 1 else 'things were'} left owing when the child was moved on."]
        if many
        else []
    )


def planned(desk: Desk, file: File) -> list[Done]:
    """Every date to come, the soonest first."""
    return sorted((d for d in file.done if d.planned and d.at > desk.now), key=lambda d: d.at)


def _planned(desk: Desk, file: File) -> list[str]:
    said = [
        f"{naming.act(desk.council, d.name)}, {clocks.moment(desk.now, d.at)}" for d in planned(desk, file)
    ]
    return [f"Planned: {'; '.join(said[:MOST])}."] if said else []


def _moving(desk: Desk, file: File) -> list[str]:
    return ["Another move is being prepared."] if file.move > 1 and not file.moved and not file.closed else []


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
    mine = worklists.owners_of(desk.council, desk.person, desk.now)
    return [_duty(desk, file, duty, mine) for duty in owed]


def _duty(desk: Desk, file: File, duty: Duty, mine: list[str]) -> dict[str, Any]:
    here = f"/cases/{file.ref}/"
    if f"{duty.role}|{duty.of}" in mine:
        button = my_work.act_button(desk, file.ref, duty.act, duty.item, file.holder, file.version, here)
    else:
        button = remind.button(file.ref, duty.key, here)
    return {
        "clock": clocks.of_duty(desk.now, duty), "title": duty.title, "who": naming.owner(desk.council, duty.role, duty.of),
        "why": _why(duty), "clauses": duty.clauses, "debt": duty.debt, "safety": duty.safety, "started": clocks.moment(desk.now, duty.start),
        "item": naming.item(desk.council, duty.item) if duty.item else "", "reminded": remind.last(desk, duty.reminded),
        "button": button,
    }  # fmt: skip


def _why(duty: Duty) -> str:
    """How its time was worked out; where that was moved, the first time stays beside it."""
    if not duty.first_due or duty.first_due == duty.due:
        return duty.why
    return f"{duty.why.rstrip('.')}. It was first due on {clocks.words_for(duty.first_due)}"


def meetings(desk: Desk, file: File) -> list[dict[str, Any]]:
    """What is planned, beside the clocks."""
    return [
        {"what": naming.act(desk.council, d.name), "at": clocks.moment(desk.now, d.at), "at_iso": clocks.iso(d.at),
         "left": clocks.between(desk.now, d.at), "clauses": desk.council.protocol.moments[d.name].cites,
         "href": f"/cases/{file.ref}/do/{d.name}/"}
        for d in planned(desk, file)
        if d.name in desk.council.protocol.moments
    ]  # fmt: skip
